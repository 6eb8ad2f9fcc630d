# hugo.sh - Hugo, with a layout of a few lines and nothing else to make.
# Debian's writes HTML alone when told so: a page for each entry, and a list.

# hugo_prepare SIZE: the same Markdown, linked.
hugo_prepare() {
    command -v hugo >"$work/said" || {
        missing='no hugo here: make bench-deps'
        return 1
    }
    hugo_site=$library/hugo
    [ ! -d "$hugo_site" ] || return 0
    mkdir -p "$hugo_site/layouts/_default" "$hugo_site/content"
    link_entries "$hugo_site/content"
    cat >"$hugo_site/config.toml" <<'END'
baseURL = "https://example.org/"
title = "Library"
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

hugo_ms() { timed_build hugo --quiet -s "$hugo_site" -d; }
