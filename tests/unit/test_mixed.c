/*
 * test_mixed.c - the tracker and the oracle, on random histories in which all
 * that changes many attempts is mixed: undo, quarantines, versions, imports in
 * any order, forget, retention, backup and restore, packing, and kill -9 in the
 * middle of any of it.
 *
 *   MIXED=n   how many, from the seed MIXED_FROM (1) on
 *   MIX=n     only the one of that seed
 */
#include <dirent.h>

#include "base/files.h"
#include "tests/unit/mixed_changes.h"
#include "tracker/retain.h"

enum {
#ifdef __SANITIZE_ADDRESS__
    USUAL = 40,
#else
    USUAL = 120,
#endif
    OPERATIONS = 14,
};

/* The day of some attempt, after which trails are kept. */
static bool some_day(struct mix *m, int32_t *ret_day)
{
    json_t *answer = history_expect(m->now), *attempt;
    json_t *ids = json_object_get(answer, "attempts");
    size_t n = json_object_size(ids), which = n ? dice_below(&m->dice, n) : 0;
    const char *id;
    bool found = false;

    json_object_foreach(ids, id, attempt) if (!found && which-- == 0)
    {
        const char *day = json_string_value(json_object_get(attempt, "day"));
        found = day_parse(day, ret_day) == OK;
    }
    json_decref(answer);
    return found;
}

static void drop_before(struct mix *m)
{
    json_t *events = history_events_by_batch(m->now);
    json_t *answer = expected(m, events);
    const json_t *ids = json_object_get(answer, "attempts");

    for (size_t b = json_array_size(batches(m)); b-- > 0;) {
        json_t *batch = json_array_get(batches(m), b);
        for (size_t i = json_array_size(batch); i-- > 0;) {
            const char *id = json_string_value(
                json_object_get(json_array_get(batch, i), "attempt"));
            const char *day = json_string_value(
                json_object_get(json_object_get(ids, id), "day"));
            if (strcmp(day, m->kept_from) < 0)
                json_array_remove(batch, i);
        }
    }
    json_decref(answer);
    json_decref(events);
}

/* While something is set aside or given back, in the middle of it. */
static const char *retain(struct mix *m)
{
    enum change_kind kind = under_way(m).kind;
    bool between = kind == CHANGE_ASIDE || kind == CHANGE_BACK;
    const json_t *months =
        json_object_get(json_array_get(json_object_get(m->now, "versions"), 0),
                        "retentionMonths");
    struct retention r;
    int64_t now_ms, attempts;
    int32_t day;
    bool done = false;
    char text[TIME_TEXT];
    enum err e;

    if (json_integer_value(months) == 0 || m->kept_from || !some_day(m, &day))
        return NULL;
    now_ms = day_add_months(day, MONTHS) * MS_PER_DAY + MS_PER_DAY / 2;
    day = day_add_months(day_utc(now_ms), -MONTHS);
    day_format(day, text);
    if (between) {
        e = retention_begin(&r, m->t->tracker, now_ms);
        while (!e && !done)
            e = retention_step(&r, &done);
        if (!e)
            retention_end(&r);
    } else {
        e = tracker_retain(m->t->tracker, now_ms, &attempts);
    }
    m->kept_from = arena_strdup(m->arena, text);
    note(m, arena_printf(m->arena, "retention from %s on%s", text,
                         between ? " in between" : ""));
    drop_before(m);
    return fault(m, "retention", e);
}

static void remove_folder(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;

    assert_non_null(dir);
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    (void)closedir(dir);
    assert_int_equal(rmdir(path), 0);
}

static void forget_saved(struct mix *m)
{
    if (*m->saved.dir)
        remove_folder(m->saved.dir);
    json_decref(m->saved.now);
    json_decref(m->saved.quarantines);
    free(m->saved.imports);
    m->saved = (struct saved){.dir = ""};
}

static const char *backup(struct mix *m)
{
    struct saved *s = &m->saved;
    size_t n = json_array_size(batches(m)) + 1;

    forget_saved(m);
    (void)snprintf(s->dir, sizeof(s->dir), "%.200s-XXXXXX", m->t->dir);
    assert_non_null(mkdtemp(s->dir));
    assert_ok(file_copy(arena_printf(m->arena, "%s/attempt.key", m->t->dir),
                        arena_printf(m->arena, "%s/attempt.key", s->dir)));
    s->now = json_deep_copy(m->now);
    s->quarantines = json_deep_copy(m->quarantines);
    s->imports = mem_new(n, sizeof(int64_t));
    for (size_t i = 0; i + 1 < n; i++)
        s->imports[i] = m->t->imports[i];
    s->kept_from = m->kept_from;
    note(m, "backup");
    return fault(m, "backup", tracker_backup(m->t->tracker, s->dir));
}

static const char *restore(struct mix *m)
{
    struct saved *s = &m->saved;
    struct asked *t = m->t;

    if (!*s->dir)
        return NULL;
    note(m, "restore");
    tracker_close(t->reader);
    tracker_close(t->tracker);
    t->reader = t->tracker = NULL;
    remove_folder(t->dir);
    (void)snprintf(t->dir, sizeof(t->dir), "%s", s->dir);
    (void)snprintf(t->file, sizeof(t->file), "%s/events.ndjson", t->dir);
    json_decref(m->now);
    json_decref(m->quarantines);
    m->now = s->now;
    m->quarantines = s->quarantines;
    free(t->imports);
    t->imports = s->imports;
    t->imports_room = json_array_size(batches(m)) + 1;
    m->kept_from = s->kept_from;
    *s = (struct saved){.dir = ""};
    assert_ok(tracker_open(t->dir, TRACKER_WRITE, &t->tracker));
    t->tracker->watch = t->watch;
    return NULL;
}

static const char *begin_again(struct mix *m)
{
    note(m, "reopen");
    reopen(m);
    return NULL;
}

static const char *go_on_some(struct mix *m)
{
    note(m, "go on");
    go_on(m, 1 + (int)dice_below(&m->dice, 3));
    return NULL;
}

static const char *go_on_to_the_end(struct mix *m)
{
    note(m, "go on to the end");
    go_on(m, INT32_MAX);
    return is_quiet(m) ? NULL : "something is under way and nobody goes on";
}

static const char *one_operation(struct mix *m)
{
    static const char *(*const all[])(struct mix *) = {
        import_some, import_some, import_some, import_some,      undo,
        undo,        set_aside,   set_aside,   give_back,        add_version,
        forget_one,  pack,        pack,        backup,           restore,
        begin_again, go_on_some,  go_on_some,  go_on_to_the_end, retain};

    return DICE_PICK(&m->dice, all)(m);
}

/* By others, between two steps of one that is not killed. */
static const char *operations(struct mix *m)
{
    const char *d = NULL;

    for (int i = 0; i < OPERATIONS && !d; i++) {
        asked_in_steps(m->t, dice_chance(&m->dice, 80), false);
        d = one_operation(m);
        if (!d)
            d = looked_at(m);
    }
    if (!d)
        d = go_on_to_the_end(m);
    return d ? d : looked_at(m);
}

/* Some have several versions, added early or late; some have a retention. */
static void begin(struct mix *m)
{
    json_t *all = json_object_get(m->source, "versions");
    json_t *first = json_array_get(all, 0), *versions = json_array();

    if (json_array_size(all) == 1 && dice_chance(&m->dice, 60))
        json_object_set_new(first, "retentionMonths", json_integer(MONTHS));
    json_array_append(versions, first);
    m->quarantines = json_array();
    m->now = json_pack("{s:O,s:o,s:i,s:[],s:O,s:O}", "seed",
                       json_object_get(m->source, "seed"), "versions", versions,
                       "late", 0, "batches", "received",
                       json_object_get(m->source, "received"), "now",
                       json_object_get(m->source, "now"));
}

static const char *mixed(struct arena *a, json_t *history)
{
    struct mix m = {.arena = a,
                    .dice = {(uint64_t)json_integer_value(
                                 json_object_get(history, "seed")) *
                             77},
                    .t = asked_open(),
                    .source = history,
                    .log = ""};
    json_t *versions = json_object_get(history, "versions");
    bool late = json_integer_value(json_object_get(history, "late")) > 0;
    const char *d;

    begin(&m);
    (void)snprintf(m.t->journey, sizeof(m.t->journey), "journey-1");
    d = asked_add_version(a, m.t, history, 0);
    while (!d && !late &&
           json_array_size(json_object_get(m.now, "versions")) <
               json_array_size(versions))
        d = add_version(&m);
    if (!d)
        d = operations(&m);
    if (d)
        d = arena_printf(a, "%s (%s)", d, m.log);
    forget_saved(&m);
    asked_close(m.t);
    json_decref(m.now);
    json_decref(m.quarantines);
    return d;
}

static uint64_t number_from(const char *variable, uint64_t usual)
{
    const char *text = getenv(variable);

    return text ? strtoull(text, NULL, 10) : usual;
}

static void whatever_is_mixed_the_tracker_agrees_with_the_oracle(void **state)
{
    uint64_t only = number_from("MIX", 0), faults = 0, asked = 0;
    uint64_t first = only ? only : number_from("MIXED_FROM", 1);
    uint64_t last = only ? only : first + number_from("MIXED", USUAL) - 1;
    (void)state;

    for (uint64_t seed = first; seed <= last && faults < 5; seed++) {
        struct arena *a = arena_new();
        json_t *history = history_make(seed);
        const char *d = NULL;

        if (!oracle_has_timeless_events(history)) {
            d = mixed(a, history);
            asked++;
        }
        if (d)
            printf("seed %d: %s\n", (int)seed, d);
        faults += d != NULL;
        json_decref(history);
        arena_free(a);
    }
    printf("%d histories\n", (int)asked);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_mixed_the_tracker_agrees_with_the_oracle),
    };

    return cmocka_run_group_tests_name("mixed", tests, NULL, NULL);
}
