/* What was imported (tracker.h). */
#include "tracker/import_inside.h"

enum err tracker_imports(struct tracker *t, struct arena *a,
                         struct import_list *ret_list)
{
    struct import_list list = {0, NULL};
    struct rows r = rows_open(t->store, Q_IMPORT_LIST);
    size_t room = 0;
    enum err e;

    while (rows_next(&r)) {
        list.at = arena_grow(a, list.at, list.n, &room, sizeof(*list.at));
        list.at[list.n++] = (struct import_info){
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
    }
    e = rows_close(&r);
    if (!e)
        *ret_list = list;
    return e;
}
