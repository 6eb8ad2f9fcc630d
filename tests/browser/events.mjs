// events.mjs - the browser script and the pixel, on somebody else's form.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { start_browser } from './browser.mjs';
import { start_form } from './form.mjs';
import { heading, test } from './report.mjs';
import { start_waymark } from './waymark.mjs';

const journeys = ['whole', 'robot', 'left', 'copied', 'again', 'strict', 'plain', 'given', 'private', 'cut-off', 'wrong-clock', 'cached',
  'nothing', 'bare', 'chosen'];
const step = (id, kind, next, more = {}) => ({ id, title: id, kind, next: next.map((to) => ({ to })), ...more });
const steps = [
  step('start', 'start', ['details']),
  step('details', 'question', ['check']),
  step('check', 'check', ['done']),
  { id: 'done', title: 'done', kind: 'end', outcome: 'completed' },
];

function add_journeys(run, folder) {
  for (const id of journeys) {
    const file = join(folder, `${id}.json`);
    const about = { waymark: 'journey/1', id, title: id, organisation: 'exampleton', service: 'missed-bin' };
    writeFileSync(file, JSON.stringify({ ...about, start: 'start', retentionMonths: 0, steps }));
    run('journey', 'add', file);
  }
}

const differ = (what, got, want) => {
  const [one, other] = [got, want].map((value) => JSON.stringify(value));
  return one === other ? [] : [`${what}: want ${other}`, `${what}: got  ${one}`];
};

// What was reported, in short: "0 view start".
const short = ({ seq, kind, step: at, errors, to, test: tried }) =>
  [seq ?? '-', kind, at, ...(errors ?? []).map((e) => `${e.field}=${e.rule}`), to ?? '', tried ?? ''].join(' ').trim();

// What Chromium calls itself where it is not run by a program.
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36';

// Here is no telephone: what a browser does without one can come between a
// call and the click after it.
const no_telephone = () => addEventListener('click', (event) => {
  if (event.target.closest('[href^="tel:"]')) event.preventDefault();
});

// A person at a form, who takes a second more for each thing they do than the
// test does: `events` are those that Waymark was sent, as it answered.
async function person(browser, form, journey, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', userAgent: agent, ...options });
  await context.addInitScript(no_telephone);
  const page = await context.newPage();
  const it = { context, page, events: [], answers: [], problems: [], typed: 'Zebedee Quimby' };
  const watch = (watched) => {
    watched.on('pageerror', (error) => it.problems.push(`a script broke: ${error.message}`));
    watched.on('console', (message) => {
      if (message.type() === 'error') it.problems.push(`on the console: ${message.text()}`);
    });
  };
  context.on('page', watch);
  watch(page);
  context.on('response', async (response) => {
    const request = response.request();
    if (!request.url().endsWith('/v1/events')) return;
    it.answers.push(response.status());
    it.events.push(...JSON.parse(request.postData()));
  });
  it.go = (name) => page.goto(`${form.origin}/${journey}/${name}`);
  // Does it and waits until so many events more have been answered.
  it.reports = async (n, act) => {
    const until = it.events.length + n;
    await context.addInitScript('{ const now = Date.now; Date.now = () => now() + 1000; }');
    await act();
    for (let i = 0; it.events.length < until && i < 500; i++) await page.waitForTimeout(10);
    if (it.events.length < until) it.problems.push(`${act}: ${n} events were to come`);
  };
  it.submit = (full_name = it.typed, postcode = 'EX1 1AA') => async () => {
    await page.fill('#full-name', full_name);
    await page.fill('#postcode', postcode);
    await page.click('button');
  };
  return it;
}

const later = () => new Date(Date.now() + 3_600_000).toISOString();

function figures_are(waymark, journey, want, reached) {
  const all = JSON.parse(waymark.run('figures', journey, '--json', '--now', later()));
  const got = Object.fromEntries(Object.keys(want).map((key) => [key, all[key]]));
  const came = all.steps.map((at) => at.reached);
  const sums = ['rejects', 'backs'].map((key) => all.steps.map((at) => at[key]).join());
  return [...differ('figures', got, want), ...differ('reached, rejects, backs', [came.join(), ...sums], reached)];
}

function attempts_are(waymark, journey, want) {
  const lines = waymark.run('attempts', journey, '--ndjson', '--now', later()).trim().split('\n').filter(Boolean);
  const got = lines.map((line) => {
    const { state, resting, backs, rejects, joinedLater, leftBy } = JSON.parse(line);
    return [state, resting, backs, rejects, joinedLater, leftBy].join(' ').trim();
  });
  return differ('attempts', got.sort(), [...want].sort());
}

const figures = (started, completed, more = {}) =>
  ({ started, completed, abandoned: started - completed, joinedLater: 0, duplicates: 0, refused: 0, ...more });

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

// With storage "none" only what one page shows can be reported.
async function an_id_of_the_service(browser, { waymark, form }) {
  const it = await person(browser, form, 'given');
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => it.page.click('text=Start now'));
  await it.reports(1, it.submit());
  const kept = await it.page.evaluate(() => sessionStorage.length);
  const [{ value }] = await it.context.cookies();
  await it.context.close();
  return [
    ...it.problems,
    ...differ('kept', kept, 0),
    ...differ('ids', [...new Set(it.events.map((e) => e.attempt))], [value]),
    ...differ('releases', [...new Set(it.events.map((e) => e.release))], ['2026.1']),
    ...differ('events', it.events.map(short), ['- view start', '- view details', '- view check']),
    ...figures_are(waymark, 'given', figures(1, 0), ['1,1,1,0', '0,0,0,0', '0,0,0,0']),
  ];
}

// The page keeps nothing: the server works out whose attempt it is.
async function nothing_kept(browser, { waymark, form }) {
  const it = await person(browser, form, 'nothing');
  await it.reports(1, () => it.go('start'));
  await it.reports(1, () => it.page.click('text=Start now'));
  await it.reports(1, it.submit('', ''));
  await it.reports(1, it.submit());
  await it.reports(1, () => it.page.click('[href^=tel]'));
  await it.reports(1, () => it.page.click('button'));
  await it.reports(1, () => it.go('start'));
  const kept = await it.page.evaluate(() => sessionStorage.length + localStorage.length);
  await it.context.close();
  return [
    ...it.problems,
    ...differ('kept', kept, 0),
    ...differ('ids', [...new Set(it.events.map((e) => e.attempt))], [undefined]),
    ...differ('events', it.events.map(short), [
      '- view start', '- view details', '- reject details full-name=required postcode=not-in-area', '- view check',
      '- contact check phone', '- end done', '- view start',
    ]),
    ...attempts_are(waymark, 'nothing', ['completed done 0 1 false', 'abandoned start 0 0 false']),
  ];
}

async function bare_pixels(browser, { waymark, form }) {
  const it = await person(browser, form, 'bare', { javaScriptEnabled: false });
  for (const act of [() => it.go('start'), () => it.page.click('text=Start now'), it.submit(), () => it.page.click('button')]) {
    await act();
    await it.page.waitForLoadState('networkidle');
  }
  await it.context.close();
  return [...it.problems, ...attempts_are(waymark, 'bare', ['completed done 0 0 false'])];
}

// The box of the documentation, on the service's own domain.
async function own_choice(browser, { waymark, form }) {
  const it = await person(browser, form, 'chosen');
  const asked = [];
  const kept = () => it.page.evaluate(() => Object.keys(sessionStorage).join());
  // Not by the mouse, which a busy browser may miss.
  const tick = () => it.page.evaluate(() => document.querySelector('[data-waymark-out]:enabled').click());
  const walk = async () => {
    for (const act of [() => it.go('start'), () => it.page.click('text=Start now'), it.submit(), () => it.page.click('[href^=tel]')]) {
      await act();
      await it.page.waitForLoadState('networkidle');
    }
  };
  await it.reports(1, () => it.go('start'));
  const before = await kept();
  await it.page.goto(`${form.origin}/privacy`);
  await tick();
  const forgotten = await kept();
  it.context.on('request', (request) => asked.push(request.url()));
  await walk();
  const out = asked.filter((url) => url.startsWith(waymark.origin));
  const kept_out = await kept();
  await it.page.goto(`${form.origin}/privacy`);
  const ticked = await it.page.isChecked('[data-waymark-out]');
  await tick();
  await it.reports(1, () => it.go('start'));
  await it.context.close();
  return [
    ...it.problems,
    ...differ('kept before', /waymark:chosen/.test(before), true),
    ...differ('kept after', [forgotten, kept_out], ['', '']),
    ...differ('asked of Waymark', out, []),
    ...differ('the box remembers', ticked, true),
    ...differ('asked at all', asked.length > 4, true),
    ...figures_are(waymark, 'chosen', figures(2, 0), ['2,0,0,0', '0,0,0,0', '0,0,0,0']),
  ];
}

// The page of the choice and the pictures, with no script anywhere.
async function choice_without_script(browser, { waymark, form }) {
  const it = await person(browser, form, 'private', { javaScriptEnabled: false });
  const sent = [];
  it.context.on('requestfinished', (request) => request.url().includes('/v1/p.gif') && sent.push(request.url()));
  await it.page.goto(`${waymark.origin}/privacy/opt-out`);
  await it.page.click('text=Do not count me');
  const said = await it.page.textContent('[role=status]');
  for (const act of [() => it.go('start'), () => it.page.click('text=Start now')]) {
    await act();
    await it.page.waitForLoadState('networkidle');
  }
  const out = attempts_are(waymark, 'private', []);
  await it.page.goto(`${waymark.origin}/privacy/opt-out`);
  await it.page.click('text=Count me again');
  const cookies = (await it.context.cookies()).map(({ name }) => name);
  await it.context.close();
  return [
    ...it.problems,
    ...out,
    ...differ('pictures asked for', sent.length, 2),
    ...differ('it says', /not counted/.test(said), true),
    ...differ('cookies left', cookies, ['visit']),
  ];
}

async function private_walk(browser, { waymark, form }, options, signal) {
  const it = await person(browser, form, 'private', options);
  if (signal) await it.context.addInitScript(signal);
  const asked = [];
  it.context.on('request', (request) => asked.push(request.url()));
  await it.go('start');
  await it.page.click('text=Start now');
  await it.submit()();
  await it.page.waitForLoadState('networkidle');
  const kept = options.javaScriptEnabled === false ? 0 : await it.page.evaluate(() => sessionStorage.length);
  await it.context.close();
  const sent = asked.filter((url) => url.includes('/v1/')).length;
  return [
    ...it.problems,
    ...differ('sent', sent, signal ? 0 : 4),
    ...differ('kept', kept, 0),
    ...attempts_are(waymark, 'private', []),
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
  const form = await start_form({ script: await text('/waymark.js'), choice: await text('/waymark-choice.js'), snippet });
  const world = { waymark, form };
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
