// search.js - names offered while somebody types into a search box.
// The combobox pattern of ARIA 1.2, with a list of links to go to.  Without
// script, or without an answer, the box is a form like any other.
'use strict';

const read_script = (address) => new Promise((read, failed) => {
  const script = document.createElement('script');
  Object.assign(script, { src: address, onload: read, onerror: failed });
  document.head.append(script);
});

for (const row of document.querySelectorAll('[data-suggest], [data-index]')) {
  const input = row.querySelector('input');
  const list = document.createElement('ul');
  const said = document.createElement('p');
  const wait_ms = 120, most = 7;
  let asked = '', at = -1, timer, asking, finding;

  list.id = `${input.id}-offers`;
  list.className = 'wm-offers';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Entries that fit');
  said.className = 'govuk-visually-hidden';
  said.setAttribute('role', 'status');
  row.append(list, said);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value);

  const close = () => {
    clearTimeout(timer);
    list.hidden = true;
    asked = ''; // an answer that is still to come is no longer wanted
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (n) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (n + options.length + 1) % (options.length + 1);
    if (at === options.length) at = -1;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    if (at < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', options[at].id);
    options[at].scrollIntoView({ block: 'nearest' });
  };

  const option_of = (result, i) => {
    const option = document.createElement('li');
    const title = document.createElement('span');
    const kind = document.createElement('span');
    option.id = `${list.id}-${i}`;
    option.className = 'wm-offers__one';
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.dataset.address = result.address;
    const marked = result.matches.find(({ field }) => field === 'Title');
    for (const { text, mark } of marked ? marked.parts : [{ text: result.title }]) {
      const part = document.createElement(mark ? 'mark' : 'span');
      part.textContent = text;
      if (mark) part.className = 'wm-mark-word';
      title.append(part);
    }
    kind.className = 'wm-offers__kind';
    kind.textContent = result.kind;
    option.append(title, ' ', kind);
    return option;
  };

  const show = (answer) => {
    list.replaceChildren(...answer.results.map(option_of));
    at = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = !answer.results.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    const n = answer.results.length;
    said.textContent = n ? `${n} ${n === 1 ? 'entry' : 'entries'} offered. Use the arrow keys to choose.`
      : 'No entry fits.';
  };

  const from_server = async (query) => {
    asking?.abort();
    asking = new AbortController();
    const address = `${row.dataset.suggest}?limit=${most}&q=${encodeURIComponent(query)}`;
    const response = await fetch(address, { signal: asking.signal });
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  };

  // A folder of files answers nobody: what it knows is read, when it is asked first.
  const from_files = async (query) => {
    const { index, find } = row.dataset;
    finding ??= Promise.all([index, find].map(read_script)).then(() => waymark_find(waymark_index));
    const { hits } = (await finding)(query);
    return { results: hits.slice(0, most).map((hit) => {
      const [kind, slug, title] = waymark_index.entries[hit];
      const address = new URL(`${kind}/${slug}/index.html`, new URL(index, location.href)).href;
      return { kind, title, address, matches: [] };
    }) };
  };

  const ask = async () => {
    const query = input.value.trim();
    asked = query;
    if (query.length < 2) return close();
    try {
      const answer = await (row.dataset.suggest ? from_server : from_files)(query);
      if (query === asked) show(answer);
    } catch { /* somebody typed on, or there is no network: the form is there */ }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait_ms);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) close();
    else if (event.key === 'ArrowDown' && list.hidden) ask();
    else if (event.key === 'ArrowDown') choose(at + 1);
    else if (event.key === 'ArrowUp' && !list.hidden) choose(at < 0 ? list.children.length - 1 : at - 1);
    else if (event.key === 'Enter' && at >= 0) location.assign(list.children[at].dataset.address);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) location.assign(option.dataset.address);
  });
}
