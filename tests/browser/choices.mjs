// choices.mjs - pages that keep nothing, and people who are not to be counted.

import { attempts_are, differ, figures, figures_are, person, short } from './person.mjs';

// With storage "none" only what one page shows can be reported.
export async function an_id_of_the_service(browser, { waymark, form }) {
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
export async function nothing_kept(browser, { waymark, form }) {
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

export async function bare_pixels(browser, { waymark, form }) {
  const it = await person(browser, form, 'bare', { javaScriptEnabled: false });
  for (const act of [() => it.go('start'), () => it.page.click('text=Start now'), it.submit(), () => it.page.click('button')]) {
    await act();
    await it.page.waitForLoadState('networkidle');
  }
  await it.context.close();
  return [...it.problems, ...attempts_are(waymark, 'bare', ['completed done 0 0 false'])];
}

// The box of the documentation, on the service's own domain.
export async function own_choice(browser, { waymark, form }) {
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
export async function choice_without_script(browser, { waymark, form }) {
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

export async function private_walk(browser, { waymark, form }, options, signal) {
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
