#include "server/budget.h"

#include "tests/unit.h"
#include "tests/unit/endpoint.h"

static int new_budgets(void **state)
{
    *state = budgets_new();
    return 0;
}

static int free_budgets(void **state)
{
    budgets_free(*state);
    return 0;
}

#define with_budgets(fn)                                                       \
    cmocka_unit_test_setup_teardown(fn, new_budgets, free_budgets)

static void a_bucket_empties_and_fills_again(void **state)
{
    int wait_s = 0;

    assert_true(budgets_take(*state, 7, BUDGET_EVENTS, 1000, &wait_s));
    assert_false(budgets_take(*state, 7, 1000, 1000, &wait_s));
    assert_int_equal(wait_s, 1 + 1000 / BUDGET_PER_S);
    assert_false(budgets_take(*state, 7, 101, 2000, &wait_s));
    assert_true(budgets_take(*state, 7, BUDGET_PER_S, 2000, &wait_s));
}

/* Not even one that shares its place in memory. */
static void one_network_does_not_hold_back_another(void **state)
{
    uint64_t apart;
    int wait_s = 0;

    assert_true(budgets_take(*state, 7, BUDGET_EVENTS, 1000, &wait_s));
    for (apart = 1; apart <= 1024 * 1024; apart *= 2) {
        assert_true(
            budgets_take(*state, 7 + apart, BUDGET_EVENTS, 1000, &wait_s));
        assert_false(budgets_take(*state, 7 + apart, 1, 1000, &wait_s));
    }
}

static void any_number_of_networks_may_come(void **state)
{
    uint64_t network;
    int wait_s = 0;

    for (network = 1; network < 100000; network++)
        assert_true(
            budgets_take(*state, network, 1, (int64_t)network, &wait_s));
}

/* The answer of /v1/events to a request of n views from that address. */
static int status_of(struct endpoint *p, const char *from, int n)
{
    struct buf body;
    struct message m;
    struct header headers[] = {
        {.name = "Content-Type", .value = "application/x-ndjson"},
        {.name = "Host", .value = "localhost"}};
    struct answer answer;
    int i, status;

    buf_init(&body, EVENTS_BODY_MAX);
    for (i = 0; i < n; i++)
        buf_addf(&body,
                 "{\"journey\":\"own\",\"attempt\":\"attempt-%04d\","
                 "\"seq\":0,\"kind\":\"view\",\"step\":\"a\"}\n",
                 i);
    m = (struct message){.method = "POST",
                         .target = "/v1/events",
                         .headers = headers,
                         .n_headers = 2,
                         .body = body.text,
                         .n_body = body.len};
    assert_true(peer_read(from, strlen(from), &m.peer));
    router_answer(p->router, p->arena, &m, p->now_ms, &answer);
    status = answer.status;
    if (status == 429)
        assert_non_null(answer_header(&answer, "Retry-After"));
    answer_release(&answer);
    buf_release(&body);
    return status;
}

static void a_flood_without_a_key_is_answered_429(void **state)
{
    struct endpoint *p = endpoint_new();
    int i;

    (void)state;
    p->events.budgets = budgets_new();
    for (i = 0; i < BUDGET_EVENTS / 1000; i++)
        assert_int_equal(status_of(p, "192.0.2.7", 1000),
                         401); /* read, and refused */

    assert_int_equal(status_of(p, "192.0.2.7", 1), 429);
    assert_int_equal(status_of(p, "192.0.2.8", 1), 401);
    assert_int_equal(status_of(p, "127.0.0.1", 1), 401); /* the proxy's */

    budgets_free(p->events.budgets);
    endpoint_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_budgets(a_bucket_empties_and_fills_again),
        with_budgets(one_network_does_not_hold_back_another),
        with_budgets(any_number_of_networks_may_come),
        cmocka_unit_test(a_flood_without_a_key_is_answered_429),
    };

    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
