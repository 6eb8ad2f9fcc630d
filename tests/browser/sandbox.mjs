// sandbox.mjs - the proof that an example, whatever is in it, reads nothing of
// ours: not where its scripts are held, and not where they run.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';

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
try { if (top !== window) top.location = '/docs/'; } catch {}
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

// As wide as an entry may be: a title of one word, and a table of many columns.
const columns = [...Array(20).keys()];
const row = (of) => `| ${columns.map(of).join(' | ')} |\n`;
const wide = {
  'index.md': hostile['index.md']
    .replace('title: Hostile', `title: ${'Llanfairpwllgwyngyll'.repeat(10)}`)
    .replace('It does not.', row((n) => `Column ${n}`) + row(() => '---') + row((n) => `cell ${n}`)),
  'default/index.html': '---\ntitle: Nothing\n---\n<p class="govuk-body">Nothing</p>\n',
};

export const is_hostile = (entry) => entry.address.endsWith('/hostile');

// The demonstration, and those two entries among its own.
export function fill(run, folder) {
  run('demo');
  for (const [name, files] of Object.entries({ 'component/hostile': hostile, 'pattern/wide': wide })) {
    const entry = join(folder, 'data/catalogue', name);
    mkdirSync(join(entry, 'default'), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(entry, file), text);
  }
}

const address = '/patterns/component/hostile';

// The example: in the frame that is loaded at once, in the last, or alone.
async function example_in(page) {
  const preview = await page.$('.wm-preview iframe');
  return preview ? preview.contentFrame() : page.frames().at(-1);
}

async function nothing_runs(browser, origin, path) {
  const shown = await visit(browser, origin, { path });
  const { page } = shown;
  await page.waitForTimeout(300);
  const frame = await example_in(page);
  const problems = [];
  const here = new URL(page.url()).pathname;
  if (here !== path) problems.push(`it went to ${here}`);
  if (!(await frame.content()).includes('Nothing ran.')) problems.push('the example is not shown');
  if (await frame.locator('html').getAttribute('data-ran')) problems.push('its script ran');
  await shown.close();
  return problems;
}

// A page of ours with a cookie that a script can read, and what was asked of us.
async function page_with_a_cookie(browser, origin, path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  await context.addCookies([{ name: 'session', value: 'secret', url: origin }]);
  page.on('request', (request) => asked.push(request));
  return { context, page, asked, go: () => page.goto(origin + path) };
}

// What the script in the last frame (or alone) had of it, once it was through.
async function thefts({ page, asked }, path) {
  const example = await example_in(page);
  const html = example.locator('html');
  const problems = [];
  await example.locator('html[data-done]').waitFor({ state: 'attached', timeout: 5000 }).catch(() => {});
  if ((await html.getAttribute('data-ran')) !== 'yes') problems.push('its script did not run, so nothing is shown');
  const stolen = await html.getAttribute('data-stolen');
  if (stolen) problems.push(`it read ${stolen}`);
  if (new URL(page.url()).pathname !== path) problems.push(`it led the page to ${page.url()}`);
  for (const request of asked.filter((one) => one.url().endsWith('/dashboard/')))
    if ((await request.allHeaders()).cookie) problems.push('it asked with our cookie');
  return problems;
}

// As anybody may ask for it: its scripts run, in its frame or alone.
async function runs_and_reads_nothing(browser, origin, path) {
  const it = await page_with_a_cookie(browser, origin, path);
  await it.go();
  const problems = await thefts(it, new URL(origin + path).pathname);
  await it.context.close();
  return problems;
}

// With `policy` in place of the example's own, in a frame with those tokens
// (none: with no sandbox): what is left if one of the two were lost.
async function what_is_read(browser, origin, policy, tokens) {
  const it = await page_with_a_cookie(browser, origin, '/docs/figures');
  await it.page.route('**/patterns/*/*/*/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['content-security-policy'];
    if (policy) headers['content-security-policy'] = policy;
    await route.fulfill({ response, headers });
  });
  await it.go();
  it.asked.length = 0;
  await it.page.evaluate(([src, sandbox]) => {
    document.cookie = 'seen=secret';
    const frame = document.createElement('iframe');
    if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
    frame.src = src;
    document.body.append(frame);
  }, [`${address}/default/?script=on`, tokens]);
  await it.page.frames().at(-1).waitForLoadState();
  const problems = await thefts(it, '/docs/figures');
  await it.context.close();
  return problems;
}

const sees = (found, words) => words.filter((word) => !found.includes(`${word}: `))
  .map((word) => `it does not see ${word} in\n${found}`);

export async function check_sandbox(browser, origin) {
  heading('the sandbox');
  await test('an example’s script does not run, framed', () => nothing_runs(browser, origin, address));
  await test('an example’s script does not run, alone', () => nothing_runs(browser, origin, `${address}/default/`));
  await test('where it runs, framed, it reads no cookie and no page of ours', () =>
    runs_and_reads_nothing(browser, origin, `${address}?script=on`));
  await test('where it runs, alone, it reads no cookie and no page of ours', () =>
    runs_and_reads_nothing(browser, origin, `${address}/default/?script=on`));
  await test('were its policy lost, its frame would let it read nothing', () =>
    what_is_read(browser, origin, '', 'allow-scripts'));
  await test('were its frame’s sandbox lost, its policy would let it read nothing', () =>
    what_is_read(browser, origin, "sandbox allow-scripts; script-src 'unsafe-inline'", null));
  await test('this test can see a theft: without a sandbox all is read', async () => {
    const found = (await what_is_read(browser, origin, '', 'allow-scripts allow-same-origin')).join('\n');
    return sees(found, ['cookie', 'storage', 'parent', 'dashboard']);
  });
}
