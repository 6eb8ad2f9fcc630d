# hugo.sh - Hugo, with layouts of a few lines.  Debian's writes HTML alone when
# told so: a page for each entry, and a list.  Or the site that Waymark makes, all
# but its zips: of each entry the page with its example and code, what it is made
# of and used in, JSON, plain text, Markdown and history; each example alone; lists
# of each kind, theme, state, verb, LGSL, life event and part, those of kinds as
# data too; the index of the search, the feed and the documentation; with links
# that work from any folder.

# hugo_prepare pages|all: of the same Markdown.
hugo_prepare() {
    command -v hugo >"$work/said" || {
        missing='no hugo here: make bench-deps'
        return 1
    }
    hugo_site=$library/hugo-$1
    sum=$(sum_of "$bench/peers/hugo.sh")
    is_of "$hugo_site" "$sum" && return
    rm -rf "$hugo_site"
    mkdir -p "$hugo_site/layouts/_default" "$hugo_site/content"
    "hugo_site_$1"
    echo "$sum" >"$hugo_site.of"
}

hugo_site_pages() {
    copy_entries "$hugo_site/content"
    cat >"$hugo_site/config.toml" <<'END'
baseURL = "https://example.org/"
title = "Library"
disableAliases = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
END
    cat >"$hugo_site/layouts/_default/single.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}</body></html>
END
    cat >"$hugo_site/layouts/_default/list.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>
END
}

hugo_site_all() {
    mkdir -p "$hugo_site/layouts/docs" "$hugo_site/layouts/examples"
    copy_site "$hugo_site/content"
    printf -- '---\ntitle: Pattern library\ncascade:\n  outputs: [html, json, md, txt, history]\n---\n' \
        >"$hugo_site/content/patterns/_index.md"
    for kind in "$hugo_site"/content/patterns/*/; do
        printf -- '---\ntitle: %s\noutputs: [html, json, md, txt]\n---\n' "$(basename "$kind")" >"$kind/_index.md"
    done
    printf -- '---\n_build:\n  render: never\n---\n' >"$hugo_site/content/examples/_index.md"
    cat >"$hugo_site/config.toml" <<'END'
baseURL = "https://example.org/"
title = "Library"
relativeURLs = true
disableAliases = true
disableKinds = ["sitemap", "404"]
paginate = 120
rssLimit = 100
[taxonomies]
uses = "uses"
theme = "theme"
state = "state"
verb = "verb"
lgsl = "lgsl"
lifeEvents = "lifeEvents"
[mediaTypes."text/markdown"]
suffixes = ["md"]
[outputFormats.md]
mediaType = "text/markdown"
isPlainText = true
[outputFormats.txt]
mediaType = "text/plain"
isPlainText = true
[outputFormats.history]
mediaType = "text/html"
isHTML = true
baseName = "history"
[outputFormats.index]
mediaType = "application/json"
isPlainText = true
baseName = "search-index"
[outputs]
page = ["html"]
section = ["html", "json", "md", "txt"]
home = ["html", "rss", "index"]
taxonomy = ["html"]
term = ["html"]
END
    hugo_layouts
}

hugo_layouts() {
    layouts=$hugo_site/layouts/_default
    cat >"$layouts/baseof.html" <<'END'
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – Library</title>
<link rel="alternate" type="application/rss+xml" href="/index.xml">
<link rel="stylesheet" href="/assets/govuk.css"><link rel="stylesheet" href="/assets/patterns.css">
</head>
<body>
<a href="#main">Skip to main content</a>
<header><a href="/">Library</a><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/patterns/">Patterns</a></li><li><a href="/docs/">Documentation</a></li></ul></nav></header>
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer><ul><li><a href="/docs/">Documentation</a></li></ul></footer>
</body>
</html>
END
    cat >"$layouts/single.html" <<'END'
{{ define "main" }}{{ $example := printf "examples/%s-%s/default/" .Params.kind .File.ContentBaseName }}
<nav aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/patterns/">Pattern library</a></li><li><a href="/patterns/{{ .Params.kind }}/">{{ .Params.kind }}</a></li></ol></nav>
<h1>{{ .Title }}</h1><p>{{ .Description }}</p><p>{{ .Params.state }}</p>
<nav aria-label="On this page"><ul><li><a href="#guidance">Guidance</a></li><li><a href="#examples">Examples</a></li><li><a href="#code">Code</a></li></ul></nav>
<section id="guidance"><h2>Guidance</h2>{{ .Content }}</section>
<section><h2>About this entry</h2><dl><dt>Version</dt><dd>{{ .Params.version }}</dd><dt>Looked after by</dt><dd>{{ .Params.owner }}</dd></dl>
<h3>Made of</h3><ul>{{ range .Params.uses }}<li><a href="/uses/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
<h3>Used in</h3><ul>{{ range index site.Taxonomies.uses .File.ContentBaseName }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.kind }} {{ .Params.state }}</li>{{ end }}</ul>
<p><a href="index.json">JSON</a> <a href="index.md">Markdown</a> <a href="index.txt">Text</a> <a href="history.html">History</a></p></section>
<section id="examples"><h2>Examples</h2><iframe src="/{{ $example }}" title="Example"></iframe><p>Colours: {{ range slice "neutral" "example" "other" }}<a href="?brand={{ . }}">{{ . }}</a> {{ end }}</p></section>
<section id="code"><h2>Code</h2><pre><code>{{ readFile (printf "content/%sindex.html" $example) }}</code></pre></section>{{ end }}
END
    cat >"$layouts/single.history.html" <<'END'
{{ define "main" }}<nav aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li></ol></nav>
<h1>History of {{ .Title }}</h1><p>Version {{ .Params.version }}</p>{{ end }}
END
    cat >"$layouts/single.json" <<'END'
{{ dict "title" .Title "description" .Description "version" .Params.version "uses" .Params.uses "guidance" .RawContent "example" (readFile (printf "content/examples/%s-%s/default/index.html" .Params.kind .File.ContentBaseName)) | jsonify }}
END
    echo '{{ .RawContent }}' >"$layouts/single.md"
    printf '{{ .Title }}\n\n{{ .Description }}\n\n{{ .Plain }}\n' >"$layouts/single.txt"
    cat >"$layouts/list.html" <<'END'
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }} {{ .Params.kind }} {{ .Params.state }}</li>{{ end }}</ul>
{{ with .Paginator }}<nav aria-label="Pages">{{ with .Prev }}<a href="{{ .URL }}">Previous</a>{{ end }}{{ with .Next }}<a href="{{ .URL }}">Next</a>{{ end }}</nav>{{ end }}{{ end }}
END
    echo '[{{ range $i, $p := .RegularPages }}{{ if $i }},{{ end }}{{ dict "title" .Title "description" .Description "url" .RelPermalink | jsonify }}{{ end }}]' >"$layouts/list.json"
    printf '# {{ .Title }}\n{{ range .RegularPages }}\n- [{{ .Title }}]({{ .RelPermalink }}): {{ .Description }}{{ end }}\n' >"$layouts/list.md"
    printf '{{ .Title }}\n{{ range .RegularPages }}\n{{ .Title }}: {{ .Description }}{{ end }}\n' >"$layouts/list.txt"
    echo '[{{ range $i, $p := where site.RegularPages "Section" "patterns" }}{{ if $i }},{{ end }}{{ dict "title" .Title "description" .Description "text" .Plain "url" .RelPermalink | jsonify }}{{ end }}]' >"$layouts/list.index.json"
    cat >"$hugo_site/layouts/examples/single.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="/assets/govuk.css"></head>
<body>{{ .Content }}</body></html>
END
    echo '{{ define "main" }}{{ .Content }}{{ end }}' >"$hugo_site/layouts/docs/single.html"
}

hugo_pages_ms() { timed_build 1 hugo --quiet -s "$hugo_site" -d; }
hugo_all_ms() { timed_build 6 hugo --quiet -s "$hugo_site" -d; }
