/* Attempts of a history set aside, and given back (agree.h). */
#include "tests/oracle/agree.h"

#include "base/time.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"
#include "tests/oracle/oracle.h"

/* A release, the day of some attempt, or one of the batches. */
static json_t *some_quarantine(struct dice *d, const json_t *history,
                               const json_t *answer)
{
    size_t batches = json_array_size(json_object_get(history, "batches"));
    json_t *attempts = json_object_get(answer, "attempts");
    size_t left = dice_below(d, json_object_size(attempts) + 1);
    const char *id, *day = "2026-03-02";
    json_t *attempt;

    json_object_foreach(attempts, id, attempt)
    {
        if (left-- > 0)
            day = json_string_value(json_object_get(attempt, "day"));
        else
            break;
    }
    switch (dice_below(d, batches > 0 ? 3 : 2)) {
    case 0:
        return json_pack("{s:s}", "release", dice_chance(d, 50) ? "r1" : "r2");
    case 1:
        return json_pack("{s:s,s:s}", "from", day, "until",
                         dice_chance(d, 60) ? day : "2030-01-01");
    default:
        return json_pack("{s:i}", "batch", (int)dice_below(d, batches));
    }
}

static json_t *expect_aside(const json_t *history, const json_t *quarantine)
{
    json_t *events = history_events_by_batch(history);
    json_t *expect = oracle_expect_aside(json_object_get(history, "versions"),
                                         events, history_received_ms(history),
                                         history_now_ms(history), quarantine);

    json_decref(events);
    return expect;
}

const char *oracle_setting_aside_differs(struct arena *a, struct asked *t,
                                         const json_t *history, json_t *answer)
{
    json_t *seed = json_object_get(history, "seed");
    struct dice dice = {~(uint64_t)json_integer_value(seed)};
    json_t *quarantine = some_quarantine(&dice, history, answer);
    bool applies = false;
    const char *d = asked_set_aside(a, t, quarantine, &applies);

    if (!d && applies) {
        json_t *expect = expect_aside(history, quarantine);
        d = oracle_answers_differ(a, t, history, expect);
        json_decref(expect);
        if (!d && dice_chance(&dice, 10))
            d = asked_verify(a, t);
        if (d)
            d = arena_printf(a, "set aside: %s: %s",
                             json_dumps(quarantine, JSON_COMPACT), d);
        if (!d)
            d = asked_give_back(a, t);
        if (!d)
            d = oracle_answers_differ(a, t, history, answer);
    }
    json_decref(quarantine);
    return d;
}
