/* A list as a file: JSON, Markdown or plain text. */
#include <string.h>

#include "base/buf.h"
#include "patterns/listing.h"
#include "patterns/pages.h"
#include "web/json_text.h"

/* Words, with marks where they become Markdown. */
struct writing {
    struct arena *arena;
    struct buf *out;
    bool markdown;
};

/* With a backslash before what Markdown would read as a mark. */
static void add_words(struct writing *w, const char *text)
{
    size_t n;

    for (; w->markdown && text[n = strcspn(text, "\\`*_[]<>&#|")];
         text += n + 1) {
        buf_add(w->out, text, n);
        buf_addf(w->out, "\\%.1s", text + n);
    }
    buf_adds(w->out, text);
}

static void add_heading(struct writing *w, const char *mark, const char *text)
{
    buf_adds(w->out, w->markdown ? mark : "");
    add_words(w, text);
    buf_adds(w->out, "\n\n");
}

static void add_entry(struct writing *w, const struct pattern *p)
{
    const char *address = pattern_address(w->arena, p);

    buf_adds(w->out, w->markdown ? "- [" : "");
    add_words(w, p->title);
    if (w->markdown)
        buf_addf(w->out, "](%s.md)", address);
    buf_addf(w->out, " (%s): ", pattern_state_key(p->state));
    add_words(w, p->description);
    buf_adds(w->out, "\n");
    if (!w->markdown)
        buf_addf(w->out, "%s.txt\n\n", address);
}

/* "Kind: component", for each facet that is asked. */
static void add_asked(struct writing *w, const struct listed *found,
                      const struct wanted *f)
{
    size_t i;

    for (i = 0; i < FACETS; i++) {
        const struct facet_value *asked = found->facets[i].asked;

        if (!*f->key[i])
            continue;
        buf_addf(w->out, "%s: ", facet_title((enum facet)i));
        add_words(w, asked ? asked->text : f->key[i]);
        buf_adds(w->out, "\n\n");
    }
}

static enum err reply_words(struct request *rq, struct reply *rp,
                            const struct listed *found, const struct wanted *f)
{
    bool markdown = rq->format == FORMAT_MD;
    struct writing w = {
        .arena = rq->arena,
        .out = reply_body(rp, markdown ? "text/markdown" : "text/plain"),
        .markdown = markdown};
    const struct pattern *before = NULL;
    size_t i;

    add_heading(&w, "# ", "Pattern library");
    add_asked(&w, found, f);
    buf_addf(w.out, "%s\n\n", listing_count(rq->arena, found->n));
    for (i = 0; i < found->n; i++) {
        const struct pattern *p = found->at[i];

        if (!before || !listing_same_group(before, p)) {
            buf_adds(w.out, before && markdown ? "\n" : "");
            add_heading(&w, "## ", listing_group(p));
        }
        add_entry(&w, p);
        before = p;
    }
    return OK;
}

static json_t *refusals(const struct problems *problems)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < problems->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s}", "where", problems->at[i].place,
                            "reason", problems->at[i].message));
    return list;
}

/* ,"facets":{...} */
static void add_member(struct buf *out, const char *name, json_t *value)
{
    buf_addf(out, ",\"%s\":", name);
    json_text_add(out, value);
    json_decref(value);
}

static enum err reply_data(struct request *rq, struct reply *rp,
                           const struct listed *found)
{
    const struct patterns *ps = rq->context;
    struct buf *out = reply_body(rp, "application/json");
    size_t i;

    buf_addf(out, "{\"total\":%zu,\"patterns\":[", found->n);
    for (i = 0; i < found->n; i++) {
        buf_add(out, ",", i > 0);
        buf_adds(out, found->at[i]->summary);
    }
    buf_adds(out, "]");
    add_member(out, "facets", facets_data(found));
    add_member(out, "refused", refusals(&ps->catalogue->problems));
    buf_adds(out, "}\n");
    return OK;
}

enum err show_list_files(struct request *rq, struct reply *rp,
                         const struct listed *found, const struct wanted *f)
{
    return rq->format == FORMAT_JSON ? reply_data(rq, rp, found)
                                     : reply_words(rq, rp, found, f);
}
