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
    free(p->moved);
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

/* An attempt starts with one of its events. */
static bool may_start_here(const struct change_part *p, const struct trail *t)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->at[i].at_ms >= p->from_ms && t->at[i].at_ms < p->until_ms)
            return true;
    return false;
}

/* false: this step is not about it. */
static bool fold_before(struct change_part *p, const struct trail *t,
                        struct attempt *ret_attempt)
{
    if (!may_start_here(p, t))
        return false;
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

/* It is counted by itself, and its chunk is written later. */
static struct change_moved *move_out(struct change_part *p,
                                     const struct scanned *s)
{
    struct change_moved *m;

    p->moved =
        mem_grow(p->moved, p->n_moved, &p->moved_room, sizeof(*p->moved));
    m = &p->moved[p->n_moved++];
    *m = (struct change_moved){.chunk = s->chunk};
    memcpy(m->key, s->key, HASH_SIZE);
    return m;
}

static enum err count_again(struct change_part *p, const struct attempt *before,
                            const struct attempt *after)
{
    enum err e = intake_count(&p->intake, before, &p->before, -1);

    return e ? e : intake_count(&p->intake, after, &p->after, 1);
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
    if (n == s->trail->n && !s->live) {
        (void)move_out(p, s);
        return intake_count(&p->intake, &a, &p->before, -1);
    }
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

    if (!fold_before(p, s->trail, &before) || before.apart == APART_BOT ||
        before.apart == APART_BURST)
        return OK;
    fold_at(p, s->trail, p->from_ms, &after, &p->after);
    if (before.apart == after.apart && before.quarantine == after.quarantine)
        return OK;
    p->done += before.apart != after.apart;
    return count_again(p, &before, &after);
}

/* Does the version take it over?  Only of those it might is asked. */
static enum err take_over_one(void *self, const struct scanned *s)
{
    struct change_part *p = self;
    const struct journey *j = p->intake.journey;
    int64_t from_ms = j->versions[j->n_versions - 1].from_ms;
    struct attempt before, after;
    struct change_moved *m;
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
    if (s->live)
        return hold(p, s, &trail);
    m = move_out(p, s);
    m->version = j->versions[after.version].number;
    m->day = after.day;
    m->settled_ms = attempt_limit_ms(j, &after);
    return count_again(p, &before, &after);
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
        e = change_write_chunks(p);
    return e ? e : write_held(p);
}
