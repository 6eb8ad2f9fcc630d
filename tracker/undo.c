/* Taking an import back (tracker.h): every event it brought, as a change. */
#include "tracker/change.h"
#include "tracker/import_inside.h"

struct undo {
    int64_t number;
    const char *slug; /* in the arena */
    int64_t day, duplicates, refused, conflicts, state;
};

static enum err find_import(struct tracker *t, struct arena *a, struct undo *u)
{
    struct rows r = rows_open(t->store, Q_IMPORT_GET);
    enum err e;

    rows_bind_int(&r, ":number", u->number);
    if (rows_next(&r)) {
        u->slug = arena_strdup(a, rows_text(&r, 0));
        u->day = rows_int(&r, 1);
        u->duplicates = rows_int(&r, 2);
        u->refused = rows_int(&r, 3);
        u->conflicts = rows_int(&r, 4);
        u->state = rows_int(&r, 5);
    }
    e = rows_close(&r);
    return !e && !u->slug ? ERR_NOT_FOUND : e;
}

static enum err mark_undone(struct tracker *t, int64_t number)
{
    struct rows r = rows_open(t->store, Q_IMPORT_UNDONE);

    rows_bind_int(&r, ":number", number);
    return rows_run(&r);
}

/* From here on the import is undone, and its events go. */
static enum err start(void *self, struct intake *in)
{
    struct undo *u = self;
    struct arena *a = arena_new();
    enum err e = find_import(in->tracker, a, u); /* as it is by now */

    if (!e && u->state == IMPORT_UNDONE)
        e = ERR_CONFLICT;
    if (!e)
        e = intake_received(in, (int32_t)u->day, -u->duplicates, -u->refused,
                            -u->conflicts);
    if (!e)
        e = mark_undone(in->tracker, u->number);
    if (!e)
        e = change_begin(in->tracker->store, in->journey->id, CHANGE_UNDO,
                         u->number);
    arena_free(a);
    return e;
}

enum err tracker_undo(struct tracker *t, int64_t number, int64_t *ret_events)
{
    struct arena *a = arena_new();
    struct undo u = {.number = number};
    struct change last = {.kind = CHANGE_NONE};
    enum err e = find_import(t, a, &u);

    if (!e)
        e = change_finish(t, u.slug, &last);
    if (!e && !(last.kind == CHANGE_UNDO && last.number == number)) {
        const char *slug = u.slug;

        e = change_make(t, slug, start, &u, &last);
    }
    if (!e)
        *ret_events = last.done;
    arena_free(a);
    return e;
}
