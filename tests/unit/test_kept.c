/* Pages that are sent again: never one that says what is no longer so. */
#include "web/kept.h"

#include <stdatomic.h>
#include <stdio.h>

#include "tests/unit/test_web_socket.h"

enum { PAGE = 3000 /* bytes: more than a short answer */ };

static atomic_int state_now, asked;

static bool state_of(void *self, uint64_t *ret_state)
{
    (void)self;
    *ret_state = (uint64_t)atomic_load(&state_now);
    return atomic_load(&state_now) >= 0;
}

static const struct kept_state by_number = {state_of, NULL};

static struct MHD_Response *page(void)
{
    static char text[] = "a page";

    return MHD_create_response_from_buffer(sizeof(text), text,
                                           MHD_RESPMEM_PERSISTENT);
}

/* Whether a GET of that address, with one header, finds what was kept. */
static bool finds(struct kept_pages *k, const char *target, int64_t now_ms,
                  struct header header)
{
    const struct header headers[] = {{.name = "Host", .value = "a.example"},
                                     header};
    struct message m = message_get(target);
    bool may_keep;

    m.headers = headers;
    m.n_headers = header.name ? 2 : 1;
    return kept_find(k, &m, now_ms, &may_keep) != NULL;
}

static const struct header none = {.name = NULL};

static struct kept_pages *keeping(const char *target, int64_t now_ms)
{
    struct kept_pages *k = test_malloc(sizeof(*k));

    atomic_store(&state_now, 1);
    kept_init(k, by_number);
    assert_false(finds(k, target, now_ms, none));
    kept_add(k, page(), PAGE);
    assert_true(finds(k, target, now_ms, none));
    return k;
}

static void let_go(struct kept_pages *k)
{
    kept_release(k);
    test_free(k);
}

static void a_page_lasts_as_long_as_its_second(void **state)
{
    struct kept_pages *k = keeping("/a", 5000);

    (void)state;
    assert_true(finds(k, "/a", 5999, none));
    assert_false(finds(k, "/a", 6000, none));
    assert_false(finds(k, "/a", 5999, none)); /* it is gone for good */
    let_go(k);
}

static void a_page_lasts_as_long_as_what_it_is_made_of(void **state)
{
    struct kept_pages *k = keeping("/a", 5000);

    (void)state;
    atomic_store(&state_now, 2);
    assert_false(finds(k, "/a", 5000, none));
    atomic_store(&state_now, 1);
    assert_false(finds(k, "/a", 5000, none));
    kept_add(k, page(), PAGE);
    atomic_store(&state_now, -1); /* nobody can say */
    assert_false(finds(k, "/a", 5000, none));
    let_go(k);
}

static void only_the_very_same_question_gets_it(void **state)
{
    static const struct header others[] = {
        {.name = "Cache-Control", .value = "no-cache"},
        {.name = "Pragma", .value = "no-cache"},
        {.name = "If-None-Match", .value = "\"x\""},
    };
    struct kept_pages *k = keeping("/a?b=1", 5000);
    struct message m = message_get("/a?b=1");
    const struct header elsewhere = {.name = "Host", .value = "b.example"};
    bool may_keep;
    size_t i;

    (void)state;
    assert_false(finds(k, "/a?b=2", 5000, none));
    assert_false(finds(k, "/a", 5000, none));
    assert_false(finds(k, "/a.json?b=1", 5000, none));
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        assert_false(finds(k, "/a?b=1", 5000, others[i]));
    m.headers = &elsewhere;
    m.n_headers = 1;
    assert_null(kept_find(k, &m, 5000, &may_keep));
    m.method = "HEAD";
    assert_null(kept_find(k, &m, 5000, &may_keep));
    assert_false(may_keep);
    let_go(k);
}

static void all_pages_together_meet_a_lid(void **state)
{
    struct kept_pages *k = keeping("/a", 5000);
    char target[20];
    size_t i, n = 0;

    (void)state;
    for (i = 0; i < 1000; i++) {
        (void)snprintf(target, sizeof(target), "/%zu", i);
        if (!finds(k, target, 5000, none))
            kept_add(k, page(), KEPT_BYTES_MAX / 4);
        assert_true(k->bytes <= KEPT_BYTES_MAX);
    }
    for (i = 0; i < KEPT_PAGES; i++)
        n += k->at[i].response != NULL;
    assert_in_range(n, 1, 4);
    let_go(k);
}

/* In a server ------------------------------------------------------------- */

static enum err padded(struct reply *rp, struct arena *a, const char *word)
{
    return reply_text(rp, "text/plain",
                      arena_printf(a, "%s %*s", word, PAGE, "."));
}

static enum err show_state(struct request *rq, struct reply *rp)
{
    (void)atomic_fetch_add(&asked, 1);
    return padded(rp, rq->arena,
                  arena_printf(rq->arena, "state %d", atomic_load(&state_now)));
}

static enum err show_who(struct request *rq, struct reply *rp)
{
    const char *who = request_header(rq, "X-Who");

    return padded(rp, rq->arena, who ? who : "nobody");
}

static enum err show_once(struct request *rq, struct reply *rp)
{
    enum err e = show_state(rq, rp);

    reply_status(rp, 200); /* which nobody may keep */
    return e;
}

static const struct route routes[] = {
    {GET, "/state", ANYONE, show_state, NULL, 0, 0},
    {GET, "/once", ANYONE, show_once, NULL, 0, 0},
    {GET, "/who", ANYONE, show_who, NULL, 0, 0},
    {0},
};

static int serve(void **state)
{
    static const struct routes folders[] = {{.table = routes}, {.table = NULL}};
    struct test_server *t = test_malloc(sizeof(*t));
    const struct router_options options = {.folders = folders};
    void *site = NULL;

    (void)test_site_open(&site);
    t->site = site;
    t->routers[0] = router_new(t->site->site, &options);
    t->routers[1] = NULL;
    assert_ok(server_start(&(struct server_options){.listen = "127.0.0.1:0",
                                                    .routers = t->routers,
                                                    .workers = 1,
                                                    .states = &by_number},
                           &t->server));
    *state = t;
    return 0;
}

static void says(const struct test_server *t, const char *target,
                 const char *header, const char *word)
{
    const char *request = arena_printf(
        t->site->arena, "GET %s HTTP/1.1\r\nHost: a.example\r\n%s\r\n", target,
        header);
    const char *answer = test_talk(t, request, strlen(request));
    const char *body = strstr(answer, "\r\n\r\n");

    assert_non_null(strstr(answer, "\r\nContent-Security-Policy: "));
    assert_non_null(strstr(answer, "\r\nETag: \""));
    assert_non_null(body);
    assert_memory_equal(body + 4, word, strlen(word));
    assert_int_equal(strlen(body + 4), strlen(word) + 1 + PAGE);
}

static void a_change_is_shown_to_the_next_who_asks(void **state)
{
    int i;

    for (i = 1; i < 20; i++) {
        char word[20];

        atomic_store(&state_now, i);
        (void)snprintf(word, sizeof(word), "state %d", i);
        says(*state, "/state", "", word);
        says(*state, "/state", "", word);
    }
}

static void who_asks_for_a_fresh_page_gets_one(void **state)
{
    int before = atomic_load(&asked);

    atomic_store(&state_now, 100);
    says(*state, "/state", "Cache-Control: no-cache\r\n", "state 100");
    says(*state, "/state", "Cache-Control: no-cache\r\n", "state 100");

    assert_int_equal(atomic_load(&asked), before + 2);
}

static void what_nobody_may_keep_is_not_kept_here_either(void **state)
{
    int before = atomic_load(&asked);

    atomic_store(&state_now, 100);
    says(*state, "/once", "", "state 100");
    says(*state, "/once", "", "state 100");

    assert_int_equal(atomic_load(&asked), before + 2);
}

static void a_page_made_for_one_person_is_sent_to_no_other(void **state)
{
    atomic_store(&state_now, 1);
    says(*state, "/who", "X-Who: Gwen\r\n", "Gwen");
    says(*state, "/who", "X-Who: Imran\r\n", "Imran");
    says(*state, "/who", "", "nobody");
}

#define with_kept_pages(fn)                                                    \
    cmocka_unit_test_setup_teardown(fn, serve, test_server_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_lasts_as_long_as_its_second),
        cmocka_unit_test(a_page_lasts_as_long_as_what_it_is_made_of),
        cmocka_unit_test(only_the_very_same_question_gets_it),
        cmocka_unit_test(all_pages_together_meet_a_lid),
        with_kept_pages(a_change_is_shown_to_the_next_who_asks),
        with_kept_pages(who_asks_for_a_fresh_page_gets_one),
        with_kept_pages(what_nobody_may_keep_is_not_kept_here_either),
        with_kept_pages(a_page_made_for_one_person_is_sent_to_no_other),
    };

    return cmocka_run_group_tests_name("kept", tests, NULL, NULL);
}
