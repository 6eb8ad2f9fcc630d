#include "patterns/gather.h"

#include <string.h>

#include "patterns/facets.h"

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

void gather_texts(struct catalogue *c)
{
    const char *theme = "";
    size_t i;

    for (i = 0; i < c->n; i++) {
        struct pattern *p = &c->at[c->facets->listed[i]];

        copy(c->arena, &p->slug);
        copy(c->arena, &p->title);
        copy(c->arena, &p->description);
        copy(c->arena, &p->version);
        copy(c->arena, &p->verb);
        copy_all(c->arena, &p->aliases);
        copy_all(c->arena, &p->lgsl);
        copy_all(c->arena, &p->life_events);
        if (strcmp(p->theme, theme) != 0)
            theme = arena_strdup(c->arena, p->theme);
        p->theme = theme;
    }
}
