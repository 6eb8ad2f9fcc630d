// screenshot.mjs - the picture in README.md: the journey page at 1280 px.
//
//   node tests/browser/screenshot.mjs docs-site/screenshot.png

import { writeFileSync } from 'node:fs';
import { start_browser, visit } from './browser.mjs';
import { pages } from './pages.mjs';
import { png_read, png_small } from './png.mjs';
import { start_waymark } from './waymark.mjs';

const file = process.argv[2];
const most_bytes = 200_000;

const waymark = await start_waymark();
const browser = await start_browser();
try {
  const { page } = await visit(browser, waymark.origin, pages.find(({ name }) => name === 'journey'));
  await page.setViewportSize({ width: 1280, height: 1560 });
  const picture = png_small(png_read(await page.screenshot()));
  const bytes = picture.length;
  writeFileSync(file, picture);
  console.log(`${file}: ${bytes} bytes`);
  if (bytes > most_bytes) throw new Error(`${file} is over ${most_bytes} bytes: show less of the page`);
} finally {
  await browser.close();
  await waymark.stop();
}
