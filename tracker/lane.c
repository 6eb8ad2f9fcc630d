#include "tracker/lane.h"

#include <stdlib.h>

#include "base/memory.h"

void lane_init(struct lane *l, struct tracker *t, struct bursts *bursts,
               const char *slug)
{
    *l = (struct lane){.slug = mem_strdup(slug)};
    intake_init(&l->intake, t, l->slug);
    l->intake.bursts = bursts;
}

void lane_release(struct lane *l)
{
    intake_release(&l->intake);
    derived_release(&l->counts);
    free(l->slug);
}

void delivery_refuse(struct delivery *d, struct collected *one,
                     const struct event_fault *fault)
{
    one->outcome = EVENT_REFUSED;
    one->fault.field = arena_strdup(d->arena, fault->field);
    one->fault.reason = arena_strdup(d->arena, fault->reason);
}

/* It came in as accepted, and is written to only if it was not: its memory is
 * another core's. */
static void note(struct lane *l, struct delivery *d, size_t i, enum verdict v)
{
    struct event_fault fault;
    bool is_refused = verdict_fault(v, &fault);

    if (v == VERDICT_DUPLICATE)
        d->at[i].outcome = EVENT_DUPLICATE;
    if (is_refused)
        delivery_refuse(d, &d->at[i], &fault);
    l->events += v == VERDICT_ACCEPTED;
    l->duplicates += v == VERDICT_DUPLICATE;
    l->conflicts += v == VERDICT_CONFLICT;
    l->refused += is_refused;
}

enum err lane_keep(struct lane *l, struct delivery *d, size_t i)
{
    struct collected *one = &d->at[i];
    struct event_fault fault;
    enum verdict v;
    enum err e = OK;

    if (!intake_welcomes(&l->intake, &one->event, d->received_ms, &fault)) {
        delivery_refuse(d, one, &fault);
        l->refused++;
        return OK;
    }
    one->outcome = EVENT_ACCEPTED;
    if (one->event.test)
        return OK;
    if (one->who)
        e = derived_settle(&l->counts, &l->intake, d->arena, one->who,
                           d->received_ms, &one->event);
    l->intake.place = d->place;
    if (!e)
        e = intake_event(&l->intake, &one->event, 0, d->received_ms, &v);
    if (!e)
        note(l, d, i, v);
    return e;
}

bool lane_knows(const struct lane *l, const struct briefs *b, size_t n)
{
    size_t i;

    if (b->meaning != l->intake.journey->meaning)
        return false;
    for (i = 0; i < n; i++)
        key_index_expect(&l->intake.keys, b->at[i].key.bytes);
    return true;
}

/* Of another time than it is taken, the longer way says so. */
bool lane_takes_brief(struct lane *l, const struct delivery *d, size_t i)
{
    const struct brief *b = &d->briefs->at[i];

    return brief_is_made(b) &&
           intake_takes(&l->intake, b->event.at_ms, d->received_ms);
}

enum err lane_keep_brief(struct lane *l, struct delivery *d, size_t i)
{
    struct brief *b = &d->briefs->at[i];
    enum verdict v;
    enum err e;

    l->intake.place = d->place;
    e = intake_keep(&l->intake, b->key.bytes, &b->event, NULL, d->received_ms,
                    &v);
    if (!e)
        note(l, d, i, v);
    return e;
}

enum err lane_flush(struct lane *l, int64_t received_ms)
{
    enum err e = intake_flush(&l->intake);

    if (!e)
        e = intake_received(&l->intake,
                            zone_day(l->intake.journey->zone, received_ms),
                            l->duplicates, l->refused, l->conflicts);
    return e;
}
