/* query.h - the closed list of SQL statements, made from the .sql files. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "gen/queries.h"

struct query_text {
    const char *name;  /* as in the .sql file */
    const char *where; /* "tracker/sql/live.sql:12" */
    const char *sql;
};

extern const struct query_text query_texts[Q_COUNT];

#endif
