/*
 * caselog.h - the rows of a log, kept until they can be put in order.
 *
 * Rows of a case may be anywhere in a file, so a case is only known at the
 * file's end.  A row takes 24 bytes, a case its name and some 40 more.
 */
#ifndef TRACKER_CASELOG_H
#define TRACKER_CASELOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "tracker/event.h"

enum { CASELOG_ROWS_MAX = 50 * 1000 * 1000 };

struct caselog_row {
    int64_t at_ms;
    uint32_t case_no, arrival; /* both counted from 0 */
    uint16_t step, seq;
    bool dated, sequenced; /* sequenced: so are all rows of the case */
};

struct caselog {
    struct arena *arena;
    struct map cases, steps; /* by name, numbered as they come */
    const char **titles;     /* of steps */
    bool *unsequenced;       /* of cases: a row of it has no seq */
    struct caselog_row *rows;
    size_t n_cases, cases_room, n_steps, steps_room, n_rows, rows_room;
};

void caselog_init(struct caselog *log);
void caselog_release(struct caselog *log);

/* An event that has a step.  ERR_TOO_BIG: one row, or one step (STEPS_MAX of
 * definition.h), more than there may be. */
MUST_USE enum err caselog_add(struct caselog *log, const struct event *e);

/* Case by case as they first came; within one by seq if all have it, else by
 * time; then as they came.  A row with no time is as of now: behind all. */
void caselog_sort(struct caselog *log);

/* Where the case that begins at that row ends. */
size_t caselog_case_end(const struct caselog *log, size_t row);

#endif
