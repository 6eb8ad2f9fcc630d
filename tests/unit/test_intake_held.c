/* test_intake_held.c - what is held in memory between commits, and let go. */
#include "tests/unit/tracked.h"
#include "tracker/intake.h"

enum {
    ATTEMPTS = 5000, /* more than are held at a time */
    COMMIT = 700,
    LONG = 60, /* events of some, for which what others need is not enough */
};

struct taking {
    struct intake in;
    int64_t since_commit;
};

static void send(struct taking *k, struct event e, int attempt, int64_t at_ms)
{
    char id[32];
    enum verdict v;

    if (k->since_commit == 0)
        assert_ok(intake_begin(&k->in));
    e.attempt = id;
    e.attempt_size = (size_t)snprintf(id, sizeof(id), "attempt-%05d", attempt);
    e.seq = -1;
    e.has_at = true;
    e.at_ms = at_ms;
    assert_ok(intake_event(&k->in, &e, 0, TRACKED_LATER_MS, &v));
    assert_int_equal(v, VERDICT_ACCEPTED);
    if (++k->since_commit == COMMIT) {
        assert_ok(intake_commit(&k->in));
        k->since_commit = 0;
    }
}

static void begin(struct taking *k, struct tracked *w)
{
    *k = (struct taking){0};
    intake_init(&k->in, w->t, "own");
}

static void finish(struct taking *k)
{
    if (k->since_commit)
        assert_ok(intake_commit(&k->in));
    intake_release(&k->in);
}

static void attempts_that_were_let_go_go_on_where_they_were(void **state)
{
    struct tracked *w = tracked_new();
    struct taking k;
    int i, n;

    (void)state;
    begin(&k, w);
    for (i = 0; i < ATTEMPTS; i++)
        send(&k, (struct event){.kind = KIND_VIEW, .step = "a"}, i,
             TRACKED_START_MS);
    for (i = 0; i < ATTEMPTS; i += 100)
        for (n = 1; n <= LONG; n++)
            send(&k, (struct event){.kind = KIND_VIEW, .step = "b"}, i,
                 TRACKED_START_MS + n);
    for (i = 0; i < ATTEMPTS; i++)
        send(&k, (struct event){.kind = KIND_VIEW, .step = "d"}, i,
             TRACKED_START_MS + LONG + 1);
    finish(&k);
    assert_int_equal(tracked_figure(w, "started"), ATTEMPTS);
    assert_int_equal(tracked_figure(w, "completed"), ATTEMPTS);
    tracked_assert_clean(w);
    tracked_free(w);
}

/* Started on that day, of one segment: a row of figures says it. */
static int64_t started(struct tracked *w, struct segments segments, int32_t day)
{
    struct arena *a = arena_new();
    const struct figures_query q = {.journey = "own",
                                    .now_ms = TRACKED_LATER_MS,
                                    .period = {true, true, day, day},
                                    .segments = segments};
    struct figures f;
    int64_t n;

    assert_ok(tracker_figures(w->t, a, &q, &f));
    n = f.started;
    arena_free(a);
    return n;
}

static void attempts_of_many_kinds_in_one_commit_are_each_counted(void **state)
{
    enum { A_DAY = 16, DAYS = 6, ROUNDS = 7 };
    static const char *const langs[] = {"en", "cy"};
    struct tracked *w = tracked_new();
    struct taking k;
    int i, d;

    (void)state;
    begin(&k, w);
    for (i = 0; i < A_DAY * DAYS * ROUNDS; i++)
        send(&k,
             (struct event){.kind = KIND_VIEW,
                            .step = "a",
                            .lang = langs[i % 2],
                            .device = (enum device)(1 + i / 2 % 4)},
             i, TRACKED_START_MS + i / A_DAY % DAYS * MS_PER_DAY);
    finish(&k);
    for (i = 0; i < DAYS; i++) {
        int32_t day = day_utc(TRACKED_START_MS) + i;

        assert_int_equal(started(w, (struct segments){.lang = "cy"}, day),
                         A_DAY * ROUNDS / 2);
        for (d = 1; d < DEVICES; d++)
            assert_int_equal(
                started(w, (struct segments){.device = device_text(d)}, day),
                A_DAY * ROUNDS / 4);
    }
    tracked_assert_clean(w);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attempts_that_were_let_go_go_on_where_they_were),
        cmocka_unit_test(attempts_of_many_kinds_in_one_commit_are_each_counted),
    };

    return cmocka_run_group_tests_name("intake_held", tests, NULL, NULL);
}
