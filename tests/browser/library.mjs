// library.mjs - entries of the pattern library with much in them.

import * as checks from './checks.mjs';
import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';

const entries = [
  ['radios', '/patterns/component/radios'],
  ['header', '/patterns/component/header'],
  ['correct-errors', '/patterns/pattern/correct-errors'],
  ['an older version', '/patterns/service/missed-bin?at=1.0.0'],
  ['as asked', '/patterns/pattern/address-lookup?script=on&brand=quayside&lang=cy&width=640'],
];

// The first frame is there at once, the others when they come into sight; each
// has a name, and none may do more than was asked for.
async function frames_are_sandboxed({ page, url }) {
  const allowed = url.includes('script=on') ? 'allow-scripts' : '';
  const frames = await page.evaluate(() => [...document.querySelectorAll('iframe')].map((frame) => ({
    sandbox: frame.getAttribute('sandbox'),
    title: frame.title,
    loading: frame.loading,
    src: frame.getAttribute('src'),
  })));
  const problems = frames.flatMap(({ sandbox, title, loading, src }, i) => [
    ...(sandbox === allowed ? [] : [`${src}: its sandbox is ${sandbox}`]),
    ...(title.startsWith(i ? 'Example: ' : 'Preview: ') ? [] : [`${src}: its title is “${title}”`]),
    ...((loading === 'lazy') === i > 0 ? [] : [`${src}: it is loaded ${loading}`]),
  ]);
  return frames.length > 1 ? problems : ['it shows no example'];
}

export async function check_library(browser, origin) {
  heading('entries with much in them');
  for (const [name, path] of entries) {
    const shown = await visit(browser, origin, { path });
    const plain = await visit(browser, origin, { path }, { javaScriptEnabled: false });
    const that = (claim, check) => test(`${name}: ${claim}`, check);
    await that('answers, with a strict policy', () => checks.headers(shown));
    await that('its examples are named, in a sandbox, and all but the first lazy', () => frames_are_sandboxed(shown));
    await that('fits 320, 768 and 1280 px, and text twice as large', () => checks.fits(shown, name));
    await that('axe finds nothing, light, 320 px', () => checks.accessible(shown, { colorScheme: 'light' }, 320));
    await that('axe finds nothing, dark, 320 px', () => checks.accessible(shown, { colorScheme: 'dark' }, 320));
    await that('says the same without script', () => checks.says_the_same(shown, plain));
    await that('links lead somewhere; .json can be read', () => checks.links(shown));
    await that('asks no other place, breaks no policy, logs no error', async () => shown.problems());
    await plain.close();
    await shown.close();
  }
}
