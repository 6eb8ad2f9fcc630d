// keyboard.mjs - a walk through a page with nothing but the Tab key.

import { png_changed, png_read } from './png.mjs';

const longest_walk = 400;
const most_inside = 40;
const looked_at = 3; // of each kind of stop: pictures take time
const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';

// Where the focus is: null on the page itself, else what there is to know.
function focused() {
  const el = document.activeElement;
  if (!el || el === document.body || el === document.documentElement) return null;
  // A date has stops inside it (day, month, year), and so has a frame: the
  // element stays the same.
  const same = el.dataset.walked === 'last';
  const again = !same && el.dataset.walked !== undefined;
  document.querySelector('[data-walked=last]')?.setAttribute('data-walked', 'before');
  el.dataset.walked = 'last';
  // A link over two lines has two boxes; the first with an area stands for it.
  const boxes = [...el.getClientRects()].filter(({ width, height }) => width * height > 0);
  const box = boxes[0] ?? el.getBoundingClientRect();
  const left = Math.max(0, box.left), right = Math.min(innerWidth, box.right);
  const top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
  const own = [el, ...(el.labels ?? [])];
  const seen = (across, down) => {
    const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
    return own.some((part) => part.contains(hit));
  };
  const words = el.innerText || el.getAttribute('aria-label') || el.name || '';
  return {
    name: `${el.tagName.toLowerCase()} “${words.trim().slice(0, 40)}”`,
    box: { left, top, right, bottom },
    visible: right > left && bottom > top && [0.1, 0.5, 0.9].some((x) => [0.2, 0.5, 0.8].some((y) => seen(x, y))),
    is_frame: el.tagName === 'IFRAME',
    kind: [el, el.parentElement].map(({ tagName, className }) => `${tagName}.${className}`).join(' in '),
    same,
    again,
  };
}

// Every stop can be seen, looks different with the focus on it, and every
// control is a stop.  What is in a frame is looked at on its own, not here.
export async function tab_walk({ page, url }, size) {
  await page.setViewportSize(size);
  await page.goto(url);
  await leave_frames_out(page);
  const problems = [];
  const kinds = new Map();
  let stops = 0;
  let inside = 0;
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    if (!stop || stop.again) break;
    if (stop.same && ++inside <= most_inside) continue;
    if (stop.same) return [...problems, `Tab does not leave ${stop.name}`];
    inside = 0;
    if (++stops > longest_walk) return [`the walk has no end: ${longest_walk} stops`];
    if (!stop.visible) problems.push(`${stop.name} has the focus, but something hides it`);
    else if (!stop.is_frame && is_new(kinds, stop)) problems.push(...(await focus_shows(page, stop)));
  }
  if (stops === 0) problems.push('Tab leads nowhere');
  return problems.concat(await page.evaluate(never_reached, controls));
}

// The same classes in the same place look the same, each time.
function is_new(kinds, { kind }) {
  const before = kinds.get(kind) ?? 0;
  kinds.set(kind, before + 1);
  return before < looked_at;
}

// A frame is another process: the focus comes out of it when it likes, and a
// walk that waits for it is a walk that fails now and then.
async function leave_frames_out(page) {
  await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
}

// Compares pictures of the place with the focus and without.
async function focus_shows(page, { name, box }) {
  const room = page.viewportSize();
  const x = Math.max(0, Math.floor(box.left) - 6), y = Math.max(0, Math.floor(box.top) - 6);
  const clip = {
    x,
    y,
    width: Math.min(room.width, Math.ceil(box.right) + 6) - x,
    height: Math.min(room.height, Math.ceil(box.bottom) + 6) - y,
  };
  const picture = async () => png_read(await page.screenshot({ clip, animations: 'disabled' }));
  const held = await page.evaluateHandle(() => document.activeElement);
  const with_focus = await picture();
  await held.evaluate((el) => el.blur());
  const without = await picture();
  await held.evaluate((el) => el.focus({ preventScroll: true }));
  // A line along its longer side, or a good part of one where that is very long.
  const needed = Math.min(Math.max(box.right - box.left, box.bottom - box.top), 200);
  const changed = png_changed(without, with_focus);
  return changed >= needed ? [] : [`${name} looks the same with the focus on it (${changed} pixels change clearly)`];
}

function never_reached(controls) {
  // Of radios and of tabs one is a stop; the arrow keys lead to the others.
  const is_other_tab = (el) => el.matches('[role=tab][aria-selected=false]');
  const is_stop = (el) => !el.disabled && el.type !== 'radio' && !is_other_tab(el)
    && el.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(controls)]
    .filter((el) => is_stop(el) && !el.dataset.walked)
    .map((el) => `Tab never reaches ${el.outerHTML.slice(0, 80)}`);
}

// The first stop jumps over the header: afterwards Tab is in the main part.
export async function skip_link({ page, url }) {
  await page.goto(url);
  await page.keyboard.press('Tab');
  const leads_to = await page.evaluate(() => document.activeElement.getAttribute('href') ?? '');
  if (!leads_to.startsWith('#')) return [`the first stop is no skip link but leads to “${leads_to}”`];
  await page.keyboard.press('Enter');
  const arrived = await page.evaluate((id) => {
    const main = document.querySelector('main');
    const goal = document.getElementById(id);
    return Boolean(main && goal && (main === goal || main.contains(goal) || goal.contains(main)));
  }, leads_to.slice(1));
  if (!arrived) return [`the skip link leads to ${leads_to}, which is not the main part`];
  await page.keyboard.press('Tab');
  const goes_on = await page.evaluate((controls) => {
    const main = document.querySelector('main');
    const after = (el) => main.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING;
    const in_or_after = (el) => main.contains(el) || Boolean(after(el));
    const has_stops = [...document.querySelectorAll(controls)].some(in_or_after);
    return !has_stops || in_or_after(document.activeElement);
  }, controls);
  return goes_on ? [] : ['after the skip link Tab is still before the main part'];
}
