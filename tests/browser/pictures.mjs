// pictures.mjs - the pictures of examples are shown, on a site and from a
// folder; and a drawing that would run or load something does neither, even if
// it came past the reader.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { heading, test } from './report.mjs';
import { start_waymark } from './waymark.mjs';

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const svg = (width) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="9"><style>path { fill: teal }</style><path d="M0 0h9v9z"/></svg>`;
const guide = (version) => `---
title: Bins
description: Which bin.
status: trial
version: "${version}"
---
## When to use

A.

## When not to use

B.

## How it works

C.

## Research

None yet.
`;
const example = `---
title: Two bins
lang: en
---
<p><img src="../pictures/bin.gif" alt="A bin">
<img src="../pictures/box.svg" alt="A box">
<img src="../pictures/bin.gif" srcset="../pictures/wide.svg 1x" alt="A wide box"></p>
`;
const files = {
  'index.md': guide('2.0.0'),
  'default/index.html': example,
  'pictures/bin.gif': gif,
  'pictures/box.svg': svg(20),
  'pictures/wide.svg': svg(30),
  'changelog.yml': '- date: 2026-03-02\n  version: 2.0.0\n  description: New.\n- date: 2026-02-02\n  version: 1.0.0\n  description: First.\n',
  'versions/1.0.0/index.md': guide('1.0.0'),
  'versions/1.0.0/default/index.html': example,
  'versions/1.0.0/pictures/bin.gif': gif,
  'versions/1.0.0/pictures/box.svg': svg(21),
  'versions/1.0.0/pictures/wide.svg': svg(31),
};
const bins = '/patterns/pattern/bins';
const card = '/patterns/component/fractal-card';

function put(folder, name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

// An entry of our own, and a library of which one picture is there.
function fill(run, folder) {
  for (const [name, text] of Object.entries(files)) put(join(folder, 'data/catalogue/pattern/bins'), name, text);
  put(folder, 'library/card.html', '<img src="/img/card.svg" alt="A card"><img src="/img/lost.png" alt="Lost">\n');
  put(folder, 'library/img/card.svg', svg(40));
  run('import-patterns', 'fractal', join(folder, 'library'));
}

// How wide the pictures are that an example shows, alone or in the first frame
// of its entry (the others wait until they are seen), and which faults it had.
async function widths(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    const place = message.location().url;
    if (message.type() === 'error' && !place.endsWith('/favicon.ico')) faults.push(`${place}: ${message.text()}`);
  });
  await page.goto(url, { waitUntil: 'load' });
  const preview = await page.$('.wm-preview iframe');
  const example = preview ? await preview.contentFrame() : page;
  const all = await example.evaluate(() => [...document.images].map((image) => image.naturalWidth));
  await context.close();
  return { wide: all.join(), faults };
}

async function are(browser, url, wanted) {
  const { wide, faults } = await widths(browser, url);
  return wide === wanted ? faults : [...faults, `${url} shows pictures as wide as ${wide}, not ${wanted}`];
}

// Everything a drawing could try, at once.
const hostile = (elsewhere) => `<?xml-stylesheet href="${elsewhere}/1"?>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" onload="document.documentElement.setAttribute('data-ran', 'yes')">
<script>document.documentElement.setAttribute('data-ran', 'yes'); fetch('${elsewhere}/2')</script>
<style>@import url(${elsewhere}/3); rect { fill: url(${elsewhere}/4#a) }</style>
<image href="${elsewhere}/5" width="9" height="9"/>
<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${elsewhere}/6" alt=""/></foreignObject>
</svg>`;
const elsewhere = 'http://127.0.0.1:9/stolen';

// That drawing in the place of one of ours, with the headers of ours or none:
// what it does, opened alone or in the example.
async function what_it_does(browser, origin, path, { bare = false } = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const done = new Set();
  await page.route('**/stolen/*', (route) => {
    done.add('it asks for something elsewhere');
    return route.fulfill({ body: '' });
  });
  await page.route('**/pictures/box.svg', async (route) => {
    const response = await route.fetch();
    const { 'content-type': type, ...others } = response.headers();
    await route.fulfill({
      status: 200,
      headers: bare ? { 'content-type': type } : { 'content-type': type, ...others },
      body: hostile(elsewhere),
    });
  });
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  if (await page.evaluate(() => document.documentElement.hasAttribute('data-ran'))) done.add('it runs');
  if (path.endsWith('/default/')) {
    const wide = await page.evaluate(() => document.images[1].naturalWidth);
    if (wide !== 20) done.add(`it is ${wide} wide, so it was not looked at`);
  }
  await context.close();
  return [...done];
}

export async function check_pictures(browser) {
  heading('pictures of examples');
  const waymark = await start_waymark(fill);
  const { origin } = waymark;
  const room = mkdtempSync(join(tmpdir(), 'waymark-pictures-'));
  const site = pathToFileURL(join(room, 'site')).href;
  try {
    await test('an example shows its pictures, alone', () => are(browser, `${origin}${bins}/default/`, '1,20,30'));
    await test('and with its scripts', () => are(browser, `${origin}${bins}/default/?script=on`, '1,20,30'));
    await test('and in the page of its entry', () => are(browser, origin + bins, '1,20,30'));
    await test('that of an older version shows its own', () => are(browser, `${origin}${bins}/default/?at=1.0.0`, '1,21,31'));
    await test('a library’s example shows what came along, and one in the place of what did not', () =>
      are(browser, `${origin}${card}/default/`, '40,300'));
    await test('so does each in a folder that was built', async () => {
      waymark.run('build', join(room, 'site'));
      return [
        ...await are(browser, `${site}${bins}/default/index.html`, '1,20,30'),
        ...await are(browser, `${site}${bins}/index.html`, '1,20,30'),
        ...await are(browser, `${site}${bins}/default/at-1.0.0/index.html`, '1,21,31'),
        ...await are(browser, `${site}${card}/default/index.html`, '40,300'),
      ];
    });
    await test('a hostile drawing runs and loads nothing, opened alone', () =>
      what_it_does(browser, origin, `${bins}/pictures/box.svg`));
    await test('nor in the example', () => what_it_does(browser, origin, `${bins}/default/`));
    await test('this test can see both: without its policy it runs, and asks', async () => {
      const done = await what_it_does(browser, origin, `${bins}/pictures/box.svg`, { bare: true });
      return done.sort().join() === 'it asks for something elsewhere,it runs' ? [] : [`it saw ${done}`];
    });
  } finally {
    await waymark.stop();
    rmSync(room, { recursive: true, force: true });
  }
}
