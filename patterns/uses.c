#include "patterns/uses.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { USES_MAX = 200, NAMES_MAX = 2000 };

/* What one entry uses, while it is found out. */
struct found {
    const struct catalogue *catalogue;
    const struct pattern *self;
    size_t n;
    const struct pattern *at[USES_MAX];
};

/* In an entry that a part has the name of, that name means the part. */
static const struct pattern *declared(const struct catalogue *c,
                                      const struct pattern *p, const char *name)
{
    const struct pattern *named = catalogue_named(c, name);

    if (named && named->kind == p->kind && strcmp(named->slug, p->slug) == 0)
        named = catalogue_find(c, KIND_COMPONENT, p->slug);
    return named;
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

static void link_one(const struct catalogue *c, const struct pattern *self,
                     struct pattern *p, struct found *f)
{
    size_t i;

    *f = (struct found){.catalogue = c, .self = self};
    for (i = 0; i < p->declared_uses.n; i++)
        note(f, declared(c, p, p->declared_uses.at[i]));
    for (i = 0; i < p->n_examples; i++)
        note_markup(f, p->examples[i].html);
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

/* The walk that looks for circles: where it is, and where it has been. */
struct walk {
    struct catalogue *catalogue;
    bool *lost;
    size_t *path, depth;
    enum { UNSEEN, ON_THE_PATH, DONE } * seen;
    bool any;
};

/* One of the folder rather than a built-in one; of those the last. */
static bool goes_before(const struct pattern *a, const struct pattern *b)
{
    if (a->from_folder != b->from_folder)
        return a->from_folder;
    return strcmp(a->source_path, b->source_path) > 0;
}

static void tell_loop(struct walk *w, size_t from)
{
    struct catalogue *c = w->catalogue;
    size_t i, out = from;
    struct buf names;

    for (i = from; i < w->depth; i++)
        if (goes_before(&c->at[w->path[i]], &c->at[w->path[out]]))
            out = i;
    buf_init(&names, NAMES_MAX);
    for (i = 0; i <= w->depth - from; i++) {
        size_t at = from + (out - from + i) % (w->depth - from);

        buf_adds(&names, i ? " uses " : "");
        buf_adds(&names, c->at[w->path[at]].slug);
    }
    w->lost[w->path[out]] = true;
    w->any = true;
    problems_add(&c->problems,
                 arena_printf(c->arena, "%s:%d",
                              c->at[w->path[out]].source_path,
                              c->at[w->path[out]].uses_line),
                 "uses go round in a circle: %s",
                 buf_finish(&names) ? "a long one" : names.text);
    buf_release(&names);
}

static void visit(struct walk *w, size_t i)
{
    const struct catalogue *c = w->catalogue;
    const struct pattern *p = &c->at[i];
    size_t j, k;

    w->seen[i] = ON_THE_PATH;
    w->path[w->depth++] = i;
    for (j = 0; j < p->declared_uses.n && !w->lost[i]; j++) {
        const struct pattern *used = declared(c, p, p->declared_uses.at[j]);
        size_t next = used ? (size_t)(used - c->at) : i;

        if (!used || used == p || w->lost[next])
            continue;
        if (w->seen[next] == UNSEEN)
            visit(w, next);
        else if (w->seen[next] == ON_THE_PATH) {
            for (k = w->depth; w->path[k - 1] != next; k--)
                ;
            tell_loop(w, k - 1);
        }
    }
    w->depth--;
    w->seen[i] = DONE;
}

bool uses_find_loops(struct catalogue *c, bool *lost)
{
    struct walk w = {.catalogue = c, .lost = lost};
    size_t i;

    memset(lost, 0, c->n * sizeof(*lost));
    w.path = arena_array(c->arena, c->n, sizeof(*w.path));
    w.seen = arena_array(c->arena, c->n, sizeof(*w.seen));
    for (i = 0; i < c->n; i++)
        if (w.seen[i] == UNSEEN && c->at[i].declared_uses.n)
            visit(&w, i);
    return w.any;
}
