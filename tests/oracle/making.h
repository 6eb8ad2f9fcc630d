/* making.h - a history in the making. */
#ifndef TESTS_ORACLE_MAKING_H
#define TESTS_ORACLE_MAKING_H

#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"

/* How the events of an attempt are numbered and timed. */
enum style {
    SEQ,          /* all have seq, which agrees with the time */
    SEQ_NO_CLOCK, /* all have seq; the times are anyhow */
    SEQ_COLLIDES, /* all have seq, out of a few */
    NO_SEQ,
    MIXED, /* some have seq */
    STYLES
};

struct making {
    struct dice dice;
    json_t *versions;
    json_t *events;
    bool late;         /* some versions are added after some events */
    bool crowd;        /* many attempts, over many days */
    int64_t around_ms; /* the history plays around here */
    /* the attempt in the making */
    int attempt;
    enum style style;
    bool browser; /* its events come with evidence */
    int seq;
    int64_t at_ms;
    const char *step;
    int stay; /* for so many events */
};

/* attempts.c: one more attempt, its events at the end of events. */
void making_add_attempt(struct making *h);

/* How the id of an attempt begins whose events may have evidence: only such
 * as are in an export may. */
#define BROWSER_ATTEMPT "browser-"

/* Evidence of an event of such an attempt: most often "browser". */
void making_put_evidence(struct dice *d, json_t *event);

/* A gap, often small, often at one of the limits of a version. */
int64_t making_gap_ms(struct making *h);
int64_t making_limit_ms(struct making *h);

/* That instant in one of the ways it may be written. */
json_t *making_instant(struct dice *d, int64_t ms);

/* What events of that kind may say besides. */
void making_put_details(struct dice *d, const char *kind, json_t *event);
void making_put_segments(struct dice *d, json_t *event);

#endif
