/* test_events_dry.c - what a developer tries out: told as it would be, and in
 * no figure. */
#include "base/text.h"
#include "tests/unit/endpoint.h"

#define VIEW(attempt, seq, step)                                               \
    "{\"journey\":\"own\",\"attempt\":\"" attempt "\",\"seq\":" #seq           \
    ",\"kind\":\"view\",\"step\":\"" step "\"}"
#define FORM_TYPE "application/x-www-form-urlencoded"

static const struct asking as_json = {.type = JSON_TYPE};

static struct answered ask_at(struct endpoint *p, int64_t at_ms,
                              const char *query)
{
    struct asking how = {.type = JSON_TYPE, .query = query};

    return endpoint_ask(
        p, how,
        arena_printf(p->arena,
                     "{\"journey\":\"own\",\"attempt\":\"attempt-1\","
                     "\"seq\":0,\"kind\":\"view\",\"step\":\"a\",\"at\":%lld}",
                     (long long)at_ms));
}

static void a_dry_run_says_the_same_and_keeps_nothing(void **state)
{
    struct asking how = {.type = JSON_TYPE, .query = "?dry-run=1"};
    struct endpoint *p = *state;
    int64_t late_ms = p->now_ms + 60 * MS_PER_MINUTE;

    assert_answered(ask_at(p, p->now_ms, how.query), 202, 1, 0, 0, 0);
    assert_answered(ask_at(p, late_ms, how.query), 400, 0, 0, 1, 0);
    assert_answered(endpoint_ask(p, how, "[{}," VIEW("attempt-1", 0, "a") "]"),
                    202, 1, 0, 1, 0);
    how.method = "GET";
    how.path = "/v1/p.gif";
    how.query = "?journey=own&attempt=attempt-1&kind=view&step=a&dry-run=1";
    assert_int_equal(endpoint_ask(p, how, "").status, 200);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
    assert_int_equal(tracked_figure(p->w, "refused"), 0);
    assert_answered(ask_at(p, p->now_ms, "?dry-run=0"), 202, 1, 0, 0, 0);
}

static void a_slip_in_the_query_keeps_nothing_and_is_named(void **state)
{
    static const struct {
        const char *query, *field;
    } slips[] = {
        {"?dryrun=1", "dryrun"},       {"?dry_run=1", "dry_run"},
        {"?Dry-Run=1", "Dry-Run"},     {"?dry-run=1&amp;x=1", "amp;x"},
        {"?dry-run=1&test=1", "test"}, {"?dry-run", "dry-run"},
        {"?dry-run=", "dry-run"},      {"?dry-run=true", "dry-run"},
        {"?dry-run=2", "dry-run"},     {"?dry-run=1&dry-run=0", "dry-run"},
        {"?dry-run=1&x=%zz", "query"},
    };
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
        struct answered got = ask_at(p, p->now_ms, slips[i].query);
        const char *says = answered_refusal(p->arena, got, 0);

        assert_answered(got, 400, 0, 0, 1, 0);
        if (!text_starts(says,
                         arena_printf(p->arena, "0 %s: ", slips[i].field)))
            fail_msg("%s: %s", slips[i].query, says);
    }
    assert_string_equal(
        answered_refusal(p->arena, ask_at(p, p->now_ms, "?dryrun=1"), 0),
        "0 dryrun: is not known here: the query takes dry-run and nothing "
        "else");
    assert_int_equal(tracked_figure(p->w, "started"), 0);
}

static void what_a_library_adds_against_caches_changes_nothing(void **state)
{
    struct endpoint *p = *state;

    assert_answered(ask_at(p, p->now_ms, "?_=1772445600000&dry-run=1"), 202, 1,
                    0, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
    assert_answered(ask_at(p, p->now_ms, "?_=1772445600000"), 202, 1, 0, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
}

/* A body is an event, and says nothing about itself. */
static void a_dry_run_asked_for_in_a_form_is_refused(void **state)
{
    struct asking how = {.type = FORM_TYPE};
    struct endpoint *p = *state;

    assert_answered(endpoint_ask(p, how,
                                 "journey=own&attempt=attempt-1&kind=view&"
                                 "step=a&dry-run=1"),
                    400, 0, 0, 1, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
}

static void a_test_is_checked_and_not_counted(void **state)
{
    struct endpoint *p = *state;

    assert_answered(
        endpoint_ask(p, as_json,
                     "[{\"journey\":\"own\",\"attempt\":\"attempt-1\","
                     "\"kind\":\"view\",\"step\":\"a\",\"test\":true},"
                     "{\"journey\":\"own\",\"attempt\":\"attempt-1\","
                     "\"kind\":\"vieww\",\"test\":true}]"),
        202, 1, 0, 1, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
}

static void an_unknown_step_is_kept_as_unmapped(void **state)
{
    struct endpoint *p = *state;

    assert_answered(endpoint_ask(p, as_json, VIEW("attempt-1", 0, "zzz")), 202,
                    1, 0, 0, 0);
    assert_non_null(strstr(tracked_attempts(p->arena, p->w, TRACKED_LATER_MS),
                           "\"unmapped\":1"));
}

static void a_dry_run_tells_a_step_that_nobody_defined(void **state)
{
    struct asking how = {.type = JSON_TYPE, .query = "?dry-run=1"};
    struct endpoint *p = *state;
    struct answered got = endpoint_ask(
        p, how,
        "[" VIEW("attempt-1", 0, "a") "," VIEW("attempt-1", 1, "A") "," VIEW(
            "attempt-1", 2, "zzz") "]");
    json_t *told = json_object_get(got.body, "unmapped");

    assert_answered(got, 202, 3, 0, 0, 0);
    assert_int_equal(json_array_size(told), 2);
    assert_int_equal(
        json_integer_value(json_object_get(json_array_get(told, 0), "index")),
        1);
    assert_non_null(strstr(got.text, "is no step of this journey"));
    got = endpoint_ask(p, as_json, VIEW("attempt-1", 2, "zzz"));
    assert_null(json_object_get(got.body, "unmapped"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_demo(a_dry_run_says_the_same_and_keeps_nothing),
        with_demo(a_slip_in_the_query_keeps_nothing_and_is_named),
        with_demo(what_a_library_adds_against_caches_changes_nothing),
        with_demo(a_dry_run_asked_for_in_a_form_is_refused),
        with_demo(a_dry_run_tells_a_step_that_nobody_defined),
        with_demo(a_test_is_checked_and_not_counted),
        with_demo(an_unknown_step_is_kept_as_unmapped),
    };

    return cmocka_run_group_tests_name("events, tried out", tests, NULL, NULL);
}
