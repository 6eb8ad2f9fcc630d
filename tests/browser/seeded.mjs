// seeded.mjs - the checks are able to fail: seeded.html has a fault for each,
// and a check that finds none there would find none anywhere.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import * as checks from './checks.mjs';
import { visit } from './browser.mjs';
import { skip_link, tab_walk } from './keyboard.mjs';
import { test } from './report.mjs';

const page = readFileSync(new URL('seeded.html', import.meta.url));
const answers = {
  '/': ['text/html; charset=utf-8', page],
  '/figures.json': ['application/json', '{"started": 1,}'],
  '/figures.csv': ['text/csv', 'step,reached\r\nstart,1,2\r\n'],
};

export async function check_the_checks(browser) {
  const server = createServer((request, response) => {
    const [type, body] = answers[request.url.replace(/\?.*/, '')] ?? [];
    response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'text/plain' }).end(body ?? '');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  try {
    await find_every_fault(browser, origin);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function find_every_fault(browser, origin) {
  const seeded = await visit(browser, origin, { path: '/' });
  const plain = await visit(browser, origin, { path: '/' }, { javaScriptEnabled: false });
  const axe = (media) => () => checks.accessible(seeded, media);
  const finds = (name, look, faults) => test(`seeded faults: ${name}`, async () => {
    const found = (await look()).join('\n');
    const missed = faults.filter((fault) => !fault.test(found));
    return missed.map((fault) => `${fault} is not among what it found:\n${found}`);
  });

  await finds('what goes wrong while it loads', async () => seeded.problems(),
    [/another place: http:\/\/elsewhere\.invalid/, /console: something went wrong/]);
  await finds('title, h1, language', () => checks.heading_and_title(seeded), [/2 h1/, /language/]);
  await finds('headers', () => checks.headers(seeded), [/policy is “”/, /nosniff/]);
  await finds('stylesheets', () => checks.stylesheets(seeded), [/typeface/, /url\(/, /rules/]);
  await finds('width', () => checks.fits(seeded), [/at 320 px: .*p\.wide/, /at 1280 px: /]);
  await finds('axe, light', axe({ colorScheme: 'light' }),
    [/image-alt/, /color-contrast.*\.pale/, /label: /, /target-size/, /html-has-lang/]);
  await finds('axe, a part alone', () => checks.accessible_part(seeded), [/image-alt/, /label: /]);
  await finds('axe, dark', axe({ colorScheme: 'dark' }), [/color-contrast.*\.dim/]);
  await finds('axe, forced colours', axe({ forcedColors: 'active' }), [/color-contrast.*\.lost/]);
  await finds('without script', () => checks.says_the_same(seeded, plain), [/Only with script/]);
  await finds('links, .json and .csv', () => checks.links(seeded),
    [/gone answers 404/, /figures\.json is no JSON/, /figures\.csv has 2 columns, but 3/, /#nowhere/]);
  await finds('print', () => checks.prints(seeded), [/on paper it is empty/]);
  await finds('skip link', () => skip_link(seeded), [/#nowhere/]);
  await finds('tab walk', () => tab_walk(seeded, { width: 1280, height: 800 }),
    [/“Skip” .*hides it/, /“No focus.* looks the same/, /never reaches <button/]);
  await plain.close();
  await seeded.close();
}
