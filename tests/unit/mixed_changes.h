/* mixed_changes.h - imports, and what changes many attempts, each with what
 * the model makes of it. */
#ifndef TESTS_MIXED_CHANGES_H
#define TESTS_MIXED_CHANGES_H

#include "tests/unit/mixed.h"

/* May it come, after a retention? */
static inline bool is_kept(const struct mix *m, const json_t *events)
{
    int32_t first;

    if (!m->kept_from || day_parse(m->kept_from, &first))
        return true;
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        const json_t *at = json_object_get(e, "at");
        if (at && oracle_instant_ms(at) < (first + 1) * MS_PER_DAY)
            return false;
    }
    return true;
}

static inline const char *import_some(struct mix *m)
{
    const json_t *all = json_object_get(m->source, "batches");
    size_t n = json_array_size(all), last = json_array_size(batches(m));
    bool again = m->imported == n || dice_chance(&m->dice, 30);
    json_t *events;
    int64_t number = 0;

    if (again && n == 0)
        return NULL;
    events =
        json_array_get(all, again ? dice_below(&m->dice, n) : m->imported++);
    if (!is_kept(m, events))
        return NULL;
    const char *d = asked_import(m->arena, m->t, m->source, events, &number);
    json_array_append(batches(m), events);
    json_object_set_new(m->now, "batches", history_stored(m->now));
    m->t->imports =
        mem_grow(m->t->imports, last, &m->t->imports_room, sizeof(int64_t));
    m->t->imports[last] = number;
    note(m, arena_printf(m->arena, "import %d of %zu events, %zu new",
                         (int)number, json_array_size(events),
                         json_array_size(json_array_get(batches(m), last))));
    return d;
}

static inline const char *forget_one(struct mix *m);

static inline const char *pack(struct mix *m)
{
    note(m, "pack");
    return fault(
        m, "pack",
        tracker_pack(m->t->tracker, m->t->journey,
                     history_received_ms(m->now) +
                         (int64_t)dice_below(&m->dice, 40) * MS_PER_DAY));
}

/* Between two steps somebody else writes. */
static inline void intrude(void *self)
{
    static const char *(*const all[])(struct mix *) = {import_some, import_some,
                                                       forget_one, pack};
    struct mix *m = self;
    struct tracker *own = m->t->tracker;

    if (m->wrong || !dice_chance(&m->dice, 50))
        return;
    note(m, "meanwhile");
    assert_ok(tracker_open(m->t->dir, TRACKER_WRITE, &m->t->tracker));
    m->wrong = DICE_PICK(&m->dice, all)(m);
    if (!m->wrong)
        m->wrong = asked_verify(m->arena, m->t);
    tracker_close(m->t->tracker);
    m->t->tracker = own;
}

static inline const char *do_disturbed(struct mix *m, doing *what, size_t which)
{
    m->wrong = NULL;
    m->t->tracker->watch =
        (struct change_watch){.each = intrude, .self = m, .most = 1};
    const char *d = what(m, which);
    m->t->tracker->watch = m->t->watch;
    return d ? d : m->wrong;
}

static inline const char *run(struct mix *m, doing *what, size_t which)
{
    if (dice_chance(&m->dice, 55))
        return do_killed(m, what, which);
    return is_quiet(m) && dice_chance(&m->dice, 60)
               ? do_disturbed(m, what, which)
               : what(m, which);
}

static inline const char *undo(struct mix *m)
{
    size_t n = json_array_size(batches(m));
    size_t which = n ? dice_below(&m->dice, n) : 0;

    if (n == 0 || m->t->imports[which] == 0)
        return NULL;
    note(m, arena_printf(m->arena, "undo %d", (int)m->t->imports[which]));
    json_array_clear(json_array_get(batches(m), which));
    return run(m, undo_one, which);
}

static inline int64_t newest_quarantine(struct mix *m)
{
    struct quarantines list;
    int64_t newest = 0;

    assert_ok(quarantine_list(m->t->tracker, m->arena, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].number > newest)
            newest = list.at[i].number;
    return newest;
}

static inline json_t *some_quarantine(struct mix *m)
{
    json_t *list = batches(m), *events, *at;
    size_t n = json_array_size(list), which = n ? dice_below(&m->dice, n) : 0;
    const char *text;
    char day[TIME_TEXT];

    if (dice_chance(&m->dice, 30))
        return json_pack("{s:s}", "release",
                         dice_chance(&m->dice, 50) ? "r1" : "r2");
    events = json_array_get(list, which);
    if (json_array_size(events) == 0)
        return NULL;
    if (dice_chance(&m->dice, 50))
        return json_pack("{s:i}", "batch", (int)which);
    at = json_object_get(
        json_array_get(events, dice_below(&m->dice, json_array_size(events))),
        "at");
    if (!at)
        return NULL;
    day_format(day_utc(oracle_instant_ms(at)), day);
    if (m->kept_from && strcmp(day, m->kept_from) <= 0)
        return NULL; /* its trails are gone */
    text = dice_chance(&m->dice, 60) ? day : "2030-01-01";
    return json_pack("{s:s,s:s}", "from", day, "until", text);
}

/* Whether it is told apart from those there are. */
static inline bool is_new(const struct mix *m, const json_t *q)
{
    for (size_t i = 0; i < json_array_size(m->quarantines); i++) {
        json_t *other = json_copy(json_array_get(m->quarantines, i));
        json_object_del(other, "number");
        bool same = json_equal(other, q);
        json_decref(other);
        if (same)
            return false;
    }
    return true;
}

static inline const char *set_aside(struct mix *m)
{
    json_t *q = some_quarantine(m);
    size_t n = json_array_size(m->quarantines);
    int64_t before = newest_quarantine(m), number;
    char *text;

    if (!q || !is_new(m, q)) {
        json_decref(q);
        return NULL;
    }
    text = json_dumps(q, JSON_COMPACT);
    note(m, arena_printf(m->arena, "set aside %s", text));
    free(text);
    json_array_append_new(m->quarantines, q);
    const char *d = run(m, set_one_aside, n);
    number = newest_quarantine(m);
    if (number == before) /* there is nothing it could mean */
        json_array_remove(m->quarantines, n);
    else
        json_object_set_new(q, "number", json_integer(number));
    return d;
}

static inline const char *give_back(struct mix *m)
{
    size_t n = json_array_size(m->quarantines);
    size_t which = n ? dice_below(&m->dice, n) : 0;

    if (n == 0)
        return NULL;
    json_t *q = json_array_get(m->quarantines, which);
    int64_t number = json_integer_value(json_object_get(q, "number"));
    note(m, arena_printf(m->arena, "give back %d", (int)number));
    const char *d = run(m, give_back_one, (size_t)number);
    json_array_remove(m->quarantines, which);
    return d;
}

/* The one before has an attempt of its own first, that keeps it. */
static inline const char *add_version(struct mix *m)
{
    json_t *all = json_object_get(m->source, "versions");
    json_t *versions = json_object_get(m->now, "versions");
    size_t n = json_array_size(versions);
    int64_t number;

    if (n == json_array_size(all) || m->kept_from)
        return NULL;
    json_t *primer = json_pack("[o]", history_primer(m->source, n - 1));
    const char *d = asked_import(m->arena, m->t, m->source, primer, &number);
    json_decref(primer);
    note(m, "a version");
    if (!d)
        d = run(m, add_one_version, n);
    json_array_append(versions, json_array_get(all, n));
    return d;
}

static inline const char *forget_one(struct mix *m)
{
    json_t *answer = history_expect(m->now), *ids;
    size_t n, which;
    const char *id, *d = NULL;
    json_t *attempt;
    int64_t events;

    ids = json_object_get(answer, "attempts");
    n = json_object_size(ids);
    which = n ? dice_below(&m->dice, n) : 0;
    json_object_foreach(ids, id, attempt) if (which-- == 0) break;
    if (n && !strstr(id, "browser-") && !strstr(id, "primer-")) {
        note(m, arena_printf(m->arena, "forget %s", id));
        d = fault(m, "forget",
                  tracker_forget(m->t->tracker, m->t->journey, id, &events));
        for (size_t b = json_array_size(batches(m)); b-- > 0;) {
            json_t *batch = json_array_get(batches(m), b);
            for (size_t i = json_array_size(batch); i-- > 0;)
                if (strcmp(id, json_string_value(json_object_get(
                                   json_array_get(batch, i), "attempt"))) == 0)
                    json_array_remove(batch, i);
        }
    }
    json_decref(answer);
    return d;
}

#endif
