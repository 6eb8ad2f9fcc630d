#include "patterns/uses.h"

#include <string.h>

enum { USES_MAX = 200 };

/* What one entry uses, while it is found out. */
struct found {
    const struct catalogue *catalogue;
    const struct pattern *self;
    size_t n;
    const struct pattern *at[USES_MAX];
};

const struct pattern *uses_declared(const struct catalogue *c,
                                    const struct pattern *p, const char *name)
{
    const struct pattern *named = catalogue_named(c, name), *part;

    if (!named || named->kind != p->kind || strcmp(named->slug, p->slug) != 0)
        return named;
    part = catalogue_find(c, KIND_COMPONENT, p->slug);
    return part ? part : named;
}

static void note(struct found *f, const struct pattern *used)
{
    size_t i;

    if (!used || used == f->self || f->n == USES_MAX)
        return;
    for (i = 0; i < f->n; i++)
        if (f->at[i] == used)
            return;
    f->at[f->n++] = used;
}

size_t uses_root_size(const char *s, size_t n)
{
    size_t i;

    for (i = 0; i + 1 < n; i++)
        if ((s[i] == '-' && s[i + 1] == '-') ||
            (s[i] == '_' && s[i + 1] == '_'))
            return i;
    return n;
}

static void note_markup(struct found *f, const char *html)
{
    static const char mark[] = "govuk-";
    const char *at = html;

    while ((at = strstr(at, mark))) {
        size_t n;
        char slug[64 + 1];

        at += sizeof(mark) - 1;
        n = uses_root_size(at, strcspn(at, " \t\n\"'"));
        if (n == 0 || n >= sizeof(slug))
            continue;
        memcpy(slug, at, n);
        slug[n] = '\0';
        note(f, catalogue_find(f->catalogue, KIND_COMPONENT, slug));
    }
}

static void note_journey(struct found *f, const json_t *journey)
{
    const json_t *step, *name;
    size_t i, j;

    json_array_foreach(json_object_get(journey, "steps"), i, step)
    {
        json_array_foreach(json_object_get(step, "patterns"), j, name)
        {
            if (json_is_string(name))
                note(f, catalogue_named(f->catalogue, json_string_value(name)));
        }
    }
}

static void link_one(const struct catalogue *c, const struct pattern *self,
                     struct pattern *p, struct found *f)
{
    size_t i;

    *f = (struct found){.catalogue = c, .self = self};
    for (i = 0; i < p->declared_uses.n; i++)
        note(f, uses_declared(c, p, p->declared_uses.at[i]));
    for (i = 0; i < p->n_examples; i++)
        note_markup(f, p->examples[i].html);
    note_journey(f, p->journey);
    p->n_uses = f->n;
    p->uses = arena_array(c->arena, f->n, sizeof(void *));
    memcpy(p->uses, f->at, f->n * sizeof(void *));
}

/* The same the other way about. */
static void link_used_in(struct catalogue *c)
{
    size_t i, j;

    for (i = 0; i < c->n; i++)
        for (j = 0; j < c->at[i].n_uses; j++)
            c->at[c->at[i].uses[j] - c->at].n_used_in++;
    for (i = 0; i < c->n; i++) {
        struct pattern *p = &c->at[i];

        p->used_in = arena_array(c->arena, p->n_used_in, sizeof(void *));
        p->n_used_in = 0;
    }
    for (i = 0; i < c->n; i++)
        for (j = 0; j < c->at[i].n_uses; j++) {
            struct pattern *used = &c->at[c->at[i].uses[j] - c->at];

            used->used_in[used->n_used_in++] = &c->at[i];
        }
}

void uses_link(struct catalogue *c)
{
    struct found *f = arena_alloc(c->arena, sizeof(*f));
    size_t i, j;

    for (i = 0; i < c->n; i++) {
        struct pattern *p = &c->at[i];

        link_one(c, p, p, f);
        for (j = 0; j < p->n_versions; j++)
            link_one(c, p, &p->versions[j], f);
    }
    link_used_in(c);
}
