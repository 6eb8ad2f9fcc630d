/*
 * problems.h - everything that is wrong with an input, not only the first.
 *
 * A form or a file is checked to its end; each problem says where it is and
 * what to do.  Past the lid only the number is kept.
 */
#ifndef BASE_PROBLEMS_H
#define BASE_PROBLEMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

struct problem {
    const char *place;   /* "line 4", "steps[2].next[0].to", a field's name */
    const char *message; /* a sentence without a full stop */
    int64_t line;        /* of a file; 0: of the whole, or of none */
};

struct problems {
    struct arena *arena;
    size_t n;           /* kept in at[] */
    size_t total;       /* seen */
    size_t max;         /* lid of n */
    struct problem *at; /* in the arena */
};

/* In the arena, which outlives it. */
void problems_init(struct problems *p, struct arena *a, size_t max);

/* place is copied; it may be NULL for the whole input. */
void problems_add(struct problems *p, const char *place, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* Of a field of a line of a file, "line 12, step", or ("") of all of the line;
 * line 0: of the file.  The field is shown as text_shown() does. */
void problems_add_line(struct problems *p, int64_t line, const char *field,
                       const char *message);

/* What is in from, too; what was past its lid counts. */
void problems_add_all(struct problems *p, const struct problems *from);

/* In the order of their lines, those of no line behind them; otherwise as they
 * were added. */
void problems_sort_lines(struct problems *p);

#endif
