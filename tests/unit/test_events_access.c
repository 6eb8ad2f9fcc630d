/* test_events_access.c - who may send events. */
#include "tests/unit/endpoint.h"

#define FORMS "https://forms.example.org"
#define VIEW  "{\"journey\":\"own\",\"attempt\":\"attempt-1\",\"kind\":\"view\"}"

#define OTHER_JOURNEY                                                          \
    "{\"waymark\":\"journey/1\",\"organisation\":\"exampleton\",\"id\":"       \
    "\"other\",\"service\":\"parking\",\"start\":\"a\",\"retentionMonths\":0," \
    "\"steps\":[{\"id\":\"a\",\"kind\":\"start\"}]}"

/* A key of the service, which is named like its journey unless it says else. */
static const char *key_of(struct endpoint *p, const char *service)
{
    char *key = arena_alloc(p->arena, WRITE_KEY_SIZE);
    int64_t id;

    assert_ok(access_add_key(p->w->t, service, p->now_ms, key, &id));
    return key;
}

static struct answered post(struct endpoint *p, struct asking how)
{
    how.type = JSON_TYPE;
    how.remote = true;
    return endpoint_ask(p, how, VIEW);
}

static const char *reason(struct endpoint *p, struct answered got)
{
    return answered_refusal(p->arena, got, 0);
}

static void a_write_key_is_for_the_journeys_of_its_service(void **state)
{
    struct endpoint *p = *state;
    struct answered got;

    tracked_add(p->w, OTHER_JOURNEY);
    assert_answered(post(p, (struct asking){.key = key_of(p, "own")}), 202, 1,
                    0, 0, 0);
    got = post(p, (struct asking){.key = key_of(p, "parking")});
    assert_answered(got, 403, 0, 0, 1, 0);
    assert_non_null(strstr(reason(p, got), "0 : the write key is another"));
    got = post(p, (struct asking){.key = "wm_0123"});
    assert_answered(got, 401, 0, 0, 1, 0);
    assert_non_null(strstr(reason(p, got), "0 : the write key is not known"));
    assert_answered(post(p, (struct asking){.key = ""}), 401, 0, 0, 1, 0);
    assert_int_equal(tracked_figure(p->w, "joinedLater"), 1);
    assert_int_equal(tracked_figure(p->w, "refused"), 0);
}

/* Of somebody who was let in before and may not be any more: what they are
 * told when as long has passed as they may be remembered. */
static struct answered post_later(struct endpoint *p, struct asking how)
{
    int64_t until_ms = time_steady_ms() + ACCESS_HOLDS_MS;

    while (time_steady_ms() <= until_ms)
        (void)post(p, how);
    return post(p, how);
}

static void a_key_that_was_removed_is_nobodys(void **state)
{
    char key[WRITE_KEY_SIZE];
    struct endpoint *p = *state;
    int64_t id;

    assert_ok(access_add_key(p->w->t, "own", p->now_ms, key, &id));
    assert_answered(post(p, (struct asking){.key = key}), 202, 1, 0, 0, 0);
    assert_ok(access_remove_key(p->w->t, id));
    assert_answered(post_later(p, (struct asking){.key = key}), 401, 0, 0, 1,
                    0);
    assert_err(ERR_NOT_FOUND, access_remove_key(p->w->t, id));
}

static void each_event_of_a_batch_is_asked_for(void **state)
{
    struct endpoint *p = *state;
    struct asking how = {.type = JSON_TYPE, .remote = true};
    struct answered got;

    tracked_add(p->w, OTHER_JOURNEY);
    how.key = key_of(p, "parking");
    got = endpoint_ask(
        p, how,
        "[" VIEW ",{\"journey\":\"other\",\"attempt\":\"attempt-1\",\"kind\":"
        "\"view\",\"step\":\"a\"}," VIEW
        ",{\"journey\":\"none\",\"attempt\":\"attempt-1\",\"kind\":\"view\"}]");

    assert_answered(got, 202, 1, 0, 3, 0);
    assert_non_null(strstr(answered_refusal(p->arena, got, 1), "2 : the"));
    assert_non_null(
        strstr(answered_refusal(p->arena, got, 2), "3 journey: is no journey"));
    assert_int_equal(tracked_figure(p->w, "joinedLater"), 0);
}

static void a_page_may_send_from_an_origin_that_is_allowed(void **state)
{
    static const char *const others[] = {
        "https://forms.example.org.evil.example",
        "http://forms.example.org",
        "https://forms.example.org:8443",
        "https://example.org",
        "null",
        ""};
    struct endpoint *p = *state;
    struct answered got;
    size_t i;

    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    got = post(p, (struct asking){.origin = FORMS});
    assert_answered(got, 202, 1, 0, 0, 0);
    assert_string_equal(got.allow_origin, FORMS);
    assert_string_equal(got.vary, "Origin");
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        got = post(p, (struct asking){.origin = others[i]});
        assert_answered(got, 403, 0, 0, 1, 0);
        assert_null(got.allow_origin);
        assert_string_equal(got.vary, "Origin");
    }
    assert_ok(access_deny_origin(p->w->t, "own", FORMS));
    got = post_later(p, (struct asking){.origin = FORMS});
    assert_answered(got, 403, 0, 0, 1, 0);
}

static void an_origin_of_another_service_is_told_why(void **state)
{
    struct endpoint *p = *state;
    struct answered got;

    tracked_add(p->w, OTHER_JOURNEY);
    assert_ok(access_allow_origin(p->w->t, "parking", FORMS));
    got = post(p, (struct asking){.origin = FORMS});
    assert_answered(got, 403, 0, 0, 1, 0);
    assert_string_equal(got.allow_origin, FORMS);
}

static void what_is_no_origin_is_not_allowed(void **state)
{
    static const char *const wrong[] = {"",
                                        "null",
                                        "*",
                                        "forms.example.org",
                                        "https://",
                                        "ftp://a.example",
                                        FORMS "/",
                                        FORMS "/path",
                                        "https://Forms.example.org",
                                        "https://*"};
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_err(ERR_INVALID, access_allow_origin(p->w->t, "own", wrong[i]));
    assert_err(ERR_NOT_FOUND, access_allow_origin(p->w->t, "none", FORMS));
}

static void with_neither_only_a_demonstration_on_this_machine(void **state)
{
    struct asking here = {.type = JSON_TYPE};
    struct endpoint *p = *state;

    assert_answered(post(p, (struct asking){0}), 401, 0, 0, 1, 0);
    assert_answered(endpoint_ask(p, here, VIEW), 401, 0, 0, 1, 0);
    assert_ok(access_mark_demo(p->w->t));
    assert_answered(post(p, (struct asking){0}), 401, 0, 0, 1, 0);
    assert_answered(post(p, (struct asking){.origin = FORMS}), 403, 0, 0, 1, 0);
    assert_answered(endpoint_ask(p, here, VIEW), 202, 1, 0, 0, 0);
    here.more[0] = "X-Forwarded-For"; /* by a proxy here, for who knows whom */
    here.more[1] = "192.0.2.7";
    assert_answered(endpoint_ask(p, here, VIEW), 401, 0, 0, 1, 0);
}

static void a_pixel_is_told_by_its_page(void **state)
{
    static const struct {
        const char *page;
        int kept;
    } cases[] = {{FORMS "/", 1},
                 {FORMS, 1},
                 {FORMS "/missed-bin?step=1#x", 1},
                 {FORMS ".evil.example/", 0},
                 {"https://evil.example/" FORMS, 0},
                 {"https://evil.example?" FORMS "/", 0},
                 {"about:blank", 0},
                 {NULL, 0}};
    struct endpoint *p = *state;
    int64_t want = 0;
    size_t i;

    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct asking how = {.method = "GET",
                             .path = "/v1/p.gif",
                             .more = {"Referer", cases[i].page},
                             .remote = true};

        how.query = arena_printf(
            p->arena, "?journey=own&attempt=attempt-%d&kind=view&step=a",
            (int)i);
        want += cases[i].kept;
        assert_int_equal(endpoint_ask(p, how, "").status, 200);
        assert_int_equal(tracked_figure(p->w, "started"), want);
    }
}

static void a_head_request_for_the_pixel_keeps_nothing(void **state)
{
    struct asking how = {.method = "HEAD",
                         .path = "/v1/p.gif",
                         .query =
                             "?journey=own&attempt=attempt-1&kind=view&step=a"};
    struct endpoint *p = *state;

    assert_ok(access_mark_demo(p->w->t));
    assert_int_equal(endpoint_ask(p, how, "").status, 200);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
    how.method = "GET";
    assert_int_equal(endpoint_ask(p, how, "").status, 200);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
}

static void the_word_bearer_is_read_in_any_case(void **state)
{
    static const char *const schemes[] = {"Bearer ", "bearer ", "BEARER   "};
    static const char *const others[] = {"Bearer", "Bearerx ", "Basic ", ""};
    struct asking how = {
        .type = JSON_TYPE, .remote = true, .more = {"Authorization", NULL}};
    struct endpoint *p = *state;
    const char *key = key_of(p, "own");
    size_t i;

    for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        how.more[1] = arena_printf(p->arena, "%s%s", schemes[i], key);
        assert_answered(endpoint_ask(p, how, VIEW), 202, 1, 0, 0, 0);
    }
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        how.more[1] = arena_printf(p->arena, "%s%s", others[i], key);
        assert_answered(endpoint_ask(p, how, VIEW), 401, 0, 0, 1, 0);
    }
}

static void every_refusal_tells_caches_that_origins_differ(void **state)
{
    static const struct {
        const char *type, *body;
        int status;
    } cases[] = {{JSON_TYPE, "{", 400}, {"text/html", VIEW, 415}};
    struct endpoint *p = *state;
    size_t i;

    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct asking how = {.type = cases[i].type, .origin = FORMS};
        struct answered got = endpoint_ask(p, how, cases[i].body);

        assert_int_equal(got.status, cases[i].status);
        assert_string_equal(got.vary, "Origin");
        assert_string_equal(got.allow_origin, FORMS);
    }
}

static void a_preflight_is_answered_for_known_origins(void **state)
{
    struct asking how = {.method = "OPTIONS", .origin = FORMS, .remote = true};
    struct endpoint *p = *state;
    struct answered got = endpoint_ask(p, how, "");

    assert_int_equal(got.status, 204);
    assert_null(got.allow_origin);
    assert_string_equal(got.vary, "Origin");

    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    got = endpoint_ask(p, how, "");
    assert_int_equal(got.status, 204);
    assert_string_equal(got.allow_origin, FORMS);
    assert_string_equal(got.vary, "Origin");
}

/* More than anybody has, and none is kept from whoever looks for one. */
static void every_origin_is_listed(void **state)
{
    struct endpoint *p = *state;
    struct access_list list;
    size_t i;

    for (i = 0; i < 2100; i++)
        assert_ok(access_allow_origin(
            p->w->t, "own",
            arena_printf(p->arena, "https://f%04zu.example.org", i)));
    assert_ok(access_list(p->w->t, p->arena, &list));

    assert_int_equal(list.n, 2100);
    assert_string_equal(list.at[2099].shown, "https://f2099.example.org");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_endpoint(every_origin_is_listed),
        with_endpoint(a_write_key_is_for_the_journeys_of_its_service),
        with_endpoint(a_key_that_was_removed_is_nobodys),
        with_endpoint(each_event_of_a_batch_is_asked_for),
        with_endpoint(a_page_may_send_from_an_origin_that_is_allowed),
        with_endpoint(an_origin_of_another_service_is_told_why),
        with_endpoint(what_is_no_origin_is_not_allowed),
        with_endpoint(with_neither_only_a_demonstration_on_this_machine),
        with_endpoint(a_pixel_is_told_by_its_page),
        with_endpoint(a_head_request_for_the_pixel_keeps_nothing),
        with_endpoint(the_word_bearer_is_read_in_any_case),
        with_endpoint(every_refusal_tells_caches_that_origins_differ),
        with_endpoint(a_preflight_is_answered_for_known_origins),
    };

    return cmocka_run_group_tests_name("events, access", tests, NULL, NULL);
}
