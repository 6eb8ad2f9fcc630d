// walk.mjs - a designer looks for a way to ask for proof of address, and does
// it as designers do: finds, tries, copies, and asks what it did elsewhere.

import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';

const wanted = { name: 'Upload evidence', path: '/patterns/pattern/upload-evidence' };
const journey = 'Apply for a parking permit';

const is = (what, got, want) =>
  JSON.stringify(got) === JSON.stringify(want) ? [] : [`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`];

// Follows a link and waits for where it leads.
async function follow(page, link) {
  await Promise.all([page.waitForEvent('load'), link.click()]);
}

async function search(page, origin) {
  await page.goto(origin);
  await page.locator('main input[type=search]').fill('proof of address');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  const first = page.locator('main').getByRole('link', { name: wanted.name, exact: true }).first();
  const marked = await page.locator('main mark').allInnerTexts();
  const problems = /proof|address/i.test(marked.join(' ')) ? [] : ['the words looked for are not marked'];
  await follow(page, first);
  return [...problems, ...is('found', new URL(page.url()).pathname, wanted.path)];
}

// A tab, or where there are none the heading of the same name.  By the
// keyboard: the browser may still be scrolling to where the address points.
async function open_part(page, name, id) {
  const tab = page.getByRole('tab', { name, exact: true });
  const link = page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name, exact: true });
  await ((await tab.count()) ? tab : link).press('Enter');
  return (await page.locator(`#${id} > :last-child`).isVisible()) ? [] : [`${name} is not shown`];
}

async function see_it_in_welsh(page) {
  const problems = await open_part(page, 'Examples', 'examples');
  await follow(page, page.locator('#examples').getByRole('link', { name: 'Welsh', exact: true }).first());
  const frame = page.locator('#examples iframe').first();
  await frame.scrollIntoViewIfNeeded();
  const example = await (await frame.elementHandle()).contentFrame();
  await example.waitForLoadState();
  return [
    ...problems,
    ...is('language', await example.locator('html').getAttribute('lang'), 'cy'),
    ...is('shown', await page.locator('#examples').isVisible(), true),
  ];
}

// What is copied is the Welsh markup, and a screen reader hears of it.
async function copy(page) {
  const problems = await open_part(page, 'Code', 'code');
  const code = page.locator('#code [data-copy]').first();
  const name = await code.getAttribute('data-copy');
  await page.getByRole('button', { name: `Copy ${name}`, exact: true }).click();
  await page.locator('[aria-live]', { hasText: `Copied: ${name}` }).waitFor({ state: 'attached', timeout: 4000 });
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { html } = await page.evaluate(async (path) => {
    const entry = await (await fetch(`${path}.json`)).json();
    return entry.examples.find(({ name }) => name === 'default.cy');
  }, wanted.path);
  return [...problems, ...is('copied', copied.trim(), html.trim())];
}

async function evidence_and_on(page) {
  const problems = await open_part(page, 'Evidence', 'evidence');
  const row = page.locator('#evidence tbody tr', { hasText: journey });
  const words = (await row.innerText()).replace(/\s+/g, ' ');
  if (!/\d+ % \d+ of [\d,]+ 95 %: \d+ % to \d+ %/.test(words)) problems.push(`no share with its interval in “${words}”`);
  if (!/\d+ (s|min)/.test(words)) problems.push(`no time in “${words}”`);
  await follow(page, row.getByRole('link', { name: journey, exact: true }));
  const back = page.getByRole('link', { name: /upload-evidence/i }).first();
  return [
    ...problems,
    ...is('journey', (await page.locator('h1').innerText()).trim(), journey),
    ...is('and back again', await back.getAttribute('href'), wanted.path),
  ];
}

async function walk(browser, origin, options, steps) {
  const shown = await visit(browser, origin, { path: '/' }, { viewport: { width: 1280, height: 800 }, ...options });
  const problems = [];
  for (const step of steps) problems.push(...(await step(shown.page, origin)));
  problems.push(...shown.problems());
  await shown.close();
  return problems;
}

export async function check_walk(browser, origin) {
  heading('a designer’s walk');
  const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
  await test('a designer finds proof of address, sees it in Welsh, copies it, and follows it to a journey', () =>
    walk(browser, origin, clipboard, [search, see_it_in_welsh, copy, evidence_and_on]));
  await test('on a phone likewise', () =>
    walk(browser, origin, { ...clipboard, viewport: { width: 320, height: 640 } },
      [search, see_it_in_welsh, copy, evidence_and_on]));
  await test('without script likewise, but for the button', () =>
    walk(browser, origin, { javaScriptEnabled: false }, [search, see_it_in_welsh, evidence_and_on]));
}
