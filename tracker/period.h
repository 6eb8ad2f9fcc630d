/* period.h - the days a question is about. */
#ifndef TRACKER_PERIOD_H
#define TRACKER_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

/* Inclusive days on which attempts start; either end may be open. */
struct period {
    bool has_from, has_until;
    int32_t from, until;
};

/* Its first and last day; of an open end, the first or last there can be. */
static inline int32_t period_first_day(const struct period *p)
{
    return p->has_from ? p->from : INT32_MIN;
}

static inline int32_t period_last_day(const struct period *p)
{
    return p->has_until ? p->until : INT32_MAX;
}

static inline bool period_holds(const struct period *p, int32_t day)
{
    return day >= period_first_day(p) && day <= period_last_day(p);
}

#endif
