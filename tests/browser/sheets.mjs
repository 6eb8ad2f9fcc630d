// sheets.mjs - the proof that an example in the stylesheet of another library
// asks nobody for anything, and is shown in it all the same.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heading, test } from './report.mjs';
import { start_waymark } from './waymark.mjs';

const address = '/patterns/component/fractal-card';
const sheet = '/patterns/style/fractal/sheet.css';
const places = 13;

// Each way that a sheet has to ask another place, all of them at work; %N is
// one that can be told from the others.
const hostile = `@charset "utf-8";
@import "%N";
@\\69mport url(%N);
@font-face { font-family: Stolen; src: url(%N) }
@font-face { font-family: "Stolen too"; src: local(nobody), url("%N") format("woff2") }
body { background: #fed url(%N) }
.a { background: url('%N') }
.b { background: \\75rl(%N) }
.c { list-style: u\\72 l("%N") }
.d { background: image-set("%N" 1x) }
.e { background: -webkit-image-set(url(%N) 1x) }
.f { --picture: url(%N); background: var(--picture) }
.g::after { content: url(%N) }
<!--.h { border-image: url(%N) 30 }
.card { font-family: Stolen, "Stolen too", serif; color: rgb(1, 2, 3) }
/* url(%N) */ .card::before { content: "url(%N)" }
`;

const numbered = (text, origin) => {
  let n = 0;
  return text.replace(/%N/g, () => `${origin}/stolen-${++n}`);
};

function fill(origin) {
  return (run, folder) => {
    const library = join(folder, 'library');
    mkdirSync(library);
    writeFileSync(join(library, 'card.html'),
      `<ul class="card">${[...'abcdefgh'].map((c) => `<li class="${c}">${c}</li>`).join('')}</ul>\n`);
    writeFileSync(join(folder, 'hostile.css'), numbered(hostile, origin));
    run('import-patterns', 'fractal', library, '--style', join(folder, 'hostile.css'));
  };
}

// What the example asks for and is given.  Without its policy if `bare`, in
// another sheet if one is given.
async function asked_by(browser, { origin }, { bare = false, instead } = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Set();
  page.on('response', (response) => asked.add(response.url()));
  await page.route('**/stolen-*', (route) => route.fulfill({ body: '' }));
  if (bare)
    await page.route('**/default/', async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': policy, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
  if (instead) await page.route(`**${sheet}`, (route) => route.fulfill({ contentType: 'text/css', body: instead }));
  await page.goto(`${origin}${address}/default/`, { waitUntil: 'networkidle' });
  const look = await page.locator('.card').evaluate((card) => ({
    colour: getComputedStyle(card).color,
    behind: getComputedStyle(document.body).backgroundColor,
  }));
  await context.close();
  return { asked: [...asked], look };
}

function not_ours(origin, { asked }) {
  const ours = [`${address}/default/`, '/assets/govuk.css', '/patterns/brands/plain.css', '/assets/example.css', sheet];
  const problems = asked.filter((url) => !ours.includes(url.slice(origin.length)))
    .map((url) => `it asks for ${url}`);
  if (!asked.includes(origin + sheet)) problems.push('it does not ask for its sheet');
  return problems;
}

export async function check_sheets(browser) {
  heading('stylesheets of other libraries');
  const elsewhere = 'http://127.0.0.1:9';
  const waymark = await start_waymark(fill(elsewhere));
  const { origin } = waymark;
  try {
    await test('an example is shown in the sheet of its library', async () => {
      const { look } = await asked_by(browser, waymark);
      return [
        look.colour === 'rgb(1, 2, 3)' ? '' : `its colour is ${look.colour}`,
        look.behind === 'rgb(255, 238, 221)' ? '' : `behind it is ${look.behind}`,
      ].filter(Boolean);
    });
    await test('and asks for that sheet and ours, and nothing else', async () =>
      not_ours(origin, await asked_by(browser, waymark)));
    await test('were its policy lost, it would ask for nothing else', async () =>
      not_ours(origin, await asked_by(browser, waymark, { bare: true })));
    await test('were the sheet as it came, its policy would let it ask for nothing else', async () =>
      not_ours(origin, await asked_by(browser, waymark, { instead: numbered(hostile, elsewhere) })));
    await test('this test can see what is asked for: without both all of it is', async () => {
      const { asked } = await asked_by(browser, waymark, { bare: true, instead: numbered(hostile, elsewhere) });
      const seen = asked.filter((url) => url.includes('/stolen-')).length;
      return seen === places ? [] : [`it saw ${seen} of ${places}: ${asked.join(' ')}`];
    });
  } finally {
    await waymark.stop();
  }
}
