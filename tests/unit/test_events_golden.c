/* test_events_golden.c - the worked cases, through every form of the endpoint:
 * the same attempts and figures however they came in. */
#include "base/buf.h"
#include "tests/oracle/answers.h"
#include "tests/oracle/cases.h"
#include "tests/oracle/compare.h"
#include "tests/unit/endpoint.h"

enum form { ONE, LIST, LINES, TEXT_LINES, FORM, PIXEL, FORMS };

static const char *const types[FORMS] = {JSON_TYPE,
                                         JSON_TYPE,
                                         "application/x-ndjson",
                                         "text/plain;charset=UTF-8",
                                         "application/x-www-form-urlencoded",
                                         NULL};

static struct endpoint *endpoint;
static enum form form;
static int journeys, skipped;
static char journey[32];

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-';
}

static void add_encoded(struct buf *out, const char *text)
{
    for (; *text; text++)
        if (is_plain(*text))
            buf_add(out, text, 1);
        else
            buf_addf(out, "%%%02X", (unsigned char)*text);
}

/* The event as a form. */
static const char *pairs_of(struct arena *a, json_t *event)
{
    struct buf out;
    const char *key, *text;
    json_t *value;

    buf_init(&out, 4096);
    json_object_foreach(event, key, value)
    {
        buf_addf(&out, "%s%s=", out.len ? "&" : "", key);
        if (json_is_integer(value))
            buf_addf(&out, "%lld", (long long)json_integer_value(value));
        else if (json_is_boolean(value))
            buf_adds(&out, json_is_true(value) ? "true" : "false");
        else
            add_encoded(&out, json_string_value(value));
    }
    text = arena_strdup(a, out.text);
    buf_release(&out);
    return text;
}

static const char *dumped(struct arena *a, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    const char *kept = arena_strdup(a, text);

    free(text);
    return kept;
}

static const char *lines_of(struct arena *a, json_t *events)
{
    const char *lines = "";
    json_t *event;
    size_t i;

    json_array_foreach(events, i, event)
    {
        lines = arena_printf(a, "%s%s\n", lines, dumped(a, event));
    }
    return lines;
}

/* One request of n events: each is told to be something. */
static const char *ask(struct arena *a, const char *body, const char *query,
                       size_t n)
{
    struct asking how = {.type = types[form]};
    struct answered got;

    if (form == PIXEL)
        how = (struct asking){
            .method = "GET", .path = "/v1/p.gif", .query = query};
    got = endpoint_ask(endpoint, how, body);
    if (form == PIXEL)
        return got.status == 200 ? NULL : "the pixel was not answered 200";
    if (answered_number(got, "accepted") + answered_number(got, "duplicate") +
            (int64_t)json_array_size(json_object_get(got.body, "refused")) !=
        (int64_t)n)
        return arena_printf(a, "of %zu events: %d %s", n, got.status, got.text);
    return NULL;
}

static const char *send(struct arena *a, json_t *events)
{
    const char *wrong = NULL;
    size_t i, n = json_array_size(events);

    if (form == LIST)
        return ask(a, dumped(a, events), NULL, n);
    if (form == LINES || form == TEXT_LINES)
        return ask(a, lines_of(a, events), NULL, n);
    for (i = 0; i < n && !wrong; i++) {
        json_t *event = json_array_get(events, i);

        if (form == ONE)
            wrong = ask(a, dumped(a, event), NULL, 1);
        else if (form == FORM)
            wrong = ask(a, pairs_of(a, event), NULL, 1);
        else
            wrong = ask(a, "", arena_printf(a, "?%s", pairs_of(a, event)), 1);
    }
    return wrong;
}

/* A journey of its own, and the events renamed to it. */
static json_t *make_own(struct arena *a, const struct oracle_case *c)
{
    json_t *events = json_deep_copy(c->events), *event;
    json_t *definition = json_deep_copy(json_array_get(c->versions, 0));
    size_t i;

    (void)snprintf(journey, sizeof(journey), "journey-%d", ++journeys);
    json_object_set_new(definition, "id", json_string(journey));
    tracked_add(endpoint->w, dumped(a, definition));
    json_decref(definition);
    json_array_foreach(events, i, event)
    {
        json_object_set_new(event, "journey", json_string(journey));
    }
    return events;
}

static bool can_say(json_t *events)
{
    json_t *event;
    size_t i;

    if (form != FORM && form != PIXEL)
        return true;
    json_array_foreach(events, i, event)
    {
        if (json_object_get(event, "errors"))
            return false;
    }
    return true;
}

static const char *attempts_differ(struct arena *a, const struct oracle_case *c)
{
    json_t *want = json_array(), *got, *attempt;
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    const char *id, *d;

    assert_ok(tracker_attempts(endpoint->w->t, journey, NULL, c->now_ms, to));
    (void)fclose(to);
    got = answers_attempts(text, n);
    free(text);
    json_object_foreach(json_object_get(c->expect, "attempts"), id, attempt)
    {
        json_array_append(want, attempt);
    }
    d = oracle_lists_differ(a, want, got);
    json_decref(want);
    json_decref(got);
    return d;
}

static const char *through_the_endpoint(struct arena *a,
                                        const struct oracle_case *c,
                                        json_t **ret_answer)
{
    const struct figures_query q = {.journey = journey, .now_ms = c->now_ms};
    struct figures f;
    json_t *events;
    const char *wrong;

    if (json_array_size(c->versions) != 1 || !can_say(c->events)) {
        skipped++;
        *ret_answer = json_incref(c->expect);
        return NULL;
    }
    events = make_own(a, c);
    endpoint->now_ms = c->received_ms;
    wrong = send(a, events);
    json_decref(events);
    if (!wrong)
        wrong = attempts_differ(a, c);
    if (wrong)
        return wrong;
    assert_ok(tracker_figures(endpoint->w->t, a, &q, &f));
    *ret_answer = json_pack("{s:O s:o}", "attempts",
                            json_object_get(c->expect, "attempts"), "figures",
                            answers_figures(&f));
    return NULL;
}

static void hold_through(enum form wanted)
{
    endpoint = endpoint_new();
    assert_ok(access_mark_demo(endpoint->w->t));
    form = wanted;
    skipped = 0;
    assert_int_equal(
        oracle_cases_run(endpoint->arena, ORACLE_GOLDEN, through_the_endpoint),
        0);
    print_message("%d cannot be said in this form\n", skipped);
    assert_true(skipped <= 1);
    tracked_assert_clean(endpoint->w);
    endpoint_free(endpoint);
}

static void the_cases_hold_one_object_a_request(void **state)
{
    (void)state;
    hold_through(ONE);
}

static void the_cases_hold_as_one_list(void **state)
{
    (void)state;
    hold_through(LIST);
}

static void the_cases_hold_as_lines(void **state)
{
    (void)state;
    hold_through(LINES);
}

static void the_cases_hold_as_lines_of_plain_text(void **state)
{
    (void)state;
    hold_through(TEXT_LINES);
}

static void the_cases_hold_as_forms(void **state)
{
    (void)state;
    hold_through(FORM);
}

static void the_cases_hold_by_pixel(void **state)
{
    (void)state;
    hold_through(PIXEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_hold_one_object_a_request),
        cmocka_unit_test(the_cases_hold_as_one_list),
        cmocka_unit_test(the_cases_hold_as_lines),
        cmocka_unit_test(the_cases_hold_as_lines_of_plain_text),
        cmocka_unit_test(the_cases_hold_as_forms),
        cmocka_unit_test(the_cases_hold_by_pixel),
    };

    return cmocka_run_group_tests_name("events, golden", tests, NULL, NULL);
}
