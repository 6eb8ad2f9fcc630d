// find.mjs - the search box while somebody types: names are offered, by
// keyboard and aloud, and without script or network it is still a form.

import * as checks from './checks.mjs';
import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';

const patience_ms = 5_000;

async function typed(browser, origin, words, options) {
  const shown = await visit(browser, origin, { path: '/patterns/' }, options);
  const box = shown.page.locator('#q');
  await box.click();
  await box.pressSequentially(words);
  return { shown, page: shown.page, box };
}

const offers = (page) => page.locator('[role=listbox] [role=option]');
const said = (page, words) => page.locator('[role=status]', { hasText: words }).waitFor({ state: 'attached', timeout: patience_ms });

async function is_offered_and_said(browser, origin) {
  const { shown, page, box } = await typed(browser, origin, 'radi');
  await offers(page).first().waitFor({ timeout: patience_ms });
  const problems = [];
  if (!/^Radios\b/.test(await offers(page).first().innerText())) problems.push(`it offers ${await offers(page).first().innerText()}`);
  if ((await box.getAttribute('aria-expanded')) !== 'true') problems.push('the box does not say that it is open');
  await said(page, /offered/);
  for (const colorScheme of ['light', 'dark']) problems.push(...(await checks.accessible(shown, { colorScheme })));
  await box.press('Escape');
  if (await page.locator('[role=listbox]').isVisible()) problems.push('Escape does not close it');
  if ((await box.inputValue()) !== 'radi') problems.push('Escape takes what was typed');
  problems.push(...shown.problems());
  await shown.close();
  return problems;
}

async function keys_choose(browser, origin) {
  const { shown, page, box } = await typed(browser, origin, 'radi');
  await offers(page).first().waitFor({ timeout: patience_ms });
  const problems = [];
  const chosen = async () => page.evaluate(() => {
    const id = document.getElementById('q').getAttribute('aria-activedescendant');
    const option = id && document.getElementById(id);
    return option && option.getAttribute('aria-selected') === 'true' ? [...option.parentNode.children].indexOf(option) : -1;
  });
  const count = await offers(page).count();
  for (const [key, want] of [['ArrowDown', 0], ['ArrowUp', -1], ['ArrowUp', count - 1], ['ArrowDown', -1], ['ArrowDown', 0]]) {
    await box.press(key);
    if ((await chosen()) !== want) problems.push(`after ${key} it is at ${await chosen()}, not ${want}`);
  }
  await Promise.all([page.waitForURL('**/patterns/component/radios', { timeout: patience_ms }), box.press('Enter')]);
  await shown.close();
  return problems;
}

async function a_form_all_the_same(browser, origin, options, block) {
  const shown = await visit(browser, origin, { path: '/' }, options);
  const { page } = shown;
  if (block) await page.route('**/search.json*', (route) => route.abort());
  await page.locator('#q').fill('proof of address');
  await Promise.all([page.waitForURL('**/patterns/search?q=proof+of+address', { timeout: patience_ms }), page.locator('#q').press('Enter')]);
  const first = await page.locator('.wm-found__title').first().innerText();
  await shown.close();
  return first === 'Upload evidence' ? [] : [`it finds ${first} first`];
}

// The answer comes when somebody has gone on to the button.
async function nothing_opens_behind_them(browser, origin) {
  const shown = await visit(browser, origin, { path: '/patterns/' });
  const { page } = shown;
  let go_on;
  const gone_on = new Promise((resolve) => (go_on = resolve));
  await page.route('**/search.json*', async (route) => {
    await gone_on;
    await route.continue();
  });
  const asked = page.waitForRequest('**/search.json*');
  await page.locator('#q').pressSequentially('radi');
  await asked;
  await page.locator('#q').press('Tab');
  const answered = page.waitForResponse('**/search.json*');
  go_on();
  await (await answered).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const visible = await page.locator('[role=listbox]').isVisible();
  await shown.close();
  return visible ? ['a list opens where nobody is'] : [];
}

async function a_pointer_chooses(browser, origin) {
  const { shown, page } = await typed(browser, origin, 'radi');
  await offers(page).first().waitFor({ timeout: patience_ms });
  await Promise.all([page.waitForURL('**/patterns/component/radios', { timeout: patience_ms }), offers(page).first().click()]);
  await shown.close();
  return [];
}

async function nothing_is_said_too(browser, origin) {
  const { shown, page } = await typed(browser, origin, 'xylophone');
  await said(page, 'No entry fits');
  const visible = await page.locator('[role=listbox]').isVisible();
  await shown.close();
  return visible ? ['an empty list is shown'] : [];
}

export async function check_find(browser, origin) {
  heading('the search box');
  await test('names that fit are offered, said aloud, and let go by Escape', () => is_offered_and_said(browser, origin));
  await test('arrow keys go round, and Enter goes there', () => keys_choose(browser, origin));
  await test('a pointer chooses too', () => a_pointer_chooses(browser, origin));
  await test('who has left the box is offered nothing any more', () => nothing_opens_behind_them(browser, origin));
  await test('that nothing fits is said, and no list shown', () => nothing_is_said_too(browser, origin));
  await test('it fits 320 px with the list open', async () => {
    const { shown, page } = await typed(browser, origin, 'ad', { viewport: { width: 320, height: 640 } });
    await offers(page).first().waitFor({ timeout: patience_ms });
    await page.screenshot({ path: 'build/pages/search-offers-320.png' });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    await shown.close();
    return wide > 320 ? [`${wide} px wide`] : [];
  });
  await test('“proof of address” finds Upload evidence first, without script', () =>
    a_form_all_the_same(browser, origin, { javaScriptEnabled: false }));
  await test('and where nothing can be offered', () => a_form_all_the_same(browser, origin, {}, true));
}
