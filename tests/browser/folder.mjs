// folder.mjs - the library built as files, opened from a disk: every link leads
// to a file that is there, the search works, and without script it is a list.

import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { heading, test } from './report.mjs';
import { start_waymark } from './waymark.mjs';

const program = process.env.WAYMARK ?? 'build/waymark';
const patience_ms = 10_000;
// Lists of one filter are looked at as files; the rest is opened.
const is_filter = (url) => /\/(theme|status|verb|lgsl|lifeEvent|madeOf|page)-[^/]*\/index\.html$/.test(url);

const links_of = (page) => page.evaluate(() => ({
  example: document.body.classList.contains('wm-example'), // words of others
  ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
  links: [...document.querySelectorAll('[href], [src], [action]')]
    .map((it) => it.href?.baseVal ?? it.href ?? it.src ?? it.action)
    .filter((url) => typeof url === 'string'),
}));

// Opens page after page from the first on; gives what it found of each, and
// what was wrong.
async function follow_all(page, first) {
  const found = new Map(), wanted = [first], problems = [];
  for (let url; (url = wanted.shift());) {
    if (found.has(url)) continue;
    found.set(url, undefined);
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    // One that only leads elsewhere is gone before it is looked at.
    found.set(url, await links_of(page).catch(async () => {
      await page.waitForURL((now) => now.href !== url, { timeout: patience_ms });
      return { ids: [], links: [page.url()] };
    }));
    for (const link of found.get(url).links) {
      const [target] = link.split('#');
      if (!target.startsWith('file:')) continue;
      if (!existsSync(fileURLToPath(target))) problems.push(`${url} leads to ${target}, which is not there`);
      else if (target.endsWith('.html') && !is_filter(target)) wanted.push(target);
    }
  }
  return { found, problems };
}

// Places in a page, as "#code", are there.
function lost_places(found) {
  const problems = [];
  for (const [url, { example, links }] of found)
    for (const link of example ? [] : links) {
      const [target, place] = link.split('#');
      const ids = found.get(target)?.ids;
      if (place && ids && !ids.includes(decodeURIComponent(place))) problems.push(`${url}: there is no #${place} in ${target}`);
    }
  return problems;
}

async function searches(page, first) {
  const problems = [];
  await page.goto(first);
  await page.locator('input[name=q]').fill('radoi');
  await page.locator('input[name=q]').press('Enter');
  await page.waitForURL(/search\/index\.html\?q=radoi/, { timeout: patience_ms });
  const titles = () => page.locator('.wm-found__title').allInnerTexts();
  if (!(await titles()).includes('Radios')) problems.push(`“radoi” finds ${(await titles()).slice(0, 3)}`);
  if (!/Nothing has “radoi”. These are the results for radio/.test(await page.locator('#notes').innerText())) problems.push('what was meant is not said');
  await page.getByRole('link', { name: 'Search for exactly “radoi”' }).click();
  await page.waitForURL(/exactly=1/, { timeout: patience_ms });
  if ((await titles()).length) problems.push(`exactly “radoi” finds ${await titles()}`);
  if (!/Did you mean radio/.test(await page.locator('#notes').innerText())) problems.push('what may be meant is not offered');
  await page.locator('#q').fill('govuk-radios__input');
  if (!(await titles()).includes('Radios')) problems.push('a class name does not find its component');
  await page.locator('#q').fill('zzzzzz');
  if ((await titles()).length) problems.push(`nonsense finds ${await titles()}`);
  await page.locator('#q').fill('radios');
  if ((await titles())[0] !== 'Radios') problems.push(`“radios” finds ${(await titles())[0]} first`);
  await page.locator('#q').fill('address lookup');
  const kind = await page.locator('.wm-found__kind').first().innerText();
  if (!/^pattern\s+trial$/.test(kind)) problems.push(`address lookup is said to be “${kind}”`);
  await page.locator('#q').fill('radios');
  await page.locator('.wm-found__title a').first().click();
  await page.waitForURL(/component\/radios\/index\.html$/, { timeout: patience_ms });
  return problems;
}

// What the tested questions find here and on a server: how many of them the
// same entry first, or the server's first among the first three.
async function finds_what_a_server_finds(page, folder) {
  const questions = JSON.parse(readFileSync('tests/cases/search.json', 'utf8')).map(([question]) => question);
  const waymark = await start_waymark(() => {});
  const problems = [];
  let same = 0;
  try {
    await page.goto(pathToFileURL(join(folder, 'patterns/search/index.html')).href);
    const here = await page.evaluate((all) => all.map((question) => {
      const field = document.getElementById('q');
      field.value = question;
      field.dispatchEvent(new Event('input'));
      return [...document.querySelectorAll('#found a')].slice(0, 3)
        .map((link) => link.href.match(/patterns\/(.*)\/index.html$/)[1]);
    }), questions);
    for (const [i, question] of questions.entries()) {
      const answer = await fetch(`${waymark.origin}/patterns/search.json?limit=1&q=${encodeURIComponent(question)}`);
      const [{ kind, slug }] = (await answer.json()).results;
      same += here[i][0] === `${kind}/${slug}`;
      if (!here[i].includes(`${kind}/${slug}`)) problems.push(`“${question}” finds ${here[i]} here, and ${kind}/${slug} on a server`);
    }
  } finally {
    problems.push(...await waymark.stop());
  }
  if (same < 0.97 * questions.length) problems.push(`only ${same} of ${questions.length} questions find the same entry first`);
  return problems;
}

// From the first page and from a list, by the keyboard.
async function offers_names(page, folder) {
  const problems = [];
  for (const from of ['index.html', 'patterns/status-trial/index.html']) {
    await page.goto(pathToFileURL(join(folder, from)).href);
    await page.locator('#q').pressSequentially('proof of addr');
    await page.locator('[role=option]').first().waitFor({ timeout: patience_ms });
    const offered = await page.locator('[role=option]').allInnerTexts();
    if (!/^Upload evidence/.test(offered[0])) problems.push(`${from} offers ${offered}`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/pattern\/upload-evidence\/index\.html$/, { timeout: patience_ms });
  }
  return problems;
}

// Where a web server shows a folder's page, as /docs/library/, a site has it too.
// (One field of a query is a folder of its own, which a site has none of.)
async function are_addresses_of_a_site(folder) {
  const waymark = await start_waymark(() => {});
  const problems = [];
  try {
    for (const file of readdirSync(folder, { recursive: true })) {
      if (!/(^|\/)index\.html$/.test(file) || /\/(at|theme|status|verb|lgsl|lifeEvent|madeOf)-[^/]*\/index|patterns\/page-/.test(file)) continue;
      const address = `/${file.replace(/index\.html$/, '')}`;
      const { status } = await fetch(waymark.origin + address);
      if (status !== 200) problems.push(`${address} answers ${status}`);
    }
  } finally {
    problems.push(...await waymark.stop());
  }
  return problems;
}

async function is_a_list_without_script(browser, folder) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, 'patterns/search/index.html')).href);
  const n = await page.locator('.wm-found__title a').count();
  await context.close();
  return n >= 39 ? [] : [`it lists ${n} entries`];
}

async function examples_are_shown(page, folder) {
  await page.goto(pathToFileURL(join(folder, 'patterns/component/radios/index.html')).href);
  const frame = page.frameLocator('iframe').first();
  await page.locator('iframe').first().scrollIntoViewIfNeeded();
  await frame.locator('.govuk-radios').first().waitFor({ timeout: patience_ms });
  const size = await frame.locator('body').first().evaluate((it) => getComputedStyle(it.querySelector('.govuk-radios__label')).fontSize);
  return parseFloat(size) >= 16 ? [] : [`a label is ${size} large: the stylesheet is not there`];
}

export async function check_folder(browser) {
  heading('the library as a folder');
  const room = mkdtempSync(join(tmpdir(), 'waymark-folder-'));
  const folder = join(room, 'moved to #1');
  const built = spawnSync(program, ['--data', join(room, 'none'), 'build', join(room, 'built')], { encoding: 'utf8' });
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error}`));
  const plain = await browser.newContext({ javaScriptEnabled: false });
  try {
    renameSync(join(room, 'built'), folder);
    const first = pathToFileURL(join(folder, 'patterns/index.html')).href;
    let all;
    await test('a build of the library as it is says nothing against it', async () =>
      built.status === 0 ? [] : [`it ended with ${built.status}: ${built.stderr}`]);
    await test('from file://, in any folder, every link of every page leads to a file', async () => {
      all = await follow_all(await plain.newPage(), first);
      return all.found.size > 100 ? all.problems : [...all.problems, `only ${all.found.size} pages were found`];
    });
    await test('every place in a page that is linked to is there', async () => lost_places(all.found));
    await test('index.html leads by need, and promises no dashboards', async () => {
      await page.goto(pathToFileURL(join(folder, 'index.html')).href);
      const problems = (await page.getByText('dashboards').count()) ? ['it speaks of dashboards'] : [];
      await page.getByRole('link', { name: 'Bank details' }).click();
      await page.waitForURL(/bank-details\/index\.html$/, { timeout: patience_ms });
      return problems;
    });
    await test('the search finds names, class names and slips of the finger', () => searches(page, first));
    await test('the search finds what a server finds: the same first, or among three', () => finds_what_a_server_finds(page, folder));
    await test('names are offered while somebody types, and lead to their files', () => offers_names(page, folder));
    await test('a page is at the same address on a site', () => are_addresses_of_a_site(folder));
    await test('without script the search is a list', () => is_a_list_without_script(browser, folder));
    await test('examples are shown, with their stylesheet', () => examples_are_shown(page, folder));
    await test('no script of a page fails', async () => errors);
    await test('an entry as data is the JSON it was', async () => {
      const { title } = JSON.parse(readFileSync(join(folder, 'patterns/component/radios.json'), 'utf8'));
      return title === 'Radios' ? [] : [`its title is ${title}`];
    });
  } finally {
    await plain.close();
    await context.close();
    rmSync(room, { recursive: true, force: true });
  }
}
