#include "patterns/gather.h"

#include <string.h>

#include "base/buf.h"
#include "patterns/facets.h"
#include "patterns/files.h"
#include "patterns/pages.h"
#include "web/json_text.h"

/* A byte of index.md becomes six of JSON at most. */
enum { SUMMARY_MAX = 8 * FILE_SIZE_MAX };

static void copy_all(struct arena *a, struct pattern_texts *texts)
{
    const char **at = arena_array(a, texts->n, sizeof(*at));
    size_t i;

    for (i = 0; i < texts->n; i++)
        at[i] = arena_strdup(a, texts->at[i]);
    texts->at = at;
}

static void copy(struct arena *a, const char **text)
{
    *text = arena_strdup(a, *text);
}

static const char *summary(struct arena *a, struct arena *scratch,
                           struct buf *text, const struct pattern *p)
{
    struct model model = pattern_summary(scratch, p);

    buf_reset(text);
    json_text_add_model(text, &model);
    arena_empty(scratch);
    return arena_strndup(a, text->text, text->len);
}

void gather_texts(struct catalogue *c)
{
    const char *theme = "";
    struct arena *scratch = arena_new();
    struct buf text;
    size_t i;

    buf_init(&text, SUMMARY_MAX);
    for (i = 0; i < c->n; i++) {
        struct pattern *p = &c->at[c->facets->listed[i]];

        copy(c->arena, &p->slug);
        copy(c->arena, &p->title);
        copy(c->arena, &p->description);
        copy(c->arena, &p->version);
        copy(c->arena, &p->verb);
        copy_all(c->arena, &p->aliases);
        copy_all(c->arena, &p->aliases_cy);
        copy_all(c->arena, &p->lgsl);
        copy_all(c->arena, &p->life_events);
        if (strcmp(p->theme, theme) != 0)
            theme = arena_strdup(c->arena, p->theme);
        p->theme = theme;
        p->summary = summary(c->arena, scratch, &text, p);
    }
    buf_release(&text);
    arena_free(scratch);
}
