#include "tracker/access.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "tracker/folder.h"

enum { KEY_HINT = 9, ORIGIN_MAX = 255 };

static const char prefix[] = "wm_";

const char *access_reason(enum access a)
{
    static const char *const reasons[] = {
        [ACCESS_GRANTED] = "granted",
        [ACCESS_NO_JOURNEY] = "is no journey of this installation: add its "
                              "definition first",
        [ACCESS_UNKNOWN_KEY] = "the write key is not known: make one with "
                               "`waymark key add SERVICE`",
        [ACCESS_OTHER_KEY] = "the write key is another service's",
        [ACCESS_OTHER_ORIGIN] = "this page's origin may not send events of "
                                "this journey: allow it with `waymark key "
                                "allow SERVICE ORIGIN`",
        [ACCESS_NOTHING_SHOWN] = "send a write key, as \"Authorization: Bearer "
                                 "KEY\", or from a page of an origin that is "
                                 "allowed",
    };

    return reasons[a];
}

static enum access judge(const struct rows *r, const struct sender *s)
{
    bool demonstration = !rows_is_null(r, 3);

    if (s->key) {
        if (rows_is_null(r, 1))
            return ACCESS_UNKNOWN_KEY;
        return rows_int(r, 1) == rows_int(r, 0) ? ACCESS_GRANTED
                                                : ACCESS_OTHER_KEY;
    }
    if (s->origin && rows_int(r, 2))
        return ACCESS_GRANTED;
    if (demonstration && s->local)
        return ACCESS_GRANTED;
    return s->origin ? ACCESS_OTHER_ORIGIN : ACCESS_NOTHING_SHOWN;
}

/* By a key, from here, or neither. */
static char how_of(const struct sender *s)
{
    return s->key ? 'k' : s->local ? 'l' : 'r';
}

static struct hash hash_of(const char *journey, const struct sender *s)
{
    const char *who = s->key ? s->key : s->origin;

    return hash_pair(hash_key_of_process(), journey, strlen(journey), who,
                     who ? strlen(who) : 0);
}

bool access_remembers(const struct tracker *t, const char *journey,
                      const struct sender *s)
{
    struct hash of = hash_of(journey, s);
    const struct grant *g = &t->grants[of.bytes[0] % GRANTS_MAX];

    return g->generation == t->generation && g->how == how_of(s) &&
           memcmp(&g->of, &of, sizeof(of)) == 0;
}

static enum err ask_store(struct tracker *t, const char *journey,
                          const struct sender *s, enum access *ret_access)
{
    struct rows r = rows_open(t->store, Q_ACCESS_SERVICE);
    unsigned char hash[SECRET_SIZE] = {0};
    enum access access = ACCESS_NO_JOURNEY;
    enum err e;

    if (s->key)
        secret_hash(s->key, strlen(s->key), hash);
    rows_bind_text(&r, ":journey", journey);
    rows_bind_blob(&r, ":hash", hash, sizeof(hash));
    rows_bind_text(&r, ":origin", s->origin);
    if (rows_next(&r))
        access = judge(&r, s);
    e = rows_close(&r);
    if (!e)
        *ret_access = access;
    return e;
}

/* Refusals are not remembered: only who may send can fill the table. */
enum err access_ask(struct tracker *t, const char *journey,
                    const struct sender *s, enum access *ret_access)
{
    struct hash of = hash_of(journey, s);
    enum err e = ask_store(t, journey, s, ret_access);

    if (!e && *ret_access == ACCESS_GRANTED)
        t->grants[of.bytes[0] % GRANTS_MAX] =
            (struct grant){of, how_of(s), t->generation};
    return e;
}

enum err access_knows_origin(struct tracker *t, const char *origin,
                             bool *ret_known)
{
    struct rows r = rows_open(t->store, Q_ACCESS_ORIGIN);
    bool known;
    enum err e;

    rows_bind_text(&r, ":origin", origin);
    known = rows_next(&r) && rows_int(&r, 0);
    e = rows_close(&r);
    if (!e)
        *ret_known = known;
    return e;
}

/* "organisation/service", or "service" alone. */
static enum err find_service(struct tracker *t, const char *name,
                             int64_t *ret_id)
{
    struct arena *a = arena_new();
    const char *slash = strchr(name, '/');
    struct rows r = rows_open(t->store, Q_SERVICE_FIND);
    int64_t id = 0;
    size_t n = 0;
    enum err e;

    rows_bind_text(&r, ":slug", slash ? slash + 1 : name);
    if (slash)
        rows_bind_text(&r, ":organisation",
                       arena_strndup(a, name, (size_t)(slash - name)));
    for (; rows_next(&r); n++)
        id = rows_int(&r, 0);
    e = rows_close(&r);
    arena_free(a);
    if (e)
        return e;
    if (n != 1)
        return n ? ERR_CONFLICT : ERR_NOT_FOUND;
    *ret_id = id;
    return OK;
}

enum err access_add_key(struct tracker *t, const char *service, int64_t now_ms,
                        char ret_key[WRITE_KEY_SIZE], int64_t *ret_id)
{
    unsigned char secret[SECRET_SIZE], hash[SECRET_SIZE];
    char key[WRITE_KEY_SIZE], hint[KEY_HINT + 1] = "";
    int64_t id;
    struct rows r;
    enum err e = find_service(t, service, &id);

    if (e)
        return e;
    secret_make(secret);
    memcpy(key, prefix, sizeof(prefix));
    text_hex(secret, sizeof(secret), key + sizeof(prefix) - 1);
    secret_hash(key, strlen(key), hash);
    memcpy(hint, key, KEY_HINT);
    r = rows_open(t->store, Q_WRITE_KEY_ADD);
    rows_bind_int(&r, ":service", id);
    rows_bind_blob(&r, ":hash", hash, sizeof(hash));
    rows_bind_text(&r, ":hint", hint);
    rows_bind_int(&r, ":made_ms", now_ms);
    e = rows_run(&r);
    if (!e) {
        memcpy(ret_key, key, sizeof(key));
        *ret_id = store_last_id(t->store);
    }
    return e;
}

/* Scheme, host and maybe a port, as browsers write it: no path, lower case. */
static bool is_origin(const char *s)
{
    static const char host[] = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
    size_t n = text_starts(s, "https://")  ? strlen("https://")
               : text_starts(s, "http://") ? strlen("http://")
                                           : 0;

    return n && s[n] && strlen(s) <= ORIGIN_MAX &&
           strspn(s + n, host) == strlen(s + n);
}

static enum err change_origin(struct tracker *t, enum query q,
                              const char *service, const char *origin)
{
    int64_t id;
    struct rows r;
    enum err e = is_origin(origin) ? OK : ERR_INVALID;

    if (!e)
        e = find_service(t, service, &id);
    if (e)
        return e;
    r = rows_open(t->store, q);
    rows_bind_int(&r, ":service", id);
    rows_bind_text(&r, ":origin", origin);
    return rows_run(&r);
}

enum err access_allow_origin(struct tracker *t, const char *service,
                             const char *origin)
{
    return change_origin(t, Q_ORIGIN_ADD, service, origin);
}

enum err access_deny_origin(struct tracker *t, const char *service,
                            const char *origin)
{
    return change_origin(t, Q_ORIGIN_REMOVE, service, origin);
}

enum err access_remove_key(struct tracker *t, int64_t id)
{
    struct rows r = rows_open(t->store, Q_WRITE_KEY_REMOVE);
    bool there;
    enum err e;

    rows_bind_int(&r, ":id", id);
    there = rows_next(&r);
    e = rows_run(&r);
    return e ? e : there ? OK : ERR_NOT_FOUND;
}

static void list_one(struct arena *a, struct access_list *list, size_t *room,
                     const struct access_entry *one)
{
    list->at = arena_grow(a, list->at, list->n, room, sizeof(*list->at));
    list->at[list->n++] = *one;
}

static enum err list_keys(struct tracker *t, struct arena *a,
                          struct access_list *list, size_t *room)
{
    struct rows r = rows_open(t->store, Q_WRITE_KEY_LIST);

    while (rows_next(&r)) {
        const struct access_entry one = {
            rows_int(&r, 0),
            arena_printf(a, "%s/%s", rows_text(&r, 1), rows_text(&r, 2)),
            arena_printf(a, "%s...", rows_text(&r, 3))};

        list_one(a, list, room, &one);
    }
    return rows_close(&r);
}

static enum err list_origins(struct tracker *t, struct arena *a,
                             struct access_list *list, size_t *room)
{
    struct rows r = rows_open(t->store, Q_ORIGIN_LIST);

    while (rows_next(&r)) {
        const struct access_entry one = {
            0, arena_printf(a, "%s/%s", rows_text(&r, 0), rows_text(&r, 1)),
            arena_strdup(a, rows_text(&r, 2))};

        list_one(a, list, room, &one);
    }
    return rows_close(&r);
}

enum err access_list(struct tracker *t, struct arena *a,
                     struct access_list *ret_list)
{
    struct access_list list = {0, NULL};
    size_t room = 0;
    enum err e = list_keys(t, a, &list, &room);

    if (!e)
        e = list_origins(t, a, &list, &room);
    if (!e)
        *ret_list = list;
    return e;
}

enum err access_mark_demo(struct tracker *t)
{
    struct rows r = rows_open(t->store, Q_SETTING_PUT);

    rows_bind_text(&r, ":name", "demonstration");
    rows_bind_text(&r, ":value", "yes");
    return rows_run(&r);
}
