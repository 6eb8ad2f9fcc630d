/* read_formats.h - the readers read_events() chooses from, one a format. */
#ifndef TRACKER_READ_FORMATS_H
#define TRACKER_READ_FORMATS_H

#include "tracker/read_row.h"

/*
 * case TAB step TAB time; further columns are passed over.  A first line that
 * names the columns is passed over too.
 */
MUST_USE enum err read_tsv(struct input *in, const struct row_door *d);

/*
 * RFC 4180 with a first line of names; commas, semicolons, tabs or upright
 * strokes, whichever that line has most of.  A quoted value may hold up to 100
 * line breaks (each read as LF); a row has up to 1 MiB and 1,000 columns, and
 * as many columns as the first line, empty ones at its end aside.
 */
MUST_USE enum err read_csv(struct input *in, const struct row_door *d);

/*
 * IEEE 1849.  The case is concept:name of the trace, which stands before the
 * trace's events; step and time are concept:name and time:timestamp of the
 * event, never of what is nested in them or of <global>.  Every event is taken,
 * whatever its lifecycle:transition says.  A DOCTYPE is refused, as are tags
 * of more than 1 MiB and nesting deeper than 100.
 */
MUST_USE enum err read_xes(struct input *in, const struct row_door *d);

/* One JSON object a line: the event protocol, or (with the key "waymark") a
 * definition.  Nested no deeper than 8, definitions 32; no key twice. */
MUST_USE enum err read_ndjson(struct input *in, const struct row_door *d);

#endif
