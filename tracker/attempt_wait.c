/* What becomes of an attempt by time alone (attempt.h). */
#include "tracker/attempt.h"

int64_t attempt_limit_ms(const struct journey *j, const struct attempt *a)
{
    const struct definition *def = j->versions[a->version].def;

    if (a->state == STATE_COMPLETED || a->state == STATE_FAILED)
        return INT64_MIN;
    return a->newest_ms +
           (a->state == STATE_SAVED ? def->save_ms : def->idle_ms);
}

int64_t attempt_quiet_ms(const struct journey *j, const struct attempt *a)
{
    if (a->state == STATE_OPEN || a->state == STATE_SAVED)
        return attempt_limit_ms(j, a);
    return a->newest_ms + j->versions[a->version].def->idle_ms;
}

bool attempt_waits(const struct journey *j, const struct attempt *a,
                   int32_t *ret_day)
{
    int64_t limit = attempt_limit_ms(j, a);

    if (limit == INT64_MIN || limit - a->newest_ms < MS_PER_DAY)
        return false;
    *ret_day = day_utc(limit);
    return true;
}

enum state attempt_settled(const struct attempt *a)
{
    return a->state == STATE_COMPLETED || a->state == STATE_FAILED
               ? a->state
               : STATE_ABANDONED;
}

enum state attempt_state(const struct journey *j, const struct attempt *a,
                         int64_t now_ms)
{
    return now_ms <= attempt_limit_ms(j, a) ? a->state : attempt_settled(a);
}

bool attempt_unsettled(const struct journey *j, const struct attempt *a,
                       int64_t now_ms)
{
    int32_t day;

    return now_ms <= attempt_limit_ms(j, a) &&
           !(attempt_waits(j, a, &day) && day > day_utc(now_ms));
}

void attempt_unsettle(const struct attempt *a, const struct bag *own,
                      struct bag *figures)
{
    size_t i;

    if (a->joined_later || a->apart)
        return;
    bag_add(figures,
            bag_key(a->state == STATE_SAVED ? METRIC_SAVED : METRIC_OPEN, 0, 0),
            1);
    for (i = 0; i < own->n; i++) {
        uint64_t key = own->at[i].key;
        enum metric m = bag_key_metric(key);

        if (m == METRIC_REACHED)
            bag_add(figures, bag_key(METRIC_IMMATURE, bag_key_step(key), 0), 1);
        if (m == METRIC_ABANDONED || m == METRIC_DROPPED ||
            m == METRIC_ERROR_ATTRIBUTED ||
            (m == METRIC_LEFT_BY && a->state == STATE_OPEN))
            bag_add(figures, key, -1);
    }
}
