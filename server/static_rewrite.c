#include "server/static_rewrite.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "server/static_links.h"
#include "web/srcset.h"

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
    size_t depth;     /* of the page's file */
    const char *kept; /* from here on the page is not copied yet */
};

static void copy_until(struct rewriting *r, const char *past)
{
    buf_add(r->out, r->kept, (size_t)(past - r->kept));
    r->kept = past;
}

/* What is done with attributes: most are left as they are. */
enum part { AS_IT_IS, LINKS, SHOWS, SHOWS_ONE };

/* SHOWS: the page is not whole without it.  SHOWS_ONE: of several. */
static enum part part_of(const char *name, size_t n)
{
#define NAME(text, part)                                                       \
    {                                                                          \
        text, sizeof(text) - 1, part                                           \
    }
    static const struct {
        const char *name;
        size_t n;
        enum part part;
    } names[] = {
        NAME("href", LINKS),       NAME("src", SHOWS),
        NAME("action", LINKS),     NAME("data-src", LINKS),
        NAME("poster", LINKS),     NAME("formaction", LINKS),
        NAME("data-index", LINKS), NAME("data-find", LINKS),
        NAME("srcset", SHOWS_ONE),
    };
#undef NAME
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].n == n && names[i].name[0] == (*name | 0x20) &&
            strncasecmp(names[i].name, name, n) == 0)
            return names[i].part;
    return AS_IT_IS;
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

/* An attribute of a tag: where it and the space before it begin. */
struct attribute {
    const char *from, *name, *value, *past;
    size_t name_n, value_n;
};

/* The address that a link means, n bytes and what follows "#": most stand in
 * the page as they are meant. */
static const char *address_of(const struct rewriting *r,
                              const struct attribute *at, size_t *ret_n,
                              const char **ret_place, size_t *ret_place_n)
{
    const char *address = at->value, *place;
    size_t n = at->value_n;

    if (n && *address == '#')
        n = 0;
    if (n &&
        (*address != '/' || address[1] == '/' || memchr(address, '&', n))) {
        address =
            meant(r->arena, r->page->address, unescape(r->arena, address, n));
        n = strlen(address);
    }
    place = memchr(address, '#', n);
    *ret_n = place ? (size_t)(place - address) : n;
    *ret_place = address + *ret_n;
    *ret_place_n = n - *ret_n;
    return address;
}

static bool is_href(const struct attribute *at)
{
    return at->name_n == 4 && strncasecmp(at->name, "href", 4) == 0;
}

/* Whether an example asks itself for something: "?page=2" of a made-up service.
 * Its version and those of its styles are ours. */
static bool is_made_up(const struct rewriting *r, const char *address, size_t n)
{
    const char *query = memchr(address, '?', n);

    return r->page->is_example && query && !text_starts(query, "?at=") &&
           !text_starts(query, "?v=");
}

/* The link that a file of the folder has instead; of one there is not, only
 * the words stay. */
static void rewrite_link(struct rewriting *r, const struct attribute *at,
                         bool needed)
{
    const char *place, *file;
    size_t n, place_n;
    bool stays;
    const char *address = address_of(r, at, &n, &place, &place_n);

    if (n + place_n == 0)
        return;
    file = is_made_up(r, address, n)
               ? NULL
               : r->links->file_of(r->links->self, address, n, needed);
    stays = file || (r->page->is_example && is_href(at));
    copy_until(r, stays ? at->name + at->name_n : at->from);
    r->kept = at->past;
    if (!file) {
        buf_adds(r->out, stays ? "=\"#\"" : "");
        return;
    }
    buf_add(r->out, "=\"", 2);
    static_add_relative(r->out, r->page->file, r->depth, file);
    buf_add_html(r->out, place, place_n);
    buf_add(r->out, "\"", 1);
}

/* The same of each address in it; those that are not there stay. */
static void rewrite_set(struct rewriting *r, const struct attribute *at)
{
    const char *from = at->value, *end = from + at->value_n, *src;
    size_t n;

    while ((src = srcset_next(&from, end, &n))) {
        const struct attribute one = {.value = src, .value_n = n};
        const char *place, *file;
        size_t address_n, place_n;
        const char *address = address_of(r, &one, &address_n, &place, &place_n);

        if (address_n == 0)
            continue;
        file = r->links->file_of(r->links->self, address, address_n, true);
        if (!file)
            continue;
        copy_until(r, src);
        static_add_relative(r->out, r->page->file, r->depth, file);
        r->kept = src + n;
    }
}

/* What bytes are in a tag. */
enum { SPACE = 1, ENDS_TAG_NAME = 2, ENDS_NAME = 4, ENDS_VALUE = 8 };

static const unsigned char kinds[256] = {
    [' '] = SPACE | ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
    ['\n'] = SPACE | ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
    ['\t'] = SPACE | ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
    ['\r'] = SPACE | ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
    ['\f'] = SPACE | ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
    ['\0'] = ENDS_TAG_NAME | ENDS_NAME,
    ['/'] = ENDS_TAG_NAME | ENDS_NAME,
    ['>'] = ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
    ['='] = ENDS_NAME,
};

static bool is(char c, unsigned kind)
{
    return (kinds[(unsigned char)c] & kind) != 0;
}

static const char *until(const char *p, const char *end, unsigned kind)
{
    while (p < end && !is(*p, kind))
        p++;
    return p;
}

static const char *past_spaces(const char *p, const char *end)
{
    while (p < end && is(*p, SPACE))
        p++;
    return p;
}

/* From behind "=" on. */
static void read_value(const char *p, const char *end, struct attribute *at)
{
    char quote = '\0';

    p = past_spaces(p, end);
    if (p < end && (*p == '"' || *p == '\''))
        quote = *p++;
    at->value = p;
    p = quote ? memchr(p, quote, (size_t)(end - p)) : until(p, end, ENDS_VALUE);
    at->past = p = p ? p : end;
    at->value_n = (size_t)(p - at->value);
    if (quote && p < end)
        at->past++;
}

/* The next one from p on; false: the tag ends at ret->past. */
static bool next_attribute(const char *p, const char *end,
                           struct attribute *ret)
{
    struct attribute at = {.from = p};

    while (p < end && (is(*p, SPACE) || *p == '/'))
        p++;
    at.name = p;
    at.past = p = until(p, end, ENDS_NAME);
    at.name_n = (size_t)(p - at.name);
    p = past_spaces(p, end);
    if (at.name_n && p < end && *p == '=')
        read_value(p + 1, end, &at);
    *ret = at;
    return at.name_n > 0;
}

static void rewrite_attribute(struct rewriting *r, const struct attribute *at)
{
    enum part part = part_of(at->name, at->name_n);

    if (part == SHOWS_ONE && at->value)
        rewrite_set(r, at);
    else if (part != AS_IT_IS && at->value)
        rewrite_link(r, at, part == SHOWS);
}

/* What is inside these is no HTML, up to their end. */
static const char *skip_raw(const char *name, size_t n, const char *p,
                            const char *end)
{
#define NAME(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }
    static const struct {
        const char *name;
        size_t n;
    } raw[] = {NAME("script"), NAME("style"), NAME("textarea"), NAME("title")};
#undef NAME
    size_t i;

    if ((*name | 0x20) != 's' && (*name | 0x20) != 't')
        return p;
    for (i = 0; i < sizeof(raw) / sizeof(raw[0]); i++) {
        if (raw[i].n != n || strncasecmp(raw[i].name, name, n) != 0)
            continue;
        for (; end - p > (ptrdiff_t)n + 2; p++)
            if (p[0] == '<' && p[1] == '/' &&
                strncasecmp(p + 2, raw[i].name, n) == 0)
                return p;
        return end;
    }
    return p;
}

/* Data for search engines names its page (lib/web/linked_data.h), so that page
 * is named by its file. */
static void rewrite_data(struct rewriting *r, const char *p, const char *end)
{
    static const char key[] = "\"url\": \"";
    const char *from = memmem(p, (size_t)(end - p), key, sizeof(key) - 1);
    const char *to, *file;

    if (!from || from[sizeof(key) - 1] != '/')
        return;
    from += sizeof(key) - 1;
    to = memchr(from, '"', (size_t)(end - from));
    file =
        to ? r->links->file_of(r->links->self, from, (size_t)(to - from), false)
           : NULL;
    if (!file)
        return;
    copy_until(r, from);
    static_add_relative(r->out, r->page->file, r->depth, file);
    r->kept = to;
}

static bool is_data(const char *tag, const char *after)
{
    static const char type[] = "\"application/ld+json\"";

    return memmem(tag, (size_t)(after - tag), type, sizeof(type) - 1) != NULL;
}

/* From "<" on; returns what is behind the tag. */
static const char *rewrite_tag(struct rewriting *r, const char *p,
                               const char *end)
{
    const char *name = p + 1, *after, *past;
    size_t n = (size_t)(until(name, end, ENDS_TAG_NAME) - name);
    struct attribute at;

    for (p = name + n; next_attribute(p, end, &at); p = at.past)
        rewrite_attribute(r, &at);
    after = p < end && *p == '>' ? p : memchr(p, '>', (size_t)(end - p));
    after = after ? after + 1 : end;
    if (n == 4 && (*name | 0x20) == 'h' && strncasecmp(name, "head", n) == 0) {
        copy_until(r, after);
        buf_adds(r->out, r->page->in_head);
    }
    past = skip_raw(name, n, after, end);
    if (past != after && *name == 's' && is_data(name, after))
        rewrite_data(r, after, past);
    return past;
}

static const char *skip_comment(const char *p, const char *end)
{
    const char *past = memmem(p, (size_t)(end - p), "-->", 3);

    return past ? past + 3 : end;
}

void static_rewrite(struct arena *a, const struct static_page *page,
                    const struct static_links *links, struct buf *out)
{
    struct rewriting r = {.arena = a,
                          .page = page,
                          .links = links,
                          .out = out,
                          .depth = static_depth(page->file),
                          .kept = page->html};
    const char *p = page->html, *end = p + page->n, *tag;

    while ((tag = memchr(p, '<', (size_t)(end - p)))) {
        p = tag + 1;
        if (end - tag >= 4 && memcmp(tag, "<!--", 4) == 0)
            p = skip_comment(tag, end);
        else if (p < end && ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z'))
            p = rewrite_tag(&r, tag, end);
    }
    copy_until(&r, end);
}
