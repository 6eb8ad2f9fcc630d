// person.mjs - people at somebody else's form, and what Waymark makes of them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const journeys = ['whole', 'robot', 'left', 'copied', 'again', 'strict', 'plain', 'given', 'private', 'cut-off', 'wrong-clock', 'cached',
  'nothing', 'bare', 'chosen', 'one-page'];
const step = (id, kind, next, more = {}) => ({ id, title: id, kind, next: next.map((to) => ({ to })), ...more });
const steps = [
  step('start', 'start', ['details']),
  step('details', 'question', ['check']),
  step('check', 'check', ['done']),
  { id: 'done', title: 'done', kind: 'end', outcome: 'completed' },
];

export function add_journeys(run, folder) {
  for (const id of journeys) {
    const file = join(folder, `${id}.json`);
    const about = { waymark: 'journey/1', id, title: id, organisation: 'exampleton', service: 'missed-bin' };
    writeFileSync(file, JSON.stringify({ ...about, start: 'start', retentionMonths: 0, steps }));
    run('journey', 'add', file);
  }
}

export const differ = (what, got, want) => {
  const [one, other] = [got, want].map((value) => JSON.stringify(value));
  return one === other ? [] : [`${what}: want ${other}`, `${what}: got  ${one}`];
};

// What was reported, in short: "0 view start".
export const short = ({ seq, kind, step: at, errors, to, test: tried }) =>
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
export async function person(browser, form, journey, options = {}) {
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
    it.events.push(...[JSON.parse(request.postData())].flat());
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

export const later = () => new Date(Date.now() + 3_600_000).toISOString();

export function figures_are(waymark, journey, want, reached) {
  const all = JSON.parse(waymark.run('figures', journey, '--json', '--now', later()));
  const got = Object.fromEntries(Object.keys(want).map((key) => [key, all[key]]));
  const came = all.steps.map((at) => at.reached);
  const sums = ['rejects', 'backs'].map((key) => all.steps.map((at) => at[key]).join());
  return [...differ('figures', got, want), ...differ('reached, rejects, backs', [came.join(), ...sums], reached)];
}

export function attempts_are(waymark, journey, want) {
  const lines = waymark.run('attempts', journey, '--ndjson', '--now', later()).trim().split('\n').filter(Boolean);
  const got = lines.map((line) => {
    const { state, resting, backs, rejects, joinedLater, leftBy } = JSON.parse(line);
    return [state, resting, backs, rejects, joinedLater, leftBy].join(' ').trim();
  });
  return differ('attempts', got.sort(), [...want].sort());
}

export const figures = (started, completed, more = {}) =>
  ({ started, completed, abandoned: started - completed, joinedLater: 0, duplicates: 0, refused: 0, ...more });
