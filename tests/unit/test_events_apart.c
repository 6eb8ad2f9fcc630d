/* test_events_apart.c - what browsers send, and what of it is held apart. */
#include "tests/unit/endpoint.h"

#define FORMS  "https://forms.example.org"
#define OTHERS "https://others.example.org"
#define BOT    "Mozilla/5.0 (compatible; Examplebot/1.0)"

static int open_with_origins(void **state)
{
    struct endpoint *p;

    (void)endpoint_open(state);
    p = *state;
    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    assert_ok(access_allow_origin(p->w->t, "own", OTHERS));
    return 0;
}

static int64_t started(struct endpoint *p)
{
    return tracked_figure(p->w, "started");
}

static int64_t apart(struct endpoint *p, const char *why)
{
    return tracked_apart(p->w, why);
}

/* A view of the start by that attempt, numbered seq. */
static void view(struct endpoint *p, struct asking how, const char *attempt,
                 int seq)
{
    const char *body =
        arena_printf(p->arena,
                     "{\"journey\":\"own\",\"attempt\":\"%s\",\"kind\":"
                     "\"view\",\"step\":\"a\",\"seq\":%d,\"at\":%lld}",
                     attempt, seq, (long long)p->now_ms);

    how.type = JSON_TYPE;
    how.remote = !how.key || !*how.key;
    assert_answered(endpoint_ask(p, how, body), 202, 1, 0, 0, 0);
}

static void a_known_program_is_shown_and_not_counted(void **state)
{
    struct endpoint *p = *state;

    view(p, (struct asking){.origin = FORMS, .agent = BOT}, "attempt-1", 0);
    view(p, (struct asking){.origin = FORMS, .agent = ""}, "attempt-2", 0);
    view(p, (struct asking){.origin = FORMS}, "attempt-3", 0);

    assert_int_equal(started(p), 1);
    assert_int_equal(apart(p, "bot"), 2);
    tracked_assert_clean(p->w);
}

static void an_attempt_that_a_program_goes_on_with_is_its(void **state)
{
    struct endpoint *p = *state;

    view(p, (struct asking){.origin = FORMS}, "attempt-1", 0);
    assert_int_equal(started(p), 1);
    view(p, (struct asking){.origin = FORMS, .agent = BOT}, "attempt-1", 1);
    assert_int_equal(started(p), 0);
    assert_int_equal(apart(p, "bot"), 1);
}

static void a_page_fetched_ahead_counts_once_somebody_looks(void **state)
{
    static const char *const headers[][2] = {
        {"Sec-Purpose", "prefetch;prerender"},
        {"Purpose", "prefetch"},
        {"X-Moz", "prefetch"}};
    struct endpoint *p = *state;
    struct asking how = {.origin = FORMS};
    int i;

    for (i = 0; i < 3; i++) {
        const char *attempt = arena_printf(p->arena, "attempt-%d", i);

        how.more[0] = headers[i][0];
        how.more[1] = headers[i][1];
        view(p, how, attempt, 0);
        assert_int_equal(apart(p, "bot"), 1);
        assert_int_equal(started(p), i);
        view(p, (struct asking){.origin = FORMS}, attempt, 1);
        assert_int_equal(apart(p, "bot"), 0);
        assert_int_equal(started(p), i + 1);
    }
}

static void a_service_with_a_key_may_be_a_program(void **state)
{
    struct endpoint *p = *state;
    char key[WRITE_KEY_SIZE];
    int64_t id;

    assert_ok(access_add_key(p->w->t, "own", p->now_ms, key, &id));
    view(p,
         (struct asking){.key = key,
                         .origin = FORMS,
                         .agent = "python-requests/2.31",
                         .more = {"Purpose", "prefetch"}},
         "attempt-1", 0);

    assert_int_equal(started(p), 1);
    assert_int_equal(apart(p, "bot"), 0);
}

static void nobody_may_say_evidence(void **state)
{
    struct endpoint *p = *state;
    struct asking how = {.type = JSON_TYPE, .origin = FORMS, .remote = true};
    struct answered got = endpoint_ask(
        p, how,
        "{\"journey\":\"own\",\"attempt\":\"h:0123456789abcdef0123456789abcdef"
        "\",\"kind\":\"view\",\"step\":\"a\",\"evidence\":\"browser\"}");

    assert_answered(got, 400, 0, 0, 1, 0);
    assert_string_equal(
        answered_refusal(p->arena, got, 0),
        "0 evidence: is not a key of an event: /docs/import lists them");
}

/* Three questions, b, c and b again, each viewed and accepted, from the view
 * of the first to the last accept in that time; then on. */
static const char *walk(struct arena *a, const char *attempt, int64_t in_ms,
                        bool timed)
{
    static const char *const steps[] = {"a", "b", "c", "b", "d"};
    const char *text = "";
    int i;

    for (i = 0; i < 9; i++) {
        int64_t at = TRACKED_START_MS - 60000 + in_ms * (i < 2 ? 0 : i - 2) / 5;

        text = arena_printf(
            a,
            "%s%s{\"journey\":\"own\",\"attempt\":\"%s\",\"kind\":\"%s\","
            "\"step\":\"%s\",\"seq\":%d%s}",
            text, i ? "," : "[", attempt, i % 2 ? "accept" : "view",
            steps[i / 2], i,
            timed ? arena_printf(a, ",\"at\":%lld", (long long)at) : "");
    }
    return arena_printf(a, "%s]", text);
}

static void post_walk(struct endpoint *p, struct asking how,
                      const char *attempt, int64_t in_ms, bool timed)
{
    how.type = JSON_TYPE;
    how.remote = true;
    assert_answered(endpoint_ask(p, how, walk(p->arena, attempt, in_ms, timed)),
                    202, 9, 0, 0, 0);
}

static void faster_than_a_person_is_a_program(void **state)
{
    const struct asking page = {.origin = FORMS};
    struct endpoint *p = *state;

    post_walk(p, page, "attempt-1", 1499, true);
    assert_int_equal(apart(p, "bot"), 1);
    post_walk(p, page, "attempt-2", 1500, true);
    assert_int_equal(apart(p, "bot"), 1);
    assert_int_equal(started(p), 1);
    assert_int_equal(tracked_figure(p->w, "completed"), 1);
}

static void without_times_of_its_own_nothing_is_too_fast(void **state)
{
    struct endpoint *p = *state;

    post_walk(p, (struct asking){.origin = FORMS}, "attempt-1", 10, false);
    assert_int_equal(apart(p, "bot"), 0);
    assert_int_equal(started(p), 1);
}

static void an_import_is_never_too_fast(void **state)
{
    struct endpoint *p = *state;
    json_t *events = json_loads(walk(p->arena, "attempt-1", 10, true), 0, NULL);
    const char *text = "";
    size_t i;

    for (i = 0; i < json_array_size(events); i++) {
        char *line = json_dumps(json_array_get(events, i), JSON_COMPACT);

        text = arena_printf(p->arena, "%s%s\n", text, line);
        free(line);
    }
    json_decref(events);
    assert_int_equal(tracked_import(p->w, text).accepted, 9);
    assert_int_equal(started(p), 1);
}

/* So many attempts begin, a hundred to a request. */
static void begin(struct endpoint *p, struct asking how, const char *name,
                  int n)
{
    int i;

    how.type = JSON_TYPE;
    how.remote = true;
    for (i = 0; i < n;) {
        struct buf body;
        int k, some = n - i < 100 ? n - i : 100;

        buf_init(&body, EVENTS_BODY_MAX);
        for (k = 0; k < some; k++, i++)
            buf_addf(&body,
                     "%s{\"journey\":\"own\",\"attempt\":\"%s-%05d\",\"kind\":"
                     "\"view\",\"step\":\"a\",\"seq\":0}",
                     k ? "," : "[", name, i);
        buf_adds(&body, "]");
        assert_answered(endpoint_ask(p, how, body.text), 202, some, 0, 0, 0);
        buf_release(&body);
    }
}

static struct asking from_network(const char *origin, int network)
{
    struct asking how = {.origin = origin};

    memset(how.peer.address, network, sizeof(how.peer.address));
    return how;
}

static void a_burst_of_one_network_leaves_all_others_as_they_are(void **state)
{
    struct endpoint *p = *state;
    char key[WRITE_KEY_SIZE];
    int64_t id;

    assert_ok(access_add_key(p->w->t, "own", p->now_ms, key, &id));
    begin(p, from_network(FORMS, 1), "looping", 1000);
    assert_int_equal(apart(p, "burst"), 1000 - BURST_NETWORK);
    assert_int_equal(started(p), BURST_NETWORK);

    begin(p, from_network(FORMS, 2), "another", 30);
    begin(p, from_network(OTHERS, 1), "elsewhere", 30);
    begin(p, (struct asking){.key = key}, "server", 900);
    assert_int_equal(apart(p, "burst"), 1000 - BURST_NETWORK);
    assert_int_equal(started(p), BURST_NETWORK + 960);
    tracked_assert_clean(p->w);
}

static void an_attempt_that_began_before_a_burst_goes_on_in_it(void **state)
{
    struct endpoint *p = *state;

    view(p, from_network(FORMS, 1), "resident", 0);
    begin(p, from_network(FORMS, 1), "looping", 1000);
    view(p, from_network(FORMS, 1), "resident", 1);

    assert_int_equal(started(p), BURST_NETWORK);
    assert_int_equal(apart(p, "burst"), 1001 - BURST_NETWORK);
}

static void
what_is_set_aside_beside_a_running_server_is_held_there(void **state)
{
    static const char *const bodies[] = {
        "{\"journey\":\"own\",\"attempt\":\"attempt-1\",\"kind\":\"view\","
        "\"step\":\"a\",\"release\":\"r1\"}",
        "{\"journey\":\"own\",\"attempt\":\"attempt-2\",\"kind\":\"view\","
        "\"step\":\"a\",\"release\":\"r1\"}"};
    const struct asking how = {
        .type = JSON_TYPE, .origin = FORMS, .remote = true};
    const struct quarantine q = {
        .journey = "own", .release = "r1", .reason = "circles"};
    struct endpoint *p = *state;
    struct quarantine_done done;
    struct problems none;

    problems_init(&none, p->arena, 1);
    assert_answered(endpoint_ask(p, how, bodies[0]), 202, 1, 0, 0, 0);
    assert_ok(quarantine_add(p->w->t, &q, &none, &done));
    assert_answered(endpoint_ask(p, how, bodies[1]), 202, 1, 0, 0, 0);
    assert_int_equal(apart(p, "quarantine"), 2);
    assert_int_equal(started(p), 0);
    tracked_assert_clean(p->w);
}

#define with_origins(fn)                                                       \
    cmocka_unit_test_setup_teardown(fn, open_with_origins, endpoint_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_origins(a_known_program_is_shown_and_not_counted),
        with_origins(an_attempt_that_a_program_goes_on_with_is_its),
        with_origins(a_page_fetched_ahead_counts_once_somebody_looks),
        with_origins(a_service_with_a_key_may_be_a_program),
        with_origins(nobody_may_say_evidence),
        with_origins(faster_than_a_person_is_a_program),
        with_origins(without_times_of_its_own_nothing_is_too_fast),
        with_origins(an_import_is_never_too_fast),
        with_origins(a_burst_of_one_network_leaves_all_others_as_they_are),
        with_origins(an_attempt_that_began_before_a_burst_goes_on_in_it),
        with_origins(what_is_set_aside_beside_a_running_server_is_held_there),
    };

    return cmocka_run_group_tests_name("events apart", tests, NULL, NULL);
}
