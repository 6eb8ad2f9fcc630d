/* test_golden.c - the worked cases, through the tracker's import. */
#include "tests/oracle/agree.h"
#include "tests/oracle/cases.h"
#include "tests/oracle/compare.h"
#include "tests/oracle/histories.h"
#include "tests/unit.h"

static struct asked *tracker;

static int open_tracker(void **state)
{
    (void)state;
    tracker = asked_open();
    return 0;
}

static int close_tracker(void **state)
{
    (void)state;
    asked_close(tracker);
    return 0;
}

static json_t *as_history(const struct oracle_case *c)
{
    return json_pack("{s:i,s:O,s:i,s:[O],s:I,s:I}", "seed", 0, "versions",
                     c->versions, "late", 0, "batches", c->events, "received",
                     (json_int_t)c->received_ms, "now", (json_int_t)c->now_ms);
}

/* The tracker knows no ids any more: what it says of the attempts is compared
 * here, and not handed on. */
static const char *attempts_differ(struct arena *a, const struct oracle_case *c,
                                   const json_t *history)
{
    json_t *want = json_array(), *got = NULL, *attempt;
    const char *id, *d = asked_attempts(a, tracker, history, &got);

    json_object_foreach(json_object_get(c->expect, "attempts"), id, attempt)
    {
        json_array_append(want, attempt);
    }
    if (!d)
        d = oracle_lists_differ(a, want, got);
    json_decref(want);
    json_decref(got);
    return d;
}

static const char *answered_by_the_tracker(struct arena *a,
                                           const struct oracle_case *c,
                                           json_t **ret_answer)
{
    json_t *history = as_history(c), *figures = NULL;
    const char *d = asked_add(a, tracker, history);

    if (!d)
        d = attempts_differ(a, c, history);
    if (!d)
        d = asked_figures(a, tracker, history, (struct asked_part){0},
                          &figures);
    if (!d)
        *ret_answer = json_pack("{s:O,s:o}", "attempts",
                                json_object_get(c->expect, "attempts"),
                                "figures", figures);
    json_decref(history);
    return d;
}

/* The oracle answers these as expected (test_oracle.c). */
static const char *answered_as_by_the_oracle(struct arena *a,
                                             const struct oracle_case *c,
                                             json_t **ret_answer)
{
    json_t *history = as_history(c);
    const char *d = oracle_and_tracker_differ(a, tracker, history);

    json_decref(history);
    *ret_answer = json_incref(c->expect);
    return d;
}

static void answers_every_golden_case(void **state)
{
    assert_int_equal(
        oracle_cases_run(*state, ORACLE_GOLDEN, answered_by_the_tracker), 0);
}

static void agrees_with_the_oracle_on_every_golden_case(void **state)
{
    assert_int_equal(
        oracle_cases_run(*state, ORACLE_GOLDEN, answered_as_by_the_oracle), 0);
}

static void agrees_with_the_oracle_on_the_cases_worked_out_by_hand(void **state)
{
    assert_int_equal(
        oracle_cases_run(*state, ORACLE_OWN, answered_as_by_the_oracle), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(answers_every_golden_case),
        with_arena(agrees_with_the_oracle_on_every_golden_case),
        with_arena(agrees_with_the_oracle_on_the_cases_worked_out_by_hand),
    };

    return cmocka_run_group_tests_name("golden", tests, open_tracker,
                                       close_tracker);
}
