/*
 * read.h - the files journeys come in, turned into events one at a time.
 *
 * Nothing is kept of a file: each row goes to the sink as it is read, and a
 * row that cannot be read goes there too, with its place and the reason, and
 * the reading goes on.  In logs of cases and steps (TSV, CSV, XES) every row
 * is a `view`, and the case is the attempt.
 */
#ifndef TRACKER_READ_H
#define TRACKER_READ_H

#include <stdint.h>

#include "base/input.h"
#include "base/time.h"
#include "tracker/event.h"

enum read_format {
    READ_AUTO, /* told by the first bytes */
    READ_NDJSON,
    READ_TSV,
    READ_CSV,
    READ_XES,
};

/* What reading hands out.  line is where the row, or the XES event, began;
 * what is pointed at is borrowed until the call is over.  An error of event()
 * or definition() stops the reading and is handed back by read_events(). */
struct read_sink {
    void *self;
    enum err (*event)(void *self, const struct event *e, int64_t line);
    /* field: "case", "step", "time", a key of the protocol, or "" for the
     * whole row; line 0: the whole file.  reason goes on from there: "line 3,
     * step: must not be empty". */
    void (*refused)(void *self, int64_t line, const char *field,
                    const char *reason);
    /* NDJSON only: an object with the key "waymark", as an export begins
     * with; not checked further.  NULL: such lines are passed over. */
    enum err (*definition)(void *self, const json_t *json, int64_t line);
};

struct read_options {
    enum read_format format;
    const struct zone *zone; /* for times written without an offset */
    /* Columns by their header, in CSV or TSV; NULL: known names are looked
     * for (in TSV the order is case, step, time). */
    const char *case_column, *step_column, *time_column;
};

/* "auto", "ndjson", "tsv", "csv", "xes"; ERR_NOT_FOUND for another word. */
MUST_USE enum err read_format_find(const char *word,
                                   enum read_format *ret_format);

/* By the ending of the name: "x.tsv", "x.CSV.gz", .ndjson .jsonl .json .xes;
 * READ_AUTO where it tells nothing, as for "-". */
enum read_format read_format_of_name(const char *path);

/*
 * Read all of in.  ERR_INVALID where the whole cannot be read as that format
 * (no usable header, XML that is not well-formed: sink->refused was told
 * why, and what came before was handed out); ERR_IO; or the sink's error.
 */
MUST_USE enum err read_events(struct input *in, const struct read_options *o,
                              const struct read_sink *sink);

#endif
