/* Taking an import back (tracker.h): every event it brought, in one commit. */
#include "tracker/import_inside.h"
#include "tracker/pack.h"

enum { HELD_MAX = 16384 }; /* attempts in memory, of one commit all the same */

struct undo {
    struct intake intake;
    int64_t number, held;
    const char *slug; /* in the arena */
    int64_t day, duplicates, refused, conflicts, state;
    int64_t events; /* taken back */
};

static bool holds(const struct trail *t, int64_t number)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->at[i].import == number)
            return true;
    return false;
}

/* Not while live attempts are scanned, for that is where they are written;
 * of those in chunks each is seen once. */
static enum err write_held(struct undo *u)
{
    enum err e;

    if (u->held < HELD_MAX)
        return OK;
    e = intake_flush(&u->intake);
    intake_let_go(&u->intake);
    u->held = 0;
    return e;
}

static enum err take_back(void *self, const struct scanned *s)
{
    struct undo *u = self;
    struct trail *trail;

    if (!holds(s->trail, u->number))
        return OK;
    intake_hold(&u->intake, s, &trail);
    u->events += (int64_t)trail_drop_import(trail, (uint32_t)u->number);
    u->held++;
    return s->live ? OK : write_held(u);
}

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
    if (!e && !u->slug)
        e = ERR_NOT_FOUND;
    if (!e && u->state == IMPORT_UNDONE)
        e = ERR_CONFLICT;
    return e;
}

static enum err mark_undone(struct tracker *t, int64_t number)
{
    struct rows r = rows_open(t->store, Q_IMPORT_UNDONE);

    rows_bind_int(&r, ":number", number);
    return rows_run(&r);
}

static enum err take_all_back(struct tracker *t, struct undo *u)
{
    enum err e = scan_all(t, u->intake.journey, take_back, u);

    if (!e)
        e = intake_received(&u->intake, (int32_t)u->day, -u->duplicates,
                            -u->refused, -u->conflicts);
    if (!e)
        e = mark_undone(t, u->number);
    return e;
}

enum err tracker_undo(struct tracker *t, int64_t number, int64_t *ret_events)
{
    struct arena *a = arena_new();
    struct undo u = {.number = number};
    enum err e = find_import(t, a, &u);

    if (!e) {
        intake_init(&u.intake, t, u.slug);
        e = intake_begin(&u.intake);
        if (!e) {
            e = take_all_back(t, &u);
            if (!e)
                e = intake_commit(&u.intake);
            else
                intake_rollback(&u.intake);
        }
        if (!e)
            e = pack_journey(t, u.slug, time_now_ms());
        intake_release(&u.intake);
    }
    if (!e)
        *ret_events = u.events;
    arena_free(a);
    return e;
}
