// examples.mjs - every example there is: fits a phone, and axe finds nothing in
// it; those written for councils are valid HTML.
//
// In their sandbox axe would wait for ever, and a page for each would take as
// long: so one page, without it, takes in one example after another.

import { mkdirSync, writeFileSync } from 'node:fs';
import { accessible_part } from './checks.mjs';
import { html_problems } from './html.mjs';
import { heading, test } from './report.mjs';
import { is_hostile } from './sandbox.mjs';

const folder = 'build/pages/examples';
const is_own = ({ address }) => !address.startsWith('/patterns/component/');

async function every_example(origin) {
  const { patterns } = await (await fetch(`${origin}/patterns.json`)).json();
  const all = [];
  for (const entry of patterns.filter((one) => !is_hostile(one))) {
    const { examples } = await (await fetch(`${origin}${entry.address}.json`)).json();
    for (const { address } of examples) all.push({ address, own: is_own(entry) });
  }
  return all;
}

// A page that shows the first, and may be written to.
async function open_stage(context, origin, { address }) {
  const page = await context.newPage();
  await page.route('**/patterns/*/*/*/', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    headers['content-security-policy'] = headers['content-security-policy'].replace(/^sandbox; /, '');
    await route.fulfill({ response, headers });
  });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(origin + address);
  return page;
}

// In the place of the document that is there, with the sheets it shares.
function take_in(html) {
  const next = new DOMParser().parseFromString(html, 'text/html');
  const sheets = (from) => [...from.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href')).join();
  if (sheets(document) !== sheets(next)) throw new Error(`it has other sheets: ${sheets(next)}`);
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.body.replaceWith(document.adoptNode(next.body));
  return document.documentElement.scrollWidth;
}

async function faults_of(page, { address }, html) {
  const wide = await page.evaluate(take_in, html);
  const found = await accessible_part({ page });
  if (wide > 320) found.unshift(`it is ${wide} px wide in 320 px`);
  return found.map((problem) => `${address}: ${problem}`);
}

async function walk(context, origin, examples) {
  const page = await open_stage(context, origin, examples[0]);
  const problems = [];
  for (const example of examples) {
    const html = await (await fetch(origin + example.address)).text();
    problems.push(...(await faults_of(page, example, html)));
    if (example.own) writeFileSync(`${folder}/${file_of(example)}`, html);
  }
  await page.close();
  return problems;
}

const file_of = ({ address }) => `${address.split('/').slice(2, 5).join('-')}.html`;

// What the library's own words say of a seeded fault it must see as well.
async function sees_faults(context, origin, example) {
  const page = await open_stage(context, origin, example);
  const html = await (await fetch(origin + example.address)).text();
  const bad = html.replace('</body>', '<img src="data:," width="500"></body>');
  const found = (await faults_of(page, example, bad)).join('\n');
  await page.close();
  return ['px wide in 320 px', 'image-alt'].filter((word) => !found.includes(word))
    .map((word) => `it does not see ${word} in “${found}”`);
}

export async function check_examples(browser, origin) {
  heading('examples');
  mkdirSync(folder, { recursive: true });
  const all = await every_example(origin);
  const own = all.filter((one) => one.own);
  const context = await browser.newContext();
  await test('this walk can see a fault in an example', () => sees_faults(context, origin, own[0]));
  await test(`${own.length} examples for councils fit 320 px, and axe finds nothing in them`, () =>
    walk(context, origin, own));
  await test(`so do ${all.length - own.length} of GOV.UK Frontend’s components`, () =>
    walk(context, origin, all.filter((one) => !one.own)));
  await test('those for councils are valid HTML', async () => {
    const problems = html_problems(own.map((one) => `${folder}/${file_of(one)}`));
    return [...problems].flatMap(([name, found]) => found.map((problem) => `${name}: ${problem}`));
  });
  await context.close();
}
