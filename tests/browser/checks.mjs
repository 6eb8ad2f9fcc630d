// checks.mjs - what must hold for every page.  Each check takes a visit (see
// browser.mjs) and gives the problems it found: a list of sentences.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { widths } from './pages.mjs';

const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const titles = new Map();

export async function heading_and_title({ page, url }) {
  const title = (await page.title()).trim();
  const headings = await page.locator('h1').count();
  const language = await page.locator('html').getAttribute('lang');
  const problems = [];
  if (!title) problems.push('it has no title');
  const path = new URL(url).pathname;
  const owner = titles.get(title) ?? path;
  if (owner !== path) problems.push(`its title “${title}” is that of ${owner}`);
  if (headings !== 1) problems.push(`it has ${headings} h1`);
  if (!language) problems.push('it does not say its language');
  titles.set(title, owner);
  return problems;
}

export async function headers({ response }) {
  const policy = response.headers()['content-security-policy'] ?? '';
  const problems = [];
  if (!/(^|; *)default-src 'none'(;|$)/.test(policy)) problems.push(`its policy is “${policy}”`);
  if (/unsafe|\*|https?:/.test(policy)) problems.push(`its policy lets in too much: “${policy}”`);
  if (response.headers()['x-content-type-options'] !== 'nosniff')
    problems.push('its type may be guessed (no nosniff)');
  return problems;
}

// The stylesheets arrived, were understood, and hold none of what only GOV.UK may show.
export async function stylesheets({ page }) {
  return page.evaluate(() => {
    const problems = [];
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    if (rules.length < 500) problems.push(`its stylesheets hold ${rules.length} rules`);
    if (rules.some((rule) => rule instanceof CSSFontFaceRule))
      problems.push('a stylesheet brings a typeface');
    const text = rules.map((rule) => rule.cssText).join('\n');
    for (const word of ['url(', 'GDS Transport'])
      if (text.includes(word)) problems.push(`a stylesheet holds ${word}`);
    const h1 = document.querySelector('h1');
    if (h1 && getComputedStyle(h1).fontFamily.includes('Times'))
      problems.push('the h1 is in the browser’s own typeface');
    return problems;
  });
}

// Fits every width, and twice the text size; a picture of each width is kept.
export async function fits({ page }, name) {
  const problems = [];
  const sideways = async (where) => {
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    if (wide <= room) return;
    problems.push(`${where}: ${wide} px wide in ${room} px: ${await page.evaluate(too_wide)}`);
  };
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await sideways(`at ${width} px`);
    if (name) await page.screenshot({ path: `build/pages/${name}-${width}.png`, fullPage: true });
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await sideways('at 1280 px with the text twice as large');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return problems;
}

function too_wide() {
  const name = (el) => [el.tagName.toLowerCase(), ...el.classList].join('.');
  return [...document.body.querySelectorAll('*')]
    .filter((el) => el.getBoundingClientRect().right > innerWidth + 0.5)
    .slice(0, 3)
    .map(name)
    .join(', ');
}

// `media` as page.emulateMedia takes it: light, dark, forced colours.
export async function accessible({ page }, media, width = 1280) {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia(media);
  await page.evaluate(axe_source);
  const violations = await page.evaluate(async (tags) => {
    // An example in a sandbox has no script, and axe would wait for it for ever:
    // examples are looked at on their own (patterns.mjs).
    const found = await axe.run({ exclude: [['iframe']] }, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    });
    const why = ({ any }) => any.map(({ message }) => message).join('; ');
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${why(node)}`));
  }, standards);
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  return violations;
}

// Of a part of a page: no landmark, skip link or title of its own is asked for.
export async function accessible_part({ page }) {
  if (await page.evaluate(() => typeof axe === 'undefined')) await page.evaluate(axe_source);
  return page.evaluate(async (tags) => {
    const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`));
  }, standards.filter((tag) => tag.startsWith('wcag')));
}

// Without script the page says the same; what script adds for comfort alone is
// marked so.  On a narrow screen, where no part of a page waits behind a tab.
export async function says_the_same({ page }, without_script) {
  for (const each of [page, without_script.page]) await each.setViewportSize({ width: 640, height: 800 });
  const words = async (from) => {
    const text = await from.evaluate(() => {
      const comfort = [...document.querySelectorAll('[data-comfort]')];
      for (const el of comfort) el.hidden = true;
      const said = document.body.innerText;
      for (const el of comfort) el.hidden = false;
      return said;
    });
    return text.replace(/\s+/g, ' ').trim();
  };
  const [plain, scripted] = [await words(without_script.page), await words(page)];
  if (plain === scripted) return plain ? [] : ['it says nothing'];
  let at = 0;
  while (plain[at] === scripted[at]) at++;
  const around = (text) => `“${text.slice(Math.max(0, at - 20), at + 60)}”`;
  return [`with script ${around(scripted)}, without ${around(plain)}`];
}

export async function prints({ page }) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1000 });
  const [words, wide] = await page.evaluate(() => {
    const main = document.querySelector('main') ?? document.body;
    const length = main.checkVisibility() ? main.innerText.trim().length : 0;
    return [length, document.documentElement.scrollWidth];
  });
  const paper = await page.pdf({ format: 'A4' });
  await page.emulateMedia({ media: null });
  const problems = [];
  if (words < 20) problems.push('on paper it is empty');
  if (wide > 718) problems.push(`on A4 it is cut: ${wide} px wide in 718 px`);
  if (paper.toString('latin1', 0, 5) !== '%PDF-') problems.push('it makes no PDF');
  return problems;
}

// Every address the page names on this site answers; .json and .csv can be read.
const answers = new Map();

export async function links({ page, origin, url }) {
  const addresses = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], link[href]')].map((link) => link.href.replace(/#.*/, '')));
  const problems = [];
  for (const address of new Set(addresses)) {
    if (!address.startsWith(`${origin}/`) || address === url) continue;
    if (!answers.has(address)) answers.set(address, await read_link(address));
    if (answers.get(address)) problems.push(`${address} ${answers.get(address)}`);
  }
  const broken = await page.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.hash.slice(1))
      .filter((id) => id && !document.getElementById(id)));
  return problems.concat(broken.map((id) => `a link leads to #${id}, which is not there`));
}

async function read_link(address) {
  const response = await fetch(address, { redirect: 'manual' });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400) return `answers ${response.status}`;
  if (/\.json(\?|$)/.test(address)) return json_problem(text, type);
  if (/\.csv(\?|$)/.test(address)) return csv_problem(text, type);
  return '';
}

function json_problem(text, type) {
  if (!type.startsWith('application/json')) return `is said to be ${type}`;
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return `is no JSON: ${error.message}`;
  }
}

// RFC 4180, with every row as long as the first.
export function csv_problem(text, type) {
  if (!type.startsWith('text/csv')) return `is said to be ${type}`;
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  const lengths = [];
  for (let row = 0; field.lastIndex < text.length; ) {
    const match = field.exec(text);
    if (!match) return `breaks at its row ${lengths.length + 1}`;
    row++;
    if (match[2] !== ',') row = lengths.push(row) && 0;
  }
  if (lengths.length < 2) return `has ${lengths.length} rows`;
  const odd = lengths.findIndex((length) => length !== lengths[0]);
  return odd < 0 ? '' : `has ${lengths[0]} columns, but ${lengths[odd]} in its row ${odd + 1}`;
}
