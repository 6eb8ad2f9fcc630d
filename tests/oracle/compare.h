/* compare.h - where two answers differ, in words. */
#ifndef TESTS_ORACLE_COMPARE_H
#define TESTS_ORACLE_COMPARE_H

#include <jansson.h>

#include "base/arena.h"

/*
 * The first difference, "figures.steps.b.backs: want 1, got 0", in the arena;
 * or NULL.  Keys that only `got` has do not matter.
 */
const char *oracle_difference(struct arena *a, json_t *want, json_t *got);

/*
 * Which elements only one of two lists has, in whatever order: "want {...},
 * which is not there", "got {...}, which should not be", in the arena; or
 * NULL.  An element that is wanted may know fewer keys than the one it is.
 */
const char *oracle_lists_differ(struct arena *a, json_t *want, json_t *got);

/*
 * As oracle_difference(), for figures.  Where `want` has a list of times,
 * `got` has {"n", "p50", "p75", "p90"}, which may be wrong by 4 %.  Steps that
 * only `want` has must be those that nobody came to.
 */
const char *oracle_figures_differ(struct arena *a, json_t *want, json_t *got);

#endif
