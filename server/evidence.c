#include "server/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { DAYS = 90, USES_MAX = 500 };

/* The figures of every journey, and the uses found in them. */
struct search {
    struct arena *arena;
    size_t n;
    const struct figures *figures;
    const char *slug;
    struct pattern_evidence found;
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

/* "radios", "radios@2" or "component/radios@2"; NULL: it uses none of that. */
static const char *name_used(const struct step_figures *step, const char *slug)
{
    size_t i, n = strlen(slug);

    for (i = 0; i < step->n_patterns; i++) {
        const char *name = step->patterns[i], *slash = strchr(name, '/');
        const char *own = slash ? slash + 1 : name;

        if (strncmp(own, slug, n) == 0 && (!own[n] || own[n] == '@'))
            return name;
    }
    return NULL;
}

/* "2" of "radios@2". */
static const char *version_of(const char *name)
{
    const char *at = strchr(name, '@');

    return at ? at + 1 : "";
}

static bool has_enough(const struct step_figures *step)
{
    return step->drop_off.known && step->drop_off.m >= STATS_ENOUGH;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of all steps of that kind in all journeys that have enough to say. */
static void add_median(const struct search *s, const char *kind,
                       struct pattern_use *use)
{
    double *rates = NULL;
    size_t i, j, n = 0, room = 0;

    for (i = 0; i < s->n; i++)
        for (j = 0; j < s->figures[i].n_steps; j++) {
            const struct step_figures *step = &s->figures[i].steps[j];

            if (strcmp(step->kind, kind) != 0 || !has_enough(step))
                continue;
            rates = mem_grow(rates, n, &room, sizeof(*rates));
            rates[n++] = step->drop_off.rate;
        }
    use->peers = n;
    if (n) {
        qsort(rates, n, sizeof(*rates), compare);
        use->peers_rate = (rates[(n - 1) / 2] + rates[n / 2]) / 2;
    }
    free(rates);
}

static void add_use(struct search *s, const struct figures *f,
                    const struct step_figures *step, const char *named)
{
    const struct share *d = &step->drop_off;
    struct pattern_use *use = &s->found.at[s->found.n++];

    *use = (struct pattern_use){
        .named = named,
        .journey = f->journey,
        .journey_title = f->title,
        .step = step->id,
        .step_title = step->title,
        .pattern_version = version_of(named),
        .has_days = f->has_days,
        .from = f->from,
        .until = f->until,
        .reached = step->reached,
        .rejects = step->rejects,
        .dropped = {d->n, d->m, d->known, d->rate, d->low, d->high},
        .enough = has_enough(step),
        .p50_ms = step->time.n > 0 ? step->time.p50_ms : -1};
    add_median(s, step->kind, use);
}

static void find_uses(struct search *s)
{
    size_t i, j;

    s->found.at = arena_array(s->arena, USES_MAX, sizeof(*s->found.at));
    for (i = 0; i < s->n; i++)
        for (j = 0; j < s->figures[i].n_steps; j++) {
            const struct step_figures *step = &s->figures[i].steps[j];
            const char *named = name_used(step, s->slug);

            if (named && s->found.n < USES_MAX)
                add_use(s, &s->figures[i], step, named);
        }
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
