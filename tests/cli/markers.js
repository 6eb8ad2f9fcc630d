// markers.js - plants words of which nothing may stay, and looks for them.
//
//   node markers.js send PORT KEY ORIGIN   asks the server in every way there
//                                 is, a marker in each place; prints a list
//   node markers.js files FOLDER  writes files to import; prints a list
//   node markers.js salt FILE FOLDER...   looks for the secrets in that file
//   node markers.js search FOLDER...   prints each place where one is found
//
// A marker is STEM and letters that say which it is.  Those that begin with
// KEPT stand where a word is kept by design (a key: rule, variant, step ...):
// they must be found, or the search sees nothing.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const net = require('net');
const path = require('path');

const STEM = 'zqxjkvwqz';
const KEPT = 'keptyqzjx';
const CLIENT = '127.9.87.65'; // where requests come from: our proxy
const BEHIND = '203.0.113.77'; // and whom it speaks for
let made = 0;

const letters = (n) => n.toString(26).padStart(4, '0').replace(/./g, (c) => 'abcdefghijklmnopqrstuvwxyz'[parseInt(c, 26)]);
const planted = [];
function word(where, stem = STEM) {
  const text = stem + letters(made++);
  planted.push({ text, where });
  return text;
}
const hidden = (where) => word(where);
const kept = (where) => word(where, KEPT);

// Headers that proxies and browsers send, each with a marker of its own.
function headers(where) {
  const m = (name) => hidden(`${where}, ${name}`);
  const all = ['User-Agent', 'Referer', 'X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via', 'True-Client-IP', 'CF-Connecting-IP',
    'X-Client-IP', 'From', 'Cookie', 'Accept-Language', 'Accept', 'If-None-Match', 'Sec-CH-UA', 'Sec-CH-UA-Model', 'X-Request-Id',
    'Traceparent', 'Baggage', 'X-Custom', 'Proxy-Authorization', 'Expect-CT', 'Range', 'Idempotency-Key', 'X-HTTP-Method-Override'];
  const lines = all.map((name) => `${name}: ${m(name)}`);
  lines[0] = `User-Agent: Mozilla/5.0 (iPhone; ${m('User-Agent')}) Mobile`;
  lines[1] = `Referer: https://${m('Referer')}.example/${m('Referer')}?q=${m('Referer')}`;
  lines[4] = `Forwarded: for="${m('Forwarded')}";by=${m('Forwarded')}`;
  lines.push(`X-${m('the name of a header')}: 1`);
  return lines;
}

function request(method, target, more, body = '') {
  return [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', `Content-Length: ${Buffer.byteLength(body)}`, ...more, '', body]
    .join('\r\n');
}

function ask(port, text) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: CLIENT });
    let answer = '';
    // What is too large is answered while we still send it: then that fails.
    socket.on('error', (error) => (['ECONNRESET', 'EPIPE'].includes(error.code) ? resolve(answer) : reject(error)));
    socket.on('data', (part) => (answer += part));
    socket.on('close', () => resolve(answer));
    socket.write(text);
  });
}

const status = (answer) => Number(answer.split(' ')[1] || 0);

// Events that are taken: their id must not be kept, their keys are.
function good(where, more = {}) {
  return { journey: 'missed-bin', attempt: hidden(`${where}, attempt`), kind: 'view', step: 'start', ...more };
}

// Events that are refused, each for one value, and values for which only a
// count is kept.
function bad(where) {
  const m = (name) => hidden(`${where}, ${name}`);
  const list = ['kind', 'outcome', 'to', 'channel', 'device', 'at', 'seq', 'rating', 'test', 'errors', 'journey'].map((key) =>
    good(where, { [key]: m(key) }));
  for (const key of ['lang', 'release', 'variant', 'field', 'rule'])
    list.push(good(where, { kind: 'reject', [key]: `${m(key)}@example.org` }), good(where, { kind: 'reject', [key]: `${m(key)} EX1 1AA` }),
      good(where, { kind: 'reject', [key]: [m(key)] }));
  list.push(
    good(where, { [m('a key nobody knows')]: m('the value of one') }),
    good(where, { name: { first: m('a value inside') } }),
    good(where, { kind: 'reject', errors: [{ field: 'a', rule: 'b', value: m('an error\'s value') }] }),
    good(where, { kind: 'reject', errors: [{ field: `${m('an error\'s field')} X` }] }),
    good(where, { attempt: m('a number for an id').length }),
    good(where, { step: [m('a list for a step')] }),
    m('a text for an event'),
  );
  return list;
}

const strange_steps = (where) => [
  good(where, { step: `${hidden(`${where}, step`)} of Zebedee Quimby` }),
  good(where, { step: `${hidden(`${where}, step`)}@example.org` }),
  good(where, { step: `${hidden(`${where}, step`)}-ex1-1aa` }),
  good(where, { step: `${hidden(`${where}, step`)}-01632960001` }),
  good(where, { step: `${hidden(`${where}, step`)}-case-101001234567` }),
  good(where, { step: `/a/${hidden(`${where}, step`)}?q=${hidden(`${where}, step`)}` }),
];

const form = (event) => new URLSearchParams(event).toString();

async function send(port, key, origin) {
  const keyed = [`Authorization: Bearer ${key}`];
  const page = [`Origin: ${origin}`];
  const wants = [];
  const post = async (where, want, more, body, type = 'application/json', target = '/v1/events') => {
    const text = request('POST', `${target}${target.includes('?') ? '&' : '?'}_=${hidden(`${where}, query`)}`,
      [`Content-Type: ${type}`, ...more, ...headers(where)], body);
    const got = status(await ask(port, text));
    if (got !== want) wants.push(`${where}: answered ${got}, not ${want}`);
  };
  const lines = (events) => events.map((event) => JSON.stringify(event)).join('\n');

  const stays = good('kept', { kind: 'reject', step: kept('step'), field: kept('field'), rule: kept('rule'),
    lang: kept('lang'), release: kept('release'), variant: kept('variant') });
  await post('a key\'s event', 202, keyed, JSON.stringify(stays));
  await post('a list', 202, keyed, JSON.stringify([good('a list'), ...bad('a list'), ...strange_steps('a list')]));
  await post('lines', 202, page, `${lines([good('lines'), ...bad('lines')])}\n{"${hidden('a line that breaks')}\n`, 'application/x-ndjson');
  await post('plain text', 202, page, JSON.stringify([good('plain text'), ...strange_steps('plain text')]), 'text/plain');
  await post('all refused', 400, page, JSON.stringify(bad('all refused')));
  const plain = (event) => Object.values(event).every((value) => typeof value === 'string');
  for (const event of bad('a form').filter(plain))
    await post('a form', 400, page, form(event), 'application/x-www-form-urlencoded');
  const nobodys = (where, more) => ({ ...good(where, more), attempt: undefined });
  await post('no attempt', 202, page, JSON.stringify([nobodys('no attempt'), nobodys('no attempt', { step: 'address' })]));
  const forwarded = [...page, `X-Forwarded-For: ${BEHIND}`];
  for (const step of ['start', 'address'])
    await ask(port, request('POST', '/v1/events', forwarded, JSON.stringify(nobodys('forwarded', { step }))));
  await post('a form taken', 202, page, form(good('a form taken')), 'application/x-www-form-urlencoded');
  await post('no JSON', 400, page, `{"${hidden('no JSON')}`);
  await post('a test', 202, page, JSON.stringify(good('a test', { test: true, variant: hidden('a test, variant'), step: hidden('a test, step') })));
  await post('a dry run', 202, page, JSON.stringify(good('a dry run', { variant: hidden('a dry run, variant') })), 'application/json', '/v1/events?dry-run=1');
  await post('a slip in the query', 400, page, JSON.stringify(good('a slip in the query', { variant: hidden('a slip, variant') })), 'application/json',
    `/v1/events?${hidden('a name in the query')}=${hidden('its value')}`);
  const asks_not = (name) => JSON.stringify(good(name, { variant: hidden(`${name}, variant`), step: hidden(`${name}, step`) }));
  await post('GPC', 202, [...page, 'Sec-GPC: 1'], asks_not('GPC'));
  await post('DNT', 202, [...page, 'DNT: 1'], asks_not('DNT'));
  await post('no key', 401, [], JSON.stringify(good('no key', { variant: hidden('no key, variant') })));
  await post('a wrong key', 401, [`Authorization: Bearer ${hidden('a wrong key')}`], JSON.stringify(good('a wrong key')));
  await post('basic', 401, [`Authorization: Basic ${hidden('basic')}`], JSON.stringify(good('basic')));
  await post('another origin', 403, [`Origin: https://${hidden('another origin')}.example`], JSON.stringify(good('another origin')));
  await post('another type', 415, page, hidden('another type'), `text/${hidden('another type')}`);
  await post('an unknown journey', 400, page, JSON.stringify(good('an unknown journey', { journey: hidden('an unknown journey') })));

  const pixel = (where, event) => `/v1/p.gif?${form(event)}&${hidden(`${where}, query`)}`.replace(/&[a-z]+$/, where === 'a pixel' ? '' : '$&');
  const tell = [`Referer: ${origin}/${hidden('a pixel, page')}?q=${hidden('a pixel, page')}`];
  for (const method of ['GET', 'HEAD'])
    for (const event of [good('a pixel'), ...bad('a pixel').filter(plain)])
      await ask(port, request(method, pixel('a pixel', event), tell));
  await ask(port, request('GET', '/v1/p.gif?journey=missed-bin&kind=view&step=start', [...tell, ...headers('a pixel without attempt')]));
  await ask(port, request('GET', pixel('a pixel with more', good('a pixel with more')), headers('a pixel with more')));

  for (const [method, target] of [
    ['OPTIONS', '/v1/events'], ['GET', `/${hidden('path')}`], ['GET', `/dashboard/journeys/${hidden('path')}`],
    ['GET', `/dashboard/journeys/missed-bin?from=${hidden('from')}`], ['GET', `/patterns/${hidden('path')}`],
    ['GET', `/docs/${hidden('path')}.json`], ['POST', `/dashboard/${hidden('path')}`], ['DELETE', `/${hidden('path')}`],
    ['GET', `/%2e%2e/${hidden('path')}`], ['GET', `/a//${hidden('path')}`], ['GET', `/${hidden('path')}%00`],
    ['GET', `/privacy/notice?organisation=${hidden('organisation')}&contact=${hidden('contact')}`],
    ['POST', `/privacy/opt-out?${hidden('query')}`], ['GET', `/privacy/opt-out?${hidden('query')}`],
    ['GET', `/waymark.js?${hidden('query')}`], [hidden('method'), '/v1/events'], ['GET', hidden('target')],
  ])
    await ask(port, request(method, target, headers(`${method} ${target.slice(0, 12)}`)));
  await ask(port, `GET / HTTP/1.1\r\nHost: ${hidden('host')}.example\r\nConnection: close\r\n\r\n`);
  await ask(port, `GET / HTTP/1.1\r\nHost: a b ${hidden('host')}\r\nConnection: close\r\n\r\n`);
  await ask(port, `GET / HTTP/${hidden('version')}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  await ask(port, `${hidden('no request')}\r\n\r\n`);
  await ask(port, ['POST /v1/events HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close', 'Transfer-Encoding: chunked', ...page, '',
    `5;${hidden('a chunk\'s extension')}=1`, '{"a":', '0', `X-Trailer: ${hidden('trailer')}`, '', ''].join('\r\n'));
  await ask(port, request('POST', '/v1/events', page, JSON.stringify([hidden('too large'), 'x'.repeat(1100000)])));
  return wants;
}

// Logs as they are: cases, columns and attributes that nobody asked for.
function files(folder) {
  const write = (name, lines) => fs.writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  const inner = path.join(folder, hidden('the folder of a file'));
  const at = 1772445600000;
  const m = hidden;
  fs.mkdirSync(inner);
  write('cases.tsv', [1, 2, 3].map(() => `${m('a case of TSV')}\tstart\t${at}\t${m('a column of TSV')}`).concat(`${m('a line of TSV')}`, `x\t${m('a step of TSV')} of Zebedee\t${at}`));
  write('cases.csv', [`case,step,time,${m('a column of CSV')}`, `${m('a case of CSV')},start,2026-03-02T10:00:00Z,"${m('a cell of CSV')}"`,
    `${m('a case of CSV')},start,${m('a time of CSV')},x`]);
  write('cases.xes', [`<?xml version="1.0"?><!-- ${m('a comment of XES')} --><log><string key="${m('a key of XES')}" value="${m('a value of XES')}"/>`,
    `<trace><string key="concept:name" value="${m('a case of XES')}"/><event><string key="concept:name" value="start"/>`,
    `<string key="org:resource" value="${m('a person of XES')}"/><date key="time:timestamp" value="2026-03-02T10:00:00Z"/></event></trace></log>`]);
  fs.writeFileSync(path.join(inner, `${kept('the name of a file')}.ndjson`),
    [good('a file of lines'), ...bad('a file of lines'), ...strange_steps('a file of lines')].map((event) => JSON.stringify({ ...event, at })).join('\n'));
}

// Every way in which bytes may stand for others.
function shapes_of(bytes) {
  const base64 = [0, 1, 2].map((n) => {
    const text = Buffer.concat([Buffer.alloc(n), bytes]).toString('base64').replace(/=+$/, '');
    return text.slice(Math.ceil((n * 8) / 6), Math.floor(((n + bytes.length) * 8) / 6));
  });
  const wide = Buffer.from(bytes.toString('latin1'), 'utf16le');
  return {
    'as it is': bytes, 'backwards': Buffer.from(bytes).reverse(), 'in 16 bits': wide, 'in 16 bits, the other way': Buffer.from(wide).swap16(),
    'in hex': Buffer.from(bytes.toString('hex')), 'percent-encoded': Buffer.from(bytes.toString('hex').replace(/../g, '%$&')),
    'in base64, 1': Buffer.from(base64[0]), 'in base64, 2': Buffer.from(base64[1]), 'in base64, 3': Buffer.from(base64[2]),
  };
}

// A file and, for shapes without case, the same in lower case.
function holds(file, shape, bytes) {
  return /base64/.test(shape) ? file.whole.includes(bytes) : file.low.includes(bytes.toString('latin1').toLowerCase(), 'latin1');
}

function* all_files(from) {
  if (!fs.statSync(from).isDirectory()) yield from;
  else for (const name of fs.readdirSync(from)) yield* all_files(path.join(from, name));
}

function search(folders) {
  const list = JSON.parse(fs.readFileSync('planted.json'));
  const found = [];
  const seen = new Set();
  const short = ['md5', 'sha1', 'sha256', 'sha512', 'blake2b512'];
  const ids = list.filter(({ where }) => /attempt|case/.test(where));
  let n = 0;
  for (const from of folders)
    for (const name of all_files(from)) {
      const whole = fs.readFileSync(name);
      const file = { whole, low: Buffer.from(whole.toString('latin1').toLowerCase(), 'latin1') };
      n++;
      if (name.includes(STEM)) found.push(`${name}: its name`);
      for (const [shape, bytes] of Object.entries(shapes_of(Buffer.from(STEM)))) {
        if (!holds(file, shape, bytes)) continue;
        const which = list.find(({ text }) => text.startsWith(STEM) && file.low.includes(text));
        found.push(`${name}: a marker ${shape} (${which ? which.where : 'which one is not to be seen'})`);
      }
      for (const { text, where } of ids)
        for (const how of short) {
          const digest = crypto.createHash(how).update(text).digest().subarray(0, 16);
          if (whole.includes(digest) || file.low.includes(digest.toString('hex'))) found.push(`${name}: ${how} of ${where}`);
        }
      for (const client of [CLIENT, BEHIND]) {
        const address = Buffer.from(client.split('.').map(Number));
        if (whole.includes(client) || whole.includes(address) || whole.includes(Buffer.from(address).reverse()))
          found.push(`${name}: the address ${client}`);
      }
      for (const { text } of list) if (text.startsWith(KEPT) && whole.includes(text)) seen.add(text);
    }
  for (const { text, where } of list)
    if (text.startsWith(KEPT) && !seen.has(text)) found.push(`what is kept by design is not found: ${where}`);
  if (n < 2) found.push(`there were ${n} files only`);
  return found;
}

function keep_list() {
  const before = fs.existsSync('planted.json') ? JSON.parse(fs.readFileSync('planted.json')) : [];
  fs.writeFileSync('planted.json', JSON.stringify([...before, ...planted]));
}

// The salt of today and the one before lie behind three numbers of 8 bytes.
function search_salt([file, ...folders]) {
  const page = fs.readFileSync(file);
  const found = (fs.statSync(file).mode & 0o777) === 0o600 ? [] : ['others may read it'];
  const salt = page.subarray(24, 40);
  if (page.length !== 56 || salt.equals(Buffer.alloc(16))) found.push('there is no salt in it');
  for (const from of folders)
    for (const name of all_files(from)) {
      const whole = fs.readFileSync(name);
      for (const [shape, bytes] of Object.entries(shapes_of(salt))) if (whole.includes(bytes)) found.push(`${name}: the salt ${shape}`);
    }
  return found;
}

async function main([what, ...rest]) {
  let said;
  made = what === 'files' ? 100000 : 0;
  if (what === 'search') said = search(rest);
  else if (what === 'salt') said = search_salt(rest);
  else said = (what === 'send' ? await send(...rest) : files(...rest)) || [];
  if (what === 'send' || what === 'files') keep_list();
  for (const line of said) console.log(line);
  process.exitCode = said.length ? 1 : 0;
}
main(process.argv.slice(2));
