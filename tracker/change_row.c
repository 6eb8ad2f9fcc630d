/* What is stored of a change that is under way (change.h). */
#include "tracker/change.h"

#include "tracker/folder.h"

enum err change_any(struct tracker *t, bool *ret_any)
{
    struct rows r = rows_open(t->store, Q_CHANGE_LIST);

    *ret_any = rows_next(&r);
    return rows_close(&r);
}

enum err change_load(struct store *st, struct journey *j)
{
    struct rows r = rows_open(st, Q_CHANGE_GET);

    rows_bind_int(&r, ":journey", j->id);
    if (rows_next(&r))
        j->change = (struct change){.kind = (enum change_kind)rows_int(&r, 0),
                                    .number = rows_int(&r, 1),
                                    .from_ms = rows_int(&r, 2),
                                    .done = rows_int(&r, 3)};
    return rows_close(&r);
}

enum err change_begin(struct store *st, int64_t journey, enum change_kind kind,
                      int64_t number)
{
    struct rows r = rows_open(st, Q_CHANGE_ADD);

    rows_bind_int(&r, ":journey", journey);
    rows_bind_int(&r, ":kind", kind);
    rows_bind_int(&r, ":number", number);
    rows_bind_int(&r, ":from_ms", INT64_MAX);
    return rows_run(&r);
}
