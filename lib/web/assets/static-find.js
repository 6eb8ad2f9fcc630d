// static-find.js - finding entries in a site that has no server: what
// patterns/search.h does, by the same rules, of the texts of search-index.js.
'use strict';

// Folded as the server folds them: no capitals, no accents.
const waymark_words = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

// The stem of an English word: Porter, "An algorithm for suffix stripping"
// (1980), with its author's later changes.  c and v are its consonants and
// vowels; measure is how often one of those is followed by one of these.
const waymark_stem = (() => {
  const known = new Map();
  const shape = (word) => [...word].reduce((all, letter) =>
    all + ('aeiou'.includes(letter) || (letter === 'y' && all.endsWith('c')) ? 'v' : 'c'), '');
  const measure = (word) => (shape(word).match(/vc/g) || []).length;
  const is_short = (word) => shape(word).endsWith('cvc') && !/[wxy]$/.test(word);
  const third = 'ational ate,tional tion,enci ence,anci ance,izer ize,bli ble,alli al,entli ent,eli e,ousli ous,' +
    'ization ize,ation ate,ator ate,alism al,iveness ive,fulness ful,ousness ous,aliti al,iviti ive,biliti ble,logi log';
  const steps = [ // what takes the place of which ending, if so much stands before it
    [0, third],
    [0, 'icate ic,ative ,alize al,iciti ic,ical ic,ful ,ness '],
    [1, 'al ,ance ,ence ,er ,ic ,able ,ible ,ant ,ement ,ment ,ent ,sion s,tion t,ou ,ism ,ate ,iti ,ous ,ive ,ize '],
  ].map(([least, list]) => [least, list.split(',').map((pair) => pair.split(' ')).sort(([a], [b]) => b.length - a.length)]);

  const plural = (word) => word.replace(/sses$/, 'ss').replace(/ies$/, 'i').replace(/([^s])s$/, '$1');
  const past = (word) => {
    if (word.endsWith('eed')) return measure(word.slice(0, -3)) ? word.slice(0, -1) : word;
    const rest = word.replace(/(ed|ing)$/, '');
    if (rest === word || !shape(rest).includes('v')) return word;
    if (/(at|bl|iz)$/.test(rest)) return `${rest}e`;
    if (/([^aeioulsz])\1$/.test(rest)) return rest.slice(0, -1);
    return measure(rest) === 1 && is_short(rest) ? `${rest}e` : rest;
  };
  const end = (word) => {
    let rest = word;
    if (rest.endsWith('e')) {
      const n = measure(rest.slice(0, -1));
      if (n > 1 || (n === 1 && !is_short(rest.slice(0, -1)))) rest = rest.slice(0, -1);
    }
    return rest.endsWith('ll') && measure(rest) > 1 ? rest.slice(0, -1) : rest;
  };
  const stem = (word) => {
    let all = past(plural(word));
    if (all.endsWith('y') && shape(all.slice(0, -1)).includes('v')) all = `${all.slice(0, -1)}i`;
    for (const [least, endings] of steps) {
      const [ending, other] = endings.find(([one]) => all.endsWith(one)) || [];
      if (ending && measure(all.slice(0, ending.length === 4 && /[st]ion/.test(ending) && least ? -3 : -ending.length)) > least)
        all = all.slice(0, -ending.length) + other;
    }
    return end(all);
  };
  return (word) => {
    if (!known.has(word)) known.set(word, word.length < 3 || word.length > 64 ? word : stem(word));
    return known.get(word);
  };
})();

// How a word that was typed differs from one that may be meant: patterns/slip.h.
const waymark_slip = (rules) => {
  const count = (a, b) => {
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
  const sound = (word) => word.replace(/(.)le$/, '$1el').replace(/[aeiouy]+/g, 'a').replace(/[cksz]+/g, 'c').replace(/(.)\1+/g, '$1');
  const alike = (a, b) => sound(a) === sound(b);
  const letters = (word) => [...word].sort().join('');
  const is_certain = (typed, meant) => {
    if (letters(typed) === letters(meant)) return true;
    if (typed[0] !== meant[0]) return false;
    const sounds = typed.length >= rules.alikeMin && alike(typed, meant);
    if (count(typed, meant) > 1) return sounds;
    return typed.length < meant.length || typed.length >= rules.oneSlipMin || sounds;
  };
  // Of all words [word, weight] the nearest; undefined: none is near.
  const nearest = (word, all) => {
    const n = word.length, { shortWord, longWord } = rules;
    if (n < shortWord || /\d/.test(word)) return undefined;
    let best, least = n >= longWord ? 2 : 1;
    for (const [other, weight] of all) {
      if (other.length < shortWord || /\d/.test(other) || Math.abs(other.length - n) > least) continue;
      const begins = other[0] === word[0];
      if (n === shortWord && !begins) continue;
      const slips = count(word, other);
      if (slips > least || (slips > 1 && (!begins || other.length < longWord))) continue;
      const is = [-slips, +alike(word, other), +begins, weight];
      const differs = best ? is.findIndex((it, i) => it !== best.is[i]) : 0;
      if (best && (differs < 0 || is[differs] < best.is[differs])) continue;
      [best, least] = [{ other, is }, slips];
    }
    return best?.other;
  };
  return { nearest, is_certain };
};

// What is known of the words of all entries, as the index is read.
const waymark_learn = ({ rules, entries }) => {
  const little = new Set(rules.little);
  const words = new Map(), english = new Set(), said = new Map(), names = new Map(), joined = new Map();
  const list_of = (map, key) => map.get(key) ?? map.set(key, []).get(key);
  const weight_of = (hits) => hits.reduce((sum, n, field) => sum + rules.fields[field] * n * (rules.k1 + 1) / (n + rules.k1), 0);

  // Those that tell something: all of them, if none does.
  const telling = (list) => {
    const big = list.filter((word) => !little.has(word));
    return big.length ? big : list;
  };
  const key_of = (list) => telling(list).map(waymark_stem).join(' ');

  const add_name = (entry, text, worth, can_join) => {
    const list = waymark_words(text), big = telling(list);
    if (!list.length || list.length > rules.words) return;
    list_of(names, key_of(list)).push({ entry, text: list.join(' '), worth, tells: big.length > 1 || list.length === 1 });
    for (const word of list) if (!words.has(word)) words.set(word, 0);
    for (let i = 1; can_join && i < list.length; i++) {
      const [a, b] = [list[i - 1], list[i]];
      if ((big.includes(a) || big.includes(b)) && Math.min(a.length, b.length) >= rules.joinedMin && !joined.has(a + b))
        joined.set(a + b, a.length);
    }
  };

  const known = entries.map(([kind, slug, ...texts], entry) => {
    const hits = new Map();
    const split = texts.map(waymark_words);
    split.forEach((list, field) => list.forEach((word) => {
      if (rules.english[field]) english.add(word);
      const stem = waymark_stem(word);
      words.set(word, (words.get(word) ?? 0) + 2 * rules.fields[field]);
      if (!hits.has(stem)) hits.set(stem, rules.fields.map(() => 0));
      hits.get(stem)[field]++;
    }));
    for (const [stem, of] of hits) list_of(said, stem).push([entry, weight_of(of)]);
    const [title, also, , , classes] = texts;
    add_name(entry, title, rules.isTitle, true);
    for (const name of also.split('\n')) add_name(entry, name, rules.isName, true);
    const own = new RegExp(`^[^-]*-${slug}([-_]|$)`);
    for (const name of kind === 'component' ? classes.split('\n') : [])
      if (own.test(name)) add_name(entry, name, rules.isName, false);
    // Of what stands as it was written, where words stand in a row is known.
    return { title: split[0].join(' '), rows: split.map((list, field) => field < 3 ? ` ${list.map(waymark_stem).join(' ')} ` : '') };
  });
  const stems = new Set([...words.keys()].map(waymark_stem));
  return { words, little, english, said, names, joined, stems, known, telling, key_of, weight_of };
};

// Gives find(query, exactly): { hits, suggestion, instead, partly, cut,
// shortened, query }; hits are numbers of entries, best first.
const waymark_find = (index) => {
  const { rules, entries } = index;
  const all = waymark_learn(index), slip = waymark_slip(rules);
  const rarity = (have) => Math.log1p((entries.length - have + 0.5) / (have + 0.5));

  const in_two = (word) => {
    const n = all.stems.has(waymark_stem(word)) ? 0 : all.joined.get(word);
    return n ? [word.slice(0, n), word.slice(n)] : [word];
  };

  // What a Welsh word is before and after every mutation: patterns/mutations.h.
  const mutated = (word) => {
    const swap = (one, from, to) => one.startsWith(from) ? [to + one.slice(from.length)] : [];
    const radicals = [word, ...rules.mutations.flatMap(([radical, changed]) => swap(word, changed, radical))];
    const every = radicals.flatMap((one) => [one, ...rules.mutations.flatMap(([radical, changed]) => swap(one, radical, changed))]);
    return all.english.has(word) ? [] : every.filter((one) => one.length >= rules.mutatedMin && all.words.has(one) && !all.english.has(one));
  };

  // How a word that is not written to its end may go on, what is worth most
  // first.
  const add_prefixed = (word) => {
    const most = Math.min(rules.forms, rules.formsALetter * word.text.length);
    const longer = [...all.words].filter(([one]) => one.startsWith(word.text)).sort(([, a], [, b]) => b - a);
    for (const [one] of longer) {
      if (word.forms.size >= most) return;
      word.forms.add(waymark_stem(one));
    }
  };

  const read = (query) => {
    const split = waymark_words(query).flatMap(in_two), texts = split.slice(0, rules.words), big = all.telling(texts);
    const words = texts.map((text) => ({ text, optional: !big.includes(text), forms: new Set(), whole: 0 }));
    for (const word of words) if (all.stems.has(waymark_stem(word.text))) word.forms.add(waymark_stem(word.text));
    for (let i = 1; i < words.length; i++) {
      const [a, b] = [words[i - 1], words[i]], both = waymark_stem(a.text + b.text);
      if (!all.stems.has(both) || (a.optional && b.optional)) continue;
      a.forms.add(both);
      b.forms.add(both);
    }
    for (const word of words) word.whole = word.forms.size;
    for (const { text, optional, forms } of words)
      if (!optional) for (const one of mutated(text)) if (forms.size < rules.forms) forms.add(waymark_stem(one));
    if (words.length && /[\p{L}\p{N}]\p{M}*$/u.test(query)) add_prefixed(words.at(-1));
    return { words, cut: split.length > texts.length };
  };

  const suggest = (words) => {
    let certain = true, tries = 0;
    const better = words.map(({ text, optional, forms }) => {
      if (forms.size || optional) return text;
      const near = tries++ < rules.near ? slip.nearest(text, all.words) : undefined;
      const sure = near !== undefined && slip.is_certain(text, near);
      certain &&= sure;
      return all.little.has(near) && !sure ? undefined : near;
    });
    return better.includes(undefined) ? {} : { suggestion: better.join(' '), certain };
  };

  // What the words say of each entry that has all of them or, where none has,
  // some.
  const rank = (words) => {
    const asked = words.filter(({ optional }) => !optional);
    const ranked = entries.map((_, entry) => ({ entry, score: 0, has: new Set() }));
    for (const { text, forms, whole } of asked)
      [...forms].forEach((form, i) => {
        const of = all.said.get(form) ?? [];
        const times = rarity(of.length) * (i < whole || !whole ? 1 : rules.goesOn);
        for (const [entry, weight] of of) {
          ranked[entry].score += times * weight;
          ranked[entry].has.add(text);
        }
      });
    const wanted = new Set(asked.map(({ text }) => text)).size;
    const whole = ranked.filter(({ has }) => wanted && has.size === wanted);
    const partly = !whole.length && words.length > 1;
    const named = whole.length || partly ? names_in(words.map(({ text }) => text)) : new Map();
    const hits = ranked.filter((hit) => named.has(hit.entry) || (partly ? hit.has.size : whole.includes(hit)));
    for (const hit of hits) hit.score *= hit.has.size / wanted;
    return { hits, named, partly: partly && hits.length > 0 };
  };

  // What it is worth to entries that a name of theirs is the question, or
  // stands in it.
  const names_in = (list) => {
    const question = list.join(' '), stems = all.telling(list).map(waymark_stem), bonus = new Map();
    const add = (some) => {
      for (const { entry, text, worth, tells } of all.names.get(some.join(' ')) ?? []) {
        const share = some.length / stems.length;
        const held = tells ? share * (worth === rules.isTitle ? rules.holdsTitle : rules.holdsName) : 0;
        const adds = share < 1 ? held : worth + (text === question ? rules.isSo : 0);
        if (adds) bonus.set(entry, Math.max(bonus.get(entry) ?? 0, adds));
      }
    };
    const looked = stems.slice(0, rules.holdsMax);
    if (looked.length < stems.length) add(stems);
    for (let which = 1; which < 1 << looked.length; which++) add(looked.filter((_, i) => which & 1 << i));
    return bonus;
  };

  const add_names = (hits, list, bonus) => {
    const question = list.join(' ');
    for (const hit of hits) {
      const { title } = all.known[hit.entry];
      hit.score += bonus.get(hit.entry) ?? 0;
      if (title.startsWith(question)) hit.score += rules.beginsTitle * question.length / title.length;
    }
  };

  const by_score = (a, b) => b.score - a.score || a.entry - b.entry;

  const add_phrase = (hits, list) => {
    const phrase = ` ${list.map(waymark_stem).join(' ')} `;
    const first = hits.sort(by_score).slice(0, rules.phraseEntries);
    const weights = first.map(({ entry }) => all.weight_of(all.known[entry].rows.map((row) => row.split(phrase).length - 1)));
    const have = weights.filter((weight) => weight > 0).length * hits.length / first.length;
    first.forEach((hit, i) => { hit.score += weights[i] * rarity(have); });
  };

  return (typed, exactly = false) => {
    const query = [...typed].slice(0, rules.characters).join('');
    let { words, cut } = read(query);
    const unknown = words.some(({ optional, forms }) => !optional && !forms.size);
    const { suggestion, certain } = unknown ? suggest(words) : {};
    const instead = Boolean(certain && !exactly);
    if (instead) ({ words, cut } = read(suggestion));
    const { hits, named, partly } = rank(words), list = words.map(({ text }) => text);
    if (hits.length) add_names(hits, list, named);
    if (hits.length && !partly && list.length > 1 && list.length <= rules.phraseWords) add_phrase(hits, list);
    return { query, shortened: query !== typed, cut, partly, suggestion, instead, hits: hits.sort(by_score).map(({ entry }) => entry) };
  };
};
