// run.mjs - the page tests: every type of page, in a real browser.
//
//   WAYMARK=build/waymark node tests/browser/run.mjs
//
// Pictures and HTML of the pages stay in build/pages/.  Nothing outside this
// machine is asked.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as checks from './checks.mjs';
import { check_events } from './events.mjs';
import { start_browser, visit } from './browser.mjs';
import { html_problems } from './html.mjs';
import { skip_link, tab_walk } from './keyboard.mjs';
import { pages } from './pages.mjs';
import { check_patterns } from './patterns.mjs';
import { close, heading, result, test } from './report.mjs';
import { check_the_checks } from './seeded.mjs';
import { start_waymark } from './waymark.mjs';

const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
];
const kept = (name) => `build/pages/${name}.html`;

async function check_page(browser, origin, wanted) {
  const { name, path, status = 200 } = wanted;
  heading(`${name}: ${path}`);
  const shown = await visit(browser, origin, wanted);
  const plain = await visit(browser, origin, wanted, { javaScriptEnabled: false });
  const that = (claim, check) => test(`${name}: ${claim}`, check);
  writeFileSync(kept(name), shown.html);

  await that(`answers ${status}`, async () =>
    shown.response.status() === status ? [] : [`it answers ${shown.response.status()}`]);
  await that('has a title of its own and one h1', () => checks.heading_and_title(shown));
  await that('sends a strict policy', () => checks.headers(shown));
  await that('is styled, with no typeface or picture of GOV.UK', () => checks.stylesheets(shown));
  await that('fits 320, 768 and 1280 px, and text twice as large', () => checks.fits(shown, name));
  for (const [look, media] of looks) await that(`axe finds nothing, ${look}`, () => checks.accessible(shown, media));
  await that('says the same without script', () => checks.says_the_same(shown, plain));
  await that('links lead somewhere; .json and .csv can be read', () => checks.links(shown));
  await that('prints', () => checks.prints(shown));
  await that('the skip link skips', () => skip_link(shown));
  for (const [width, height] of [[1280, 800], [320, 640]])
    await that(`Tab reaches everything and shows where it is, ${width} px`, () =>
      tab_walk(shown, { width, height }));
  await that('asks no other place, breaks no policy, logs no error', async () => shown.problems());
  await plain.close();
  await shown.close();
}

function check_html(names) {
  heading('HTML');
  const seeded = 'tests/browser/seeded.html';
  const problems = html_problems([...names.map(kept), seeded]);
  for (const name of names) result(`${name}: its HTML is valid`, problems.get(`${name}.html`));
  const found = problems.get('seeded.html').join('\n');
  const claim = 'seeded faults: the HTML validator finds the picture with no alt';
  result(claim, /“alt” attribute/.test(found) ? [] : [`it found:\n${found}`]);
}

rmSync('build/pages', { recursive: true, force: true });
mkdirSync('build/pages', { recursive: true });
const waymark = await start_waymark();
let browser;
try {
  browser = await start_browser();
  for (const wanted of pages) await check_page(browser, waymark.origin, wanted);
  check_html(pages.map(({ name }) => name));
  await check_events(browser);
  await check_patterns(browser);
  heading('the checks themselves');
  await check_the_checks(browser);
} finally {
  await browser?.close();
  result('the server stops when asked', await waymark.stop());
}
close();
