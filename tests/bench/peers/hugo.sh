# hugo.sh - Hugo, with layouts of a few lines and nothing else to make.  Debian's
# writes HTML alone when told so: a page for each entry, and a list.  Or all that
# Waymark makes of an entry but its zip: the page with its example, JSON, plain
# text, Markdown, history and example, and the lists of what is made of what.

# hugo_prepare pages|all: the same Markdown.
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
    copy_entries "$hugo_site/content"
    "hugo_site_$1"
    echo "$sum" >"$hugo_site.of"
}

hugo_site_pages() {
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
    mkdir -p "$hugo_site/examples"
    copy_examples "$hugo_site/examples"
    cat >"$hugo_site/config.toml" <<'END'
baseURL = "https://example.org/"
title = "Library"
disableAliases = true
disableKinds = ["RSS", "sitemap", "404"]
paginate = 120
[taxonomies]
uses = "uses"
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
[outputFormats.example]
mediaType = "text/html"
isHTML = true
baseName = "example"
[outputs]
page = ["html", "json", "md", "txt", "history", "example"]
home = ["html"]
taxonomy = ["html"]
term = ["html"]
END
    layouts=$hugo_site/layouts/_default
    cat >"$layouts/single.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}
<h2>Example</h2><iframe src="example.html" title="Example"></iframe><pre><code>{{ readFile (printf "examples/%s.html" .File.ContentBaseName) }}</code></pre>
<h2>Made of</h2><ul>{{ range .Params.uses }}<li><a href="/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
<p><a href="index.json">JSON</a> <a href="index.md">Markdown</a> <a href="index.txt">Text</a> <a href="history.html">History</a></p></body></html>
END
    cat >"$layouts/single.history.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>History of {{ .Title }}</title></head>
<body><h1>History of {{ .Title }}</h1><p>Version {{ .Params.version }}</p></body></html>
END
    cat >"$layouts/single.example.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Example of {{ .Title }}</title></head>
<body>{{ readFile (printf "examples/%s.html" .File.ContentBaseName) | safeHTML }}</body></html>
END
    cat >"$layouts/single.json" <<'END'
{{ dict "title" .Title "description" .Description "version" .Params.version "uses" .Params.uses "guidance" .RawContent "example" (readFile (printf "examples/%s.html" .File.ContentBaseName)) | jsonify }}
END
    echo '{{ .RawContent }}' >"$layouts/single.md"
    printf '{{ .Title }}\n\n{{ .Description }}\n\n{{ .Plain }}\n' >"$layouts/single.txt"
    cat >"$layouts/list.html" <<'END'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>{{ end }}</ul></body></html>
END
}

hugo_pages_ms() { timed_build 1 hugo --quiet -s "$hugo_site" -d; }
hugo_all_ms() { timed_build 6 hugo --quiet -s "$hugo_site" -d; }
