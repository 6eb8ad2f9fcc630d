#include "tracker/intake.h"

#include "tests/unit/stream.h"
#include "tracker/pack.h"

enum { EVENTS = 400, ROUNDS = 12 };

/* How a stream is taken in. */
struct manner {
    size_t commit; /* events a transaction */
    size_t pack;   /* per cent: of packing between two transactions */
    size_t reopen; /* per cent: of closing and opening again */
    bool by_other; /* it is another tracker of the folder that packs */
    bool two;      /* trackers, in turns */
    size_t step;   /* it packs so many at a time; 0: all there are */
};

struct taking {
    struct tracked *w[2];
    struct intake in[2];
    struct dice dice;
    int64_t duplicates, conflicts;
    int64_t packed; /* in steps, up to there */
};

static void begin(struct taking *k, const struct manner *m)
{
    k->w[0] = tracked_new();
    intake_init(&k->in[0], k->w[0]->t, "own");
    if (!m->two)
        return;
    k->w[1] = mem_new(1, sizeof(*k->w[1]));
    *k->w[1] = *k->w[0];
    tracked_start(k->w[1]);
    intake_init(&k->in[1], k->w[1]->t, "own");
}

static void finish(struct taking *k, const struct manner *m)
{
    intake_release(&k->in[0]);
    if (!m->two)
        return;
    intake_release(&k->in[1]);
    tracked_stop(k->w[1]);
    free(k->w[1]);
}

static void reopen(struct taking *k)
{
    intake_release(&k->in[0]);
    tracked_stop(k->w[0]);
    tracked_start(k->w[0]);
    intake_init(&k->in[0], k->w[0]->t, "own");
}

static void pack(struct taking *k, const struct manner *m)
{
    int64_t now = TRACKED_START_MS +
                  (int64_t)dice_below(&k->dice, 9 * (size_t)MS_PER_DAY);
    struct tracked other = *k->w[0];

    if (m->step) {
        struct packing p = {
            .intake = &k->in[0], .most = m->step, .after = k->packed};

        assert_ok(pack_step(&p, now));
        k->packed = p.after;
        return;
    }
    if (m->by_other)
        tracked_start(&other);
    assert_ok(pack_journey(other.t, "own", now));
    if (m->by_other)
        tracked_stop(&other);
}

static void take_some(struct taking *k, struct intake *in,
                      const struct sent *from, size_t n)
{
    size_t i;

    assert_ok(intake_begin(in));
    for (i = 0; i < n; i++) {
        enum verdict v;

        assert_ok(intake_event(in, &from[i].e, 0, TRACKED_LATER_MS, &v));
        k->duplicates += v == VERDICT_DUPLICATE;
        k->conflicts += v == VERDICT_CONFLICT;
    }
    assert_ok(intake_commit(in));
}

/* What the tracker answers after all of it was taken in in that manner. */
static char *taken(struct arena *a, const struct stream *s, struct manner m,
                   uint64_t seed)
{
    struct taking k = {.dice = {seed}};
    size_t i, n, turn = 0;
    char *answers;

    begin(&k, &m);
    for (i = 0; i < s->n; i += n) {
        n = s->n - i < m.commit ? s->n - i : m.commit;
        take_some(&k, &k.in[m.two ? turn++ % 2 : 0], &s->at[i], n);
        if (dice_chance(&k.dice, m.pack))
            pack(&k, &m);
        if (dice_chance(&k.dice, m.reopen))
            reopen(&k);
    }
    finish(&k, &m);
    answers = tracked_answers(a, k.w[0]);
    assert_ok(pack_journey(k.w[0]->t, "own", TRACKED_LATER_MS));
    assert_string_equal(answers, tracked_answers(a, k.w[0]));
    tracked_free(k.w[0]);
    return arena_printf(a, "%s%lld duplicates, %lld conflicts\n", answers,
                        (long long)k.duplicates, (long long)k.conflicts);
}

/* Say which line is the first that differs. */
static void assert_same(const char *want, const char *got, uint64_t seed)
{
    while (*want && *want == *got)
        want++, got++;
    if (*want || *got)
        fail_msg("seed %llu: wanted ...%.200s got ...%.200s",
                 (unsigned long long)seed, want, got);
}

static void assert_manner_makes_no_difference(struct manner m, size_t events,
                                              uint64_t rounds)
{
    uint64_t seed;

    for (seed = 1; seed <= rounds; seed++) {
        struct arena *a = arena_new();
        struct stream s = stream_make(a, seed, events);
        struct dice d = {seed};

        stream_repeat(a, &d, &s, events / 10);
        assert_same(taken(a, &s, (struct manner){.commit = 1000}, seed),
                    taken(a, &s, m, seed), seed);
        arena_free(a);
    }
}

static void one_event_a_commit_is_as_good_as_a_thousand(void **state)
{
    (void)state;
    assert_manner_makes_no_difference((struct manner){.commit = 1}, EVENTS, 4);
}

static void seven_events_a_commit_are_as_good_as_a_thousand(void **state)
{
    (void)state;
    assert_manner_makes_no_difference((struct manner){.commit = 7}, EVENTS,
                                      ROUNDS);
}

static void packing_at_any_instant_changes_nothing(void **state)
{
    (void)state;
    assert_manner_makes_no_difference((struct manner){.commit = 7, .pack = 40},
                                      EVENTS, ROUNDS);
}

static void packing_a_few_at_a_time_changes_nothing(void **state)
{
    (void)state;
    assert_manner_makes_no_difference(
        (struct manner){.commit = 7, .pack = 80, .step = 3}, EVENTS, ROUNDS);
}

static void packing_by_somebody_else_changes_nothing(void **state)
{
    (void)state;
    assert_manner_makes_no_difference(
        (struct manner){.commit = 11, .pack = 40, .by_other = true}, EVENTS,
        ROUNDS);
}

static void closing_and_opening_changes_nothing(void **state)
{
    (void)state;
    assert_manner_makes_no_difference(
        (struct manner){.commit = 13, .pack = 20, .reopen = 30}, EVENTS,
        ROUNDS);
}

static void two_trackers_writing_in_turns_are_as_good_as_one(void **state)
{
    (void)state;
    assert_manner_makes_no_difference(
        (struct manner){.commit = 5, .pack = 20, .two = true}, EVENTS, ROUNDS);
}

/* Enough for several chunks of one day, and for chunks that are thinned. */
static void many_attempts_of_a_day_may_be_packed_and_go_on(void **state)
{
    enum { MANY = 3000 };
    struct stream s = stream_make(*state, 7, MANY);
    struct manner plain = {.commit = MANY},
                  packed = {.commit = 700, .pack = 100};
    size_t i;

    for (i = 0; i < MANY; i++)
        (void)snprintf(s.at[i].attempt, sizeof(s.at[i].attempt), "attempt-%zu",
                       i * 7919 % 1700);
    for (i = 0; i < MANY; i++) {
        s.at[i].e.attempt_size = strlen(s.at[i].attempt);
        s.at[i].e.seq = -1;
        s.at[i].e.at_ms = TRACKED_START_MS + (int64_t)i * 1000;
    }
    assert_same(taken(*state, &s, plain, 1), taken(*state, &s, packed, 1), 7);
}

static void the_order_of_arrival_makes_no_difference(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= ROUNDS; seed++) {
        struct arena *a = arena_new();
        struct stream s = stream_make(a, seed, EVENTS);
        struct manner m = {.commit = 9, .pack = 30};
        struct dice d = {seed};
        char *want;

        stream_repeat(a, &d, &s, EVENTS / 10);
        want = taken(a, &s, (struct manner){.commit = 1000}, seed);
        stream_shuffle(&d, &s);

        assert_same(want, taken(a, &s, m, seed), seed);
        arena_free(a);
    }
}

static void what_is_rolled_back_was_never_there(void **state)
{
    struct stream s = stream_make(*state, 3, EVENTS);
    struct tracked *w = tracked_new();
    struct taking k = {.w = {w}};
    char *before, *after;

    intake_init(&k.in[0], w->t, "own");
    take_some(&k, &k.in[0], s.at, 100);
    before = tracked_answers(*state, w);
    assert_ok(intake_begin(&k.in[0]));
    for (size_t i = 100; i < 200; i++) {
        enum verdict v;

        assert_ok(intake_event(&k.in[0], &s.at[i].e, 0, TRACKED_LATER_MS, &v));
    }
    assert_ok(intake_flush(&k.in[0]));
    intake_rollback(&k.in[0]);
    assert_string_equal(before, tracked_answers(*state, w));

    take_some(&k, &k.in[0], &s.at[100], EVENTS - 100);
    intake_release(&k.in[0]);
    after = tracked_answers(*state, w);
    assert_memory_equal(after,
                        taken(*state, &s, (struct manner){.commit = 1000}, 1),
                        strlen(after));
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_event_a_commit_is_as_good_as_a_thousand),
        cmocka_unit_test(seven_events_a_commit_are_as_good_as_a_thousand),
        cmocka_unit_test(packing_at_any_instant_changes_nothing),
        cmocka_unit_test(packing_a_few_at_a_time_changes_nothing),
        cmocka_unit_test(packing_by_somebody_else_changes_nothing),
        cmocka_unit_test(closing_and_opening_changes_nothing),
        cmocka_unit_test(two_trackers_writing_in_turns_are_as_good_as_one),
        with_arena(many_attempts_of_a_day_may_be_packed_and_go_on),
        cmocka_unit_test(the_order_of_arrival_makes_no_difference),
        with_arena(what_is_rolled_back_was_never_there),
    };

    return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
