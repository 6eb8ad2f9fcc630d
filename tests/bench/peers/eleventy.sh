# eleventy.sh - Eleventy 3.1.2 with layouts of a few lines; Markdown is not read
# as a template first.  A page for each entry and a list, or all that Waymark
# makes of an entry but its zip (see hugo.sh).

# eleventy_prepare pages|all: the same Markdown.
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
    copy_entries "$eleventy_site"
    "eleventy_site_$1"
    echo "$sum" >"$eleventy_site.of"
}

eleventy_site_pages() {
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
    {
        printf -- '---\npagination:\n  data: collections.entries\n  size: 1\n  alias: one\n  resolve: values\n'
        printf 'permalink: "%s"\neleventyExcludeFromCollections: true\nlayout: false\n---\n' "$2"
        cat
    } >"$eleventy_site/$1.njk"
}

eleventy_site_all() {
    mkdir -p "$eleventy_site/_includes/examples"
    copy_examples "$eleventy_site/_includes/examples"
    cat >"$eleventy_site/eleventy.config.js" <<'END'
const { readFileSync } = require('fs');

module.exports = config => {
    config.addCollection('entries', all => all.getFilteredByGlob('*.md'));
    config.addCollection('usedIn', all => {
        const lists = new Map();

        for (const one of all.getFilteredByGlob('*.md'))
            for (const used of one.data.uses || [])
                lists.set(used, [...(lists.get(used) || []), one]);
        return [...lists].map(([used, entries]) => ({ used, entries }));
    });
    config.addGlobalData('layout', 'page.njk');
    config.addFilter('example', slug => readFileSync(`_includes/examples/${slug}.html`, 'utf8'));
    config.addFilter('json', (one, example) => JSON.stringify({
        title: one.data.title, description: one.data.description,
        version: one.data.version, uses: one.data.uses,
        guidance: one.rawInput, example
    }));
    config.addFilter('plain', html => html.replace(/<[^>]*>/g, ''));
    return { markdownTemplateEngine: false };
};
END
    cat >"$eleventy_site/_includes/page.njk" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><p>{{ description }}</p>{{ content | safe }}
<h2>Example</h2><iframe src="example.html" title="Example"></iframe><pre><code>{{ page.fileSlug | example }}</code></pre>
<h2>Made of</h2><ul>{% for used in uses %}<li><a href="/{{ used }}/">{{ used }}</a></li>{% endfor %}</ul>
<p><a href="index.json">JSON</a> <a href="index.md">Markdown</a> <a href="index.txt">Text</a> <a href="history.html">History</a></p></body></html>
END
    eleventy_output data '{{ one.fileSlug }}/index.json' <<'END'
{{ one | json(one.fileSlug | example) | safe }}
END
    eleventy_output written '{{ one.fileSlug }}/index.md' <<'END'
{{ one.rawInput | safe }}
END
    eleventy_output text '{{ one.fileSlug }}/index.txt' <<'END'
{{ one.data.title }}

{{ one.data.description }}

{{ one.content | plain | safe }}
END
    eleventy_output history '{{ one.fileSlug }}/history.html' <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>History of {{ one.data.title }}</title></head>
<body><h1>History of {{ one.data.title }}</h1><p>Version {{ one.data.version }}</p></body></html>
END
    eleventy_output example '{{ one.fileSlug }}/example.html' <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Example of {{ one.data.title }}</title></head>
<body>{{ one.fileSlug | example | safe }}</body></html>
END
    eleventy_lists
}

# All entries, and those that are made of one.
eleventy_lists() {
    list='<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Library</title></head>
<body><ul>{% for one in entries %}<li><a href="{{ one.url }}">{{ one.data.title }}</a> {{ one.data.description }}</li>{% endfor %}</ul></body></html>'
    {
        printf -- '---\npagination:\n  data: collections.entries\n  size: 120\n  alias: entries\n'
        printf 'eleventyExcludeFromCollections: true\nlayout: false\n---\n%s\n' "$list"
    } >"$eleventy_site/index.njk"
    {
        printf -- '---\npagination:\n  data: collections.usedIn\n  size: 1\n  alias: list\n'
        printf 'permalink: "uses/{{ list.used }}/index.html"\n'
        printf 'eleventyExcludeFromCollections: true\nlayout: false\n---\n{%% set entries = list.entries %%}%s\n' "$list"
    } >"$eleventy_site/uses.njk"
}

# It wants to be started where its files are.
eleventy_ms() {
    cd "$eleventy_site" || return
    timed_build "$1" "$eleventy" --quiet "--output="
    cd "$OLDPWD" || return
}

eleventy_pages_ms() { eleventy_ms 1; }
eleventy_all_ms() { eleventy_ms 6; }
