/* set_aside.h - a journey of five attempts, some of which are set aside. */
#ifndef TESTS_UNIT_SET_ASIDE_H
#define TESTS_UNIT_SET_ASIDE_H

#include "tests/unit/tracked.h"

#define EVENT(attempt, seq, kind, step, more)                                  \
    "{\"journey\":\"own\",\"attempt\":\"attempt-" attempt "\",\"seq\":" seq    \
    ",\"kind\":\"" kind "\",\"step\":\"" step "\"" more "}\n"
#define DAY(n) ",\"at\":\"2026-03-0" n "T10:00:00Z\""

/* One of each release and day; 3 completed, 4 left at b, 5 joined later. */
#define LOG                                                                    \
    EVENT("1", "0", "view", "a", DAY("2") ",\"release\":\"r1\"")               \
    EVENT("1", "1", "view", "d", DAY("2"))                                     \
    EVENT("1", "2", "rating", "d", DAY("2") ",\"rating\":1")                   \
    EVENT("2", "0", "view", "a", DAY("3") ",\"release\":\"r2\"")               \
    EVENT("2", "1", "view", "zzz", DAY("3"))                                   \
    EVENT("3", "0", "view", "a", DAY("4") ",\"release\":\"r2\"")               \
    EVENT("3", "1", "view", "d", DAY("4"))                                     \
    EVENT("4", "0", "view", "a", DAY("4") ",\"release\":\"r1\"")               \
    EVENT("4", "1", "reject", "b", DAY("4"))                                   \
    EVENT("5", "0", "view", "b", DAY("4") ",\"release\":\"r2\"")

static const struct quarantine of_r2 = {
    .journey = "own", .release = "r2", .reason = "a loop in release r2"};

static const struct quarantine of_import_1 = {
    .journey = "own", .import = 1, .reason = "the wrong file"};

static inline struct quarantine of_days(const char *from, const char *until)
{
    struct quarantine q = {
        .journey = "own", .has_days = true, .reason = "a test of the form"};

    assert_ok(day_parse(from, &q.from));
    assert_ok(day_parse(until, &q.until));
    return q;
}

/* Adds it; how many attempts went apart. */
static inline int64_t add(struct tracked *w, struct quarantine q,
                          int64_t *ret_number)
{
    struct arena *a = arena_new();
    struct quarantine_done done = {0, 0};
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    e = quarantine_add(w->t, &q, &p, &done);
    if (e)
        fail_msg("%s: %s", err_text(e), p.n ? p.at[0].message : "");
    arena_free(a);
    *ret_number = done.number;
    return done.attempts;
}

static inline int64_t take_away(struct tracked *w, int64_t number)
{
    struct quarantine_done done = {0, 0};

    assert_ok(quarantine_remove(w->t, number, &done));
    assert_int_equal(done.number, number);
    return done.attempts;
}

static inline int open_tracked(void **state)
{
    *state = tracked_new();
    return 0;
}

static inline int close_tracked(void **state)
{
    tracked_free(*state);
    return 0;
}

#define with_tracked(fn)                                                       \
    cmocka_unit_test_setup_teardown(fn, open_tracked, close_tracked)

#endif
