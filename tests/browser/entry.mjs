// entry.mjs - an entry's page at work: its tabs, its frames, its buttons.

import * as checks from './checks.mjs';
import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';

const component = '/patterns/component/radios';
const own = '/patterns/pattern/address-lookup';
const wide = { viewport: { width: 1280, height: 800 } };

const differ = (what, got, want) =>
  JSON.stringify(got) === JSON.stringify(want) ? [] : [`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`];

// The parts that can be seen, by id.
const shown_parts = (page) => page.evaluate(() => [...document.querySelectorAll('.wm-part')]
  .filter((part) => part.firstElementChild.checkVisibility()).map((part) => part.id));

const selected = (page) => page.locator('[role=tab][aria-selected=true]').innerText();
const all_parts = ['guidance', 'examples', 'code', 'options', 'accessibility', 'history', 'evidence'];

async function with_page(browser, origin, wanted, options, act) {
  const shown = await visit(browser, origin, { path: wanted }, { ...wide, ...options });
  try {
    return [...(await act(shown)), ...shown.problems()];
  } finally {
    await shown.close();
  }
}

const parts_of = (page) => page.evaluate(() => [...document.querySelectorAll('.wm-part')].map(({ id }) => id));

// Arrows go round, Home and End to the ends; each tab is an address.
async function by_keyboard({ page }) {
  const parts = await parts_of(page);
  const problems = [];
  const press = async (key, want) => {
    await page.keyboard.press(key);
    problems.push(...differ(key, await shown_parts(page), [want]));
    problems.push(...differ(`${key}, address`, new URL(page.url()).hash, `#${want}`));
    problems.push(...differ(`${key}, focus`, await page.evaluate(() => document.activeElement.id), `tab-${want}`));
  };
  problems.push(...differ('at first', await shown_parts(page), ['guidance']));
  await page.locator('[role=tab]').first().focus();
  await press('ArrowRight', parts[1]);
  await press('ArrowRight', parts[2]);
  await press('ArrowLeft', parts[1]);
  await press('End', parts.at(-1));
  await press('ArrowRight', parts[0]);
  await press('ArrowLeft', parts.at(-1));
  await press('Home', parts[0]);
  await page.keyboard.press('Tab');
  // The focus goes into a frame of another process, which takes a moment.
  const inside = await page
    .waitForFunction(() => document.activeElement.closest('.wm-part, iframe'), null, { timeout: 4000 })
    .then(() => true, () => false);
  return [...problems, ...differ('Tab leads into the part', inside, true)];
}

// A link to a part, or to something in it, opens its tab; and back again.
async function by_address({ page }) {
  const problems = [];
  const is = async (what, want) => {
    await page.waitForFunction((id) => document.querySelector(`#tab-${id}`)?.ariaSelected === 'true', want, { timeout: 4000 })
      .catch(() => {});
    problems.push(...differ(what, await shown_parts(page), [want]));
  };
  await page.goto(`${page.url()}#evidence`);
  await is('#evidence', 'evidence');
  await page.evaluate(() => (location.hash = '#code-default'));
  await is('what is in it', 'code');
  await page.goBack();
  await is('back', 'evidence');
  await page.locator('[role=tab]:has-text("History")').press('Enter');
  await is('a click', 'history');
  await page.goBack();
  await is('back from a click', 'evidence');
  await page.reload();
  await is('loaded anew', 'evidence');
  await page.evaluate(() => (location.hash = '#code%2Ddefault'));
  await is('what is in it, encoded', 'code');
  await page.evaluate(() => (location.hash = '#%'));
  await page.reload();
  await is('an address of nothing', 'guidance');
  await page.evaluate(() => (location.hash = '#evidence'));
  await is('and another', 'evidence');
  await page.evaluate(() => document.getElementById('guidance').dispatchEvent(new Event('beforematch', { bubbles: true })));
  await is('words found by the browser', 'guidance');
  return problems;
}

async function as_headings({ page }) {
  const parts = await parts_of(page);
  const tabs = await page.locator('[role=tab], [role=tablist], [role=tabpanel]').count();
  const headings = await page.locator('.wm-part > h2').evaluateAll((all) =>
    all.filter((h2) => Math.min(h2.getBoundingClientRect().width, h2.getBoundingClientRect().height) > 20)
      .map((h2) => h2.parentElement.id));
  const linked = await page.locator('.wm-contents a').evaluateAll((all) => all.map(({ hash }) => hash.slice(1)));
  return [
    ...differ('tabs', tabs, 0),
    ...differ('parts', await shown_parts(page), parts),
    ...differ('headings', headings, parts),
    ...differ('contents', linked, parts),
    ...differ('parts of a component', parts, all_parts.filter((id) => parts.includes(id))),
  ];
}

async function narrowed({ page }) {
  const before = await shown_parts(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForSelector('[role=tab]', { state: 'detached', timeout: 4000 });
  const narrow = await as_headings({ page });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.waitForSelector('[role=tab]', { timeout: 4000 });
  return [...narrow, ...differ('before', before, ['guidance']), ...differ('after', await shown_parts(page), ['guidance'])];
}

async function printed({ page }) {
  await page.emulateMedia({ media: 'print' });
  const parts = await parts_of(page);
  const unseen = await page.evaluate(() => [...document.querySelectorAll('.wm-part')]
    .filter((part) => part.innerText.trim().length < 20).map(({ id }) => id));
  return [...differ('on paper', await shown_parts(page), parts), ...differ('empty on paper', unseen, [])];
}

// With tabs, each part on its own.
async function each_tab_is_accessible(shown) {
  const problems = [];
  for (const tab of await shown.page.locator('[role=tab]').all()) {
    await tab.press('Enter');
    problems.push(...(await checks.accessible(shown, { colorScheme: 'light' })));
  }
  return problems;
}

// Frames -------------------------------------------------------------------

const frame_of = (page) => page.locator('#examples iframe').first();

async function content_of(page) {
  await frame_of(page).scrollIntoViewIfNeeded();
  const frame = await (await frame_of(page).elementHandle()).contentFrame();
  await frame.waitForLoadState();
  return frame;
}

async function by_width(browser, origin, width, script) {
  const at = `${component}?width=${width}#example-default`;
  return with_page(browser, origin, at, { javaScriptEnabled: script }, async ({ page }) => {
    const { width: got } = await frame_of(page).boundingBox();
    const current = await page.locator('#examples .wm-view').first().locator('[aria-current=true]').allInnerTexts();
    await page.setViewportSize({ width: 320, height: 640 });
    const wide_page = await page.evaluate(() => document.documentElement.scrollWidth);
    return [
      ...differ('width', got, Number(width)),
      ...differ('current', current.includes(width), true),
      ...differ('the page in 320 px', wide_page, 320),
    ];
  });
}

// By its links alone, one after another, without script; then what it shows.
async function by_links(browser, origin) {
  return with_page(browser, origin, own, { javaScriptEnabled: false }, async ({ page }) => {
    const open = async (text) => {
      const view = page.locator('.wm-view').first();
      if ((await view.getAttribute('open')) === null) await view.locator('summary').click();
      await view.getByRole('link', { name: text, exact: true }).click();
      await page.waitForLoadState();
    };
    const ground = async () => (await content_of(page)).locator('.govuk-button').first()
      .evaluate((button) => getComputedStyle(button).backgroundColor);
    const plain = await ground();
    for (const text of ['Exampleton', '640', 'Welsh', 'On']) await open(text);
    const frame = await content_of(page);
    return [
      ...differ('address', page.url().replace(origin, ''),
        `${own}?script=on&brand=exampleton&lang=cy&width=640#example-default`),
      ...differ('frame', new URL(frame.url()).search, '?script=on&brand=exampleton'),
      ...differ('language', await frame.locator('html').getAttribute('lang'), 'cy'),
      ...differ('brand', [plain, await ground()], ['rgb(13, 69, 82)', 'rgb(91, 42, 110)']),
    ];
  });
}

// GOV.UK Frontend's own script: radios that show what belongs to an answer.
async function runs(browser, origin) {
  const at = '/patterns/component/accordion';
  const controls = async (query) => {
    let n = 0;
    const problems = await with_page(browser, origin, `${at}${query}#example-default`, {}, async ({ page }) => {
      const frame = await content_of(page);
      const button = frame.locator('.govuk-accordion__show-all');
      if (query) await button.waitFor({ timeout: 4000 });
      n = await button.count();
      if (!n) return [];
      await button.click();
      const text = await button.innerText();
      return differ('after a click', text.trim(), 'Hide all sections');
    });
    return [n, problems];
  };
  const [off, found_off] = await controls('');
  const [on, found_on] = await controls('?script=on');
  return [...found_off, ...found_on, ...differ('controls without and with script', [off, on], [0, 1])];
}

// What the button says, and what is on the clipboard.
async function copies(browser, origin) {
  const options = { permissions: ['clipboard-read', 'clipboard-write'] };
  return with_page(browser, origin, `${component}#code`, options, async ({ page }) => {
    const code = await page.locator('[data-copy]').first().innerText();
    await page.locator('.wm-copy').first().click();
    await page.locator('[aria-live]', { hasText: 'Copied: Default, HTML' }).waitFor({ state: 'attached', timeout: 4000 });
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    return copied.trim() === code.trim() ? [] : [`it copied “${copied.slice(0, 80)}”`];
  });
}

// A council's colours on pages with much in them.
async function brands_are_accessible(browser, origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems = [];
  await page.route('**/patterns/*/*/*/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    headers['content-security-policy'] = headers['content-security-policy'].replace(/^sandbox; /, '');
    await route.fulfill({ response, headers });
  });
  for (const brand of ['exampleton', 'northmere', 'quayside'])
    for (const one of ['pattern/correct-errors', 'pattern/check-answers', 'pattern/confirmation', 'component/footer', 'component/notification-banner']) {
      await page.goto(`${origin}/patterns/${one}/default/?brand=${brand}`);
      problems.push(...(await checks.accessible_part({ page })).map((problem) => `${one}, ${brand}: ${problem}`));
    }
  await context.close();
  return problems;
}

export async function check_entry(browser, origin) {
  heading('an entry at work');
  const on = (claim, options, act, at = component) =>
    test(`entry: ${claim}`, () => with_page(browser, origin, at, options, act));
  await on('its tabs are reached and chosen by the keyboard', {}, by_keyboard);
  await on('each tab is an address, and so is what is in it', {}, by_address, own);
  await on('on a phone the tabs are headings, with contents', { viewport: { width: 320, height: 640 } }, as_headings);
  await on('without script they are headings at any width', { javaScriptEnabled: false }, as_headings);
  await on('they become headings when the window does', {}, narrowed);
  await on('on paper all of them are there', {}, printed);
  await on('axe finds nothing behind any tab', {}, each_tab_is_accessible);
  for (const width of ['320', '640', '1024'])
    await test(`entry: a frame is ${width} px wide when asked, and the page still fits a phone`, () =>
      by_width(browser, origin, width, width !== '640'));
  await test('entry: brand, width, language and script are links that add up, without script', () => by_links(browser, origin));
  await test('entry: GOV.UK Frontend’s script runs in an example when asked', () => runs(browser, origin));
  await test('entry: the button copies the code and says so', () => copies(browser, origin));
  await test('entry: axe finds nothing in the colours of other councils', () => brands_are_accessible(browser, origin));
}
