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

static void refuse(struct collected *one, const char *reason)
{
    one->outcome = EVENT_REFUSED;
    one->fault = (struct event_fault){"attempt", reason};
}

/* Why nobody can say whose these are; NULL: it can be said. */
static const char *refusal_of(const struct request *rq,
                              const struct salts *salts)
{
    if (!salts)
        return "is missing";
    if (request_hides_sender(rq))
        return "is missing, and this server cannot tell people apart, for a "
               "proxy hides them: send one, or have whoever runs the server "
               "tell it of the proxy (waymark serve --proxy)";
    return NULL;
}

void derive_attempts(const struct request *rq, struct salts *salts,
                     struct delivery *d)
{
    const char *refusal = refusal_of(rq, salts), *journey = NULL;
    const struct derived *who = NULL;
    struct salt salt;
    size_t i;

    for (i = 0; i < d->n; i++) {
        struct collected *one = &d->at[i];

        if (!is_without(one))
            continue;
        if (refusal) {
            refuse(one, refusal);
            continue;
        }
        if (!who)
            salt = salts_at(salts, rq->now_ms);
        if (!who || strcmp(journey, one->event.journey) != 0)
            who = make(rq, &salt, one->event.journey);
        journey = one->event.journey;
        one->who = who;
    }
    explicit_bzero(&salt, sizeof(salt));
}
