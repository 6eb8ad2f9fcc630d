// process.mjs - the process behind each service: its file, read by the library
// that bpmn.io reads with; its drawing, in a page and alone.

import { readFileSync } from 'node:fs';
import BpmnModdle from 'bpmn-moddle';
import { visit } from './browser.mjs';
import { heading, test } from './report.mjs';

const services = async (origin) =>
  (await (await fetch(`${origin}/patterns/service.json`)).json()).patterns.map(({ slug }) => slug);

// What a file means, without its diagram: every element by its id, with what
// it is, is called, and leads to.
async function read(xml) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  const elements = new Map();
  const note = (element, of) => {
    const { $type, id, name } = element;
    const ends = [element.sourceRef, element.targetRef].map((end) => end?.id);
    if (id) elements.set(id, [$type, name, ...ends, of].join(' '));
    for (const held of ['participants', 'messageFlows', 'laneSets', 'lanes', 'flowElements', 'eventDefinitions'])
      for (const inner of element[held] ?? []) note(inner, id ?? of);
  };
  for (const root of rootElement.rootElements) note(root, '');
  return { rootElement, elements, problems: warnings.map(({ message }) => `bpmn.io warns: ${message}`) };
}

// A shape or an edge for each element that can be drawn, and no other.
function drawn_problems({ rootElement, elements }) {
  const [diagram, ...more] = rootElement.diagrams ?? [];
  if (!diagram || more.length) return ['it has not one diagram'];
  const plane = diagram.plane;
  const drawn = new Map(plane.planeElement.map((shape) => [shape.bpmnElement?.id, shape]));
  const problems = [];
  if (plane.bpmnElement?.$type !== 'bpmn:Collaboration') problems.push('its plane is of no collaboration');
  if (drawn.size !== plane.planeElement.length) problems.push('it draws something twice, or what there is not');
  for (const [id, what] of elements) {
    if (/^bpmn:(Collaboration|Process|LaneSet|\w+EventDefinition) /.test(what)) continue;
    const shape = drawn.get(id);
    if (!shape) problems.push(`${id} is not drawn`);
    else if (/Flow /.test(what) ? !(shape.waypoint?.length >= 2) : !(shape.bounds?.width > 0))
      problems.push(`${id} is drawn nowhere`);
  }
  return problems;
}

async function check_file(origin, slug) {
  const given = await read(await (await fetch(`${origin}/patterns/service/${slug}/process.bpmn`)).text());
  const written = await read(readFileSync(`patterns/catalogue/service/${slug}/process.bpmn`, 'utf8'));
  const problems = [...given.problems, ...drawn_problems(given)];
  for (const [id, what] of written.elements)
    if (given.elements.get(id) !== what) problems.push(`${id}: ${what} became ${given.elements.get(id)}`);
  if (given.elements.size !== written.elements.size)
    problems.push(`${written.elements.size} elements became ${given.elements.size}`);
  return problems;
}

// In the page: as large as it is, in a box that scrolls, and the page does not.
async function check_figure(browser, origin, slug) {
  const shown = await visit(browser, origin, { path: `/patterns/service/${slug}#process` },
    { viewport: { width: 320, height: 640 } });
  const problems = [];
  const picture = shown.page.locator('.wm-drawing__picture');
  await picture.scrollIntoViewIfNeeded();
  await picture.evaluate((img) => img.decode());
  const seen = await picture.evaluate((img) => ({
    natural: [img.naturalWidth, img.naturalHeight],
    given: [img.width, img.height],
    scrolls: img.parentElement.scrollWidth > img.parentElement.clientWidth,
    page: document.documentElement.scrollWidth,
    focus: img.parentElement.tabIndex,
  }));
  if (String(seen.natural) !== String(seen.given)) problems.push(`it is ${seen.natural}, and the page says ${seen.given}`);
  if (!seen.scrolls || seen.focus !== 0) problems.push('its box does not scroll, or not by keyboard');
  if (seen.page > 320) problems.push(`the page is ${seen.page} px wide`);
  problems.push(...shown.problems());
  await shown.close();
  return problems;
}

// Alone: its words are text, of a colour that can be told from what is behind.
async function check_alone(browser, origin, slug, options) {
  const shown = await visit(browser, origin, { path: `/patterns/service/${slug}/process.svg` }, options);
  const problems = shown.problems();
  const { steps } = (await (await fetch(`${origin}/patterns/service/${slug}.json`)).json()).process;
  const found = await shown.page.evaluate(() => ({
    words: document.documentElement.textContent,
    title: document.querySelector('title')?.textContent,
    colours: ['text', 'svg'].map((name) => getComputedStyle(document.querySelector(name))).map((s, i) => (i ? s.backgroundColor : s.fill)),
    outside: [...document.querySelectorAll('text, rect, circle, path:not(defs *)')].filter((e) => {
      const [box, paper] = [e.getBoundingClientRect(), document.documentElement.getBoundingClientRect()];
      return box.left < paper.left - 1 || box.top < paper.top - 1 || box.right > paper.right + 1 || box.bottom > paper.bottom + 1;
    }).length,
  }));
  const apart = (text) => text.replaceAll(/\s+/g, '');
  for (const step of steps)
    if (step.name && !apart(found.words).includes(apart(step.name))) problems.push(`“${step.name}” is not in it`);
  if (!found.title) problems.push('it has no title');
  if (found.outside) problems.push(`${found.outside} shapes lie outside`);
  problems.push(...(await covered_words(shown.page)));
  if (contrast(...found.colours) < 7) problems.push(`its text is ${found.colours.join(' on ')}`);
  await shown.close();
  return problems;
}

// WCAG 2.2's contrast ratio.
function contrast(...colours) {
  const light = colours.map((colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  });
  return Math.max(...light) / Math.min(...light);
}

// No word covers another: with the letters a browser really draws, not those
// we reckoned with.
async function covered_words(page) {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll('text')].map((e) => [e.textContent, e.getBoundingClientRect()]);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
    return texts.flatMap(([a, box], i) => texts.slice(0, i).filter(([, other]) => meet(box, other)).map(([b]) => `“${a}” covers “${b}”`));
  });
}

export async function check_process(browser, origin) {
  heading('processes');
  const slugs = await services(origin);
  const each = (claim, check, some = slugs) => test(`processes: ${claim}`, async () => {
    const problems = [];
    for (const slug of some) problems.push(...(await check(slug)).map((problem) => `${slug}: ${problem}`));
    return problems;
  });
  const alone = (options) => (slug) => check_alone(browser, origin, slug, options);

  await test('processes: there are fifteen', async () => (slugs.length >= 15 ? [] : [`there are ${slugs.length}`]));
  await each('bpmn.io reads each without a warning, all there and all drawn', (slug) => check_file(origin, slug));
  await each('the drawing scrolls in its box at 320 px', (slug) => check_figure(browser, origin, slug), slugs.slice(0, 3));
  await each('alone each can be read, and no word covers another', alone({ colorScheme: 'light' }));
  await each('alone it can be read, dark', alone({ colorScheme: 'dark' }), slugs.slice(0, 1));
  await each('alone it can be read, forced colours', alone({ forcedColors: 'active' }), slugs.slice(0, 1));
}
