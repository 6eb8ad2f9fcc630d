// patterns.mjs - the pattern library: its pages, every example on its own, and
// the proof that an example reads nothing of ours.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as checks from './checks.mjs';
import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';
import { start_waymark } from './waymark.mjs';

const patience_ms = 12_000;
const own = /^\/patterns\/(pattern|page|service|process)\//;

// What a hostile example tries.  Each success leaves a word in `stolen`, and
// tells the page around it and the server.
const attempts = `
const stolen = [];
const tries = {
  cookie: () => document.cookie || 'no cookie, but readable',
  storage: () => { localStorage.setItem('x', 'y'); return localStorage.getItem('x'); },
  session: () => { sessionStorage.setItem('x', 'y'); return sessionStorage.getItem('x'); },
  parent: () => parent === window ? (() => { throw new Error('alone'); })() : parent.document.title,
  frame: () => frameElement && frameElement.outerHTML || (() => { throw new Error('none'); })(),
};
for (const [name, attempt] of Object.entries(tries))
  try { stolen.push(name + ': ' + attempt()); } catch {}
document.documentElement.dataset.ran = 'yes';
document.documentElement.dataset.stolen = stolen.join('; ');
fetch('/dashboard/', { credentials: 'include' }).then((r) => r.text())
  .then((text) => { document.documentElement.dataset.stolen += ' dashboard: ' + text.length; })
  .catch(() => {})
  .finally(() => { document.documentElement.dataset.done = 'yes'; });
try { top.location = '/docs/'; } catch {}
`;

const hostile = {
  'index.md': `---
title: Hostile
description: An example that tries to get out.
status: proposed
---
## When to use

Never.

## When not to use

Always.

## How it works

It does not.

## Research

None.
`,
  'default/index.html': `---
title: Tries to get out
---
<p id="said">Nothing ran.</p>
<script>${attempts}</script>
<img src="x" alt="" onerror="document.documentElement.dataset.ran = 'yes'">
<a href="/dashboard/" target="_top">Out</a>
<form action="/dashboard/" method="get" target="_top"><button>Send</button></form>
`,
};

function fill(run, folder) {
  const entry = join(folder, 'data/catalogue/component/hostile');
  run('demo');
  run('import-patterns', 'govuk-frontend', 'node_modules/govuk-frontend');
  mkdirSync(join(entry, 'default'), { recursive: true });
  for (const [name, text] of Object.entries(hostile)) writeFileSync(join(entry, name), text);
}

// With `policy` in place of the example's own: what is left if that were lost.
async function with_policy(page, policy) {
  await page.route('**/patterns/*/*/*/', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['content-security-policy'];
    if (policy) headers['content-security-policy'] = policy;
    await route.fulfill({ response, headers });
  });
}

const address = '/patterns/component/hostile';

async function nothing_runs(browser, origin, path) {
  const shown = await visit(browser, origin, { path });
  const { page } = shown;
  await page.waitForTimeout(300);
  const frame = page.frames().at(-1);
  const problems = [];
  const here = new URL(page.url()).pathname;
  if (here !== path) problems.push(`it went to ${here}`);
  if (!(await frame.content()).includes('Nothing ran.')) problems.push('the example is not shown');
  if (await frame.locator('html').getAttribute('data-ran')) problems.push('its script ran');
  await shown.close();
  return problems;
}

// The script is let run, by a policy in place of ours; the frame still holds it.
async function nothing_is_read(browser, origin, policy, sandbox) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await context.addCookies([{ name: 'session', value: 'secret', url: origin }]);
  await with_policy(page, policy);
  await page.goto(`${origin}/docs/figures`);
  const asked = [];
  page.on('request', (request) => asked.push(request));
  await page.evaluate(([src, tokens]) => {
    document.cookie = 'seen=secret';
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', tokens);
    frame.src = src;
    document.body.append(frame);
  }, [`${address}/default/`, sandbox]);
  await page.waitForTimeout(800);
  const frame = page.frames().at(-1);
  const html = frame.locator('html');
  const problems = [];
  if ((await html.getAttribute('data-ran')) !== 'yes') problems.push('its script did not run, so nothing is shown');
  const stolen = await html.getAttribute('data-stolen');
  if (stolen) problems.push(`it read ${stolen}`);
  if (new URL(page.url()).pathname !== '/docs/figures') problems.push(`it led the page to ${page.url()}`);
  for (const request of asked.filter((one) => one.url().endsWith('/dashboard/')))
    if ((await request.allHeaders()).cookie) problems.push('it asked with our cookie');
  await context.close();
  return problems;
}

async function check_sandbox(browser, origin) {
  heading('the sandbox');
  await test('an example’s script does not run, framed', () => nothing_runs(browser, origin, address));
  await test('an example’s script does not run, alone', () => nothing_runs(browser, origin, `${address}/default/`));
  await test('were its policy lost, its frame would let it read nothing', () =>
    nothing_is_read(browser, origin, '', 'allow-scripts'));
  await test('were scripts allowed, its policy would let it read nothing', () =>
    nothing_is_read(browser, origin, "sandbox allow-scripts; script-src 'unsafe-inline'", 'allow-scripts'));
  await test('this test can see a theft: without a sandbox all is read', async () => {
    const found = (await nothing_is_read(browser, origin, '', 'allow-scripts allow-same-origin')).join('\n');
    return ['cookie', 'storage', 'parent', 'dashboard'].filter((word) => !found.includes(`${word}: `))
      .map((word) => `it does not see ${word} in\n${found}`);
  });
}

async function frames_are_sandboxed(shown) {
  const frames = await shown.page.evaluate(() => [...document.querySelectorAll('iframe')].map((frame) => ({
    sandbox: frame.getAttribute('sandbox'),
    title: frame.title,
    loading: frame.loading,
    src: frame.getAttribute('src'),
  })));
  const problems = frames.flatMap(({ sandbox, title, loading, src }) => [
    ...(sandbox === '' ? [] : [`${src}: its sandbox is ${sandbox}`]),
    ...(title.startsWith('Example: ') ? [] : [`${src}: its title is “${title}”`]),
    ...(loading === 'lazy' ? [] : [`${src}: it is not lazy`]),
  ]);
  return frames.length ? problems : ['it shows no example'];
}

async function copies(browser, origin) {
  const shown = await visit(browser, origin, { path: '/patterns/component/radios' },
    { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = shown;
  const code = await page.locator('[data-copy]').first().innerText();
  await page.locator('.wm-copy').first().click();
  await page.locator('[aria-live]', { hasText: 'Copied: Default, HTML' }).waitFor({ state: 'attached', timeout: 4000 });
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await shown.close();
  return copied.trim() === code.trim() ? [] : [`it copied “${copied.slice(0, 80)}”`];
}

async function check_pages(browser, origin) {
  heading('the library with everything in it');
  for (const [name, path] of [
    ['library', '/patterns/'],
    ['components', '/patterns/component/?status=stable'],
    ['radios', '/patterns/component/radios'],
    ['header', '/patterns/component/header'],
    ['correct-errors', '/patterns/pattern/correct-errors'],
  ]) {
    const shown = await visit(browser, origin, { path });
    const plain = await visit(browser, origin, { path }, { javaScriptEnabled: false });
    const that = (claim, check) => test(`${name}: ${claim}`, check);
    await that('answers, with a strict policy', () => checks.headers(shown));
    await that('fits 320, 768 and 1280 px, and text twice as large', () => checks.fits(shown, name));
    await that('axe finds nothing, light', () => checks.accessible(shown, { colorScheme: 'light' }));
    await that('axe finds nothing, dark', () => checks.accessible(shown, { colorScheme: 'dark' }));
    await that('says the same without script', () => checks.says_the_same(shown, plain));
    await that('links lead somewhere; .json can be read', () => checks.links(shown));
    if (!path.includes('?') && path !== '/patterns/')
      await that('its examples are lazy, named and in a sandbox', () => frames_are_sandboxed(shown));
    await that('asks no other place, breaks no policy, logs no error', async () => shown.problems());
    await plain.close();
    await shown.close();
  }
  await test('radios: the button copies the code and says so', () => copies(browser, origin));
}

// On their own, and without their policy: axe cannot look into a sandbox.
async function looked_at(page, origin, path, full) {
  const problems = [];
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(origin + path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) problems.push(`${path}: ${wide} px wide in 320 px`);
  if (!full) return problems;
  const found = await Promise.race([
    checks.accessible_part({ page }),
    new Promise((resolve) => setTimeout(resolve, patience_ms, ['axe hangs'])),
  ]);
  return problems.concat(found.map((problem) => `${path}: ${problem}`));
}

async function check_examples(browser, origin) {
  heading('examples');
  const { patterns } = await (await fetch(`${origin}/patterns.json`)).json();
  const context = await browser.newContext();
  const page = await context.newPage();
  await with_policy(page, '');
  for (const mine of [true, false])
    await test(mine ? 'every council example fits 320 px, and axe finds nothing in it'
      : 'the first example of every imported component fits 320 px', async () => {
      const problems = [];
      for (const entry of patterns.filter((one) => own.test(one.address) === mine && !one.address.endsWith('/hostile'))) {
        const { examples } = await (await fetch(`${origin}${entry.address}.json`)).json();
        for (const { address } of mine ? examples : examples.slice(0, 1))
          problems.push(...(await looked_at(page, origin, address, mine)));
      }
      return problems;
    });
  await context.close();
}

export async function check_patterns(browser) {
  const waymark = await start_waymark(fill);
  try {
    await check_pages(browser, waymark.origin);
    await check_examples(browser, waymark.origin);
    await check_sandbox(browser, waymark.origin);
  } finally {
    await test('the library’s server stops when asked', () => waymark.stop());
  }
}
