// static-search.js - search in a site that has no server, by its index
// (search-index.js): [link, title, kind, description, other names, words].
'use strict';

{
  const field = document.getElementById('q');
  const says = document.getElementById('says');
  const found = document.getElementById('found');
  const words_of = (text) => text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) || [];
  const small = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'your']);
  const weights = [[1, 8], [4, 5], [3, 3], [5, 1]]; // of a row's texts
  const index = waymark_index.map((row) => ({ row, texts: weights.map(([at]) => ` ${words_of(row[at]).join(' ')}`) }));

  // How well a word fits: whole words before beginnings, titles before texts.
  const fit = ({ texts }, word) => texts.reduce((best, text, i) => {
    const at = text.indexOf(` ${word}`);
    if (at < 0) return best;
    const whole = `${text} `.includes(` ${word} `);
    return Math.max(best, weights[i][1] * (whole ? 2 : 1));
  }, 0);

  const find = (words) => index.map((one) => ({ one, fits: words.map((word) => fit(one, word)) }))
    .filter(({ fits }) => fits.every((n) => n > 0))
    .map(({ one, fits }) => ({ one, score: fits.reduce((sum, n) => sum + n, 0) }))
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one.row);

  // One letter more, less, other, or two that changed places count as one slip.
  const slips = (a, b) => {
    let before, last = [], row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    return row[b.length];
  };

  const nearest = (word, all) => {
    let best = word, least = word.length > 4 ? 3 : 2;
    for (const other of all) {
      if (other.length < 3 || Math.abs(other.length - word.length) >= least) continue;
      const n = slips(word, other);
      if (n < least) [best, least] = [other, n];
    }
    return best;
  };

  // What was meant: of words that nobody wrote, the nearest that somebody did.
  const meant = (words) => {
    const all = new Set(index.flatMap(({ texts }) => texts.flatMap((text) => text.split(' '))));
    return words.map((word) => (index.some((one) => fit(one, word)) ? word : nearest(word, all)));
  };

  const element = (name, className, ...inside) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...inside);
    return made;
  };

  const show = ([link, title, kind, description]) => {
    const to = element('a', 'govuk-link', title);
    to.href = link;
    return element('li', 'wm-found__one', element('h2', 'wm-found__title', to),
      element('p', 'wm-found__kind', kind), element('p', 'wm-found__says', description));
  };

  const search = () => {
    const asked = words_of(field.value);
    let words = asked.filter((word) => !small.has(word));
    if (!words.length) words = asked;
    let rows = find(words);
    let said = '';
    if (!rows.length) {
      const better = meant(words);
      if (better.join() !== words.join()) {
        rows = find(better);
        said = `Nothing is called “${field.value}”. This is what we found for “${better.join(' ')}”: `;
      }
    }
    if (!asked.length) says.textContent = `All ${rows.length} entries.`;
    else if (!rows.length) says.textContent = `Nothing was found for “${field.value}”. Try fewer words, or another word for the same thing.`;
    else says.textContent = `${said}${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}.`;
    found.replaceChildren(...rows.map(show));
  };

  field.value = new URLSearchParams(location.search).get('q') || '';
  field.addEventListener('input', search);
  field.form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
    history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`);
  });
  search();
}
