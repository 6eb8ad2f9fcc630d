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

/* The values of an object, in an order that does not depend on their keys. */
json_t *oracle_without_names(struct arena *a, json_t *object);

#endif
