/* An entry as plain text: all its words, for reading aloud and for tools. */
#include <string.h>

#include "base/buf.h"
#include "patterns/pages.h"
#include "web/markdown_text.h"

enum { ENTRY_TEXT_MAX = 512 * 1024 };

static void add_fact(struct buf *b, const char *name, const char *value)
{
    if (*value)
        buf_addf(b, "%s: %s\n", name, value);
}

static void add_list(struct buf *b, const char *name,
                     const struct pattern_texts *list)
{
    size_t i;

    for (i = 0; i < list->n; i++)
        buf_addf(b, "%s%s", i ? ", " : name, list->at[i]);
    buf_adds(b, list->n ? "\n" : "");
}

static void add_related(struct buf *b, const char *name,
                        const struct pattern *const *list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        buf_addf(b, "%s%s", i ? ", " : name, list[i]->title);
    buf_adds(b, n ? "\n" : "");
}

static void add_facts(struct buf *b, const struct pattern *p)
{
    add_fact(b, "Kind", pattern_kind_key(p->kind));
    add_fact(b, "Status", pattern_state_key(p->state));
    add_fact(b, "Version", p->version);
    add_list(b, "Also known as: ", &p->aliases);
    add_list(b, "In Welsh: ", &p->aliases_cy);
    add_fact(b, "What people do", p->verb);
    add_list(b, "LGSL service: ", &p->lgsl);
    add_list(b, "LGIL interaction: ", &p->lgil);
    add_list(b, "Life events: ", &p->life_events);
    add_fact(b, "Looked after by", p->owner);
    add_fact(b, "To be reviewed by", p->review_due);
    add_related(b, "Made of: ", p->uses, p->n_uses);
    add_related(b, "Used in: ", p->used_in, p->n_used_in);
}

/* A heading that says nothing is left out. */
static void begin(struct buf *b, const char *heading, bool any)
{
    if (any)
        buf_addf(b, "\n\n%s\n\n", heading);
}

static void add_rest(struct buf *b, const struct pattern *p)
{
    size_t i;

    begin(b, "Accessibility", p->notes.n + p->n_checks > 0);
    for (i = 0; i < p->notes.n; i++)
        buf_addf(b, "- %s\n", p->notes.at[i]);
    for (i = 0; i < p->n_checks; i++)
        buf_addf(b, "- %s: %s\n", p->checks[i].status, p->checks[i].summary);
    begin(b, "Known problems", p->n_issues > 0);
    for (i = 0; i < p->n_issues; i++)
        buf_addf(b, "- %s: %s\n", p->issues[i].title, p->issues[i].text);
    begin(b, "What a council sets", p->n_settings > 0);
    for (i = 0; i < p->n_settings; i++)
        buf_addf(b, "- %s (%s): %s\n", p->settings[i].title,
                 p->settings[i].value, p->settings[i].text);
    begin(b, "History", p->n_changes > 0);
    for (i = 0; i < p->n_changes; i++)
        buf_addf(b, "- %s %s%s%s\n", p->changes[i].date, p->changes[i].version,
                 *p->changes[i].version ? ": " : "", p->changes[i].text);
}

enum err pattern_text(struct arena *a, const struct pattern *p,
                      const struct pattern_words *words, const char **ret_text)
{
    const char *guidance;
    struct buf b;
    enum err e = OK;

    if (words && words->of == p)
        guidance = words->text;
    else
        e = markdown_text(a, p->markdown, p->markdown_size, LINKS_SHOWN,
                          &guidance);
    if (e)
        return e;
    buf_init(&b, ENTRY_TEXT_MAX);
    buf_addf(&b, "%s\n\n%s\n\n", p->title, p->description);
    add_facts(&b, p);
    buf_addf(&b, "\n%s\n", guidance);
    buf_adds(&b, process_words(a, p, false));
    add_rest(&b, p);
    e = buf_finish(&b);
    if (!e)
        *ret_text = arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return e;
}
