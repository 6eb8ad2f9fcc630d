# eleventy.sh - Eleventy 3.1.2 with layouts of a few lines; Markdown is not read
# as a template first.  A page for each entry and a list, or the site that Waymark
# makes, all but its zips (see hugo.sh).

# eleventy_prepare pages|all: of the same Markdown.
eleventy_prepare() {
    eleventy=$bench/node_modules/.bin/eleventy
    [ -x "$eleventy" ] || {
        missing='no Eleventy here: make bench-deps'
        return 1
    }
    eleventy_site=$library/eleventy-$1
    sum=$(sum_of "$bench/peers/eleventy.sh")
    is_of "$eleventy_site" "$sum" && return
    rm -rf "$eleventy_site"
    mkdir -p "$eleventy_site/_includes"
    "eleventy_site_$1"
    echo "$sum" >"$eleventy_site.of"
}

eleventy_site_pages() {
    copy_entries "$eleventy_site"
    cat >"$eleventy_site/eleventy.config.js" <<'END'
module.exports = config => {
    config.addGlobalData('layout', 'page.njk');
    return { markdownTemplateEngine: false };
};
END
    cat >"$eleventy_site/_includes/page.njk" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><p>{{ description }}</p>{{ content | safe }}</body></html>
END
    cat >"$eleventy_site/index.njk" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Library</title></head>
<body><ul>{% for one in collections.all %}<li><a href="{{ one.url }}">{{ one.data.title }}</a></li>{% endfor %}</ul></body></html>
END
}

# eleventy_output NAME PERMALINK: a file for each entry, its text from standard
# input.
eleventy_output() {
    eleventy_list "$1" collections.entries 1 "$2"
}

# eleventy_list NAME DATA SIZE PERMALINK: a page for so many of the data, called
# "items", its text from standard input.
eleventy_list() {
    {
        printf -- '---\npagination:\n  data: %s\n  size: %s\n  alias: items\n' "$2" "$3"
        [ "$3" != 1 ] || printf '  resolve: values\n'
        printf 'permalink: "%s"\neleventyExcludeFromCollections: true\nlayout: false\n---\n' "$4"
        cat
    } >"$eleventy_site/$1.njk"
}

eleventy_site_all() {
    copy_site "$eleventy_site"
    rm -rf "$eleventy_site/_includes/examples"
    mv "$eleventy_site/examples" "$eleventy_site/_includes/examples"
    eleventy_config >"$eleventy_site/eleventy.config.js"
    echo '{"layout": "page.njk"}' >"$eleventy_site/patterns/patterns.json"
    echo '{"layout": "base.njk"}' >"$eleventy_site/docs/docs.json"
    eleventy_layouts
    eleventy_entries
    eleventy_lists
}

eleventy_config() {
    cat <<'END'
const { readFileSync, readdirSync } = require('fs');
const { posix } = require('path');

const example = one => readFileSync(
    `_includes/examples/${one.data.kind}-${one.fileSlug}/default/index.html`, 'utf8');
const byName = (all, key) => {
    const lists = new Map();

    for (const one of all)
        for (const name of [].concat(one.data[key] || []))
            lists.set(name, [...(lists.get(name) || []), one]);
    return lists;
};
const pages = lists => lists.flatMap(({ path, title, entries }) =>
    Array.from({ length: Math.ceil(entries.length / 120) }, (_, i) => ({
        path: i ? `${path}page/${i + 1}/` : path, title,
        next: (i + 1) * 120 < entries.length ? `/${path}page/${i + 2}/` : '',
        entries: entries.slice(i * 120, (i + 1) * 120)
    })));

module.exports = config => {
    const entries = api => api.getFilteredByGlob('patterns/**/*.md');
    const usedIn = new Map();

    config.addCollection('entries', api => {
        for (const [name, list] of byName(entries(api), 'uses'))
            usedIn.set(name, list);
        return entries(api);
    });
    config.addCollection('kinds', api =>
        [...byName(entries(api), 'kind')].map(([kind, entries]) => ({ kind, entries })));
    config.addCollection('lists', api => pages([
        { path: 'patterns/', title: 'Patterns', entries: entries(api) },
        ...[...byName(entries(api), 'kind')].map(([title, entries]) => ({ path: `patterns/${title}/`, title, entries })),
        ...['uses', 'theme', 'state', 'verb', 'lgsl', 'lifeEvents'].flatMap(key =>
            [...byName(entries(api), key)].map(([title, entries]) => ({
                path: `${key}/${String(title).toLowerCase().replace(/[^a-z0-9]+/g, '-')}/`, title, entries })))
    ]));
    config.addCollection('examples', () => readdirSync('_includes/examples').flatMap(entry =>
        readdirSync(`_includes/examples/${entry}`).map(name => {
            const path = `examples/${entry}/${name}/index.html`;
            const [, head, html] = readFileSync(`_includes/${path}`, 'utf8').split(/^---\n/m);

            return { path, title: /title: "?([^"\n]*)/.exec(head)[1], html };
        })));
    config.addFilter('example', example);
    config.addFilter('usedIn', slug => usedIn.get(slug) || []);
    config.addFilter('data', one => JSON.stringify({
        title: one.data.title, description: one.data.description, version: one.data.version,
        uses: one.data.uses, guidance: one.rawInput, example: example(one)
    }));
    config.addFilter('listed', all => JSON.stringify(all.map(one => ({
        title: one.data.title, description: one.data.description, url: one.url }))));
    config.addFilter('plain', html => html.replace(/<[^>]*>/g, ''));
    config.addFilter('index', all => JSON.stringify(all.map(one => ({
        title: one.data.title, description: one.data.description,
        text: one.content.replace(/<[^>]*>/g, ''), url: one.url }))));
    config.addTransform('relative', function (html) {
        return (this.page.outputPath || '').endsWith('.html')
            ? html.replace(/(href|src)="(\/[^"]*)"/g, (_, name, to) =>
                `${name}="${posix.relative(posix.dirname(`${this.page.url}x`), to) || '.'}"`)
            : html;
    });
    return { markdownTemplateEngine: false };
};
END
}

eleventy_layouts() {
    cat >"$eleventy_site/_includes/base.njk" <<'END'
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} – Library</title>
<link rel="alternate" type="application/atom+xml" href="/feed.atom">
<link rel="stylesheet" href="/assets/govuk.css"><link rel="stylesheet" href="/assets/patterns.css">
</head>
<body>
<a href="#main">Skip to main content</a>
<header><a href="/">Library</a><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/patterns/">Patterns</a></li><li><a href="/docs/">Documentation</a></li></ul></nav></header>
<main id="main">{% block main %}{{ content | safe }}{% endblock %}</main>
<footer><ul><li><a href="/docs/">Documentation</a></li></ul></footer>
</body>
</html>
END
    cat >"$eleventy_site/_includes/page.njk" <<'END'
{% extends "base.njk" %}
{% block main %}{% set one = { data: { kind: kind }, fileSlug: page.fileSlug } %}
<nav aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/patterns/">Pattern library</a></li><li><a href="/patterns/{{ kind }}/">{{ kind }}</a></li></ol></nav>
<h1>{{ title }}</h1><p>{{ description }}</p><p>{{ state }}</p>
<nav aria-label="On this page"><ul><li><a href="#guidance">Guidance</a></li><li><a href="#examples">Examples</a></li><li><a href="#code">Code</a></li></ul></nav>
<section id="guidance"><h2>Guidance</h2>{{ content | safe }}</section>
<section><h2>About this entry</h2><dl><dt>Version</dt><dd>{{ version }}</dd><dt>Looked after by</dt><dd>{{ owner }}</dd></dl>
<h3>Made of</h3><ul>{% for used in uses %}<li><a href="/uses/{{ used }}/">{{ used }}</a></li>{% endfor %}</ul>
<h3>Used in</h3><ul>{% for by in page.fileSlug | usedIn %}<li><a href="{{ by.url }}">{{ by.data.title }}</a> {{ by.data.kind }} {{ by.data.state }}</li>{% endfor %}</ul>
<p><a href="index.json">JSON</a> <a href="index.md">Markdown</a> <a href="index.txt">Text</a> <a href="history.html">History</a></p></section>
<section id="examples"><h2>Examples</h2><iframe src="/examples/{{ kind }}-{{ page.fileSlug }}/default/" title="Example"></iframe></section>
<section id="code"><h2>Code</h2><pre><code>{{ one | example }}</code></pre></section>{% endblock %}
END
}

eleventy_entries() {
    eleventy_output data '{{ items.url }}index.json' <<'END'
{{ items | data | safe }}
END
    eleventy_output written '{{ items.url }}index.md' <<'END'
{{ items.rawInput | safe }}
END
    eleventy_output text '{{ items.url }}index.txt' <<'END'
{{ items.data.title }}

{{ items.data.description }}

{{ items.content | plain | safe }}
END
    eleventy_output history '{{ items.url }}history.html' <<'END'
{% extends "base.njk" %}{% set title = items.data.title %}{% block main %}<h1>History of {{ title }}</h1><p>Version {{ items.data.version }}</p>{% endblock %}
END
    eleventy_list example collections.examples 1 '{{ items.path }}' <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ items.title }}</title><link rel="stylesheet" href="/assets/govuk.css"></head>
<body>{{ items.html | safe }}</body></html>
END
}

eleventy_lists() {
    eleventy_list lists collections.lists 1 '{{ items.path }}index.html' <<'END'
{% extends "base.njk" %}{% set title = items.title %}{% block main %}<h1>{{ title }}</h1>
<ul>{% for one in items.entries %}<li><a href="{{ one.url }}">{{ one.data.title }}</a> {{ one.data.description }} {{ one.data.kind }} {{ one.data.state }}</li>{% endfor %}</ul>{% if items.next %}<a href="{{ items.next }}">Next</a>{% endif %}{% endblock %}
END
    echo '{{ items.entries | listed | safe }}' |
        eleventy_list kinds-json collections.kinds 1 'patterns/{{ items.kind }}/index.json'
    echo '{% for one in items.entries %}- [{{ one.data.title }}]({{ one.url }}): {{ one.data.description }}
{% endfor %}' | eleventy_list kinds-md collections.kinds 1 'patterns/{{ items.kind }}/index.md'
    echo '{% for one in items.entries %}{{ one.data.title }}: {{ one.data.description }}
{% endfor %}' | eleventy_list kinds-txt collections.kinds 1 'patterns/{{ items.kind }}/index.txt'
    printf -- '---\npermalink: search-index.json\nlayout: false\neleventyImport:\n  collections: [entries]\n---\n{{ collections.entries | index | safe }}\n' \
        >"$eleventy_site/search-index.njk"
    printf -- '---\npermalink: index.html\nlayout: base.njk\ntitle: Library\neleventyImport:\n  collections: [kinds]\n---\n{%% for list in collections.kinds %%}<a href="/patterns/{{ list.kind }}/">{{ list.kind }}</a> {%% endfor %%}\n' \
        >"$eleventy_site/home.njk"
    cat >"$eleventy_site/feed.njk" <<'END'
---
permalink: feed.atom
layout: false
eleventyImport:
  collections: [entries]
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Library</title><id>https://example.org/</id><updated>2026-01-01T00:00:00Z</updated>
{% for one in collections.entries | slice(50) | first %}<entry><title>{{ one.data.title }}</title><id>https://example.org{{ one.url }}</id><updated>2026-01-01T00:00:00Z</updated><summary>{{ one.data.description }}</summary></entry>
{% endfor %}</feed>
END
}

# It wants to be started where its files are.
eleventy_ms() {
    cd "$eleventy_site" || return
    timed_build "$1" "$eleventy" --quiet "--output="
    cd "$OLDPWD" || return
}

eleventy_pages_ms() { eleventy_ms 1; }
eleventy_all_ms() { eleventy_ms 6; }
