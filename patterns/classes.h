/* classes.h - the classes that the examples of an entry have. */
#ifndef PATTERNS_CLASSES_H
#define PATTERNS_CLASSES_H

#include "patterns/pattern.h"

enum { CLASSES_MAX = 500 };

/* Each once, in alphabetical order, in the arena; of more than the lid the
 * first that the examples show. */
struct pattern_texts classes_of(struct arena *a, const struct pattern *p);

#endif
