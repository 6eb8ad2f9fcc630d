#include "tests/unit/test_web.h"

static const char *text_in(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void a_page_stands_in_the_layout(void **state)
{
    struct test_site *t = *state;
    const char *body;
    struct answer answer = test_get(t, "/", &body);

    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, "text/html; charset=utf-8");
    assert_non_null(strstr(body, "<!DOCTYPE html>"));
    assert_non_null(strstr(body, "Half is 0.35."));
    assert_null(strstr(body, "&lt;h1"));
}

/* Aloud, too: who sees it is told by its colour. */
static void the_layout_says_in_which_part_a_page_is(void **state)
{
    static const struct {
        const char *path, *says;
    } cases[] = {
        {"/", "href=\"/\" aria-current=\"true\">Home<"},
        {"/dashboard/", "href=\"/dashboard/\" aria-current=\"true\">"},
        {"/dashboard/journeys/a",
         "href=\"/dashboard/\" aria-current=\"true\">"},
        {"/patterns/", "href=\"/patterns/\" aria-current=\"true\">"},
        {"/patternsx/", NULL},
        {"/privacy/notice", NULL},
    };
    static const char mark[] = "aria-current";
    struct test_site *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *body, *first;

        (void)test_get(t, cases[i].path, &body); /* most are not found */
        first = strstr(body, mark);
        assert_int_equal(first != NULL, cases[i].says != NULL);
        if (!first)
            continue;
        assert_non_null(strstr(body, cases[i].says));
        assert_null(strstr(first + 1, mark));
    }
}

static void an_ending_asks_for_a_format(void **state)
{
    struct test_site *t = *state;
    const char *body;

    assert_int_equal(test_status(t, "/journeys/bin"), 200);
    assert_string_equal(test_get(t, "/journeys/bin.csv", &body).type,
                        "text/csv; charset=utf-8");
    assert_string_equal(body, "'=step,10\r\n");
    assert_string_equal(test_get(t, "/notes.json", &body).type,
                        "application/json; charset=utf-8");
    assert_string_equal(body, "{\"status\":200,\"title\":\"Home\",\"sentence\":"
                              "\"Half is 0.35.\",\"problems\":[]}\n");
    assert_int_equal(test_status(t, "/journeys/bin.md"), 404);
    assert_int_equal(test_status(t, "/journeys/new.json"), 200); /* :journey */
    assert_int_equal(test_status(t, "/.json"), 404);
}

static void fields_arrive_checked_and_with_defaults(void **state)
{
    struct test_site *t = *state;
    json_t *none = test_get_json(t, "/journeys/bin");
    json_t *some = test_get_json(
        t, "/journeys/bin.json?from=step-2&limit=500&q=%C3%A9+a&other=1");

    assert_string_equal(text_in(none, "from"), "start");
    assert_int_equal(json_integer_value(json_object_get(none, "limit")), 10);
    assert_true(json_is_false(json_object_get(none, "has_from")));
    assert_string_equal(text_in(none, "q"), "");
    assert_string_equal(text_in(none, "context"), "context");
    assert_string_equal(text_in(some, "from"), "step-2");
    assert_int_equal(json_integer_value(json_object_get(some, "limit")), 500);
    assert_true(json_is_true(json_object_get(some, "has_from")));
    assert_string_equal(text_in(some, "q"), "\xc3\xa9 a");
    assert_string_equal(text_in(some, "path"), "/journeys/bin");
    assert_near(json_real_value(json_object_get(some, "half")), 0.35, 0);
    json_decref(none);
    json_decref(some);
}

static void an_empty_field_is_an_absent_one(void **state)
{
    json_t *json = test_get_json(*state, "/journeys/bin?from=&limit=");

    assert_string_equal(text_in(json, "from"), "start");
    assert_true(json_is_false(json_object_get(json, "has_from")));
    json_decref(json);
}

static void a_wrong_field_is_named_with_what_to_do(void **state)
{
    static const struct {
        const char *target, *place, *message;
    } cases[] = {
        {"/journeys/a?from=Step%202", "from",
         "must be 1 to 64 small letters, digits and hyphens"},
        {"/journeys/a?limit=501", "limit",
         "must be a whole number from 0 to 500"},
        {"/journeys/a?limit=-1", "limit",
         "must be a whole number from 0 to 500"},
        {"/journeys/a?limit=+1", "limit",
         "must be a whole number from 0 to 500"},
        {"/journeys/a?limit=99999999999999999999", "limit",
         "must be a whole number from 0 to 500"},
        {"/journeys/a?q=12345678901", "q", "must be 10 characters or fewer"},
        {"/journeys/a?q=1&q=2", "q", "must be given only once"},
        {"/fail", "err", "must be given"},
    };
    struct test_site *t = *state;
    const char *body;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(test_get(t, cases[i].target, &body).status, 400);
        assert_non_null(strstr(body, cases[i].place));
        assert_non_null(strstr(body, cases[i].message));
    }
}

static void all_that_is_wrong_is_told_as_json_too(void **state)
{
    struct test_site *t = *state;
    json_t *json = test_get_json(t, "/journeys/a.json?from=X&limit=y");
    json_t *problems = json_object_get(json, "problems");

    assert_int_equal(json_integer_value(json_object_get(json, "status")), 400);
    assert_int_equal(json_array_size(problems), 2);
    assert_string_equal(text_in(json_array_get(problems, 1), "place"), "limit");
    json_decref(json);
}

static void what_is_wrong_with_a_spreadsheet_is_named_too(void **state)
{
    struct test_site *t = *state;
    const char *body;
    struct answer answer = test_get(t, "/journeys/a.csv?from=X&limit=y", &body);

    assert_int_equal(answer.status, 400);
    assert_string_equal(
        body, "400 There is a problem\nChange what is named here and try "
              "again.\nfrom: must be 1 to 64 small letters, digits and "
              "hyphens\nlimit: must be a whole number from 0 to 500\n");
}

static void ten_characters_are_ten_whatever_their_bytes(void **state)
{
    assert_int_equal(
        test_status(*state, "/journeys/a?q=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9"
                            "%C3%A9%C3%A9%C3%A9%C3%A9"),
        200);
}

static void what_is_no_text_is_400(void **state)
{
    struct test_site *t = *state;

    assert_int_equal(test_status(t, "/journeys/a?q=%ff"), 400);
    assert_int_equal(test_status(t, "/journeys/a?q=%00"), 400);
    assert_int_equal(test_status(t, "/journeys/a?q=%"), 400);
    assert_int_equal(test_status(t, "/journeys/a?other=%ff"), 400);
    assert_int_equal(test_status(t, "/journeys/%ff"), 400);
}

static void a_segment_that_does_not_fit_is_no_address(void **state)
{
    struct test_site *t = *state;

    assert_int_equal(test_status(t, "/journeys/Bin"), 404);
    assert_int_equal(test_status(t, "/journeys/"), 404);
    assert_int_equal(test_status(t, "/journeys/a/b"), 404);
    assert_int_equal(test_status(t, "/journeys"), 404);
    assert_int_equal(test_status(t, "/steps/Where%20do%20you%20live/"), 200);
    assert_int_equal(test_status(t, "/steps/Where%20do%20you%20really/"), 200);
    assert_int_equal(test_status(t, "/steps/Where%20do%20you%20really?/"), 404);
    assert_int_equal(test_status(t, "/steps/Where"), 404);
    assert_int_equal(test_status(t, "/nothing"), 404);
}

static void the_method_decides_between_404_and_405(void **state)
{
    static const struct {
        const char *method, *target, *allow;
        int status;
    } cases[] = {
        {"POST", "/journeys/bin", "GET, HEAD", 405},
        {"GET", "/large", "POST", 405},
        {"DELETE", "/notes", "GET, HEAD, POST", 405},
        {"OPTIONS", "/notes", "GET, HEAD, POST", 405},
        {"TRACE", "/", "GET, HEAD", 405},
        {"PURGE", "/nothing", "GET, HEAD, POST", 405},
        {"get", "/", "GET, HEAD", 405},
        {"POST", "/nothing", NULL, 404},
        {"HEAD", "/notes", NULL, 200},
    };
    struct test_site *t = *state;
    const char *body;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct message m = message_get(cases[i].target);
        struct answer answer;

        m.method = cases[i].method;
        answer = test_ask(t, m, &body);
        assert_int_equal(answer.status, cases[i].status);
        if (cases[i].allow)
            assert_string_equal(answer_header(&answer, "Allow"),
                                cases[i].allow);
    }
}

static void a_role_nobody_has_yet_is_403(void **state)
{
    const char *body;

    assert_int_equal(test_get(*state, "/secret", &body).status, 403);
    assert_null(strstr(body, "secret\n"));
    assert_non_null(strstr(body, "signing in does not exist yet"));
}

static void what_has_not_changed_is_304(void **state)
{
    struct test_site *t = *state;
    const char *body;
    struct answer first = test_get(t, "/", &body), again, other;
    struct message m = message_get("/");
    struct header header = {.name = "If-None-Match",
                            .value = answer_header(&first, "ETag")};

    m.headers = &header;
    m.n_headers = 1;
    again = test_ask(t, m, &body);

    assert_int_equal(again.status, 304);
    assert_null(again.type);
    assert_string_equal(body, "");
    assert_string_equal(answer_header(&again, "ETag"), header.value);
    assert_string_equal(answer_header(&again, "Cache-Control"), "no-cache");
    m.target = "/journeys/bin";
    other = test_ask(t, m, &body);
    assert_int_equal(other.status, 200);
    header.value = "W/\"a\", \"b\"";
    m.target = "/";
    assert_int_equal(test_ask(t, m, &body).status, 200);
    header.value =
        arena_printf(t->arena, "\"a\", W/%s", answer_header(&first, "ETag"));
    assert_int_equal(test_ask(t, m, &body).status, 304);
    header.value = "*";
    assert_int_equal(test_ask(t, m, &body).status, 304);
}

static int status_under(struct test_site *t, const struct hosts *hosts,
                        const char *name)
{
    struct router_options options = {
        .folders = test_folders, .hosts = hosts, .ready = test_ready};
    struct header header = {.name = "Host", .value = name};
    struct message m = message_get("/");
    struct answer answer;

    options.context = t;
    m.headers = &header;
    m.n_headers = 1;
    router_free(t->router);
    t->router = router_new(t->site, &options);
    router_answer(t->router, t->arena, &m, TEST_NOW_MS, &answer);
    answer_release(&answer);
    return answer.status;
}

static void a_name_nobody_gave_the_site_is_421(void **state)
{
    static const char *const names[] = {"waymark.example.org"};
    static const struct hosts hosts = {1, names}, none = {0, NULL};
    static const char *const ours[] = {
        "localhost", "LocalHost:8080", "localhost.",   "127.0.0.1:8080",
        "192.0.2.7", "[::1]:8080",     "[2001:db8::7]"};
    static const char *const named[] = {"waymark.example.org",
                                        "Waymark.Example.ORG:8443",
                                        "waymark.example.org."};
    static const char *const others[] = {"evil.example",
                                         "waymark.example.org.evil.example",
                                         "evilwaymark.example.org",
                                         "example.org",
                                         "localhost.evil.example",
                                         "127.0.0.1.evil.example",
                                         "0x7f.1.evil.example",
                                         "127.1",
                                         "[::1",
                                         "[",
                                         "]",
                                         ":",
                                         ":8080",
                                         ".",
                                         "",
                                         "localhost..",
                                         "[localhost"};
    size_t i;

    for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
        if (status_under(*state, &none, ours[i]) != 200)
            fail_msg("%s is refused", ours[i]);
    for (i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        assert_int_equal(status_under(*state, &hosts, named[i]), 200);
        assert_int_equal(status_under(*state, &none, named[i]), 421);
    }
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        if (status_under(*state, &hosts, others[i]) != 421)
            fail_msg("\"%s\" is answered", others[i]);
}

static void a_name_of_255_bytes_is_one(void **state)
{
    char name[HOST_MAX + 2] = {0};
    const char *names[] = {name};
    const struct hosts hosts = {1, names};

    memset(name, 'n', HOST_MAX);
    assert_true(host_is_name(name));
    assert_int_equal(status_under(*state, &hosts, name), 200);
    name[HOST_MAX] = 'n';
    assert_false(host_is_name(name));
    assert_int_equal(status_under(*state, &hosts, name), 421);
}

static void health_and_readiness(void **state)
{
    struct test_site *t = *state;
    const char *body;

    assert_int_equal(test_get(t, "/healthz", &body).status, 200);
    assert_string_equal(body, "up\n");
    assert_int_equal(test_status(t, "/readyz"), 200);
    t->ready = ERR_BUSY;
    assert_int_equal(test_status(t, "/readyz"), 503);
    assert_int_equal(test_status(t, "/healthz"), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_site(a_page_stands_in_the_layout),
        with_site(the_layout_says_in_which_part_a_page_is),
        with_site(an_ending_asks_for_a_format),
        with_site(fields_arrive_checked_and_with_defaults),
        with_site(an_empty_field_is_an_absent_one),
        with_site(a_wrong_field_is_named_with_what_to_do),
        with_site(all_that_is_wrong_is_told_as_json_too),
        with_site(what_is_wrong_with_a_spreadsheet_is_named_too),
        with_site(ten_characters_are_ten_whatever_their_bytes),
        with_site(what_is_no_text_is_400),
        with_site(a_segment_that_does_not_fit_is_no_address),
        with_site(the_method_decides_between_404_and_405),
        with_site(a_role_nobody_has_yet_is_403),
        with_site(what_has_not_changed_is_304),
        with_site(a_name_nobody_gave_the_site_is_421),
        with_site(a_name_of_255_bytes_is_one),
        with_site(health_and_readiness),
    };

    return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}
