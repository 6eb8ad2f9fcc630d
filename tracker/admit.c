#include "tracker/admit.h"

#include <string.h>

#include "base/time.h"
#include "tracker/intake.h"

/* Events of one request are mostly of one journey. */
struct admitting {
    struct tracker *tracker;
    const struct sender *sender;
    struct delivery *delivery;
    const char *slug; /* the journey asked for last */
    enum access access;
    struct intake intake; /* of that journey, in a dry run ... */
    bool holds;           /* ... once there is one */
    bool dry;
    bool begun; /* a transaction */
    enum access worst;
};

/* In a transaction from here on. */
static enum err look(struct admitting *ad)
{
    int64_t now_ms = time_steady_ms();
    enum err e = ad->begun ? OK : folder_begin(ad->tracker);

    ad->begun = !e;
    if (!e)
        ad->tracker->looked_ms = now_ms;
    return e;
}

static void let_go(struct admitting *ad)
{
    if (ad->holds)
        intake_release(&ad->intake);
    ad->holds = false;
}

static enum err ask(struct admitting *ad)
{
    struct tracker *t = ad->tracker;
    struct journey *j = NULL;
    enum err e = OK;

    ad->access = ACCESS_GRANTED;
    if (!access_remembers(t, ad->slug, ad->sender)) {
        e = look(ad);
        if (!e)
            e = access_ask(t, ad->slug, ad->sender, &ad->access);
    }
    if (!e && !folder_holds(t, ad->slug))
        e = look(ad);
    if (!e && ad->access == ACCESS_GRANTED)
        e = folder_journey(t, ad->slug, &j); /* to be held, at least */
    if (e || !ad->dry || ad->access != ACCESS_GRANTED)
        return e;
    let_go(ad);
    intake_init(&ad->intake, t, ad->slug);
    ad->intake.journey = j;
    ad->holds = true;
    return OK;
}

static void refuse_access(struct admitting *ad, struct collected *one)
{
    bool unknown = ad->access == ACCESS_NO_JOURNEY;

    one->outcome = EVENT_REFUSED;
    one->fault = (struct event_fault){unknown ? "journey" : "",
                                      access_reason(ad->access)};
    one->event.journey = NULL;
    if (!unknown && ad->worst == ACCESS_GRANTED)
        ad->worst = ad->access;
}

static void try_event(struct admitting *ad, struct collected *one)
{
    struct delivery *d = ad->delivery;
    struct event_fault fault;

    if (one->fault.reason)
        return;
    if (intake_welcomes(&ad->intake, &one->event, d->received_ms, &fault)) {
        one->unmapped = one->event.step &&
                        !journey_has_step(ad->intake.journey, one->event.step);
        return;
    }
    one->outcome = EVENT_REFUSED;
    one->fault.field = arena_strdup(d->arena, fault.field);
    one->fault.reason = arena_strdup(d->arena, fault.reason);
}

static enum err admit_all(struct admitting *ad)
{
    struct delivery *d = ad->delivery;
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < d->n; i++) {
        struct collected *one = &d->at[i];

        if (!one->event.journey)
            continue;
        if (!ad->slug || strcmp(ad->slug, one->event.journey) != 0) {
            ad->slug = one->event.journey;
            e = ask(ad);
        }
        if (!e && ad->access != ACCESS_GRANTED)
            refuse_access(ad, one);
        else if (!e && ad->dry)
            try_event(ad, one);
    }
    return e;
}

static bool must_look(const struct tracker *t)
{
    return !t->looked_ms || time_steady_ms() - t->looked_ms > ACCESS_HOLDS_MS;
}

static enum err run(struct admitting *ad, enum access *ret_access)
{
    enum err e = OK;

    if (must_look(ad->tracker) && !folder_is_current(ad->tracker))
        e = look(ad);
    if (!e)
        e = admit_all(ad);
    let_go(ad);
    if (e)
        folder_rollback(ad->tracker);
    else if (ad->begun)
        e = folder_commit(ad->tracker);
    if (!e)
        *ret_access = ad->worst;
    return e;
}

enum err admit(struct tracker *t, const struct sender *s, struct delivery *d,
               enum access *ret_access)
{
    struct admitting ad = {.tracker = t, .sender = s, .delivery = d};

    return run(&ad, ret_access);
}

enum err admit_dry(struct tracker *t, const struct sender *s,
                   struct delivery *d, enum access *ret_access)
{
    struct admitting ad = {
        .tracker = t, .sender = s, .delivery = d, .dry = true};

    return run(&ad, ret_access);
}
