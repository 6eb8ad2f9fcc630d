#include "server/derive.h"

#include <string.h>

static const struct derived *make(const struct request *rq,
                                  const struct salt *salt, const char *journey)
{
    struct derived *who = arena_alloc(rq->arena, sizeof(*who));

    *who = (struct derived){.today = request_sender(rq, &salt->today, journey),
                            .has_before = salt->has_before,
                            .lost_ms = salt->lost_ms};
    if (salt->has_before)
        who->before = request_sender(rq, &salt->before, journey);
    return who;
}

static bool is_without(const struct collected *one)
{
    return !one->fault.reason && !one->event.attempt && !one->event.hashed;
}

static void refuse(struct collected *one)
{
    one->outcome = EVENT_REFUSED;
    one->fault = (struct event_fault){"attempt", "is missing"};
}

void derive_attempts(const struct request *rq, struct salts *salts,
                     struct delivery *d)
{
    const struct derived *who = NULL;
    const char *journey = NULL;
    struct salt salt;
    size_t i;

    for (i = 0; i < d->n; i++) {
        struct collected *one = &d->at[i];

        if (!is_without(one))
            continue;
        if (!salts) {
            refuse(one);
            continue;
        }
        if (!who)
            salt = salts_at(salts, rq->now_ms);
        if (!who || strcmp(journey, one->event.journey) != 0)
            who = make(rq, &salt, one->event.journey);
        journey = one->event.journey;
        one->who = who;
    }
}
