/* Where links lead, and what they say. */
#include <string.h>
#include <strings.h>

#include "base/embedded.h"
#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"
#include "patterns/sheet.h"
#include "web/markdown.h"

/* "mailto" of "mailto:a@b": how long the scheme is; 0: there is none. */
static size_t scheme_size(const char *url)
{
    size_t n = strcspn(url, ":/?#");

    return url[n] == ':' ? n : 0;
}

static bool is_scheme(const char *url, const char *scheme)
{
    size_t n = scheme_size(url);

    return n == strlen(scheme) && strncasecmp(url, scheme, n) == 0;
}

/* The path that a relative address means on a page, without "." and "..". */
static const char *resolve(struct arena *a, const char *base, const char *url)
{
    const char *slash = strrchr(base, '/'), *at;
    char *path, *to;

    path = *url == '/'
               ? arena_strdup(a, url)
               : arena_printf(a, "%.*s%s", (int)(slash - base + 1), base, url);
    to = path;
    for (at = path; *at;) {
        size_t n = strcspn(at + 1, "/") + 1; /* "/part" */

        if (n == 3 && memcmp(at, "/..", 3) == 0) {
            while (to > path && *--to != '/')
                ;
        } else if (!(n == 2 && at[1] == '.')) {
            memmove(to, at, n);
            to += n;
        }
        at += n;
    }
    *to = '\0';
    return *path ? path : arena_strdup(a, "/");
}

static bool html_has_id(struct arena *a, const char *html, const char *id)
{
    struct tags t;
    struct tag tag;

    tags_init(&t, html, strlen(html), 1);
    while (tags_next(&t, &tag)) {
        const char *has =
            tag.kind == TAG_OPEN ? tag_attribute(a, &tag, "id") : NULL;

        if (has && strcmp(has, id) == 0)
            return true;
    }
    return false;
}

/* An id that every entry's page has. */
static bool page_has_id(struct arena *a, const char *id)
{
    const struct embedded_file *f;

    for (f = embedded_all(); f->name; f++)
        if (text_starts(f->name, "patterns/") && text_ends(f->name, ".html") &&
            !strchr(f->name + strlen("patterns/"), '/') &&
            html_has_id(a, f->text, id))
            return true;
    return false;
}

static bool entry_has_id(struct arena *a, const struct pattern *p,
                         const char *id)
{
    static const char mark[] = "example-";
    const char *html;
    size_t i;

    for (i = 0; text_starts(id, mark) && i < p->n_examples; i++)
        if (strcmp(p->examples[i].name, id + strlen(mark)) == 0)
            return true;
    if (page_has_id(a, id))
        return true;
    return !markdown_html(a, p->markdown, p->markdown_size, 0, &html) &&
           html_has_id(a, html, id);
}

static bool docs_have(struct arena *a, const char *name, const char *id)
{
    struct embedded_file file;
    const char *html;

    if (!*name)
        return true;
    if (embedded_find(a, arena_printf(a, "docs-site/%s.md", name), &file))
        return false;
    if (!*id)
        return true;
    return !markdown_html(a, file.text, file.size, 0, &html) &&
           html_has_id(a, html, id);
}

/* What stands behind an entry's address: an example, or one of its pages. */
static bool entry_has(const struct pattern *p, const char *rest)
{
    static const char *const pages[] = {
        "history",     "journey.json",        "process.bpmn",
        "process.svg", "content.schema.json", SHEET_FILE};
    size_t n = strcspn(rest, "/"), i;

    if (!*rest || LINT_ONE_OF(rest, pages))
        return true;
    if (text_starts(rest, FILES_PICTURES))
        return pattern_file(p, rest) != NULL;
    for (i = 0; i < p->n_examples; i++)
        if (strlen(p->examples[i].name) == n &&
            memcmp(p->examples[i].name, rest, n) == 0)
            return !rest[n] || !rest[n + 1];
    return false;
}

/* Without the ending that asks for another form of the same: ".json". */
static const char *plain_name(struct arena *a, const char *s, size_t n)
{
    static const char *const endings[] = {".json", ".md", ".txt", ".zip"};
    const char *name = arena_strndup(a, s, n);
    size_t i;

    for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (text_ends(name, endings[i]))
            return arena_strndup(a, name, n - strlen(endings[i]));
    return name;
}

/* Behind "/patterns/": a list, an entry or something of one. */
static bool library_has(const struct lint *l, const char *path, const char *id)
{
    static const char *const lists[] = {"", "search", "feed.atom",
                                        "content-types"};
    size_t kind_n = strcspn(path, "/"), slug_n;
    const char *kind = plain_name(l->arena, path, kind_n), *slug;
    const struct pattern *p;
    enum pattern_kind k;

    slug = path + kind_n + (path[kind_n] == '/');
    if (!*slug)
        return LINT_ONE_OF(kind, lists) || pattern_kind_find(kind, &k);
    if (!pattern_kind_find(kind, &k))
        return false;
    slug_n = strcspn(slug, "/");
    p = catalogue_find(l->catalogue, k, plain_name(l->arena, slug, slug_n));
    if (!p)
        return false;
    path = slug + slug_n + (slug[slug_n] == '/');
    return entry_has(p, path) &&
           (!*id || *path || entry_has_id(l->arena, p, id));
}

/* A path of this site, without its query. */
static bool site_has(const struct lint *l, const char *path, const char *id)
{
    static const char *const places[] = {
        "/",           "/patterns",          "/docs",
        "/waymark.js", "/waymark-choice.js", "/privacy/notice"};
    static const char *const folders[] = {"/dashboard", "/journeys/", "/v1/",
                                          "/assets/"};
    size_t i;

    if (text_starts(path, "/patterns/"))
        return library_has(l, path + strlen("/patterns/"), id);
    if (text_starts(path, "/docs/"))
        return docs_have(l->arena, path + strlen("/docs/"), id);
    for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        if (text_starts(path, folders[i]))
            return true;
    return LINT_ONE_OF(path, places);
}

bool lint_leads(const struct lint *l, const char *base, const char *path)
{
    return site_has(l, resolve(l->arena, base, path), "");
}

/* Why an address of the web or of something else leads nowhere; NULL: it may
 * lead somewhere, which nobody here can say. */
static const char *outside_fault(const char *url)
{
    const char *host = url + scheme_size(url) + 1;

    if (is_scheme(url, "mailto"))
        return strchr(url, '@') ? NULL : "names nobody: write name@example.com";
    if (!is_scheme(url, "http") && !is_scheme(url, "https"))
        return "is left out of the page: link to https://, mailto: or a page "
               "of this site";
    if (!text_starts(host, "//") || !host[2 + strcspn(host + 2, "?#")] ||
        !memchr(host + 2, '.', strcspn(host + 2, "/?#")))
        return strchr(host, '.') ? NULL : "names no web site";
    return NULL;
}

/* On one line. */
static const char *flat(struct arena *a, const char *text)
{
    char *s = arena_strdup(a, text), *to = s;

    for (; *text; text++) {
        bool space = strchr(" \n\t\r", *text) != NULL;

        if (!space)
            *to++ = *text;
        else if (to > s && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > s && to[-1] == ' ')
        to--;
    *to = '\0';
    return s;
}

void lint_link(const struct lint_file *f, const struct lint_link *link)
{
    const struct lint *l = f->entry->lint;
    const char *url = link->url, *id = strchr(url, '#'), *why = NULL;
    const char *path = arena_strndup(l->arena, url, strcspn(url, "?#"));

    id = id ? id + 1 : "";
    if (!*url)
        why = "is empty: write where it leads";
    else if (scheme_size(url) || text_starts(url, "//"))
        why = outside_fault(url);
    else if (!*path && *id && f->entry->pattern &&
             !entry_has_id(l->arena, f->entry->pattern, id))
        why = "is no heading or example of this page";
    else if (*path && !site_has(l, resolve(l->arena, link->base, path), id))
        why = text_ends(link->base, "/") /* of an example */
                  ? "leads nowhere here: write \"#\" where the page it leads "
                    "to is not part of the example"
                  : "leads nowhere: there is no such entry, example, heading "
                    "or page";
    if (why)
        lint_tell(f, link->line, LINT_LINK, "the link \"%s\" (%s) %s",
                  flat(l->arena, link->text), url, why);
}

/* In small letters, without what stands around the words. */
static const char *bare(struct arena *a, const char *text)
{
    char *s = arena_strdup(a, text), *to = s;

    for (; *text; text++) {
        char c = *text;

        if (!strchr(".,:;!?>\"'()", c))
            *to++ = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    *to = '\0';
    return s;
}

void lint_link_text(const struct lint_file *f, const struct lint_link *link)
{
    static const char *const empty[] = {"click here",
                                        "click",
                                        "click this link",
                                        "here",
                                        "more",
                                        "read more",
                                        "read more here",
                                        "see more",
                                        "show more",
                                        "more information",
                                        "more info",
                                        "more details",
                                        "find out more",
                                        "find out more here",
                                        "learn more",
                                        "details",
                                        "this",
                                        "this link",
                                        "this page",
                                        "link",
                                        "go",
                                        "change",
                                        "view",
                                        "page",
                                        "website",
                                        "this website",
                                        "continue reading",
                                        "see here",
                                        "yma",
                                        "mwy",
                                        "cliciwch yma",
                                        "darllen mwy",
                                        "newid"};
    struct arena *a = f->entry->lint->arena;
    const char *said = flat(a, link->text), *text = bare(a, said);

    if (!*text)
        lint_tell(f, link->line, LINT_LINK_TEXT,
                  "the link to %s has no words: write where it leads",
                  link->url);
    else if (word_is_address(said, strcspn(said, " ")) && !strpbrk(text, " ") &&
             !strchr(said, '@'))
        lint_tell(f, link->line, LINT_LINK_TEXT,
                  "the link says only its address, %s: write the name of the "
                  "page",
                  said);
    else if (LINT_ONE_OF(text, empty))
        lint_tell(f, link->line, LINT_LINK_TEXT,
                  "the link says \"%s\", which says nothing on its own: write "
                  "where it leads",
                  said);
}
