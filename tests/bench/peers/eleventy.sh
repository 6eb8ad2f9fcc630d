# eleventy.sh - Eleventy 3.1.2 with a layout of a few lines; Markdown is not
# read as a template first.

eleventy_prepare() {
    eleventy=$bench/node_modules/.bin/eleventy
    [ -x "$eleventy" ] || {
        missing='no Eleventy here: make bench-deps'
        return 1
    }
    eleventy_site=$library/eleventy
    [ ! -d "$eleventy_site" ] || return 0
    mkdir -p "$eleventy_site/_includes"
    link_entries "$eleventy_site"
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

# It wants to be started where its files are.
eleventy_ms() {
    cd "$eleventy_site" || return
    timed_build "$eleventy" --quiet "--output=$1"
    cd "$OLDPWD" || return
}
