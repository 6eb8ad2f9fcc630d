/*
 * read_columns.h - which columns of a table hold case, step and time.
 *
 * A column is asked for by its name, or found by the names that logs are
 * known to use; letter case, spaces, '_' and '-' do not matter for these.  The
 * names of the XES standard go before all others, as in files that carry both.
 */
#ifndef TRACKER_READ_COLUMNS_H
#define TRACKER_READ_COLUMNS_H

#include "tracker/read_row.h"

struct columns {
    size_t case_id, step, time; /* counted from 0 */
};

/* ERR_INVALID, and the reason told to the sink, where one of the three is
 * missing or more than one column could be it. */
MUST_USE enum err columns_find(const struct row_door *d, int64_t line,
                               const struct piece *names, size_t n,
                               struct columns *ret_columns);

/* Whether three texts are names of columns, case, step and time, and not a
 * first row.  ERR_INVALID, and the reason told to the sink, where they are
 * names in another order. */
MUST_USE enum err columns_head(const struct row_door *d, int64_t line,
                               const struct piece texts[3], bool *ret_head);

#endif
