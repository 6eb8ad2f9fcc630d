// run.mjs - the page tests: every type of page, in a real browser.
//
//   WAYMARK=build/waymark node tests/browser/run.mjs [PART…]
//
// A part is pages, find, api, events, library, entry, examples, sandbox, sheets,
// pictures, process, walk, folder or checks, or the name of one page
// (pages.mjs); without any it is all of them.
//
// Pictures and HTML of the pages stay in build/pages/.  Nothing outside this
// machine is asked.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as checks from './checks.mjs';
import { check_api } from './api.mjs';
import { check_events } from './events.mjs';
import { start_browser, visit } from './browser.mjs';
import { check_folder } from './folder.mjs';
import { html_problems } from './html.mjs';
import { skip_link, tab_walk } from './keyboard.mjs';
import { pages } from './pages.mjs';
import { check_entry } from './entry.mjs';
import { check_examples } from './examples.mjs';
import { check_find } from './find.mjs';
import { check_library } from './library.mjs';
import { check_sandbox, fill } from './sandbox.mjs';
import { check_sheets } from './sheets.mjs';
import { check_pictures } from './pictures.mjs';
import { check_process } from './process.mjs';
import { close, heading, result, test } from './report.mjs';
import { check_the_checks } from './seeded.mjs';
import { check_walk } from './walk.mjs';
import { start_waymark } from './waymark.mjs';

const looks = [
  ['light', { colorScheme: 'light' }],
  ['light, 320 px', { colorScheme: 'light' }, 320],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
];
const parts = process.argv.slice(2);
const wants = (...names) => parts.length === 0 || names.some((name) => parts.includes(name));
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
  for (const [look, media, width] of looks)
    await that(`axe finds nothing, ${look}`, () => checks.accessible(shown, media, width));
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
const waymark = await start_waymark(fill);
let browser;
try {
  browser = await start_browser();
  const { origin } = waymark;
  const chosen = pages.filter(({ name }) => wants('pages', name));
  for (const wanted of chosen) await check_page(browser, origin, wanted);
  if (chosen.length) check_html(chosen.map(({ name }) => name));
  if (wants('find')) await check_find(browser, origin);
  if (wants('api')) await check_api(browser, origin);
  if (wants('events')) await check_events(browser);
  if (wants('library')) await check_library(browser, origin);
  if (wants('entry')) await check_entry(browser, origin);
  if (wants('examples')) await check_examples(browser, origin);
  if (wants('sandbox')) await check_sandbox(browser, origin);
  if (wants('sheets')) await check_sheets(browser);
  if (wants('pictures')) await check_pictures(browser);
  if (wants('process')) await check_process(browser, origin);
  if (wants('walk')) await check_walk(browser, origin);
  if (wants('folder')) await check_folder(browser);
  if (wants('checks')) {
    heading('the checks themselves');
    await check_the_checks(browser);
  }
} finally {
  await browser?.close();
  result('the server stops when asked', await waymark.stop());
}
close();
