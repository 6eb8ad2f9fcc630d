/* What was imported (tracker.h). */
#include "tracker/import_inside.h"

enum err tracker_imports(struct tracker *t, struct arena *a,
                         struct import_list *ret_list)
{
    enum { LIST_MAX = 1000 };
    struct import_info *at = arena_array(a, LIST_MAX, sizeof(*at));
    struct rows r = rows_open(t->store, Q_IMPORT_LIST);
    size_t n = 0;
    enum err e;

    for (; n < LIST_MAX && rows_next(&r); n++)
        at[n] = (struct import_info){
            .number = rows_int(&r, 0),
            .journey = arena_strdup(a, rows_text(&r, 1)),
            .file = arena_strdup(a, rows_text(&r, 2)),
            .received_ms = rows_int(&r, 3),
            .accepted = rows_int(&r, 4),
            .duplicates = rows_int(&r, 5),
            .refused = rows_int(&r, 6),
            .finished = rows_int(&r, 7) != IMPORT_UNDER_WAY,
            .undone = rows_int(&r, 7) == IMPORT_UNDONE,
            .goes = rows_int(&r, 8) != 0,
        };
    e = rows_close(&r);
    if (!e)
        *ret_list = (struct import_list){n, at};
    return e;
}
