/*
 * views_reading.h - an expression of Nunjucks or Twig while it is read.
 */
#ifndef PATTERNS_VIEWS_READING_H
#define PATTERNS_VIEWS_READING_H

#include "patterns/views_run.h"

struct reading {
    struct view_run *run;
    const struct view_part *part; /* the whole expression */
    const struct view_frame *frame;
    struct view_part at; /* what is left of it */
    int depth;
    bool lost; /* something is called that is not there, and counts */
};

/* NULL, and nothing more is read; told. */
json_t *reading_stop(struct reading *x);

/* The sign or word, if it comes next. */
bool reading_take(struct reading *x, const char *word);

/* "" where none comes next. */
const char *reading_name(struct reading *x);

json_t *reading_own(const struct reading *x, json_t *value);

/* Told, if it is no text. */
const char *reading_text(struct reading *x, const json_t *value);

/* The value as the filter of that name makes it, with what stands between its
 * brackets; false: there is no such filter for it here (views_filters.c). */
bool filter_value(struct reading *x, const char *name, json_t *const *with,
                  json_t **value);

/* "range(1, 5)" behind its bracket, as a list (views_operators.c). */
json_t *reading_counted(struct reading *x);

/* A value with what hangs on it; and one with all that joins it to others
 * (views_operators.c). */
json_t *reading_value(struct reading *x);
json_t *reading_choice(struct reading *x);

#endif
