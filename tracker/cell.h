/*
 * cell.h - everything attempts can be told apart by, in one number.
 *
 * A cell holds an attempt's attributes side by side.  Beside the daily figures
 * lie bags of cells: how many attempts of a day were in each.  Summed over
 * days they answer any question that names attributes, without a trail.
 */
#ifndef TRACKER_CELL_H
#define TRACKER_CELL_H

#include "tracker/attempt.h"

enum attribute {
    ATTRIBUTE_STATE,
    ATTRIBUTE_OUTCOME,
    ATTRIBUTE_STANDING, /* started, joined later, or held apart and why */
    ATTRIBUTE_RESTING,  /* place + 1 */
    ATTRIBUTE_FURTHEST, /* place + 1 */
    ATTRIBUTE_LEFT_BY,
    ATTRIBUTE_RATING,
    ATTRIBUTE_CHANNEL,
    ATTRIBUTE_DEVICE,
    ATTRIBUTE_LANG,
    ATTRIBUTE_RELEASE,
    ATTRIBUTE_VARIANT,
    ATTRIBUTES
};

enum {
    CELL_VALUES = 512, /* a value of any attribute is below */
    CELLS_MAX = 4096,  /* different ones in a bag; past it, CELLS_TOO_MANY */
};

/* The only key of a bag that had too many: trails are asked instead. */
#define CELLS_TOO_MANY UINT64_MAX

/* Of an attempt that is in that state. */
uint64_t cell_make(const struct attempt *a, enum state state);

uint32_t cell_value(uint64_t cell, enum attribute attribute);

/* Count attempts in a cell into a bag, or out of it (n < 0). */
void cells_add(struct bag *cells, uint64_t cell, int64_t n);

/* By its name: "state", "left-by"; ATTRIBUTES if it is none's. */
enum attribute attribute_find(const char *name);

/* What a value is called in a version (its index); "none" where an attempt
 * has none; NULL if there is no such value. */
const char *attribute_word(const struct journey *j, size_t version,
                           enum attribute attribute, uint32_t value);

#endif
