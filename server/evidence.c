#include "server/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { DAYS = 90, USES_MAX = 500, KINDS_MAX = 16 };

/* What is found of a kind of step, for all of that kind. */
struct of_kind {
    const char *name;
    struct pattern_peers peers;
};

/* The figures of every journey, and the uses found in them. */
struct search {
    struct arena *arena;
    size_t n;
    const struct figures *figures;
    const char *slug;
    struct pattern_evidence found;
    size_t n_kinds;
    struct of_kind kinds[KINDS_MAX]; /* past those, each step asks anew */
};

/* What a journey's steps did in the last days; in all, where that is none. */
static enum err read_figures(const struct evidence *ev, struct arena *a,
                             const char *journey, int64_t now_ms,
                             struct figures *ret_figures)
{
    int32_t today = zone_day(ev->zone, now_ms);
    struct figures_query q = {.journey = journey,
                              .period = {true, true, today - DAYS, today - 1},
                              .now_ms = now_ms};
    enum err e = tracker_figures(ev->tracker, a, &q, ret_figures);

    if (e || ret_figures->has_days)
        return e;
    q.period = (struct period){.has_from = false};
    return tracker_figures(ev->tracker, a, &q, ret_figures);
}

struct reading {
    struct evidence *ev;
    int64_t now_ms;
};

static enum err read_all(void *self)
{
    const struct reading *r = self;
    struct evidence_kept *k = &r->ev->kept;
    struct journey_list list;
    enum err e = tracker_journeys(r->ev->tracker, k->arena, &list);

    if (e)
        return e;
    k->figures = arena_array(k->arena, list.n, sizeof(*k->figures));
    for (k->n = 0; !e && k->n < list.n; k->n++)
        e = read_figures(r->ev, k->arena, list.at[k->n].id, r->now_ms,
                         &k->figures[k->n]);
    return e;
}

void evidence_release(struct evidence *ev)
{
    arena_free(ev->kept.arena);
    ev->kept = (struct evidence_kept){.arena = NULL};
}

/* What is kept is of now, then.  The state is looked at before anything is
 * read: what is written meanwhile is read the next time at the latest. */
static enum err look(struct evidence *ev, int64_t now_ms)
{
    struct evidence_kept *k = &ev->kept;
    int64_t second = now_ms / MS_PER_SECOND;
    uint64_t state;
    enum err e = tracker_told(ev->tracker, &state);

    if (!e && k->arena && k->state == state && k->second == second)
        return OK;
    evidence_release(ev);
    if (e)
        return e;
    *k = (struct evidence_kept){
        .arena = arena_new(), .state = state, .second = second};
    e = tracker_view(ev->tracker, read_all, &(struct reading){ev, now_ms});
    if (e)
        evidence_release(ev);
    return e;
}

/* Is it called "radios", "radios@2" or "component/radios@2"? */
static bool is_named(const char *name, const char *slug)
{
    const char *slash = strchr(name, '/'), *own = slash ? slash + 1 : name;
    size_t n = strlen(slug);

    return strncmp(own, slug, n) == 0 && (!own[n] || own[n] == '@');
}

/* "2" of "radios@2". */
static const char *version_of(const char *name)
{
    const char *at = strchr(name, '@');

    return at ? at + 1 : "";
}

static bool has_enough(const struct share *s)
{
    return s->known && s->m >= STATS_ENOUGH;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sorts them. */
static double middle(double *x, size_t n)
{
    if (!n)
        return 0;
    qsort(x, n, sizeof(*x), compare);
    return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

/* Of one kind in all journeys, those that have enough to say. */
static size_t list_kind(const struct search *s, const char *kind,
                        const struct step_figures ***ret_steps)
{
    size_t i, j, n = 0, room = 0;
    const struct step_figures **steps = NULL;

    for (i = 0; i < s->n; i++)
        for (j = 0; j < s->figures[i].n_steps; j++) {
            const struct step_figures *step = &s->figures[i].steps[j];

            if (strcmp(step->kind, kind) != 0 || !has_enough(&step->drop_off))
                continue;
            steps = mem_grow(steps, n, &room, sizeof(const void *));
            steps[n++] = step;
        }
    *ret_steps = steps;
    return n;
}

static struct pattern_peers medians(const struct search *s, const char *kind)
{
    const struct step_figures **steps;
    struct pattern_peers peers = {.n = list_kind(s, kind, &steps)};
    double *x = arena_array(s->arena, peers.n, sizeof(*x));
    size_t i;

    for (i = 0; i < peers.n; i++)
        x[i] = steps[i]->drop_off.rate;
    peers.rate = middle(x, peers.n);
    for (i = 0; i < peers.n; i++)
        x[i] = (double)steps[i]->rejects / (double)steps[i]->reached;
    peers.rejects = middle(x, peers.n);
    for (i = 0; i < peers.n; i++)
        if (steps[i]->time.n >= STATS_ENOUGH)
            x[peers.n_timed++] = (double)steps[i]->time.p50_ms;
    peers.p50_ms = (int64_t)middle(x, peers.n_timed);
    free(steps);
    return peers;
}

static struct pattern_peers peers_of(struct search *s, const char *kind)
{
    struct pattern_peers peers;
    size_t i;

    for (i = 0; i < s->n_kinds; i++)
        if (strcmp(s->kinds[i].name, kind) == 0)
            return s->kinds[i].peers;
    peers = medians(s, kind);
    if (s->n_kinds < KINDS_MAX)
        s->kinds[s->n_kinds++] = (struct of_kind){kind, peers};
    return peers;
}

static void add_use(struct search *s, const struct figures *f,
                    const struct step_figures *step,
                    const struct pattern_figures *named)
{
    const struct share *d = &named->drop_off;
    struct pattern_use *use = &s->found.at[s->found.n++];

    *use = (struct pattern_use){
        .named = named->name,
        .journey = f->journey,
        .journey_title = f->title,
        .step = step->id,
        .step_title = step->title,
        .pattern_version = version_of(named->name),
        .is_past = named->is_past,
        .has_days = f->has_days,
        .from = f->from,
        .until = f->until,
        .reached = named->reached,
        .rejects = named->rejects,
        .dropped = {d->n, d->m, d->known, d->rate, d->low, d->high},
        .enough = has_enough(d),
        .timed = named->time.n,
        .enough_timed = named->time.n >= STATS_ENOUGH,
        .p50_ms = named->time.n > 0 ? named->time.p50_ms : -1,
        .peers = peers_of(s, step->kind)};
}

/* What only older versions name has nothing to say without attempts. */
static void add_uses(struct search *s, const struct figures *f,
                     const struct step_figures *step)
{
    size_t i;

    for (i = 0; i < step->n_uses && s->found.n < USES_MAX; i++)
        if (is_named(step->uses[i].name, s->slug) &&
            (!step->uses[i].is_past || step->uses[i].reached))
            add_use(s, f, step, &step->uses[i]);
}

static void find_uses(struct search *s)
{
    size_t i, j;

    s->found.at = arena_array(s->arena, USES_MAX, sizeof(*s->found.at));
    for (i = 0; i < s->n; i++)
        for (j = 0; j < s->figures[i].n_steps; j++)
            add_uses(s, &s->figures[i], &s->figures[i].steps[j]);
}

static enum err find(void *self, struct arena *a, const char *slug,
                     int64_t now_ms, struct pattern_evidence *ret)
{
    struct evidence *ev = self;
    struct search s = {.arena = a, .slug = slug};
    enum err e = look(ev, now_ms);

    if (e)
        return e;
    arena_hold(a, ev->kept.arena);
    s.n = ev->kept.n;
    s.figures = ev->kept.figures;
    find_uses(&s);
    *ret = s.found;
    return OK;
}

struct pattern_evidence_source evidence_source(struct evidence *evidence)
{
    return (struct pattern_evidence_source){find, evidence};
}
