/*
 * apart.h - which attempts are held apart, and why.
 *
 * An attempt held apart is kept and shown like any other, and is in no figure
 * but the number of those held apart.  A pure function of trail and journey,
 * as all of attempt.h.  The rules: docs-site/figures.md.
 */
#ifndef TRACKER_APART_H
#define TRACKER_APART_H

#include <stdint.h>

struct attempt;
struct fold_scratch;
struct journey;
struct trail;

/* Stored: new ones go to the end. */
enum apart { APART_NO, APART_BOT, APART_BURST, APART_QUARANTINE, APARTS };

enum {
    APART_VISITS = 3,      /* that many questions, shown and accepted, */
    APART_WITHIN_MS = 1500 /* in less than that: no person did it */
};

/* "bot"; NULL for APART_NO. */
const char *apart_text(enum apart why);

/* Both as a sub of METRIC_APART, and back; APART_NO for another number. */
uint32_t apart_sub(const struct attempt *a);
enum apart apart_read(uint32_t sub, uint32_t *ret_quarantine);

/* Set apart and quarantine of an attempt that is otherwise worked out;
 * scratch is that of its fold. */
void apart_judge(const struct journey *j, const struct trail *t,
                 const struct fold_scratch *scratch, struct attempt *a);

#endif
