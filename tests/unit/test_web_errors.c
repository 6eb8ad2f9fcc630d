/* What an error becomes: a page, JSON, text, and a line in the log. */
#include "tests/unit/test_web.h"

#include <stdio.h>
#include <stdlib.h>

static void an_error_becomes_a_page_of_its_own(void **state)
{
    static const struct {
        const char *target;
        int status;
    } cases[] = {
        {"/fail?err=1", 404}, {"/fail?err=2", 400},  {"/fail?err=3", 409},
        {"/fail?err=4", 403}, {"/fail?err=5", 500},  {"/fail?err=6", 503},
        {"/fail?err=7", 500}, {"/fail?err=98", 500}, {"/fail?err=99", 500},
    };
    struct test_site *t = *state;
    const char *body;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answer answer = test_get(t, cases[i].target, &body);

        assert_int_equal(answer.status, cases[i].status);
        assert_string_equal(answer.type, "text/html; charset=utf-8");
        assert_string_equal(answer_header(&answer, "Cache-Control"),
                            "no-store");
        assert_non_null(strstr(body, "</html>"));
        assert_null(strstr(body, "half an answer"));
    }
}

/* All that is logged while that address is asked for. */
static const char *logged(struct test_site *t, const char *target)
{
    FILE *to = stderr;
    char *text = NULL;
    const char *kept;
    size_t n = 0;

    stderr = open_memstream(&text, &n);
    assert_int_equal(test_status(t, target), 500);
    (void)fclose(stderr);
    stderr = to;
    kept = arena_strndup(t->arena, text, n);
    free(text);
    return kept;
}

static void
a_fault_is_logged_by_its_route_and_never_by_its_address(void **state)
{
    const char *text = logged(*state, "/fail/zebedee?err=7&q=quimby");

    assert_non_null(strstr(text, "GET /fail/:name: "));
    assert_null(strstr(text, "zebedee"));
    assert_null(strstr(text, "quimby"));
}

/* Who sent nothing is not told to send less. */
static void an_answer_that_is_too_large_is_no_fault_of_who_asked(void **state)
{
    struct test_site *t = *state;
    const char *text = logged(t, "/fail/zebedee?err=5"), *body;

    assert_non_null(
        strstr(text, "GET /fail/:name: the answer is larger than the limit"));
    assert_int_equal(test_get(t, "/fail?err=5", &body).status, 500);
    assert_non_null(strstr(body, "Too large to send"));
    assert_null(strstr(body, "Send less"));
}

static void an_error_speaks_the_format_asked_for(void **state)
{
    struct test_site *t = *state;
    json_t *json = test_get_json(t, "/journeys/gone.json");
    const char *body;

    assert_int_equal(json_integer_value(json_object_get(json, "status")), 404);
    assert_string_equal(test_get(t, "/journeys/gone.csv", &body).type,
                        "text/plain; charset=utf-8");
    assert_non_null(strstr(body, "404 Page not found\n"));
    json_decref(json);
}

static void a_program_is_told_of_an_error_as_json(void **state)
{
    struct test_site *t = *state;
    struct message m = message_get("/check");
    struct answer answer;
    const char *body;

    m.method = "POST";
    answer = test_ask(t, m, &body);
    assert_int_equal(answer.status, 404);
    assert_string_equal(answer.type, "application/json; charset=utf-8");

    router_refuse(t->router, t->arena, &m, 413, "Too much.", &answer);
    assert_int_equal(answer.status, 413);
    assert_string_equal(answer.type, "application/json; charset=utf-8");
    answer_release(&answer);

    m.target = "/%00";
    router_refuse(t->router, t->arena, &m, 400, "No text.", &answer);
    assert_int_equal(answer.status, 400);
    assert_string_equal(answer.type, "text/html; charset=utf-8");
    answer_release(&answer);
}

static void a_program_is_told_of_a_name_its_query_may_not_have(void **state)
{
    struct test_site *t = *state;
    struct message m = message_get("/check?_=1&strict=1");
    json_t *problem;
    const char *body;

    m.method = "POST";
    assert_int_equal(test_ask(t, m, &body).status, 400);
    problem = json_loads(body, 0, NULL);
    assert_string_equal(
        json_string_value(json_object_get(
            json_array_get(json_object_get(problem, "problems"), 0), "place")),
        "strict");
    assert_int_equal(json_array_size(json_object_get(problem, "problems")), 1);
    json_decref(problem);

    m.target = "/check?_=1"; /* the handler is asked, which knows nothing */
    assert_int_equal(test_ask(t, m, &body).status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_site(an_error_becomes_a_page_of_its_own),
        with_site(a_fault_is_logged_by_its_route_and_never_by_its_address),
        with_site(an_answer_that_is_too_large_is_no_fault_of_who_asked),
        with_site(an_error_speaks_the_format_asked_for),
        with_site(a_program_is_told_of_an_error_as_json),
        with_site(a_program_is_told_of_a_name_its_query_may_not_have),
    };

    return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
