/* What changes in the library, as an Atom feed (RFC 4287). */
#include <string.h>

#include "base/buf.h"
#include "patterns/changes.h"
#include "patterns/pages.h"
#include "web/etag.h"

enum { FEED_MAX = 512 * 1024 };

/* XML has no control characters, and no U+FFFE and U+FFFF. */
static void add_text(struct buf *b, const char *text)
{
    size_t n;

    for (; *text; text += n) {
        unsigned char c = (unsigned char)*text;

        n = 1;
        if (c < ' ' || c == 0x7f) {
            buf_adds(b, " ");
        } else if (strncmp(text, "\xef\xbf\xbe", 3) == 0 ||
                   strncmp(text, "\xef\xbf\xbf", 3) == 0) {
            n = 3;
        } else {
            buf_add_html(b, text, 1);
        }
    }
}

/* An id of its own for what has that name, here and in every other Waymark,
 * today and tomorrow: a UUID of its bytes (RFC 9562, version 8). */
static void add_id(struct buf *b, const char *name)
{
    char tag[ETAG_SIZE], *hex = tag + 1;

    etag_make(name, strlen(name), tag);
    hex[12] = '8';
    hex[16] = 'a';
    buf_addf(b, "<id>urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s</id>\n", hex, hex + 8,
             hex + 12, hex + 16, hex + 20);
}

static void add_element(struct buf *b, const char *name, const char *text)
{
    buf_addf(b, "<%s>", name);
    add_text(b, text);
    buf_addf(b, "</%s>\n", name);
}

/* Addresses are given from where the feed is, so that it may lie anywhere. */
static void add_entry(struct buf *b, struct arena *a,
                      const struct dated_change *c)
{
    const struct pattern *p = c->pattern;
    const char *kind = pattern_kind_key(p->kind);
    const char *version = c->change->version;

    buf_adds(b, "<entry>\n");
    add_id(b, arena_printf(a, "patterns/%s/%s %s %zu", kind, p->slug,
                           c->change->date, c->nth));
    add_element(
        b, "title",
        arena_printf(a, "%s%s%s", p->title, *version ? " " : "", version));
    buf_addf(b, "<updated>%sT00:00:00Z</updated>\n", c->change->date);
    buf_addf(b, "<link rel=\"alternate\" href=\"%s/%s\"/>\n", kind, p->slug);
    buf_addf(b, "<category term=\"%s\"/>\n", kind);
    buf_adds(b, "<author>\n");
    add_element(b, "name", *p->owner ? p->owner : "Waymark");
    buf_adds(b, "</author>\n");
    add_element(b, "summary", c->change->text);
    buf_adds(b, "</entry>\n");
}

enum err show_feed(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    struct dated_changes list =
        changes_newest(rq->arena, ps->catalogue, CHANGES_MAX);
    struct buf b;
    size_t i;
    enum err e;

    buf_init(&b, FEED_MAX);
    buf_adds(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                 "xml:lang=\"en\">\n");
    add_id(&b, "patterns/feed.atom");
    add_element(&b, "title", "Waymark pattern library: what changes");
    buf_addf(&b, "<updated>%sT00:00:00Z</updated>\n",
             list.n ? list.at[0].change->date : "1970-01-01");
    buf_adds(&b, "<link rel=\"self\" type=\"application/atom+xml\" "
                 "href=\"feed.atom\"/>\n"
                 "<link rel=\"alternate\" type=\"text/html\" href=\"./\"/>\n"
                 "<author><name>Waymark</name></author>\n");
    for (i = 0; i < list.n; i++)
        add_entry(&b, rq->arena, &list.at[i]);
    buf_adds(&b, "</feed>\n");
    e = buf_finish(&b);
    if (!e)
        e = reply_text(rp, "application/atom+xml", b.text);
    buf_release(&b);
    return e ? ERR_IO : OK;
}
