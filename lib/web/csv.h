/*
 * csv.h - comma-separated values as RFC 4180 has them, safe to open.
 *
 * A spreadsheet runs a cell that starts like a formula.  A text cell that
 * starts with = + - @, TAB, CR, LF or a full-width form of the four gets an
 * apostrophe in front, unless it is a plain number.  Header rows are written
 * by the same functions.
 */
#ifndef WEB_CSV_H
#define WEB_CSV_H

#include <stdint.h>

#include "base/buf.h"

struct csv {
    struct buf *out; /* borrowed; its lid and sticky failure are the CSV's */
    int64_t cells;   /* in the row so far */
};

struct csv csv_make(struct buf *out);

void csv_text(struct csv *c, const char *text); /* NULL: an empty cell */
void csv_count(struct csv *c, int64_t n);

/* Shortest digits that read back the same; empty for what is no number. */
void csv_real(struct csv *c, double x);

void csv_end_row(struct csv *c);

#endif
