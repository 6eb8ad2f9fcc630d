/* The half of ledger.h that looks at what is stored. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tests/crash/ledger.h"

enum { HASH_TEXT = 32 };

struct looking {
    struct ledger *ledger;
    struct arena *arena;
    struct tracker *tracker;
    size_t instant;
    const char *hashes; /* of each attempt, where it was seen: HASH_TEXT */
    const char *wrong;  /* the first thing that is */
};

static void wrong(struct looking *k, const char *what, size_t n)
{
    if (!k->wrong)
        k->wrong = arena_printf(k->arena, "event %zu %s", n, what);
}

static bool says(const char *line, const char *key, const char *value)
{
    const char *at = strstr(line, key);

    return at && strncmp(at + strlen(key), value, strlen(value)) == 0 &&
           at[strlen(key) + strlen(value)] == '"';
}

/* An attempt is one key, the same in all its events. */
static bool is_one_attempt(struct looking *k, const char *line, int attempt)
{
    char *hash = (char *)(uintptr_t)k->hashes + attempt * HASH_TEXT;
    const char *at = strstr(line, "\"h:");

    if (!at)
        return false;
    if (!*hash)
        memcpy(hash, at + 3, HASH_TEXT);
    return memcmp(hash, at + 3, HASH_TEXT) == 0;
}

static void look_at(struct looking *k, const char *line)
{
    const char *at = strstr(line, "\"at\":"), *seq = strstr(line, "\"seq\":");
    int64_t ms = at ? strtoll(at + 5, NULL, 10) - LEDGER_START_MS : -1;
    size_t n = (size_t)(ms / MS_PER_MINUTE);
    struct posted *p = &k->ledger->at[n];

    if (ms < 0 || ms % MS_PER_MINUTE || n >= k->ledger->n)
        k->wrong = arena_printf(k->arena, "nobody sent %s", line);
    else if (p->sent > k->instant)
        wrong(k, "is stored before it was sent", n);
    else if (p->stored)
        wrong(k, "is stored twice", n);
    else if (!seq || strtol(seq + 6, NULL, 10) != p->seq ||
             !says(line, "\"kind\":\"", kind_text(p->kind)) ||
             !says(line, "\"step\":\"", p->step) ||
             !is_one_attempt(k, line, p->attempt))
        wrong(k, "is stored as another", n);
    else
        p->stored = true;
}

static void look_at_export(struct looking *k)
{
    char *text = NULL, *rest, *line;
    size_t n = 0, i;
    FILE *to = open_memstream(&text, &n);

    for (i = 0; i < k->ledger->n; i++)
        k->ledger->at[i].stored = false;
    assert_non_null(to);
    assert_ok(tracker_export(k->tracker, "own", to));
    assert_int_equal(fclose(to), 0);
    rest = text;
    while (!k->wrong && (line = strsep(&rest, "\n")))
        if (strstr(line, "\"attempt\":"))
            look_at(k, line);
    free(text);
}

/* What was acknowledged is there, and what was taken back is not: the events
 * of one undo all or none. */
static void look_for_missing(struct looking *k)
{
    int there = 0, gone = 0;
    size_t n;

    for (n = 0; n < k->ledger->n; n++) {
        const struct posted *p = &k->ledger->at[n];

        if (p->taken_by <= k->instant) {
            if (p->stored)
                wrong(k, "is stored after it was taken back", n);
        } else if (p->taken_from <= k->instant) {
            there += p->stored;
            gone += !p->stored;
        } else if (p->acknowledged <= k->instant && !p->stored) {
            wrong(k, "was acknowledged and is not stored", n);
        }
    }
    if (there && gone && !k->wrong)
        k->wrong = "an import is taken back in part";
}

/* Counted from what is stored, by the rules' plainest words. */
struct count {
    int64_t attempts, started, joined_later, completed;
};

static struct count count(const struct ledger *l)
{
    enum { SEEN = 1, MOVED = 2, STARTED = 4, DONE = 8 };
    unsigned char *is = mem_new((size_t)l->attempts + 1, 1);
    struct count c = {0};
    size_t n;
    int i;

    for (n = 0; n < l->n; n++) {
        const struct posted *p = &l->at[n];

        if (!p->stored)
            continue;
        is[p->attempt] |= SEEN;
        if (p->kind == KIND_HELP || p->kind == KIND_CONTACT)
            continue;
        if (!(is[p->attempt] & MOVED) && strcmp(p->step, "a") == 0)
            is[p->attempt] |= STARTED;
        is[p->attempt] |= MOVED;
        if (strcmp(p->step, "d") == 0)
            is[p->attempt] |= DONE;
    }
    for (i = 0; i < l->attempts; i++) {
        c.attempts += (is[i] & SEEN) != 0;
        c.started += (is[i] & STARTED) != 0;
        c.joined_later += (is[i] & (SEEN | STARTED)) == SEEN;
        c.completed += (is[i] & STARTED) && (is[i] & DONE);
    }
    free(is);
    return c;
}

static int64_t figure(const json_t *figures, const char *key)
{
    return json_integer_value(json_object_get(figures, key));
}

static void look_at_figures(struct looking *k)
{
    const struct figures_query q = {.journey = "own",
                                    .now_ms = LEDGER_LATER_MS};
    struct count want = count(k->ledger);
    struct figures f;
    json_t *is;

    assert_ok(tracker_figures(k->tracker, k->arena, &q, &f));
    is = figures_json(&f);
    if (figure(is, "started") != want.started ||
        figure(is, "joinedLater") != want.joined_later ||
        figure(is, "completed") != want.completed)
        k->wrong = "the figures are not those of the events stored";
    if (figure(is, "started") !=
        figure(is, "completed") + figure(is, "failed") +
            figure(is, "abandoned") + figure(is, "saved") + figure(is, "open"))
        k->wrong = "an attempt is in two states or in none";
    json_decref(is);
}

static int64_t lines_of(struct looking *k, const char *journey,
                        const char *word)
{
    char *text = NULL, *at;
    int64_t lines = 0;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    assert_non_null(to);
    if (tracker_export(k->tracker, journey, to) != OK)
        k->wrong = "what was exported cannot be";
    assert_int_equal(fclose(to), 0);
    for (at = text; (at = strstr(at, word)); at++)
        lines++;
    free(text);
    return lines;
}

/* Trails of the journey "old" go, and their figures never.  How many trails
 * are there? */
static int64_t look_at_old(struct looking *k)
{
    const struct figures_query q = {.journey = "old",
                                    .now_ms = LEDGER_LATER_MS};
    struct figures f;
    int64_t started = 0;
    json_t *is;

    if (tracker_figures(k->tracker, k->arena, &q, &f) == OK) {
        is = figures_json(&f);
        started = figure(is, "started");
        json_decref(is);
    }
    if (started != LEDGER_OLD &&
        (started || k->ledger->old_added <= k->instant))
        k->wrong = "figures went with their trails";
    return started ? lines_of(k, "old", "\"attempt\":") : 0;
}

static void look_by_recount(struct looking *k)
{
    int64_t old = look_at_old(k);
    struct problems p;
    int64_t attempts = 0;

    problems_init(&p, k->arena, 1);
    assert_ok(tracker_verify(k->tracker, &p, &attempts));
    if (p.total)
        k->wrong =
            arena_printf(k->arena, "%s: %s", p.at[0].place, p.at[0].message);
    else if (attempts != count(k->ledger).attempts + old)
        k->wrong = "another number of attempts was recounted";
}

static bool is_there(struct looking *k)
{
    struct journey_list list;

    assert_ok(tracker_journeys(k->tracker, k->arena, &list));
    return list.n > 0;
}

const char *ledger_check(struct ledger *l, struct arena *a, size_t instant)
{
    struct looking k = {.ledger = l, .arena = a, .instant = instant};
    enum err e = tracker_open(l->dir, TRACKER_WRITE, &k.tracker);

    if (e)
        return arena_printf(a, "it cannot be opened: %s", err_text(e));
    k.hashes = arena_array(a, (size_t)l->attempts + 1, HASH_TEXT);
    if (is_there(&k)) {
        look_at_export(&k);
        look_for_missing(&k);
        if (!k.wrong)
            look_by_recount(&k);
        if (!k.wrong)
            look_at_figures(&k);
    } else if (l->journey_added <= instant) {
        k.wrong = "the journey is gone";
    }
    tracker_close(k.tracker);
    return k.wrong;
}

char *ledger_answers(const struct ledger *l, struct arena *a)
{
    struct tracker *t = NULL;
    char *text = NULL, *copy;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    assert_non_null(to);
    assert_ok(tracker_open(l->dir, TRACKER_READ, &t));
    assert_ok(tracker_attempts(t, "own", NULL, LEDGER_LATER_MS, to));
    assert_int_equal(fclose(to), 0);
    tracker_close(t);
    copy = arena_strdup(a, text);
    free(text);
    return copy;
}
