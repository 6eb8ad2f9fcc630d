/*
 * read_row.h - a row of a log of cases and steps, checked and handed out.
 *
 * What TSV, CSV and XES have in common: a case (1 to 128 bytes), a step (1 to
 * EVENT_STEP_MAX bytes) and a time, all three UTF-8.  Nothing is trimmed or
 * folded: steps are compared byte for byte.  A time is milliseconds since
 * 1970 in whole digits, or RFC 3339, or the same without an offset, which is
 * taken as civil time in the zone of the options.  A file that was cut off may
 * end in what is a time by itself, such as the first digit of one: it is none
 * if the row before says more.
 */
#ifndef TRACKER_READ_ROW_H
#define TRACKER_READ_ROW_H

#include "tracker/read.h"

/* Bytes of somebody else's; not NUL-terminated. */
struct piece {
    const char *s;
    size_t n;
};

struct row {
    int64_t line;
    struct piece case_id, step, time;
    bool open; /* the last of the file, and its line has no end */
};

/* How the row before wrote its time; n is 0 where there is none. */
struct time_before {
    char text[32];
    size_t n;
};

/* Where rows go, and how their times are read. */
struct row_door {
    const struct read_options *options;
    const struct read_sink *sink;
    struct time_before *before;
};

/* As a view to sink->event(), whose error it returns, or, if something is
 * wrong with it, to sink->refused(), which is OK. */
MUST_USE enum err row_hand_out(const struct row_door *d, const struct row *r);

void row_refuse(const struct row_door *d, int64_t line, const char *field,
                const char *fmt, ...) PRINTF_LIKE(4, 5);

#endif
