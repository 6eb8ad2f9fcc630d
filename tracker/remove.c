#include "tracker/remove.h"

#include <string.h>

#include "base/text.h"
#include "tracker/folder.h"

/* No key has a colon. */
bool removal_is_of(const char *slug)
{
    return strchr(slug, ':');
}

/* ---- what is left of it goes ---- */

static enum err delete_all(struct tracker *t, enum query q, int64_t journey)
{
    struct rows r = rows_open(t->store, q);

    rows_bind_int(&r, ":journey", journey);
    return rows_run(&r);
}

static enum err delete_some(struct tracker *t, enum query q, int64_t journey,
                            int64_t most, int64_t *ret_rows)
{
    struct rows r = rows_open(t->store, q);
    enum err e;

    rows_bind_int(&r, ":journey", journey);
    rows_bind_int(&r, ":most", t->watch.most ? t->watch.most : most);
    e = rows_run(&r);
    *ret_rows = e ? 0 : store_changed(t->store);
    return e;
}

/* What there are few of goes with the last of the others. */
static enum err delete_rest(struct tracker *t, int64_t journey)
{
    static const enum query all[] = {Q_NAME_CLEAR, Q_RECEIVED_CLEAR,
                                     Q_SALT_LOST_CLEAR, Q_JOURNEY_FORGET,
                                     Q_CHANGE_DELETE};
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < sizeof(all) / sizeof(all[0]); i++)
        e = delete_all(t, all[i], journey);
    return e;
}

static enum err delete_step(struct tracker *t, int64_t journey, bool *ret_done)
{
    static const struct {
        enum query query;
        int64_t most;
    } parts[] = {{Q_CHUNK_CLEAR, REMOVE_CHUNKS},
                 {Q_LIVE_CLEAR, REMOVE_ROWS},
                 {Q_FIGURES_CLEAR, REMOVE_ROWS}};
    int64_t rows = 0;
    enum err e = OK;
    size_t i;

    for (i = 0; !e && !rows && i < sizeof(parts) / sizeof(parts[0]); i++)
        e = delete_some(t, parts[i].query, journey, parts[i].most, &rows);
    if (e || rows)
        return e;
    *ret_done = true;
    return delete_rest(t, journey);
}

/* 0: it is done. */
static enum err find_removal(struct tracker *t, const char *slug,
                             int64_t *ret_journey)
{
    struct rows r = rows_open(t->store, Q_REMOVAL_FIND);

    rows_bind_text(&r, ":slug", slug);
    *ret_journey = rows_next(&r) ? rows_int(&r, 0) : 0;
    return rows_close(&r);
}

enum err removal_step(struct tracker *t, const char *slug, bool *ret_done)
{
    int64_t journey = 0;
    bool done = false;
    enum err e = store_erase_deleted(t->store);

    if (!e)
        e = folder_begin(t);
    if (e)
        return e;
    e = find_removal(t, slug, &journey);
    if (!e && journey)
        e = delete_step(t, journey, &done);
    if (e) {
        folder_rollback(t);
        return e;
    }
    e = folder_commit(t);
    *ret_done = !e && (done || !journey);
    if (!e && journey && t->watch.each)
        t->watch.each(t->watch.self);
    return e;
}

/* ---- it is begun ---- */

/* Whatever was under way in it need not come to its end. */
static enum err hide(struct tracker *t, int64_t journey)
{
    static const enum query all[] = {Q_VERSION_DELETE, Q_IMPORT_DELETE,
                                     Q_QUARANTINE_CLEAR, Q_CHANGE_DELETE,
                                     Q_JOURNEY_HIDE};
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < sizeof(all) / sizeof(all[0]); i++)
        e = delete_all(t, all[i], journey);
    if (!e)
        e = change_begin(t->store, journey, CHANGE_REMOVE, 0);
    t->keys_moved = true; /* another journey of that id has others */
    return e;
}

static enum err begin(struct tracker *t, const char *slug)
{
    struct journey *j;
    enum err e = store_erase_deleted(t->store);

    if (!e)
        e = folder_begin(t);
    if (e)
        return e;
    e = folder_journey(t, slug, &j);
    if (!e)
        e = hide(t, j->id);
    if (e) {
        folder_rollback(t);
        return e;
    }
    e = folder_commit(t);
    folder_forget(t);
    return e;
}

/* "removed:7:own": what was own, and is not gone to the end yet. */
static bool was(const char *hidden, const char *slug)
{
    const char *last = strrchr(hidden, ':');

    return last && strcmp(last + 1, slug) == 0;
}

static enum err list_left(struct tracker *t, struct arena *a, const char *slug,
                          struct words *left)
{
    struct rows r = rows_open(t->store, Q_REMOVAL_LIST);
    size_t room = 0;

    while (rows_next(&r)) {
        if (!was(rows_text(&r, 0), slug))
            continue;
        left->at = arena_grow(a, left->at, left->n, &room, sizeof(*left->at));
        left->at[left->n++] = arena_strdup(a, rows_text(&r, 0));
    }
    return rows_close(&r);
}

/* What was begun earlier, and killed, too. */
static enum err finish(struct tracker *t, const char *slug, size_t *ret_n)
{
    struct arena *a = arena_new();
    struct words left = {0, NULL};
    struct change last;
    enum err e = list_left(t, a, slug, &left);
    size_t i;

    for (i = 0; !e && i < left.n; i++)
        e = change_finish(t, left.at[i], &last);
    *ret_n = left.n;
    arena_free(a);
    return e;
}

enum err tracker_remove(struct tracker *t, const char *slug)
{
    enum err began = begin(t, slug), e;
    size_t n = 0;

    if (began && began != ERR_NOT_FOUND)
        return began;
    e = finish(t, slug, &n);
    if (!e)
        e = store_empty_log(t->store);
    return e || n ? e : began;
}
