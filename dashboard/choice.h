/*
 * choice.h - which attempts somebody asks a page for.
 *
 * All of it is in the address, so that every view is a link that can be sent.
 */
#ifndef DASHBOARD_CHOICE_H
#define DASHBOARD_CHOICE_H

#include "base/problems.h"
#include "tracker/tracker.h"
#include "web/request.h"
#include "web/route.h"

struct choice {
    struct period period;
    int64_t version; /* 0: all */
    struct segments segments;
};

/* The fields of a route whose handler reads a choice. */
/* clang-format off */
#define CHOICE_FIELDS                                                          \
    {"from", FIELD_TEXT, 40, ""},                                              \
    {"until", FIELD_TEXT, 40, ""},                                             \
    {"version", FIELD_COUNT, INT32_MAX, ""},                                   \
    {"channel", FIELD_KEY, 0, ""},                                             \
    {"device", FIELD_KEY, 0, ""},                                              \
    {"lang", FIELD_WORD, 0, ""},                                               \
    {"release", FIELD_WORD, 0, ""},                                            \
    {"variant", FIELD_WORD, 0, ""}
/* clang-format on */

/* What is wrong with its days is in p, by the fields' names; then the choice
 * is without them. */
struct choice choice_read(const struct request *rq, struct problems *p);

/* Of some segments only? */
bool choice_is_segmented(const struct choice *c);

/* "?from=2026-10-04&until=2026-10-31&device=mobile"; empty for everything.  In
 * the arena. */
char *choice_query(struct arena *a, const struct choice *c);

/* The n days before today. */
struct period period_last(int32_t today, int n);

/* From the first day that has an attempt on.  No last day: what is refused
 * counts on the day it came in, which for an archive is long after. */
struct period period_all(bool ever, int32_t first);

bool period_is(struct period a, struct period b);
bool period_is_asked(struct period p);

#endif
