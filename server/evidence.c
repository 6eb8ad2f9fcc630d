#include "server/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/public.h"

enum { DAYS = 90, KINDS_MAX = 16 };

/* What is found of a kind of step, for all of that kind. */
struct of_kind {
    const char *name;
    struct pattern_peers peers;
};

/* What a journey's attempts came to. */
struct journey_told {
    struct figures lately; /* in the last days; in all, where that is none */
    struct figures ever;   /* in all days; only if ... */
    bool has_ever;         /* ... nobody met one of its patterns lately */
};

/* The figures of every journey, and the uses found in them. */
struct search {
    struct arena *arena;
    size_t n;
    const struct journey_told *journeys;
    const char *slug;
    struct pattern_evidence found;
    size_t room;
    size_t n_kinds;
    struct of_kind kinds[KINDS_MAX]; /* past those, each step asks anew */
};

static bool has_unmet(const struct figures *f)
{
    size_t i, j;

    for (i = 0; i < f->n_steps; i++)
        for (j = 0; j < f->steps[i].n_uses; j++)
            if (!f->steps[i].uses[j].reached)
                return true;
    return false;
}

static enum err read_figures(const struct evidence *ev, struct arena *a,
                             const char *journey, int64_t now_ms,
                             struct journey_told *ret_told)
{
    int32_t today = zone_day(ev->zone, now_ms);
    struct figures_query q = {.journey = journey,
                              .period = {true, true, today - DAYS, today - 1},
                              .now_ms = now_ms};
    struct journey_told t = {.has_ever = false};
    enum err e = tracker_figures(ev->tracker, a, &q, &t.lately);

    if (!e && (!t.lately.has_days || has_unmet(&t.lately))) {
        q.period = (struct period){.has_from = false};
        e = tracker_figures(ev->tracker, a, &q, &t.ever);
        t.has_ever = true;
    }
    if (e)
        return e;
    if (t.has_ever && !t.lately.has_days)
        t.lately = t.ever;
    *ret_told = t;
    return OK;
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
    k->journeys = arena_array(k->arena, list.n, sizeof(*k->journeys));
    for (k->n = 0; !e && k->n < list.n; k->n++)
        e = read_figures(r->ev, k->arena, list.at[k->n].id, r->now_ms,
                         &k->journeys[k->n]);
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

static struct pattern_share told_share(const struct share *exact)
{
    int64_t n = public_count(exact->n), m = public_count(exact->m);
    struct share least, most;

    if (n == PUBLIC_HIDDEN && m != PUBLIC_HIDDEN) {
        least = share_make(PUBLIC_HIDDEN_LEAST, m);
        most = share_make(PUBLIC_HIDDEN_MOST, m);
    } else {
        least = most = share_make(n, m);
    }
    return (struct pattern_share){n,         m,         least.known,
                                  most.rate, least.low, most.high};
}

/* For a median, where a hidden one is taken for the middle of them. */
static double ratio(int64_t n, int64_t of)
{
    return (double)public_middle(public_count(n)) /
           (double)public_middle(public_count(of));
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
        for (j = 0; j < s->journeys[i].lately.n_steps; j++) {
            const struct step_figures *step = &s->journeys[i].lately.steps[j];

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
        x[i] = ratio(steps[i]->dropped, steps[i]->mature);
    peers.rate = middle(x, peers.n);
    for (i = 0; i < peers.n; i++)
        x[i] = ratio(steps[i]->rejects, steps[i]->reached);
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
    int64_t attempts = public_count(f->started + f->joined_later);

    s->found.at = arena_grow(s->arena, s->found.at, s->found.n, &s->room,
                             sizeof(*s->found.at));
    s->found.at[s->found.n++] = (struct pattern_use){
        .named = named->name,
        .journey = f->journey,
        .journey_title = f->title,
        .step = step->id,
        .step_title = step->title,
        .pattern_version = version_of(named->name),
        .is_past = named->is_past,
        .has_days = f->has_days,
        .tells_days = f->has_days && attempts != PUBLIC_HIDDEN,
        .from = f->from,
        .until = f->until,
        .is_changing = f->under_way != NULL,
        .reached = public_count(named->reached),
        .rejects = public_count(named->rejects),
        .dropped = told_share(&named->drop_off),
        .enough = has_enough(&named->drop_off),
        .timed = public_count(named->time.n),
        .enough_timed = named->time.n >= STATS_ENOUGH,
        .p50_ms = named->time.n >= STATS_ENOUGH ? named->time.p50_ms : -1,
        .peers = peers_of(s, step->kind)};
}

/* Where nobody met it lately, what it did before.  What only older versions
 * name has nothing to say without attempts. */
static void add_named(struct search *s, const struct journey_told *t,
                      size_t place, size_t i)
{
    const struct figures *f = &t->lately;

    if (t->has_ever && !f->steps[place].uses[i].reached)
        f = &t->ever;
    if (!f->steps[place].uses[i].is_past || f->steps[place].uses[i].reached)
        add_use(s, f, &f->steps[place], &f->steps[place].uses[i]);
}

static void find_uses(struct search *s)
{
    const struct step_figures *step;
    size_t i, j, k;

    for (i = 0; i < s->n; i++)
        for (j = 0; j < s->journeys[i].lately.n_steps; j++) {
            step = &s->journeys[i].lately.steps[j];
            for (k = 0; k < step->n_uses; k++)
                if (is_named(step->uses[k].name, s->slug))
                    add_named(s, &s->journeys[i], j, k);
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
    s.journeys = ev->kept.journeys;
    find_uses(&s);
    *ret = s.found;
    return OK;
}

struct pattern_evidence_source evidence_source(struct evidence *evidence)
{
    return (struct pattern_evidence_source){find, evidence};
}
