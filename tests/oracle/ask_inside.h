/* ask_inside.h - what ask_tracker.c (changes) and ask_answers.c share. */
#ifndef TESTS_ORACLE_ASK_INSIDE_H
#define TESTS_ORACLE_ASK_INSIDE_H

#include "tests/oracle/ask_tracker.h"
#include "tracker/change.h"
#include "tracker/tracker.h"

struct asked {
    struct tracker *tracker;
    struct tracker *reader; /* as a server has one; NULL: not opened yet */
    char dir[256], file[300];
    int n;            /* journeys so far */
    char journey[32]; /* the last one's id */
    int64_t *imports; /* of its batches: their numbers */
    size_t imports_room;
    int64_t quarantine; /* set aside last */
    int kill_after_us;  /* 0: never */
    struct change_watch watch;
    char step_fault[300]; /* what a step left that is not a recount; or "" */
};

/* "import: ERR_…", with what is in p. */
const char *asked_fault(struct arena *a, const char *what, enum err e,
                        const struct problems *p);

#endif
