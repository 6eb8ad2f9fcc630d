// events.mjs - the browser script and the pixel, on somebody else's form.

import { gzipSync } from 'node:zlib';
import { start_browser } from './browser.mjs';
import { an_id_of_the_service, bare_pixels, choice_without_script, nothing_kept, own_choice, private_walk } from './choices.mjs';
import { start_form } from './form.mjs';
import { add_journeys, attempts_are, differ, figures, figures_are, later, person, short } from './person.mjs';
import { heading, test } from './report.mjs';
import { start_waymark } from './waymark.mjs';

async function whole_walk(browser, { waymark, form }, journey) {
  const it = await person(browser, form, journey);
  const { page } = it;
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => page.click('text=Start now'));
  await it.reports(1, it.submit('', 'nonsense'));
  await it.reports(2, it.submit());
  await it.reports(1, () => page.goBack());
  await it.reports(2, it.submit());
  await it.reports(1, () => page.click('[href^=tel]'));
  await it.reports(2, () => page.click('button'));
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await it.context.close();
  return [
    ...it.problems,
    ...differ('events', it.events.map(short), [
      '0 view start', '1 view details', '2 reject details full-name=required postcode=not-in-area',
      '3 accept details', '4 view check', '5 view details', '6 accept details', '7 view check',
      '8 contact check phone', '9 accept check', '10 end done',
    ]),
    ...differ('attempt ids', new Set(it.events.map((e) => /^\d+(-\d+){3}$/.test(e.attempt) && e.attempt)).size, 1),
    ...differ('languages', [...new Set(it.events.map((e) => e.lang))], ['en']),
    ...(/Zebedee|EX1/.test(JSON.stringify(it.events) + kept) ? ['what was typed was reported or kept'] : []),
    ...figures_are(waymark, journey, figures(1, 1), ['1,1,1,1', '0,1,0,0', '0,0,1,0']),
    ...attempts_are(waymark, journey, ['completed done 1 1 false']),
  ];
}

async function run_by_a_program(browser, { waymark, form }) {
  const it = await person(browser, form, 'robot', { userAgent: undefined });
  await it.reports(1, () => it.go('start'));
  await it.context.close();
  const { started, apart } = JSON.parse(waymark.run('figures', 'robot', '--json', '--now', later()));
  return [...it.problems, ...differ('figures', { started, apart }, { started: 0, apart: { bot: 1, burst: 0, quarantine: 0 } })];
}

// The page's own script, as the documentation has it.
async function one_page(browser, { waymark, form, shown }) {
  const it = await person(browser, form, 'one-page');
  const [tag, calls] = shown.map((text) => text.replaceAll('report-a-missed-bin', 'one-page')
    .replaceAll('https://waymark.example.org', waymark.origin).replaceAll("'address'", "'details'"));
  form.tag = tag;
  await it.reports(1, () => it.go('start'));
  await it.reports(5, () => it.page.evaluate(calls));
  await it.context.close();
  return [
    ...it.problems,
    ...differ('events', it.events.sort((a, b) => a.seq - b.seq).map(short), [
      '0 view start', '1 accept start', '2 view details', '3 reject details postcode=format', '4 accept details', '5 end done',
    ]),
    ...figures_are(waymark, 'one-page', figures(1, 1), ['1,1,0,1', '0,1,0,0', '0,0,0,0']),
  ];
}

async function left_by_telephone(browser, { waymark, form }) {
  const it = await person(browser, form, 'left');
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => it.page.click('text=Search'));
  await it.reports(1, () => it.page.click('text=Start now'));
  await it.reports(1, it.submit('', ''));
  await it.reports(1, () => it.page.click('[href^=tel]'));
  await it.context.close();
  return [
    ...it.problems,
    ...differ('events', it.events.map(short), [
      '0 view start', '1 view start', '2 view details',
      '3 reject details full-name=required postcode=not-in-area', '4 contact details phone',
    ]),
    ...figures_are(waymark, 'left', figures(1, 0), ['1,1,0,0', '0,1,0,0', '0,0,0,0']),
    ...attempts_are(waymark, 'left', ['abandoned details 0 1 false phone']),
  ];
}

async function copied_tab(browser, { waymark, form }) {
  const it = await person(browser, form, 'copied');
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => it.page.click('text=Start now'));
  await it.reports(1, () => it.page.evaluate(() => void window.open(location.href)));
  await it.reports(2, it.submit());
  await it.reports(2, () => it.page.click('button'));
  await it.reports(1, () => it.page.reload());
  await it.context.close();
  return [
    ...it.problems,
    ...differ('attempts', new Set(it.events.map((e) => e.attempt)).size, 2),
    ...figures_are(waymark, 'copied', figures(1, 1, { joinedLater: 1 }), ['1,1,1,1', '0,0,0,0', '0,0,0,0']),
    ...attempts_are(waymark, 'copied', ['completed done 0 0 false', 'abandoned details 0 0 true']),
  ];
}

// One more report in the same tab; then one after the tab lay there for an hour.
async function again_in_the_same_tab(browser, { waymark, form }) {
  const it = await person(browser, form, 'again');
  const walk = async () => {
    await it.reports(1, () => it.go('start'));
    await it.reports(1, () => it.page.click('text=Start now'));
    await it.reports(2, it.submit());
  };
  await walk();
  await it.reports(2, () => it.page.click('button'));
  await walk();
  await it.page.evaluate(() => {
    const key = 'waymark:again';
    const kept = JSON.parse(sessionStorage[key]);
    sessionStorage[key] = JSON.stringify({ ...kept, t: kept.t - 31 * 60_000 });
  });
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => it.go('check'));
  await it.context.close();
  return [
    ...it.problems,
    ...figures_are(waymark, 'again', figures(3, 1), ['3,2,3,1', '0,0,0,0', '0,0,0,0']),
  ];
}

async function without_script(browser, { waymark, form }) {
  const it = await person(browser, form, 'plain', { javaScriptEnabled: false });
  const load = async (act) => {
    await act();
    await it.page.waitForLoadState('networkidle');
  };
  await load(() => it.go('start'));
  await load(() => it.page.click('text=Start now'));
  await load(it.submit('', ''));
  await load(it.submit());
  await load(() => it.page.click('button'));
  await it.context.close();
  return [
    ...it.problems,
    ...differ('posted', it.events, []),
    ...figures_are(waymark, 'plain', figures(1, 1), ['1,1,1,1', '0,1,0,0', '0,0,0,0']),
    ...attempts_are(waymark, 'plain', ['completed done 0 1 false']),
  ];
}

async function cut_off(browser, { waymark, form }) {
  const it = await person(browser, form, 'cut-off');
  await it.reports(1, () => it.go('start'));
  await it.context.route('**/v1/events', (route) => route.abort());
  await it.page.click('text=Start now');
  await it.page.waitForTimeout(100);
  await it.context.unroute('**/v1/events');
  await it.reports(3, it.submit());
  await it.context.route('**/v1/events', (route) => route.fulfill({ status: 503 }));
  await it.page.click('[href^=tel]');
  await it.page.waitForTimeout(100);
  await it.context.unroute('**/v1/events');
  await it.reports(1, () => it.page.evaluate(() => void dispatchEvent(new Event('online'))));
  await it.context.close();
  return [
    ...figures_are(waymark, 'cut-off', figures(1, 0), ['1,1,1,0', '0,0,0,0', '0,0,0,0']),
    ...attempts_are(waymark, 'cut-off', ['abandoned check 0 0 false phone']),
  ];
}

async function wrong_clock(browser, { waymark, form }) {
  const it = await person(browser, form, 'wrong-clock');
  await it.context.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
  });
  await it.reports(2, () => it.go('start'));
  await it.reports(1, () => it.page.click('text=Start now'));
  await it.context.close();
  return [
    ...it.problems.filter((problem) => !/status of 400/.test(problem)),
    ...figures_are(waymark, 'wrong-clock', figures(1, 0, { refused: 1 }), ['1,1,0,0', '0,0,0,0', '0,0,0,0']),
  ];
}

// Pages kept whole by the browser are shown again without being loaded.
async function back_and_forward(_, { waymark, form }) {
  const browser = await start_browser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const it = await person(browser, form, 'cached');
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => it.page.click('text=Start now'));
  await it.reports(1, it.submit('', ''));
  await it.reports(2, it.submit());
  await it.page.evaluate(() => (window.kept = true));
  // Playwright's own goBack() waits for a page to load, and none does.
  const go = (way) => () => it.page.evaluate((by) => void setTimeout(() => history.go(by)), way);
  await it.reports(1, go(-1));
  await it.reports(1, go(1));
  const whole = await it.page.evaluate(() => window.kept === true);
  await it.reports(2, () => it.page.click('button'));
  await browser.close();
  return [
    ...it.problems,
    ...differ('the page was kept whole', whole, true),
    ...differ('events', it.events.map(short).slice(3), [
      '3 accept details', '4 view check', '5 view details', '6 view check', '7 accept check', '8 end done',
    ]),
    ...figures_are(waymark, 'cached', figures(1, 1), ['1,1,1,1', '0,1,0,0', '0,0,1,0']),
  ];
}

async function script_as_served(waymark) {
  const response = await fetch(`${waymark.origin}/waymark.js`);
  const text = await response.text();
  const size = gzipSync(text, { level: 9 }).length;
  const header = (name) => response.headers.get(name);
  return [
    ...(size < 2000 ? [] : [`it is ${size} bytes gzipped`]),
    ...(/\.value\b|innerHTML|eval|cookie|FormData|document\.write/.test(text) ? ['it reads or writes what it should not'] : []),
    ...differ('type', header('content-type'), 'text/javascript; charset=utf-8'),
    ...differ('may be loaded by', header('cross-origin-resource-policy'), 'cross-origin'),
    ...differ('is kept', header('cache-control'), 'public, max-age=3600'),
    ...differ('has a tag', Boolean(header('etag')), true),
  ];
}

export async function check_events(browser) {
  heading('events from pages');
  const waymark = await start_waymark(add_journeys);
  const text = async (path) => (await fetch(waymark.origin + path)).text();
  const plain = (html) => html.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  const snippet = plain(/<code>([^]*?data-waymark-out[^]*?)<\/code>/.exec(await text('/docs/privacy'))[1]);
  const shown = [...(await text('/docs/events')).matchAll(/<code>([^]*?)<\/code>/g)].map((found) => plain(found[1]))
    .filter((code) => /\btell\('/.test(code));
  const form = await start_form({ script: await text('/waymark.js'), choice: await text('/waymark-choice.js'), snippet });
  const world = { waymark, form, shown };
  const that = (claim, check) => test(`events: ${claim}`, check);
  const gpc = { extraHTTPHeaders: { 'Sec-GPC': '1' } };
  form.waymark = waymark.origin;
  waymark.run('key', 'allow', 'missed-bin', form.origin);
  try {
    await that('the script is small, and says how it may be used', () => script_as_served(waymark));
    await that('a walk with a refused submit, a step back and an end', () => whole_walk(browser, world, 'whole'));
    await that('the same under a strict policy', () => whole_walk(browser, world, 'strict'));
    await that('a browser that a program runs is held apart', () => run_by_a_program(browser, world));
    await that('whoever is refused and telephones left by telephone', () => left_by_telephone(browser, world));
    await that('a copy of a tab is another attempt', () => copied_tab(browser, world));
    await that('after an end or an hour the start begins another', () => again_in_the_same_tab(browser, world));
    await that('a form of one page says what happens as the documentation shows', () => one_page(browser, world));
    await that('without script the pixel reports', () => without_script(browser, world));
    await that('an id of the service is taken, and nothing kept', () => an_id_of_the_service(browser, world));
    await that('a page that keeps nothing makes attempts', () => nothing_kept(browser, world));
    await that('so do pictures without an id', () => bare_pixels(browser, world));
    await that('after the box is ticked nothing is asked or kept', () => own_choice(browser, world));
    await that('a choice without script holds for pictures', () => choice_without_script(browser, world));
    await that('with GPC the script asks nothing and keeps nothing', () => private_walk(browser, world, gpc, () =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })));
    await that('with DNT likewise', () => private_walk(browser, world, {}, () =>
      Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })));
    await that('with GPC and no script nothing is stored', () =>
      private_walk(browser, world, { ...gpc, javaScriptEnabled: false }));
    await that('what could not be sent is sent later, once', () => cut_off(browser, world));
    await that('pages that the browser kept count when they are seen again', () => back_and_forward(browser, world));
    await that('a clock that is an hour ahead costs nothing', () => wrong_clock(browser, world));
  } finally {
    form.stop();
    await test('events: the server stops when asked', () => waymark.stop());
  }
}
