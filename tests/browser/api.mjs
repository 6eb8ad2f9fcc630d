// api.mjs - /v1/: its description is one, and what it describes is what is
// answered, to programs and to pages of other sites.

import { createServer } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { heading, test } from './report.mjs';

const json_of = (response) => response.content?.['application/json']?.schema;

// Holds answers against a description: { check, asked }.
function checker(document) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  ajv.addSchema(document, 'api');
  const asked = new Set();
  const follow = (part, at) => ('$ref' in part ? [resolve(document, part.$ref), part.$ref] : [part, at]);

  const check = async (method, path, response) => {
    const name = `${method.toUpperCase()} ${path} ${response.status}`;
    asked.add(name);
    const described = document.paths[path][method].responses[response.status];
    if (!described) return [`${name} is not described`];
    const [answer, at] = follow(described, `#/paths/${path.replaceAll('/', '~1')}/${method}/responses/${response.status}`);
    const type = (response.headers.get('content-type') ?? '').split(';')[0];
    const types = Object.keys(answer.content ?? {});
    if (types.length ? !types.includes(type) : type) return [`${name} is of type “${type}”, not ${types}`];
    const missing = Object.keys(answer.headers ?? {}).filter((header) => !response.headers.has(header));
    if (missing.length) return [`${name} has no ${missing}`];
    if (!json_of(answer)) return [];
    const body = await response.json();
    const pointer = `${at}/content/application~1json/schema`;
    const valid = ajv.getSchema(`api${encodeURI(pointer)}`);
    if (valid(body)) return [];
    return valid.errors.slice(0, 5).map((error) => `${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  };
  return { check, asked };
}

function resolve(document, ref) {
  return ref.slice(2).split('/').reduce((part, key) => part[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

// Every entry, through the pages of the list, as their links lead.
async function read_library(origin, check) {
  const problems = [];
  const entries = [];
  let pages = 0, next = '/v1/patterns?limit=7';
  while (next && pages++ < 1000) {
    const response = await fetch(origin + next);
    problems.push(...(await check('get', '/v1/patterns', response.clone())));
    entries.push(...(await response.json()).patterns);
    next = /<([^>]*)>; rel="next"/.exec(response.headers.get('link'))?.[1];
  }
  const { patterns } = await (await fetch(`${origin}/patterns.json`)).json();
  const names = (list) => JSON.stringify(list.map(({ address }) => address).sort());
  if (names(entries) !== names(patterns)) problems.push(`its pages hold ${entries.length} entries, the library ${patterns.length}`);
  for (const { kind, slug } of entries)
    problems.push(...(await check('get', '/v1/patterns/{kind}/{slug}', await fetch(`${origin}/v1/patterns/${kind}/${slug}`))));
  return problems;
}

async function ask_the_rest(origin, check) {
  const problems = [];
  const ask = async (method, path, target, options = {}) =>
    problems.push(...(await check(method, path, await fetch(origin + target, { method: method.toUpperCase(), ...options }))));
  const post = (body, headers = {}) => ask('post', '/v1/events', '/v1/events?dry-run=1', { body, headers });
  const known = await fetch(`${origin}/v1/patterns`);

  await ask('get', '/v1/openapi.json', '/v1/openapi.json');
  for (const wrong of ['status=gold', 'limit=0', 'limit=201', 'limit=x', 'page=0', 'kind=A', 'q=a&q=b', `theme=${'x'.repeat(201)}`])
    await ask('get', '/v1/patterns', `/v1/patterns?${wrong}`);
  await ask('get', '/v1/patterns', '/v1/patterns?page=9999');
  await ask('get', '/v1/patterns', '/v1/patterns?q=address&kind=pattern');
  await ask('get', '/v1/patterns', '/v1/patterns', { headers: { 'If-None-Match': known.headers.get('etag') } });
  await ask('get', '/v1/patterns/{kind}/{slug}', '/v1/patterns/pattern/no-such-entry');
  await post('{"journey":"report-a-missed-bin","attempt":"0123456789","kind":"view","step":"start"}', { 'Content-Type': 'application/json' });
  await post('{', { 'Content-Type': 'application/json' });
  await post('x', { 'Content-Type': 'image/png' });
  await ask('post', '/v1/events', '/v1/events?dryrun=1', { body: '{}' });
  await post('{"journey":"report-a-missed-bin","attempt":"0123456789","kind":"view"}',
    { 'Content-Type': 'application/json', Authorization: 'Bearer nobody' });
  const content = (type, body) =>
    ask('post', '/v1/content-types/{type}/check', `/v1/content-types/${type}/check`, { body });
  const { contentTypes } = await (await fetch(`${origin}/patterns/content-types.json`)).json();
  for (const { type } of contentTypes)
    for (const body of ['{"title":7,"no-field":1}', '{'])
      await content(type, body);
  await content('no-such-type', '{}');
  await ask('post', '/v1/content-types/{type}/check', '/v1/content-types/service-page/check?strict=1', { body: '{}' });
  if (contentTypes.length) await content(contentTypes[0].type, ' '.repeat(64 * 1024 + 1));
  await ask('get', '/v1/p.gif', '/v1/p.gif?journey=none&kind=view&dry-run=1');
  return problems;
}

// What a script of another site's page gets to see.
async function from_elsewhere(browser, origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems = [];
  const other = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<title>Another site</title>'));
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  for (const [path, status] of [['/v1/patterns?limit=2', 200], ['/v1/patterns/component/button', 200],
    ['/v1/patterns?limit=x', 400], ['/v1/patterns/component/gone', 404], ['/v1/nothing', 404], ['/v1/openapi.json', 200]]) {
    const seen = await page.evaluate(async (address) => {
      const response = await fetch(address, { headers: { 'If-None-Match': '"x"' } }).catch(String);
      return response.status ? [response.status, response.headers.get('Link'), await response.json().then(() => 'JSON', String)] : [response];
    }, origin + path);
    if (seen[0] !== status || seen[2] !== 'JSON') problems.push(`${path}: ${seen}`);
    if (path.endsWith('limit=2') && !/rel="next"/.test(seen[1])) problems.push(`${path}: its script cannot see Link`);
  }
  const [kept] = await page.evaluate(async (address) => [await fetch(address).then((r) => r.status, () => 'kept')], `${origin}/patterns.json`);
  if (kept !== 'kept') problems.push('/patterns.json can be read too: nothing is shown by this test');
  await context.close();
  other.close();
  return problems;
}

export async function check_api(browser, origin) {
  heading('/v1/');
  const text = await (await fetch(`${origin}/v1/openapi.json`)).text();
  const document = JSON.parse(text);
  const { check, asked } = checker(document);

  await test('its description is OpenAPI 3.1, by the standard’s own schema', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text));
    return valid ? [] : [JSON.stringify(errors)];
  });
  await test('the list, by its links, holds the library, and each entry is as described', () => read_library(origin, check));
  await test('wrong and other questions are answered as described', () => ask_the_rest(origin, check));
  await test('every path of it was asked', async () =>
    Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path} `))
      .filter((name) => ![...asked].some((one) => one.startsWith(name)))
      .map((name) => `${name} was not asked`));
  await test('pages of other sites may read it, errors too, and nothing else', () => from_elsewhere(browser, origin));
  await test('these checks see an answer that is not as described', async () => {
    const lie = JSON.parse(text);
    lie.components.schemas.PatternSummary.properties.title = { type: 'integer' };
    const found = await checker(lie).check('get', '/v1/patterns', await fetch(`${origin}/v1/patterns`));
    return found.some((problem) => problem.includes('/title must be integer')) ? [] : [`they found ${found}`];
  });
}
