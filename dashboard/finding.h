/*
 * finding.h - what a journey's figures say, as a sentence.
 *
 * It claims no more than the figures hold: below 30 settled attempts it says
 * so, and where the step after the worst is close behind, it says that too.
 */
#ifndef DASHBOARD_FINDING_H
#define DASHBOARD_FINDING_H

#include "tracker/tracker.h"

/* All texts are in the arena or constant; none is NULL. */
struct finding {
    const char *rule;  /* which of the rules in finding.c spoke */
    const char *claim; /* "Most people who give up do so at “Which bin?”:" */
    const char *figures; /* "112 of 843 (13 %, ...)"; may be empty */
    const char *note;    /* what goes with it; may be empty */
    const char *brief;   /* the same for a row of a table */
    bool enough;         /* there is data enough to act on */
    const struct step_figures *most; /* the step it is about; NULL: none */
};

struct finding finding_make(struct arena *a, const struct figures *f);

#endif
