#include "server/static_links.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/";

/* Endings of what is no page. */
static const char *const endings[] = {
    ".json", ".md",  ".txt", ".zip", ".csv",   ".atom", ".xml", ".svg",
    ".bpmn", ".css", ".js",  ".png", ".woff2", ".ico",  NULL};

static bool has_ending(const char *path)
{
    size_t i;

    for (i = 0; endings[i]; i++)
        if (text_ends(path, endings[i]))
            return true;
    return false;
}

/* "at=1.0.0" as "at-1.0.0/"; NULL: that cannot be. */
static const char *query_folder(struct arena *a, const char *query)
{
    size_t name = strcspn(query, "=");
    const char *value = query[name] ? query + name + 1 : "";

    if (!name || !*value || strspn(value, plain) != strlen(value) ||
        strspn(query, plain) != name || strchr(value, '/') || *value == '.')
        return NULL;
    return arena_printf(a, "%.*s-%s/", (int)name, query, value);
}

const char *static_file(struct arena *a, const char *address)
{
    size_t n = strcspn(address, "?#");
    const char *query = "", *folder = "";
    char *path;

    if (*address != '/' || address[1] == '/')
        return NULL;
    path = arena_strndup(a, address + 1, n - 1);
    if (strspn(path, plain) != strlen(path) || strstr(path, ".."))
        return NULL;
    if (address[n] == '?')
        query =
            arena_strndup(a, address + n + 1, strcspn(address + n + 1, "#"));
    if (*query && !text_starts(query, "v=")) /* an asset's version */
        folder = query_folder(a, query);
    if (!folder)
        return NULL;
    if (has_ending(path))
        return *folder ? NULL : path;
    return arena_printf(a, "%s%s%sindex.html", path,
                        *path && !text_ends(path, "/") ? "/" : "", folder);
}

const char *static_relative(struct arena *a, const char *from_file,
                            const char *to_file)
{
    size_t i, same = 0, up = 0;
    const char *c;
    char *text, *at;

    for (i = 0; from_file[i] && from_file[i] == to_file[i]; i++)
        if (from_file[i] == '/')
            same = i + 1;
    for (c = from_file + same; *c; c++)
        up += *c == '/';
    at = text = arena_alloc(a, 3 * up + strlen(to_file + same) + 1);
    for (i = 0; i < up; i++) {
        *at++ = '.';
        *at++ = '.';
        *at++ = '/';
    }
    memcpy(at, to_file + same, strlen(to_file + same));
    return text;
}

/* The address a link means, from the root of the site: "" is another site's,
 * or a place in the same page. */
static const char *meant(struct arena *a, const char *here, const char *link)
{
    size_t path = strcspn(here, "?#"), folder = path;

    if (!*link || *link == '#' || text_starts(link, "//"))
        return "";
    if (*link == '/')
        return link;
    if (link[strcspn(link, ":/?#")] == ':')
        return "";
    while (folder && here[folder - 1] != '/')
        folder--;
    if (*link == '?')
        folder = path;
    while (text_starts(link, "./"))
        link += 2;
    while (text_starts(link, "../") && folder > 1) {
        link += 3;
        while (here[--folder - 1] != '/')
            ;
    }
    return arena_printf(a, "%.*s%s", (int)folder, here, link);
}

struct rewriting {
    struct arena *arena;
    const struct static_page *page;
    const struct static_links *links;
    struct buf *out;
};

/* Attributes that hold an address, and whether a page is whole without it. */
static const struct {
    const char *name;
    bool needed;
} linking[] = {{"href", false},     {"src", true},     {"action", false},
               {"data-src", false}, {"poster", false}, {"formaction", false}};

static bool is_linking(const char *name, size_t n, bool *ret_needed)
{
    size_t i;

    for (i = 0; i < sizeof(linking) / sizeof(linking[0]); i++) {
        if (strlen(linking[i].name) != n ||
            strncasecmp(linking[i].name, name, n) != 0)
            continue;
        *ret_needed = linking[i].needed;
        return true;
    }
    return false;
}

/* An attribute's value as it is meant: "&amp;" is the one escape that an
 * address of ours has. */
static const char *unescape(struct arena *a, const char *s, size_t n)
{
    static const char amp[] = "&amp;";
    char *text = arena_alloc(a, n + 1), *to = text;
    size_t i;

    for (i = 0; i < n; i++) {
        *to++ = s[i];
        if (n - i >= sizeof(amp) - 1 && memcmp(s + i, amp, 5) == 0)
            i += sizeof(amp) - 2;
    }
    return text;
}

/* The link that a file of the folder has instead; NULL: none. */
static const char *instead(const struct rewriting *r, const char *link,
                           bool needed)
{
    const char *address = meant(r->arena, r->page->address, link);
    const char *file;

    if (!*address)
        return link;
    file = r->links->file_of(r->links->self, address, needed);
    if (!file)
        return NULL;
    return arena_printf(r->arena, "%s%s",
                        static_relative(r->arena, r->page->file, file),
                        address + strcspn(address, "#"));
}

/* An attribute of a tag: where it and the space before it begin. */
struct attribute {
    const char *from, *name, *value, *past;
    size_t name_n, value_n;
};

static bool is_space(char c)
{
    return c && strchr(" \t\r\n\f", c);
}

/* The next one from p on; false: the tag ends at ret->past. */
static bool next_attribute(const char *p, const char *end,
                           struct attribute *ret)
{
    struct attribute at = {.from = p};

    while (p < end && (is_space(*p) || *p == '/'))
        p++;
    at.name = p;
    while (p < end && !is_space(*p) && !strchr("=>/", *p))
        p++;
    at.name_n = (size_t)(p - at.name);
    at.past = p;
    while (p < end && is_space(*p))
        p++;
    if (at.name_n && p < end && *p == '=') {
        char quote = '\0';

        for (p++; p < end && is_space(*p);)
            p++;
        if (p < end && (*p == '"' || *p == '\''))
            quote = *p++;
        at.value = p;
        while (p < end && (quote ? *p != quote : !is_space(*p) && *p != '>'))
            p++;
        at.value_n = (size_t)(p - at.value);
        at.past = quote && p < end ? p + 1 : p;
    }
    *ret = at;
    return at.name_n > 0;
}

static bool is_named(const struct attribute *at, const char *name)
{
    return strlen(name) == at->name_n &&
           strncasecmp(name, at->name, at->name_n) == 0;
}

static void rewrite_attribute(const struct rewriting *r,
                              const struct attribute *at)
{
    bool needed;
    const char *link, *other;

    if (is_named(at, "data-suggest")) /* a server would have to answer */
        return;
    if (!at->value || !is_linking(at->name, at->name_n, &needed)) {
        buf_add(r->out, at->from, (size_t)(at->past - at->from));
        return;
    }
    link = unescape(r->arena, at->value, at->value_n);
    other = instead(r, link, needed);
    if (other == link) {
        buf_add(r->out, at->from, (size_t)(at->past - at->from));
    } else if (other) {
        buf_add(r->out, at->from, (size_t)(at->name + at->name_n - at->from));
        buf_adds(r->out, "=\"");
        buf_add_html(r->out, other, strlen(other));
        buf_adds(r->out, "\"");
    }
}

/* What is inside these is no HTML, up to their end. */
static const char *skip_raw(const char *name, size_t n, const char *p,
                            const char *end)
{
    static const char *const raw[] = {"script", "style", "textarea", "title"};
    size_t i;

    for (i = 0; i < sizeof(raw) / sizeof(raw[0]); i++) {
        if (strlen(raw[i]) != n || strncasecmp(raw[i], name, n) != 0)
            continue;
        for (; end - p > (ptrdiff_t)n + 2; p++)
            if (p[0] == '<' && p[1] == '/' &&
                strncasecmp(p + 2, raw[i], n) == 0)
                return p;
        return end;
    }
    return p;
}

/* From "<" on; returns what is behind the tag. */
static const char *rewrite_tag(const struct rewriting *r, const char *p,
                               const char *end)
{
    const char *name = p + 1, *after;
    size_t n = 0;
    struct attribute at;

    while (name + n < end && !is_space(name[n]) && !strchr(">/", name[n]))
        n++;
    buf_add(r->out, p, n + 1);
    for (p = name + n; next_attribute(p, end, &at); p = at.past)
        rewrite_attribute(r, &at);
    after = memchr(p, '>', (size_t)(end - p));
    after = after ? after + 1 : end;
    buf_add(r->out, p, (size_t)(after - p));
    if (n == 4 && strncasecmp(name, "head", n) == 0)
        buf_adds(r->out, r->page->in_head);
    p = skip_raw(name, n, after, end);
    buf_add(r->out, after, (size_t)(p - after));
    return p;
}

static const char *skip_comment(const char *p, const char *end)
{
    const char *past = memmem(p, (size_t)(end - p), "-->", 3);

    return past ? past + 3 : end;
}

void static_rewrite(struct arena *a, const struct static_page *page,
                    const struct static_links *links, struct buf *out)
{
    const struct rewriting r = {a, page, links, out};
    const char *p = page->html, *end = p + page->n;

    while (p < end) {
        const char *tag = memchr(p, '<', (size_t)(end - p));
        const char *until = tag ? tag : end;

        buf_add(out, p, (size_t)(until - p));
        if (!tag)
            break;
        p = tag + 1;
        if (end - tag >= 4 && memcmp(tag, "<!--", 4) == 0)
            p = skip_comment(tag, end);
        else if (p < end && ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z')) {
            p = rewrite_tag(&r, tag, end);
            continue;
        }
        buf_add(out, tag, (size_t)(p - tag));
    }
}
