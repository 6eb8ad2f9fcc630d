/* test_opt_out.c - whoever asks not to be counted is not, with no script. */
#include "server/opt_out.h"
#include "tests/unit/endpoint.h"
#include "tests/unit/posted.h"

#define VIEW                                                                   \
    "{\"journey\":\"own\",\"attempt\":\"attempt-1\",\"kind\":\"view\","        \
    "\"step\":\"a\"}"

static struct answered send_with(struct endpoint *p, const char *cookie)
{
    struct asking how = {.type = JSON_TYPE, .more = {"Cookie", cookie}};

    return endpoint_ask(p, how, VIEW);
}

static void the_cookie_is_known_among_others(void **state)
{
    static const char *const out[] = {"waymark-out=1", "a=b; waymark-out=1",
                                      "waymark-out=1;a=b",
                                      "a;waymark-out=1; b"};
    static const char *const in[] = {
        "waymark-out=",    "waymark-out=0", "waymark-out=11", "x-waymark-out=1",
        "a=waymark-out=1", "waymark-out",   ";;; ",           ""};
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(out) / sizeof(out[0]); i++)
        assert_answered(send_with(p, out[i]), 202, 0, 0, 0, 1);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
    for (i = 0; i < sizeof(in) / sizeof(in[0]); i++)
        assert_answered(send_with(p, in[i]), 202, 1, 0, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
}

static void by_pixel_and_form_too(void **state)
{
    struct asking pixel = {
        .method = "GET",
        .path = "/v1/p.gif",
        .query = "?journey=own&attempt=attempt-1&kind=view&step=a",
        .more = {"Cookie", "waymark-out=1"}};
    struct asking form = {.type = "application/x-www-form-urlencoded",
                          .more = {"Cookie", "waymark-out=1"}};
    struct endpoint *p = *state;

    assert_int_equal(endpoint_ask(p, pixel, "").status, 200);
    assert_answered(
        endpoint_ask(p, form, "journey=own&attempt=attempt-1&kind=view&step=a"),
        202, 0, 0, 0, 1);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
    pixel.more[1] = "";
    assert_int_equal(endpoint_ask(p, pixel, "").status, 200);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
}

/* The page of the choice, by a router of its own; the cookie it sets. */
static const char *choose(struct endpoint *p, struct message m,
                          const char *cookie, const char **ret_page)
{
    struct routes folders[] = {{.table = opt_out_routes}, {.table = NULL}};
    struct router_options options = {.folders = folders};
    struct router *r = router_new(p->site, &options);
    struct header headers[3] = {
        {.name = "Cookie", .value = cookie},
        {.name = "Content-Type", .value = "application/x-www-form-urlencoded"},
        {.name = "Sec-Fetch-Site", .value = "same-origin"}};
    struct answer answer;
    const char *set;

    m.headers = headers;
    m.n_headers = 3;
    router_answer(r, p->arena, &m, p->now_ms, &answer);
    *ret_page =
        arena_strdup(p->arena, answer.body.text ? answer.body.text : "");
    set = answer_header(&answer, "Set-Cookie");
    if (set) {
        assert_int_equal(answer.status, 303);
        assert_string_equal(answer_header(&answer, "Location"),
                            "/privacy/opt-out");
    }
    answer_release(&answer);
    router_free(r);
    return set;
}

static const char *pair_of(struct arena *a, const char *set)
{
    assert_non_null(set);
    assert_non_null(strstr(set, "; HttpOnly"));
    assert_non_null(strstr(set, "; SameSite=Lax"));
    return arena_strndup(a, set, strcspn(set, ";"));
}

static void the_choice_holds_and_can_be_undone(void **state)
{
    struct endpoint *p = *state;
    const char *page, *cookie;

    assert_null(choose(p, message_get("/privacy/opt-out"), "", &page));
    assert_non_null(strstr(page, "Do not count me</button>"));
    cookie =
        pair_of(p->arena,
                choose(p, posted("/privacy/opt-out", "choice=out"), "", &page));
    assert_answered(send_with(p, cookie), 202, 0, 0, 0, 1);
    assert_null(choose(p, message_get("/privacy/opt-out"), cookie, &page));
    assert_non_null(strstr(page, "You are not counted"));
    assert_non_null(strstr(page, "Count me again</button>"));

    cookie =
        pair_of(p->arena, choose(p, posted("/privacy/opt-out", "choice=in"),
                                 cookie, &page));
    assert_answered(send_with(p, cookie), 202, 1, 0, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_demo(the_cookie_is_known_among_others),
        with_demo(by_pixel_and_form_too),
        with_demo(the_choice_holds_and_can_be_undone),
    };

    return cmocka_run_group_tests_name("opt-out", tests, NULL, NULL);
}
