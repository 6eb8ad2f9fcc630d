// static-search.js - the search page of a site that has no server: shows what
// static-find.js finds in search-index.js.
'use strict';

{
  const field = document.getElementById('q');
  const notes = document.getElementById('notes');
  const says = document.getElementById('says');
  const found = document.getElementById('found');
  const all = [...found.children]; // in the order of the index
  let find; // what is needed to find anything is learnt when it is asked for

  const element = (name, className, ...inside) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  };
  const quoted = (text) => ['“', element('bdi', '', text), '”'];
  const link = (text, query, exactly) => {
    const made = element('a', 'govuk-link', ...[text].flat());
    made.href = `?q=${encodeURIComponent(query)}${exactly ? '&exactly=1' : ''}`;
    return made;
  };
  const number = (n) => `${n.toLocaleString('en-GB')} ${n === 1 ? 'entry' : 'entries'}.`;

  const notes_of = ({ query, suggestion, instead, partly, cut, shortened }) => {
    const { characters, words } = waymark_index.rules;
    const other = suggestion && link(element('strong', '', suggestion), suggestion);
    return [
      shortened && [`That was a long question: only its first ${characters} characters were looked for.`],
      instead && ['Nothing has ', ...quoted(query), '. These are the results for ', other, '. ',
        link(['Search for exactly ', ...quoted(query)], query, true)],
      !instead && suggestion && ['Did you mean ', other, '?'],
      partly && ['No entry has all of these words. These have some of them.'],
      cut && [`That was a long question: only its first ${words} words were looked for.`],
    ].filter(Boolean).map((note) => element('p', 'govuk-body', ...note));
  };

  const search = (exactly) => {
    const asked = field.value;
    if (!asked.trim()) {
      notes.replaceChildren();
      says.textContent = `All ${number(all.length)}`;
      found.replaceChildren(...all);
      return;
    }
    find ??= waymark_find(waymark_index);
    const answer = find(asked, exactly);
    notes.replaceChildren(...notes_of(answer));
    says.replaceChildren(...(answer.hits.length ? [number(answer.hits.length)]
      : ['Nothing was found for ', ...quoted(answer.query), '. Try fewer words, or another word for the same thing.']));
    found.replaceChildren(...answer.hits.map((entry) => all[entry]));
  };

  const given = new URLSearchParams(location.search);
  field.value = given.get('q') ?? '';
  field.addEventListener('input', () => search(false));
  field.form.addEventListener('submit', (event) => {
    event.preventDefault();
    search(false);
    history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`);
  });
  search(given.has('exactly'));
}
