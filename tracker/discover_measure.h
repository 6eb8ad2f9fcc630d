/* discover_measure.h - what a log's cases say of its steps (see discover.h). */
#ifndef TRACKER_DISCOVER_MEASURE_H
#define TRACKER_DISCOVER_MEASURE_H

#include "tracker/caselog.h"

struct measured_step {
    int64_t cases;  /* that hold it */
    int64_t first;  /* that begin with it */
    int64_t last;   /* that end with it */
    int64_t places; /* the sum of its places among the steps of its cases */
    bool is_end;
};

struct measures {
    size_t n; /* steps */
    struct measured_step *steps;
    uint32_t *before; /* [a * n + b]: cases that came to a first, then to b */
    uint32_t *moves;  /* [a * n + b]: times b came directly after a */
    size_t start;
    size_t *order; /* the steps as the definition lists them */
    int64_t idle_minutes;
};

/* Of a sorted log with at least one row; all in the arena. */
void measures_make(struct arena *a, const struct caselog *log,
                   struct measures *ret_measures);

#endif
