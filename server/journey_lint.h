/* journey_lint.h - journeys held against the pattern library. */
#ifndef SERVER_JOURNEY_LINT_H
#define SERVER_JOURNEY_LINT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/problems.h"

struct catalogue;

/* What is wrong with a journey template, for `waymark lint`. */
void journey_template_check(const struct catalogue *c, struct arena *a,
                            const char *text, size_t n,
                            struct problems *problems);

#endif
