#include "tests/oracle/oracle.h"

#include "tests/oracle/cases.h"
#include "tests/oracle/compare.h"
#include "tests/oracle/histories.h"
#include "tests/unit.h"

static const char *answered_by_the_oracle(struct arena *a,
                                          const struct oracle_case *c,
                                          json_t **ret_answer)
{
    (void)a;
    *ret_answer =
        oracle_expect(c->versions, c->events, c->received_ms, c->now_ms);
    return oracle_law_broken(json_object_get(*ret_answer, "figures"));
}

static void agrees_with_every_golden_case(void **state)
{
    assert_int_equal(
        oracle_cases_run(*state, ORACLE_GOLDEN, answered_by_the_oracle), 0);
}

static void agrees_with_the_answers_worked_out_by_hand(void **state)
{
    assert_int_equal(
        oracle_cases_run(*state, ORACLE_OWN, answered_by_the_oracle), 0);
}

enum { OWN_HISTORIES = 20000 };

static void keeps_the_conservation_law(void **state)
{
    (void)state;

    for (uint64_t seed = 1; seed <= OWN_HISTORIES; seed++) {
        json_t *history = history_make(seed);
        json_t *answer = history_expect(history);
        const char *broken =
            oracle_law_broken(json_object_get(answer, "figures"));
        if (broken) {
            history_print(history);
            fail_msg("%s", broken);
        }
        json_decref(answer);
        json_decref(history);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(agrees_with_every_golden_case),
        with_arena(agrees_with_the_answers_worked_out_by_hand),
        cmocka_unit_test(keeps_the_conservation_law),
    };

    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
