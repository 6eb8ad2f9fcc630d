// form.mjs - a service of three pages and an end, on an origin of its own, as
// a council might run it: /JOURNEY/STEP.  Journeys differ in how they report.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const faults = {
  'full-name': 'Enter your full name',
  postcode: 'Enter a postcode in the correct format, like EX1 1AA',
};

const field = (id, label) => `
    <p><label for="${id}">${label}</label> <input id="${id}" name="${id}"></p>`;

const summary = `
  <div class="govuk-error-summary"><h2>There is a problem</h2><ul>
    <li><a href="#full-name">${faults['full-name']}</a></li>
    <li><a href="#postcode" data-rule="Not-in_area">${faults.postcode}</a></li>
  </ul></div>`;

const post = (fields) => `
  <form method="post">${fields}<p><button>Continue</button></p></form>`;

const bodies = {
  start: '<p><a href="details">Start now</a></p>',
  details: post(field('full-name', 'Full name') + field('postcode', 'Postcode')),
  check: post(''),
  done: '<p>We have your report.</p>',
};

// What the page's own server reports where there is no script.  Pictures come
// in any order: without seq a page can have only one.
function pixels({ waymark, journey, visit }, events) {
  const bare = journey === 'bare';
  const images = (bare ? events.slice(-1) : events).map((event) => {
    const known = bare ? {} : { attempt: visit.id, seq: visit.seq++ };
    const query = new URLSearchParams({ journey, ...known, ...event });
    const src = `${waymark}/v1/p.gif?${query}`.replace(/&/g, '&amp;');
    return `<img src="${src}" alt="" referrerpolicy="origin">`;
  });
  return `<noscript>${images.join('')}</noscript>`;
}

function events_of(step, visit, refused) {
  const accepted = visit.submitted && !refused ? [{ kind: 'accept', step: visit.submitted }] : [];
  visit.submitted = null;
  const here = refused ? { kind: 'reject', field: 'postcode', rule: 'format' } : { kind: 'view' };
  return [...accepted, { step, ...here }];
}

function page(at, step, refused) {
  const { waymark, journey, visit } = at;
  const own = /strict|chosen/.test(journey) ? '/waymark.js' : `${waymark}/waymark.js`;
  const more = [
    step === 'done' ? ' data-outcome=""' : '',
    /strict|chosen/.test(journey) ? ` data-endpoint="${waymark}/v1/events"` : '',
    journey === 'given' ? ` data-attempt="${visit.id}" data-storage="none" data-release="2026.1"` : '',
    journey === 'nothing' ? ' data-storage="none"' : '',
  ].join('');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${step}</title><link rel="icon" href="data:,">
  <script src="${own}" data-journey="${journey}" data-step="${step}"${more} defer></script></head>
<body><h1>${step}</h1>${refused ? summary : ''}${bodies[step]}
  <p><a href="tel:+441632960001">Call us</a></p>
  <form action="start"><p><label for="q">Find</label> <input id="q" name="q"> <button>Search</button></p></form>
  ${pixels(at, events_of(step, visit, refused))}</body></html>`;
}

async function read(request) {
  let text = '';
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

const after = { details: 'check', check: 'done' };

async function take(request, response, { visit }, step) {
  const sent = await read(request);
  const bad = step === 'details' && !(sent.get('full-name') && sent.get('postcode'));
  visit.submitted = step;
  response.writeHead(303, { Location: bad ? `${step}?refused` : after[step] }).end();
}

function show(request, response, at, step) {
  if (!bodies[step]) return response.writeHead(404).end();
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': `visit=${at.visit.id}; Path=/` };
  if (at.journey === 'strict')
    headers['Content-Security-Policy'] = `default-src 'none'; script-src 'self'; connect-src ${at.waymark}; ` +
      `img-src data: ${at.waymark}; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'`;
  return response.writeHead(200, headers).end(page(at, step, request.url.endsWith('?refused')));
}

// Gives { origin, waymark, stop }.  It needs to know Waymark's origin before
// the first page is asked for: form.waymark = origin; and form.tag is all that
// the form of one page consists of.
export async function start_form({ script, choice, snippet }) {
  const visits = new Map();
  const form = {};
  const server = createServer((request, response) => {
    if (request.url === '/waymark.js')
      return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
    if (request.url === '/waymark-choice.js')
      return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(choice);
    const alone = { '/privacy': snippet, '/one-page/start': form.tag }[request.url];
    if (alone)
      return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
        .end(`<!DOCTYPE html><html lang="en"><title>A page</title><link rel="icon" href="data:,">${alone}`);
    const [, journey, step] = request.url.replace(/\?.*/, '').split('/');
    const known = /visit=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1];
    const visit = visits.get(known) ?? { id: randomBytes(8).toString('hex'), seq: 0, submitted: null };
    const at = { waymark: form.waymark, journey, visit };
    visits.set(visit.id, visit);
    if (request.method === 'POST') return take(request, response, at, step);
    return show(request, response, at, step);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  form.origin = `http://127.0.0.1:${server.address().port}`;
  form.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return form;
}
