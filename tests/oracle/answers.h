/* answers.h - the tracker's answers in the oracle's shape. */
#ifndef TESTS_ORACLE_ANSWERS_H
#define TESTS_ORACLE_ANSWERS_H

#include "tracker/tracker.h"

json_t *answers_figures(const struct figures *f);

/* A list of what the lines say that tracker_attempts() writes. */
json_t *answers_attempts(const char *text, size_t n);

#endif
