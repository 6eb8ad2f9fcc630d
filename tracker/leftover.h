/*
 * leftover.h - what somebody began and is no longer there to finish.
 *
 * A command that undoes an import, say, may be killed in the middle.  Whoever
 * keeps the folder looks now and then, which costs next to nothing while nobody
 * else writes, and goes on with what is under way (change.h) and nobody alive
 * has in hand.
 */
#ifndef TRACKER_LEFTOVER_H
#define TRACKER_LEFTOVER_H

#include "tracker/change.h"

struct leftover {
    struct tracker *tracker; /* borrowed */
    bool is_left;            /* there is something to go on with: run */
    struct change_run run;
    char *slug;       /* of the journey that was gone on with last; or NULL */
    int64_t look_ms;  /* not before that, by the steady clock */
    bool looked, any; /* and something was under way */
    int64_t state;    /* that the folder was in */
};

/* Zeroed but for its tracker it has not looked yet. */
void leftover_release(struct leftover *l);

/* Is something left?  Looks every other second, however often it is asked. */
bool leftover_look(struct leftover *l);

/* One step of what is left, unless somebody has taken it in hand meanwhile.
 * What fails is logged, and tried again a minute later. */
void leftover_step(struct leftover *l);

#endif
