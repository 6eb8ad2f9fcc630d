#include "tests/unit/discovered.h"

#include "tracker/definition.h"

enum { MINUTE = 60000 };

/* Cases of one letter a step, a minute apart: 3 times "abd", then "ac". */
struct walk {
    int cases;
    const char *steps;
};

static char *log_of(struct arena *a, const struct walk *walks, size_t n)
{
    struct buf b;
    char *text;
    size_t i, k;
    int c, number = 0;

    buf_init(&b, (size_t)16 * 1024 * 1024);
    for (i = 0; i < n; i++)
        for (c = 0; c < walks[i].cases; c++, number++)
            for (k = 0; walks[i].steps[k]; k++)
                buf_addf(&b, "%d\tStep %c\t%d\n", number, walks[i].steps[k],
                         (int)k * MINUTE);
    text = arena_strdup(a, b.text);
    buf_release(&b);
    return text;
}

#define LOG_OF(a, walks) log_of(a, walks, sizeof(walks) / sizeof(*(walks)))

static void a_definition_can_be_added_as_it_is(void **state)
{
    static const struct walk walks[] = {{3, "abd"}, {1, "acbd"}, {1, "a"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));
    struct definition *read = NULL;
    struct problems p;

    problems_init(&p, *state, 10);
    assert_ok(definition_read(*state, d, &p, &read));

    assert_string_equal(read->id, "my-journey");
    assert_string_equal(read->title, "My journey");
    assert_string_equal(read->organisation, "your-council");
    assert_string_equal(read->service, "my-journey");
    assert_int_equal(read->idle_ms, 30 * MINUTE);
    assert_int_equal(read->retention_months, 0);
    assert_int_equal(read->n_steps, 4);
    assert_int_equal(read->start, 0);
    assert_string_equal(read->steps[0].title, "Step a");
    assert_string_equal(read->steps[0].id, "step-a");
    assert_int_equal(read->steps[3].outcome, OUTCOME_COMPLETED);
    json_decref(d);
}

static void the_start_is_the_most_usual_first_step(void **state)
{
    static const struct walk walks[] = {{4, "xab"}, {5, "abx"}, {4, "bxa"}};
    static const struct walk tied[] = {{1, "ba"}, {1, "ab"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(text_at(d, "start"), "step-a");
    assert_string_equal(text_at(step_titled(d, "Step a"), "kind"), "start");
    json_decref(d);
    d = discovered(*state, LOG_OF(*state, tied));
    assert_string_equal(text_at(d, "start"), "step-b");
    json_decref(d);
}

static void an_end_is_the_last_of_95_in_100_that_hold_it(void **state)
{
    static const struct walk walks[] = {
        {19, "ab"}, {1, "aba"}, {80, "a"}, {18, "ac"}, {1, "aca"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));
    const json_t *b = step_titled(d, "Step b");

    assert_string_equal(order_of(*state, d), "ac|b");
    assert_near(json_real_value(json_object_get(b, "lastInShare")), 0.95, 1e-9);
    assert_true(json_is_true(json_object_get(b, "confirm")));
    assert_string_equal(text_at(b, "outcome"), "completed");
    assert_null(json_object_get(b, "next"));
    assert_null(json_object_get(step_titled(d, "Step c"), "confirm"));
    json_decref(d);
}

static void an_end_is_in_one_case_in_a_hundred(void **state)
{
    static const struct walk walks[] = {{198, "ab"}, {2, "ac"}};
    static const struct walk rarer[] = {{199, "ab"}, {2, "ac"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(order_of(*state, d), "a|bc");
    json_decref(d);
    d = discovered(*state, LOG_OF(*state, rarer));
    assert_string_equal(order_of(*state, d), "ac|b");
    json_decref(d);
}

static void where_most_leave_does_not_go_to_the_back(void **state)
{
    static const struct walk walks[] = {{90, "ab"}, {10, "abcde"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(order_of(*state, d), "abcd|e");
    json_decref(d);
}

static void a_short_branch_does_not_overtake_a_long_one(void **state)
{
    static const struct walk walks[] = {
        {90, "aby"}, {10, "ab12345678yz"}, {80, "abyz"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(order_of(*state, d), "ab12345678y|z");
    json_decref(d);
}

static void going_back_does_not_turn_the_order(void **state)
{
    static const struct walk walks[] = {
        {60, "abcbcbd"}, {30, "acbd"}, {10, "abababacd"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(order_of(*state, d), "abc|d");
    json_decref(d);
}

static void going_in_circles_still_gives_an_order(void **state)
{
    static const struct walk walks[] = {{9, "sabz"}, {9, "sbcz"}, {8, "scaz"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(order_of(*state, d), "sabc|z");
    json_decref(d);
}

static void edges_are_what_came_next_in_one_leaving_of_a_hundred(void **state)
{
    static const struct walk walks[] = {
        {150, "abz"}, {48, "acz"}, {2, "aadz"}, {7, "a"}};
    static const struct walk rarer[] = {{199, "abz"}, {1, "aacz"}};
    json_t *d = discovered(*state, LOG_OF(*state, walks));

    assert_string_equal(next_of(*state, d, "Step a"),
                        "step-b 0.75, step-c 0.24, step-d 0.01");
    assert_string_equal(next_of(*state, d, "Step b"), "step-z 1");
    json_decref(d);
    d = discovered(*state, LOG_OF(*state, rarer));
    assert_string_equal(next_of(*state, d, "Step a"), "step-b 0.995");
    json_decref(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_definition_can_be_added_as_it_is),
        with_arena(the_start_is_the_most_usual_first_step),
        with_arena(an_end_is_the_last_of_95_in_100_that_hold_it),
        with_arena(an_end_is_in_one_case_in_a_hundred),
        with_arena(where_most_leave_does_not_go_to_the_back),
        with_arena(a_short_branch_does_not_overtake_a_long_one),
        with_arena(going_back_does_not_turn_the_order),
        with_arena(going_in_circles_still_gives_an_order),
        with_arena(edges_are_what_came_next_in_one_leaving_of_a_hundred),
    };

    return cmocka_run_group_tests_name("discover", tests, make_path,
                                       remove_path);
}
