/*
 * step_parts.h - a step's share dropped in parts: by when the attempts started,
 * and by what they have in common.
 */
#ifndef DASHBOARD_STEP_PARTS_H
#define DASHBOARD_STEP_PARTS_H

#include "dashboard/view.h"

/* Parts of days at most, and values of each attribute: the last by name. */
enum { STEP_DAYS_MAX = 13, STEP_VALUES_MAX = 8 };

struct step_part {
    const char *attribute, *value; /* "device", "mobile"; NULL of days */
    struct choice choice;          /* by which a page shows only these */
    int64_t reached;
    struct share drop_off;
    int64_t others_reached;
    struct share others; /* of all other attempts of the step */
    bool is_compared;    /* there are enough of both; then: */
    bool differs;        /* more than chance explains (compared.h) ... */
    double p;            /* ... which is this likely at most */
    struct difference difference; /* from the others */
};

struct step_parts {
    size_t n;
    struct step_part *at; /* in the arena */
    size_t left_out;      /* values that were not asked for, past those */
};

/*
 * Single days, or weeks, or as many weeks together as it takes; the last ends
 * with the last day that has an attempt, and only the first may be shorter.
 * Oldest first; none where there would be only one, or where the days would
 * have to be counted from trails each time (several segments chosen).
 */
MUST_USE enum err step_parts_of_days(struct tracker *t, struct arena *a,
                                     const struct view *v, const char *step,
                                     int64_t now_ms,
                                     struct step_parts *ret_parts);

/*
 * Of each attribute the values that somebody who came here had, where there are
 * two at least to hold against each other; none where segments are chosen.
 */
MUST_USE enum err step_parts_of_groups(struct tracker *t, struct arena *a,
                                       const struct view *v, const char *step,
                                       int64_t now_ms,
                                       struct step_parts *ret_parts);

#endif
