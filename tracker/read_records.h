/*
 * read_records.h - the records of a table in the manner of RFC 4180.
 *
 * A record usually is a line; a value in quotes may go over several.  When a
 * quote turns out never to be closed, or text follows a closing one, only the
 * line the record began on is given up: what was read ahead is read again as
 * records of its own.
 */
#ifndef TRACKER_READ_RECORDS_H
#define TRACKER_READ_RECORDS_H

#include "base/buf.h"
#include "base/input.h"
#include "tracker/read_row.h"

struct records {
    struct input *in;
    char delimiter;

    struct buf ahead; /* lines, each with its LF; from `from` on to be read */
    size_t from;
    int64_t line;     /* of the line at `from` */
    int64_t cut_line; /* the one longer than the lid, if any; always the last */
    bool open_line;   /* the last of the file is there, and has no LF ... */
    bool open;        /* ... and the record ends with it */

    struct buf text; /* the values of the record, without their quotes */
    struct record_value {
        size_t from, n;
    } * values;
    size_t n_values, values_room;
};

enum record {
    RECORD_END, /* of the file, or a fault */
    RECORD_ROW,
    RECORD_BAD, /* *ret_reason says why */
};

void records_init(struct records *r, struct input *in);
void records_release(struct records *r);

/* The separator is the one the first line has most of. */
void records_sniff(struct records *r);

/* Blank lines are passed over.  *ret_line is where the record began. */
enum record records_next(struct records *r, int64_t *ret_line,
                         const char **ret_reason);

/* Value i of a RECORD_ROW, until the next. */
struct piece records_value(const struct records *r, size_t i);

#endif
