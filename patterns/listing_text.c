/* A list as Markdown or plain text. */
#include <string.h>

#include "base/buf.h"
#include "patterns/listing.h"

enum { LIST_TEXT_MAX = 8 * 1024 * 1024 };

struct writing {
    struct arena *arena;
    struct buf out;
    bool markdown;
};

/* With a backslash before what Markdown would read as a mark. */
static void add_words(struct writing *w, const char *text)
{
    for (; *text; text++) {
        if (w->markdown && strchr("\\`*_[]<>&#|", *text))
            buf_adds(&w->out, "\\");
        buf_add(&w->out, text, 1);
    }
}

static void add_heading(struct writing *w, const char *mark, const char *text)
{
    buf_adds(&w->out, w->markdown ? mark : "");
    add_words(w, text);
    buf_adds(&w->out, "\n\n");
}

static void add_entry(struct writing *w, const struct pattern *p)
{
    const char *address = pattern_address(w->arena, p);

    buf_adds(&w->out, w->markdown ? "- [" : "");
    add_words(w, p->title);
    if (w->markdown)
        buf_addf(&w->out, "](%s.md)", address);
    buf_addf(&w->out, " (%s): ", pattern_state_key(p->state));
    add_words(w, p->description);
    buf_adds(&w->out, "\n");
    if (!w->markdown)
        buf_addf(&w->out, "%s.txt\n\n", address);
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
        buf_addf(&w->out, "%s: ", facet_title((enum facet)i));
        add_words(w, asked ? asked->text : f->key[i]);
        buf_adds(&w->out, "\n\n");
    }
}

const char *listing_text(struct arena *a, const struct listed *found,
                         const struct wanted *f, bool markdown)
{
    struct writing w = {.arena = a, .markdown = markdown};
    const struct pattern *before = NULL;
    const char *text;
    size_t i;

    buf_init(&w.out, LIST_TEXT_MAX);
    add_heading(&w, "# ", "Pattern library");
    add_asked(&w, found, f);
    buf_addf(&w.out, "%s\n\n", listing_count(a, found->n));
    for (i = 0; i < found->n; i++) {
        const struct pattern *p = found->at[i];

        if (!before || !listing_same_group(before, p)) {
            buf_adds(&w.out, before && markdown ? "\n" : "");
            add_heading(&w, "## ", listing_group(p));
        }
        add_entry(&w, p);
        before = p;
    }
    text = arena_strndup(a, w.out.text, w.out.len);
    buf_release(&w.out);
    return text;
}
