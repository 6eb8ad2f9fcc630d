/* text_inside.h - what text_index.c and text_rank.c share. */
#ifndef STORE_TEXT_INSIDE_H
#define STORE_TEXT_INSIDE_H

#include <sqlite3.h>

/* Give statements text_rank(document), which ranks with these weights,
 * borrowed as long as the database is open.  An SQLite code. */
int text_add_rank(fts5_api *api, double *weights);

#endif
