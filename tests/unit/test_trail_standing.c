/* Whether an event is new to a trail, the same again, or in conflict. */
#include "tracker/trail.h"

#include "tests/unit.h"

static struct trail one_event(struct trail_event e,
                              const struct trail_error *errors)
{
    struct trail t;

    trail_init(&t);
    trail_add(&t, e, errors);
    return t;
}

static const struct trail_error refusals[] = {{1, 2}, {3, 4}};

/* Stored: a reject at step 5, second 1, with two refusals. */
static struct trail_event stored_event(int seq)
{
    return (struct trail_event){.at_ms = 1000,
                                .seq = seq,
                                .step = 5,
                                .kind = KIND_REJECT,
                                .import = 1,
                                .n_errors = 2};
}

static void under_one_seq_only_kind_and_step_matter(void **state)
{
    struct trail t = one_event(stored_event(7), refusals);
    struct trail_event e = stored_event(7);

    (void)state;
    assert_int_equal(trail_standing(&t, &e, refusals), TRAIL_DUPLICATE);
    e.at_ms = 2000;
    e.n_errors = 0;
    e.import = 2;
    e.lang = 3;
    assert_int_equal(trail_standing(&t, &e, NULL), TRAIL_DUPLICATE);
    e.kind = KIND_ACCEPT;
    assert_int_equal(trail_standing(&t, &e, NULL), TRAIL_CONFLICT);
    e = stored_event(7);
    e.step = 0;
    assert_int_equal(trail_standing(&t, &e, refusals), TRAIL_CONFLICT);
    e = stored_event(8);
    assert_int_equal(trail_standing(&t, &e, refusals), TRAIL_NEW);
    trail_release(&t);
}

static void an_event_without_seq_is_new_next_to_one_with_seq(void **state)
{
    struct trail with = one_event(stored_event(7), refusals);
    struct trail without = one_event(stored_event(-1), refusals);
    struct trail_event e = stored_event(-1);

    (void)state;
    assert_int_equal(trail_standing(&with, &e, refusals), TRAIL_NEW);
    e.seq = 7;
    assert_int_equal(trail_standing(&without, &e, refusals), TRAIL_NEW);
    trail_release(&with);
    trail_release(&without);
}

static void without_seq_every_part_of_the_key_makes_a_new_event(void **state)
{
    static const struct trail_error turned[] = {{3, 4}, {1, 2}},
                                    other_rule[] = {{1, 2}, {3, 5}};
    struct trail t = one_event(stored_event(-1), refusals);
    const struct trail_event same = stored_event(-1);
    struct trail_event e;

    (void)state;
    e = same;
    e.lang = e.release = e.variant = 9;
    e.channel = e.device = 2;
    e.import = 2;
    assert_int_equal(trail_standing(&t, &e, refusals), TRAIL_DUPLICATE);
#define differs(member, value)                                                 \
    e = same;                                                                  \
    e.member = (value);                                                        \
    assert_int_equal(trail_standing(&t, &e, refusals), TRAIL_NEW)
    differs(at_ms, 1001);
    differs(kind, KIND_VIEW);
    differs(step, 6);
    differs(outcome, OUTCOME_COMPLETED);
    differs(to, TO_PHONE);
    differs(rating, 5);
    differs(n_errors, 1);
    differs(n_errors, 0);
#undef differs
    e = same;
    assert_int_equal(trail_standing(&t, &e, turned), TRAIL_NEW);
    assert_int_equal(trail_standing(&t, &e, other_rule), TRAIL_NEW);
    trail_release(&t);
}

static void
an_event_without_seq_and_time_is_always_new_and_stays_behind(void **state)
{
    struct trail_event e = {.at_ms = 1000, .seq = -1, .kind = KIND_VIEW};
    struct trail t;
    int i;

    (void)state;
    trail_init(&t);
    trail_add(&t, e, NULL); /* one that came with this time */
    e.unstamped = true;
    for (i = 0; i < 50; i++) {
        struct trail_event one = e;

        one.at_ms = 1000 - i % 3; /* a clock that goes back a little */
        one.at_ms = trail_free_instant(&t, &one, NULL);
        assert_int_equal(trail_standing(&t, &one, NULL), TRAIL_NEW);
        assert_true(one.at_ms > t.at[t.n - 1].at_ms);
        trail_add(&t, one, NULL);
    }
    assert_true(t.at[50].at_ms == 1050);
    trail_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(under_one_seq_only_kind_and_step_matter),
        cmocka_unit_test(an_event_without_seq_is_new_next_to_one_with_seq),
        cmocka_unit_test(without_seq_every_part_of_the_key_makes_a_new_event),
        cmocka_unit_test(
            an_event_without_seq_and_time_is_always_new_and_stays_behind),
    };

    return cmocka_run_group_tests_name("standing", tests, NULL, NULL);
}
