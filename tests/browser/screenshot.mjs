// screenshot.mjs - the picture in README.md: the journey page at 1280 px.
//
//   node tests/browser/screenshot.mjs docs-site/screenshot.png

import { statSync } from 'node:fs';
import { start_browser, visit } from './browser.mjs';
import { pages } from './pages.mjs';
import { start_waymark } from './waymark.mjs';

const file = process.argv[2];
const most_bytes = 200_000;

const waymark = await start_waymark();
const browser = await start_browser();
try {
  const { page } = await visit(browser, waymark.origin, pages.find(({ name }) => name === 'journey'));
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.screenshot({ path: file });
  const bytes = statSync(file).size;
  console.log(`${file}: ${bytes} bytes`);
  if (bytes > most_bytes) throw new Error(`${file} is over ${most_bytes} bytes: show less of the page`);
} finally {
  await browser.close();
  await waymark.stop();
}
