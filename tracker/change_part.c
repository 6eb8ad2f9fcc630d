#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/change_inside.h"

enum {
    HELD_MAX = 16384,       /* attempts in memory, of one commit all the same */
    REPEATED_MINUTES = 180, /* no clock is set back by more */
    SAMPLE_MINUTES = 30,
};

void change_part_init(struct change_part *p, struct tracker *t,
                      const char *slug)
{
    *p = (struct change_part){.chunks = {.store = t->store}};
    intake_init(&p->intake, t, slug);
    p->intake.keyless = true;
    bag_init(&p->before);
    bag_init(&p->after);
}

void change_part_release(struct change_part *p)
{
    bag_release(&p->before);
    bag_release(&p->after);
    expander_release(&p->chunks.expander);
    intake_release(&p->intake);
    free(p->gone);
}

/* What an attempt counts as when the change has come to from_ms. */
static void fold_at(struct change_part *p, const struct trail *t,
                    int64_t from_ms, struct attempt *ret_attempt,
                    struct bag *figures)
{
    struct journey *j = p->intake.journey;

    j->change.from_ms = from_ms;
    bag_empty(figures);
    attempt_fold(j, t, &p->intake.tracker->scratch, ret_attempt, figures);
    j->change.from_ms = p->until_ms;
}

/* false: this step is not about it. */
static bool fold_before(struct change_part *p, const struct trail *t,
                        struct attempt *ret_attempt)
{
    fold_at(p, t, p->until_ms, ret_attempt, &p->before);
    return ret_attempt->start_ms >= p->from_ms &&
           ret_attempt->start_ms < p->until_ms;
}

/* Attempts that are held are written under the change as it is afterwards. */
static enum err write_held(struct change_part *p)
{
    struct change *c = &p->intake.journey->change;
    enum err e;

    c->from_ms = p->from_ms;
    e = intake_flush(&p->intake);
    c->from_ms = p->until_ms;
    intake_let_go(&p->intake);
    p->unwritten = 0;
    return e;
}

/* Not while live attempts are scanned, for that is where they are written; of
 * those in chunks each is seen once. */
static enum err hold(struct change_part *p, const struct scanned *s,
                     struct trail **ret_trail)
{
    enum err e = !s->live && p->unwritten >= HELD_MAX ? write_held(p) : OK;

    intake_hold(&p->intake, s, ret_trail);
    p->held++;
    p->unwritten++;
    return e;
}

static size_t brought(const struct trail *t, int64_t import)
{
    size_t i, n = 0;

    for (i = 0; i < t->n; i++)
        n += t->at[i].import == import;
    return n;
}

/* All of it goes, and its chunk is written without it. */
static enum err take_away(struct change_part *p, const struct scanned *s,
                          const struct attempt *a)
{
    struct change_gone *g;

    p->gone = mem_grow(p->gone, p->n_gone, &p->gone_room, sizeof(*p->gone));
    g = &p->gone[p->n_gone++];
    g->chunk = s->chunk;
    memcpy(g->key, s->key, HASH_SIZE);
    return intake_count(&p->intake, a, &p->before, -1);
}

static enum err undo_one(void *self, const struct scanned *s)
{
    struct change_part *p = self;
    int64_t import = p->intake.journey->change.number;
    size_t n = brought(s->trail, import);
    struct trail *trail;
    struct attempt a;
    enum err e;

    if (n == 0 || !fold_before(p, s->trail, &a))
        return OK;
    p->done += (int64_t)n;
    if (n == s->trail->n && !s->live)
        return take_away(p, s, &a);
    e = hold(p, s, &trail);
    (void)trail_drop_import(trail, (uint32_t)import);
    return e;
}

/* Nothing of an attempt changes but what it adds to the figures: only they
 * are written, and its trail stays where it is. */
static enum err judge_one(void *self, const struct scanned *s)
{
    struct change_part *p = self;
    struct attempt before, after;
    enum err e;

    if (!fold_before(p, s->trail, &before) || before.apart == APART_BOT ||
        before.apart == APART_BURST)
        return OK;
    fold_at(p, s->trail, p->from_ms, &after, &p->after);
    if (before.apart == after.apart && before.quarantine == after.quarantine)
        return OK;
    p->done += before.apart != after.apart;
    e = intake_count(&p->intake, &before, &p->before, -1);
    return e ? e : intake_count(&p->intake, &after, &p->after, 1);
}

/* Does the version take it over?  Only of those it might is asked. */
static enum err take_over_one(void *self, const struct scanned *s)
{
    struct change_part *p = self;
    const struct journey *j = p->intake.journey;
    int64_t from_ms = j->versions[j->n_versions - 1].from_ms;
    struct attempt before, after;
    struct trail *trail;
    size_t i;

    for (i = 0; i < s->trail->n; i++)
        if (s->trail->at[i].at_ms >= from_ms)
            break;
    if (i == s->trail->n || !fold_before(p, s->trail, &before))
        return OK;
    fold_at(p, s->trail, p->from_ms, &after, &p->after);
    if (before.version == after.version)
        return OK;
    p->done++;
    return hold(p, s, &trail);
}

/* Chunks without the attempts that are gone. */
static enum err thin(struct change_part *p)
{
    size_t from, until;
    enum err e = OK;

    p->chunks.journey = p->intake.journey->id;
    for (from = 0; !e && from < p->n_gone; from = until) {
        struct map keys;
        bool added;

        map_init(&keys);
        for (until = from;
             until < p->n_gone && p->gone[until].chunk == p->gone[from].chunk;
             until++)
            (void)map_put(&keys, p->gone[until].key, HASH_SIZE, &added);
        e = chunk_thin(&p->chunks, p->gone[from].chunk, &keys);
        map_release(&keys);
    }
    return e;
}

/* The first and last day on which an attempt of the part may have started.
 * Where a clock is set back over midnight, a day comes twice. */
static void days_of(const struct change_part *p, int32_t *ret_first,
                    int32_t *ret_last)
{
    const struct zone *zone = p->intake.journey->zone;
    int64_t minutes;

    *ret_first = INT32_MAX;
    *ret_last = INT32_MIN;
    for (minutes = 0; minutes <= REPEATED_MINUTES; minutes += SAMPLE_MINUTES) {
        int32_t first =
            p->from_ms == INT64_MIN
                ? INT32_MIN
                : zone_day(zone, p->from_ms + minutes * MS_PER_MINUTE);
        int32_t last =
            p->until_ms == INT64_MAX
                ? INT32_MAX
                : zone_day(zone, p->until_ms - 1 - minutes * MS_PER_MINUTE);

        *ret_first = first < *ret_first ? first : *ret_first;
        *ret_last = last > *ret_last ? last : *ret_last;
    }
}

enum err change_part_walk(struct change_part *p)
{
    static scan_each *const each[] = {[CHANGE_UNDO] = undo_one,
                                      [CHANGE_ASIDE] = judge_one,
                                      [CHANGE_BACK] = judge_one,
                                      [CHANGE_VERSION] = take_over_one};
    const struct journey *j = p->intake.journey;
    struct scan_days days;
    enum err e;

    days_of(p, &days.first, &days.last);
    e = scan_days(p->intake.tracker, j, days, each[j->change.kind], p);
    if (!e)
        e = thin(p);
    return e ? e : write_held(p);
}
