/* test_events.c - what the endpoint takes, in which forms, and what it says. */
#include "base/buf.h"
#include "tests/unit/endpoint.h"

/* 81 bytes, of which no prefix of 64 is whole characters. */
#define E_10      "éééééééééé"
#define LONG_NAME "a" E_10 E_10 E_10 E_10
#include "web/message.h"

#define VIEW(attempt, seq, step)                                               \
    "{\"journey\":\"own\",\"attempt\":\"" attempt "\",\"seq\":" #seq           \
    ",\"kind\":\"view\",\"step\":\"" step "\"}"
#define FORM_TYPE "application/x-www-form-urlencoded"

static const struct asking as_json = {.type = JSON_TYPE};
static const struct asking as_lines = {.type = "application/x-ndjson"};
static const struct asking as_form = {.type = FORM_TYPE};

static void an_event_is_kept_once(void **state)
{
    struct endpoint *p = *state;
    const char *event = VIEW("attempt-1", 0, "a");
    struct answered got = endpoint_ask(p, as_json, event);

    assert_answered(got, 202, 1, 0, 0, 0);
    assert_string_equal(got.cache, "no-store");
    assert_answered(endpoint_ask(p, as_json, event), 202, 0, 1, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
    assert_int_equal(tracked_figure(p->w, "duplicates"), 1);
    tracked_assert_clean(p->w);
}

static void every_type_is_read_as_what_it_is(void **state)
{
    static const char *const json[] = {NULL,
                                       JSON_TYPE,
                                       "application/json; charset=utf-8",
                                       "Application/JSON",
                                       "text/plain",
                                       "text/plain;charset=UTF-8"};
    static const char *const lines[] = {
        "application/x-ndjson", "application/ndjson", "application/jsonl",
        "text/plain", JSON_TYPE};
    struct endpoint *p = *state;
    size_t i, n = sizeof(json) / sizeof(json[0]);

    for (i = 0; i < n; i++) {
        struct asking how = {.type = json[i]};

        assert_answered(endpoint_ask(p, how, VIEW("attempt-1", 0, "a")), 202,
                        i == 0, i > 0, 0, 0);
        assert_answered(endpoint_ask(p, how,
                                     " [" VIEW("attempt-1", 0, "a") "," VIEW(
                                         "attempt-1", 1, "b") "]\n"),
                        202, i == 0, 1 + (i > 0), 0, 0);
    }
    for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        assert_answered(endpoint_ask(p, (struct asking){.type = lines[i]},
                                     VIEW("attempt-1", 0, "a") "\r\n\n" VIEW(
                                         "attempt-1", 1, "b") "\n"),
                        202, 0, 2, 0, 0);
    assert_answered(endpoint_ask(p, as_form,
                                 "journey=own&attempt=attempt-1&seq=2&kind="
                                 "view&step=Bee&at=1772445600000"),
                    202, 1, 0, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
}

static void what_is_compressed_is_said_to_be(void **state)
{
    struct endpoint *p = *state;
    struct asking how = {.type = JSON_TYPE,
                         .more = {"Content-Encoding", "gzip"}};
    struct answered got = endpoint_ask(p, how, VIEW("attempt-1", 0, "a"));

    assert_answered(got, 415, 0, 0, 1, 0);
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 0), "is compressed"));
    how.more[1] = "identity";
    assert_answered(endpoint_ask(p, how, VIEW("attempt-1", 0, "a")), 202, 1, 0,
                    0, 0);
}

static void another_type_is_415(void **state)
{
    static const char *const types[] = {"text/html", "application/jsonx", "x",
                                        "multipart/form-data; boundary=x"};
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        assert_answered(endpoint_ask(p, (struct asking){.type = types[i]},
                                     VIEW("attempt-1", 0, "a")),
                        415, 0, 0, 1, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
}

static void a_body_that_is_no_events_is_400(void **state)
{
    static const char *const bodies[] = {
        "",
        " ",
        "x",
        "12",
        "\"text\"",
        "null",
        "[",
        "{",
        "{}x",
        "[{}]]",
        "{\"journey\":\"own\",\"journey\":\"own\",\"attempt\":\"attempt-1\","
        "\"kind\":\"view\"}",
        "{\"journey\":\"own\",\"attempt\":\"attempt-\xff\",\"kind\":\"view\"}",
        "{\"journey\":\"own\",\"attempt\":\"attempt\\u0000\"}",
        "[[[[[[[[[]]]]]]]]]",
        "{\"a\":[[[[[[[[]]]]]]]]}"};
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        struct answered got = endpoint_ask(p, as_json, bodies[i]);

        assert_answered(got, 400, 0, 0, 1, 0);
        assert_true(strlen(answered_refusal(p->arena, got, 0)) > 5);
    }
    assert_int_equal(endpoint_ask(p, as_form, "journey=own&kind=%zz").status,
                     400);
    assert_string_equal(
        answered_refusal(p->arena,
                         endpoint_ask(p, as_form,
                                      "journey=own&attempt=attempt-1&seq=9&"
                                      "kind=view&step=a&step=b"),
                         0),
        "0 : gives step twice");
    assert_answered(endpoint_ask(p, as_form, LONG_NAME "=1&" LONG_NAME "=2"),
                    400, 0, 0, 1, 0);
    assert_non_null(strstr(
        answered_refusal(
            p->arena, endpoint_ask(p, as_form, VIEW("attempt-1", 0, "a")), 0),
        "Content-Type: application/json"));
}

static void a_body_may_hold_a_nul(void **state)
{
    static const char body[] =
        VIEW("attempt-1", 0, "a") "\0\n" VIEW("attempt-1", 1, "b") "\n\0\n\0";
    struct endpoint *p = *state;
    struct answered got =
        endpoint_ask_bytes(p, p->arena, as_lines, body, sizeof(body) - 1);

    assert_int_equal(got.status, 202);
    assert_int_equal(answered_number(got, "accepted"), 1);
    got = endpoint_ask_bytes(p, p->arena, as_json, body, sizeof(body) - 1);
    assert_true(got.status == 202 || got.status == 400);
}

static void the_good_ones_of_a_batch_are_kept(void **state)
{
    struct endpoint *p = *state;
    struct answered got = endpoint_ask(
        p, as_json,
        "[" VIEW("attempt-1", 0,
                 "a") ","
                      "{\"journey\":\"own\",\"attempt\":\"attempt-1\",\"kind\":"
                      "\"view\","
                      "\"name\":\"Zebedee\"}," VIEW(
                          "attempt-1", 1,
                          "b") ","
                               "{\"journey\":\"own\",\"attempt\":\"attempt-1\","
                               "\"kind\":\"reject\","
                               "\"rule\":\"ex11aa\"},7,"
                               "{\"attempt\":\"attempt-1\",\"kind\":\"view\"},"
                               "{\"journey\":\"none\",\"attempt\":\"attempt-"
                               "1\",\"kind\":\"view\"},"
                               "{\"journey\":\"own\",\"attempt\":\"attempt-1\","
                               "\"seq\":1,"
                               "\"kind\":\"accept\"}]");

    assert_answered(got, 202, 2, 0, 6, 0);
    assert_string_equal(
        answered_refusal(p->arena, got, 0),
        "1 name: is not a key of an event: /docs/import lists them");
    assert_non_null(strstr(answered_refusal(p->arena, got, 1),
                           "3 rule: looks like a postcode"));
    assert_non_null(strstr(answered_refusal(p->arena, got, 2), "4 : an event"));
    assert_string_equal(answered_refusal(p->arena, got, 3),
                        "5 journey: is missing");
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 4), "6 journey: is no journey"));
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 5), "7 seq: seq-conflict"));
    assert_int_equal(tracked_figure(p->w, "started"), 1);
    assert_int_equal(tracked_figure(p->w, "refused"), 3);
    tracked_assert_clean(p->w);
}

static void if_all_are_refused_it_is_400(void **state)
{
    struct endpoint *p = *state;

    assert_answered(endpoint_ask(p, as_json, "{}"), 400, 0, 0, 1, 0);
    assert_answered(endpoint_ask(p, as_json, "[{},{},4]"), 400, 0, 0, 3, 0);
    assert_answered(endpoint_ask(p, as_lines, "{}\nx\n"), 400, 0, 0, 2, 0);
    assert_answered(endpoint_ask(p, as_form, "kind=view"), 400, 0, 0, 1, 0);
    assert_answered(endpoint_ask(p, as_json, VIEW("short", 0, "a")), 400, 0, 0,
                    1, 0);
}

static void of_lines_only_the_bad_ones_are_refused(void **state)
{
    struct endpoint *p = *state;
    struct answered got = endpoint_ask(
        p, as_lines,
        VIEW("attempt-1", 0,
             "a") "\n"
                  "{\"journey\":\n"
                  "\n[1]\n" VIEW("attempt-1", 1,
                                 "b") "\n"
                                      "{\"kind\":\"view\",\"kind\":\"view\"}\n"
                                      "[[[[[[[[[]]]]]]]]]\n" VIEW("attempt-1",
                                                                  2, "c"));

    assert_answered(got, 202, 3, 0, 4, 0);
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 0), "1 : is not valid JSON"));
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 1), "2 : an event is"));
    assert_non_null(strstr(answered_refusal(p->arena, got, 2), "duplicate"));
    assert_string_equal(answered_refusal(p->arena, got, 3),
                        "5 : nests deeper than 8");
}

static const char *so_many(struct arena *a, int n, char between)
{
    struct buf out;
    const char *text;
    int i;

    buf_init(&out, EVENTS_BODY_MAX);
    for (i = 0; i < n; i++)
        buf_addf(&out,
                 "%c{\"journey\":\"own\",\"attempt\":\"attempt-%d\",\"seq\":0,"
                 "\"kind\":\"view\",\"step\":\"a\"}",
                 i ? between : ' ', i);
    text = arena_strdup(a, out.text);
    buf_release(&out);
    return text;
}

static void a_thousand_are_taken_and_not_one_more(void **state)
{
    struct endpoint *p = *state;

    assert_answered(
        endpoint_ask(p, as_json,
                     arena_printf(p->arena, "[%s]",
                                  so_many(p->arena, EVENTS_MAX + 1, ','))),
        413, 0, 0, 1, 0);
    assert_answered(
        endpoint_ask(p, as_lines, so_many(p->arena, EVENTS_MAX + 1, '\n')), 413,
        0, 0, 1, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 0);

    assert_answered(
        endpoint_ask(p, as_lines, so_many(p->arena, EVENTS_MAX, '\n')), 202,
        EVENTS_MAX, 0, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), EVENTS_MAX);
}

static void the_lid_of_a_body_is_1_mib(void **state)
{
    struct endpoint *p = *state;
    struct message m = {.method = "POST", .target = "/v1/events"};
    size_t body_max = 0;

    (void)router_open(p->router, p->arena, &m, &body_max);
    assert_int_equal(body_max, 1024 * 1024);
}

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

static void the_future_ends_in_five_minutes(void **state)
{
    struct endpoint *p = *state;
    int64_t five_ms = p->now_ms + 5 * MS_PER_MINUTE;
    struct answered got = ask_at(p, five_ms + 1, NULL);

    assert_answered(got, 400, 0, 0, 1, 0);
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 0), "0 at: is more"));
    assert_null(strstr(answered_refusal(p->arena, got, 0), "--now"));
    assert_answered(ask_at(p, five_ms, NULL), 202, 1, 0, 0, 0);
}

static void the_pixel_is_a_picture_whatever_it_is_told(void **state)
{
    static const char *const queries[] = {
        "",
        "?",
        "?journey=none",
        "?kind=%zz",
        "?seq=1&seq=1",
        "?journey=own&attempt=attempt-1&seq=0&kind=view&step=a"};
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        struct asking how = {
            .method = "GET", .path = "/v1/p.gif", .query = queries[i]};
        struct answered got = endpoint_ask(p, how, "");

        assert_int_equal(got.status, 200);
        assert_string_equal(got.cache, "no-store");
    }
    assert_int_equal(tracked_figure(p->w, "started"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_demo(an_event_is_kept_once),
        with_demo(every_type_is_read_as_what_it_is),
        with_demo(what_is_compressed_is_said_to_be),
        with_demo(another_type_is_415),
        with_demo(a_body_that_is_no_events_is_400),
        with_demo(a_body_may_hold_a_nul),
        with_demo(the_good_ones_of_a_batch_are_kept),
        with_demo(if_all_are_refused_it_is_400),
        with_demo(of_lines_only_the_bad_ones_are_refused),
        with_demo(a_thousand_are_taken_and_not_one_more),
        with_demo(the_lid_of_a_body_is_1_mib),
        with_demo(the_future_ends_in_five_minutes),
        with_demo(the_pixel_is_a_picture_whatever_it_is_told),
    };

    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
