/*
 * attempt.h - what became of one attempt: the rules, and nothing else.
 *
 * attempt_fold() reads a trail in the order that counts and says where the
 * attempt stands and what it adds to the figures.  It is a pure function of
 * trail and journey.  What passes with time alone (an attempt that nobody goes
 * on with becomes abandoned) is not in the fold: attempt_state() asks for it.
 * The rules: docs-site/figures.md.
 */
#ifndef TRACKER_ATTEMPT_H
#define TRACKER_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tracker/apart.h"
#include "tracker/bag.h"
#include "tracker/journey.h"
#include "tracker/trail.h"

/* By what attempts can be told apart in figures.  Stored: new ones go to the
 * end.  A value is a name's number, or an enum's. */
enum dimension {
    DIMENSION_ALL,
    DIMENSION_CHANNEL,
    DIMENSION_DEVICE,
    DIMENSION_LANG,
    DIMENSION_RELEASE,
    DIMENSION_VARIANT,
    DIMENSIONS,
    DIMENSION_CELLS = 100, /* rows of cells (cell.h) */
    DIMENSION_SPANS = 101, /* all, of SPAN_DAYS days: `day` is the first */
};

enum { SPAN_DAYS = 8 };

/* The first day of the span a day is in. */
static inline int64_t span_first(int64_t day)
{
    return day & ~(int64_t)(SPAN_DAYS - 1);
}

enum state {
    STATE_COMPLETED,
    STATE_FAILED,
    STATE_ABANDONED,
    STATE_SAVED,
    STATE_OPEN,
};

const char *state_text(enum state s);

struct attempt {
    size_t version;   /* index in the journey's versions */
    int64_t start_ms; /* that says how a change counts it (change.h) */
    int32_t day;
    int64_t newest_ms; /* of its events of any kind */
    bool joined_later;
    enum apart apart;
    uint32_t quarantine; /* its number; 0: of where it was exported, or none */
    /* STATE_COMPLETED and STATE_FAILED are for good as far as time goes;
     * STATE_SAVED and STATE_OPEN last until the limit has passed. */
    enum state state;
    enum outcome outcome;  /* of a completed one */
    int resting, furthest; /* places; -1: nowhere */
    int backs, rejects, unmapped, detours;
    bool refused_last; /* error-attributed, if it is abandoned */
    enum to left_by;   /* unless it is open or completed */
    int rating;        /* 0: none */
    uint16_t values[DIMENSIONS];
};

/* Memory that folds use again and again; zeroed at first. */
struct fold_scratch {
    struct trail_order order; /* of the trail folded last */
    struct visit *visits;
    size_t n_visits, visits_room;
};

void fold_scratch_release(struct fold_scratch *scratch);

/*
 * Work out an attempt of at least one event.  figures, empty before, is filled
 * with what it adds to its day, its limit taken as passed (METRIC_ABANDONED).
 */
void attempt_fold(const struct journey *j, const struct trail *t,
                  struct fold_scratch *scratch, struct attempt *ret_attempt,
                  struct bag *figures);

/* The instant up to which, inclusive, it is open or saved; INT64_MIN for one
 * whose state time does not change. */
int64_t attempt_limit_ms(const struct journey *j, const struct attempt *a);

/* The instant after which it may be packed, unless it goes on. */
int64_t attempt_quiet_ms(const struct journey *j, const struct attempt *a);

/*
 * Is its limit a day or more after its newest event, as when it was saved?
 * Then *ret_day is the day (UTC) of its limit, and figures hold until that day
 * begins what attempt_unsettle() says.
 */
bool attempt_waits(const struct journey *j, const struct attempt *a,
                   int32_t *ret_day);

/* Its state once its limit has passed. */
enum state attempt_settled(const struct attempt *a);

enum state attempt_state(const struct journey *j, const struct attempt *a,
                         int64_t now_ms);

/* Is it open or saved at now_ms, and not among those that wait for a later
 * day, of which figures say so themselves? */
bool attempt_unsettled(const struct journey *j, const struct attempt *a,
                       int64_t now_ms);

/* For an attempt that is open or saved at now_ms: turn what the fold added to
 * the figures into what holds now. */
void attempt_unsettle(const struct attempt *a, const struct bag *own,
                      struct bag *figures);

#endif
