/* nunjucks.h - the call of a macro, written as a person would write it. */
#ifndef PATTERNS_NUNJUCKS_H
#define PATTERNS_NUNJUCKS_H

#include <jansson.h>

#include "base/arena.h"

/* "date-input" of the library "govuk" and its options become an import and
 * {{ govukDateInput({ … }) }} in the arena. */
const char *nunjucks_call(struct arena *a, const char *library,
                          const char *component, json_t *options);

#endif
