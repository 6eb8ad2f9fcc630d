#include "tracker/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "tracker/figures_kept.h"

enum { LIVE_ID_BITS = 40, LIVE_WAITS_BIT = 38, MARK_SIZE = 2 * HASH_SIZE + 1 };

int64_t folder_live_first(const struct journey *j)
{
    return (j->id << LIVE_ID_BITS) + 1;
}

int64_t folder_waiting_first(const struct journey *j)
{
    return folder_live_first(j) | INT64_C(1) << LIVE_WAITS_BIT;
}

int64_t folder_live_last(const struct journey *j)
{
    return ((j->id + 1) << LIVE_ID_BITS) - 1;
}

/* The folder and what is in it are for nobody else on the machine. */
static enum err make_folder(const char *dir)
{
    if (mkdir(dir, 0700) == 0)
        return file_keep_name(dir);
    if (errno == EEXIST)
        return OK;
    log_line("cannot make the data folder %s: %s", dir, strerrordesc_np(errno));
    return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
}

/* What only this key gives: kept in the database, so that another key is known
 * for what it is. */
static void key_mark(const struct hash_key *key, char ret_mark[MARK_SIZE])
{
    static const char what[] = "waymark";
    struct hash mark = hash_pair(key, what, strlen(what), "", 0);

    text_hex(mark.bytes, HASH_SIZE, ret_mark);
}

static enum err read_mark(struct tracker *t, char ret_mark[MARK_SIZE])
{
    struct rows r = rows_open(t->store, Q_SETTING_GET);

    ret_mark[0] = '\0';
    rows_bind_text(&r, ":name", "attempt-key");
    if (rows_next(&r))
        (void)snprintf(ret_mark, MARK_SIZE, "%s", rows_text(&r, 0));
    return rows_close(&r);
}

static enum err write_mark(struct tracker *t, const char *mark)
{
    struct rows r = rows_open(t->store, Q_SETTING_PUT);

    rows_bind_text(&r, ":name", "attempt-key");
    rows_bind_text(&r, ":value", mark);
    return rows_run(&r);
}

/* Under another key every attempt would be new, and count again. */
static enum err open_key(struct tracker *t, const char *path)
{
    char want[MARK_SIZE], mark[MARK_SIZE];
    enum err e = read_mark(t, want);

    if (e)
        return e;
    if (*want && access(path, F_OK) < 0) {
        log_line("%s is missing, and without it no attempt stored here can "
                 "be matched: put it back from a backup",
                 path);
        return ERR_FORBIDDEN;
    }
    e = hash_key_open(path, &t->key);
    if (e) {
        log_line("cannot read or make the key %s: %s", path, err_text(e));
        return e;
    }
    key_mark(&t->key, mark);
    if (*want && strcmp(want, mark) != 0) {
        log_line("%s is not the key under which the attempts here were "
                 "stored: put back the one from a backup",
                 path);
        return ERR_FORBIDDEN;
    }
    t->key_file = open(path, O_RDONLY | O_CLOEXEC);
    return *want ? OK : write_mark(t, mark);
}

/* An empty file is a database to SQLite: but not where there was one. */
static enum err check_not_emptied(const char *database, const char *key)
{
    struct stat st;

    if (stat(database, &st) < 0 || st.st_size > 0 || access(key, F_OK) < 0)
        return OK;
    log_line("%s is empty, though there was data: %s is beside it.  Restore a "
             "backup into another folder, or remove both to begin anew",
             database, key);
    return ERR_FORBIDDEN;
}

static enum err open_files(struct tracker *t, const char *dir)
{
    struct arena *a = arena_new();
    const char *database = arena_printf(a, "%s/journeys.db", dir);
    const char *key = arena_printf(a, "%s/attempt.key", dir);
    enum store_mode mode = t->mode == TRACKER_WRITE ? STORE_WRITE : STORE_READ;
    enum err e = t->mode == TRACKER_WRITE ? make_folder(dir) : OK;

    if (!e)
        e = check_not_emptied(database, key);
    if (!e)
        e = store_open(database, "tracker/migrations/", mode, &t->store);
    if (!e && t->mode == TRACKER_WRITE)
        e = open_key(t, key);
    arena_free(a);
    return e;
}

enum err tracker_open(const char *dir, enum tracker_mode mode,
                      struct tracker **ret_tracker)
{
    struct tracker *t = mem_new(1, sizeof(*t));
    enum err e;

    t->mode = mode;
    t->key_file = -1;
    t->generation = 1;
    e = open_files(t, dir);
    if (e)
        tracker_close(t);
    else
        *ret_tracker = t;
    return e;
}

void folder_forget_journeys(struct tracker *t)
{
    size_t i;

    for (i = 0; i < t->n_journeys; i++)
        journey_free(t->journeys[i]);
    t->n_journeys = 0;
    t->generation++;
}

void folder_forget(struct tracker *t)
{
    folder_forget_journeys(t);
    t->keys_generation++;
}

void tracker_close(struct tracker *t)
{
    if (!t)
        return;
    folder_forget(t);
    free(t->journeys);
    fold_scratch_release(&t->scratch);
    figures_kept_release(t);
    store_close(t->store);
    if (t->key_file >= 0)
        (void)close(t->key_file);
    free(t);
}

void tracker_follow(struct tracker *t, struct tracker_news news)
{
    t->news = news;
}

static bool ask_news(const struct tracker *t, uint64_t *ret_state)
{
    return t->news.now && t->news.now(t->news.self, ret_state);
}

enum err tracker_told(struct tracker *t, uint64_t *ret_state)
{
    int64_t state;
    enum err e;

    if (ask_news(t, ret_state))
        return OK;
    e = tracker_state(t, &state);
    if (!e)
        *ret_state = (uint64_t)state;
    return e;
}

bool folder_is_current(const struct tracker *t)
{
    uint64_t state;

    return t->is_told && ask_news(t, &state) && state == t->told;
}

static enum err count_up(struct tracker *t, const char *setting)
{
    struct rows r = rows_open(t->store, Q_SETTING_COUNT);

    rows_bind_text(&r, ":name", setting);
    return rows_run(&r);
}

enum err folder_keys_read(struct tracker *t)
{
    return count_up(t, "keys-read");
}

/* Somebody else has written: were attempts moved? */
static enum err look_at_keys(struct tracker *t)
{
    int64_t told = 0;
    struct rows r;

    t->keys_told = false;
    if (t->mode == TRACKER_READ)
        return OK;
    r = rows_open(t->store, Q_SETTING_GET);
    rows_bind_text(&r, ":name", "keys-moved");
    if (rows_next(&r))
        told = rows_int(&r, 0);
    if (told != t->keys_seen)
        t->keys_generation++;
    t->keys_seen = told;
    return rows_close(&r);
}

static enum err begin(struct tracker *t)
{
    int64_t version;
    enum err e = store_begin(t->store);

    if (e)
        return e;
    e = store_data_version(t->store, &version);
    if (e) {
        folder_rollback(t);
        return e;
    }
    if (version == t->data_version)
        return OK;
    folder_forget_journeys(t);
    t->data_version = version;
    e = look_at_keys(t);
    if (e)
        folder_rollback(t);
    return e;
}

/* The news are asked first: what is committed meanwhile is news later. */
enum err folder_begin(struct tracker *t)
{
    uint64_t state = 0;
    bool is_told;
    enum err e;

    if (t->view_open)
        return OK;
    is_told = ask_news(t, &state);
    e = begin(t);
    t->is_told = is_told && !e;
    t->told = state;
    t->view_open = t->in_view && !e;
    return e;
}

void folder_end(struct tracker *t)
{
    if (!t->view_open)
        store_rollback(t->store);
}

/* In one transaction: from the start on, or from the first question that has
 * to look at the store. */
static enum err ask_in_view(struct tracker *t, bool from_start,
                            tracker_ask *ask, void *self)
{
    enum err e;

    t->in_view = true;
    e = from_start ? folder_begin(t) : OK;
    if (!e)
        e = ask(self);
    t->in_view = false;
    t->view_open = false;
    folder_end(t);
    return e;
}

enum err tracker_view(struct tracker *t, tracker_ask *ask, void *self)
{
    uint64_t generation = t->generation;
    enum err e;

    if (folder_is_current(t)) {
        e = ask_in_view(t, false, ask, self);
        if (t->generation == generation)
            return e;
    }
    return ask_in_view(t, true, ask, self);
}

enum err folder_commit(struct tracker *t)
{
    bool tells = t->keys_moved && !t->keys_told;
    enum err e = tells ? count_up(t, "keys-moved") : OK;

    if (!e)
        e = store_commit(t->store);
    if (e) {
        folder_rollback(t);
        return e;
    }
    t->keys_seen += tells;
    t->keys_told |= tells;
    t->keys_moved = false;
    return OK;
}

void folder_rollback(struct tracker *t)
{
    t->keys_moved = false;
    store_rollback(t->store);
    folder_forget(t);
}

static struct journey *find_held(const struct tracker *t, const char *slug)
{
    size_t i;

    for (i = 0; i < t->n_journeys; i++)
        if (strcmp(t->journeys[i]->slug, slug) == 0)
            return t->journeys[i];
    return NULL;
}

bool folder_holds(const struct tracker *t, const char *slug)
{
    return find_held(t, slug);
}

enum err folder_journey(struct tracker *t, const char *slug,
                        struct journey **ret_journey)
{
    struct journey *j = find_held(t, slug);
    enum err e;

    if (j) {
        *ret_journey = j;
        return OK;
    }
    e = journey_load(t->store, slug, &j);
    if (e)
        return e;
    t->journeys = mem_grow(t->journeys, t->n_journeys, &t->journeys_room,
                           sizeof(struct journey *));
    t->journeys[t->n_journeys++] = j;
    *ret_journey = j;
    return OK;
}

enum err tracker_state(struct tracker *t, int64_t *ret_state)
{
    return store_state(t->store, ret_state);
}
