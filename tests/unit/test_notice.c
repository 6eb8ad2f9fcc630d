/* test_notice.c - the privacy notice says what is so, for each way of storage.
 */
#include "server/notice.h"
#include "server/notice_page.h"
#include "tests/unit/endpoint.h"
#include "web/message.h"

static const struct notice given = {.organisation = "Exampleton Council",
                                    .service = "Report a missed bin",
                                    .contact = "privacy@example.org",
                                    .choice = "https://forms.example.org/p",
                                    .storage = NOTICE_SESSION,
                                    .months = 13};

typedef void writer(const struct notice *n, struct buf *to);

static const char *written(struct arena *a, writer *write,
                           const struct notice *n)
{
    struct buf out;
    const char *text;

    buf_init(&out, NOTICE_TEXT_MAX);
    write(n, &out);
    assert_false(out.overflowed);
    text = arena_strdup(a, out.text);
    buf_release(&out);
    return text;
}

static void it_names_what_was_given(void **state)
{
    const char *text = written(*state, notice_text, &given);

    assert_non_null(strstr(text, "Exampleton Council counts how people get "
                                 "through “Report a missed bin”"));
    assert_non_null(strstr(text, "privacy@example.org"));
    assert_non_null(strstr(text, "https://forms.example.org/p"));
    assert_non_null(strstr(text, "deleted after 13 months"));
    assert_null(strchr(text, '{'));
}

/* What the exception asks for (statistics only; told clearly; objecting simple
 * and free), whatever else is chosen. */
static void it_always_says_what_the_exception_asks_for(void **state)
{
    static const enum notice_storage ways[] = {NOTICE_SESSION, NOTICE_NONE,
                                               NOTICE_OWN};
    static const char *const wanted[] = {
        "one purpose only", "statistics",       "object",
        "free of charge",   "Do Not Track",     "[lawful basis]",
        "ico.org.uk",       "never the answer", "schedule A1"};
    size_t i, w;

    for (w = 0; w < sizeof(ways) / sizeof(ways[0]); w++) {
        struct notice n = given;
        const char *text;

        n.storage = ways[w];
        text = written(*state, notice_text, &n);
        for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
            if (!strstr(text, wanted[i]))
                fail_msg("\"%s\" is not said", wanted[i]);
    }
}

static void each_way_of_storage_is_told_and_no_other(void **state)
{
    static const struct {
        enum notice_storage storage;
        const char *says;
    } ways[] = {{NOTICE_SESSION, "session storage"},
                {NOTICE_NONE, "network’s address"},
                {NOTICE_OWN, "a number of its own"}};
    size_t i, other;

    for (i = 0; i < 3; i++) {
        struct notice n = given;
        const char *text;

        n.storage = ways[i].storage;
        text = written(*state, notice_text, &n);
        for (other = 0; other < 3; other++)
            assert_int_equal(strstr(text, ways[other].says) != NULL,
                             other == i);
    }
}

static void what_is_not_given_stays_a_gap(void **state)
{
    static const struct notice nothing = {.organisation = "",
                                          .service = "",
                                          .contact = "",
                                          .choice = "",
                                          .storage = NOTICE_OWN};
    const char *text = written(*state, notice_text, &nothing);

    assert_non_null(strstr(text, "[organisation] counts"));
    assert_non_null(strstr(text, "“[service]”"));
    assert_non_null(strstr(text, "[whom to ask]"));
    assert_non_null(strstr(text, "[how to object, and where]"));
    assert_non_null(strstr(text, "is kept for good"));
}

static void html_is_escaped_and_closed(void **state)
{
    struct notice n = given;
    const char *html, *at;
    int open = 0;

    n.organisation = "<script>alert(1)</script> & \"Co\" {service}";
    html = written(*state, notice_html, &n);
    assert_null(strstr(html, "<script"));
    assert_non_null(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; "
                                 "&quot;Co&quot; {service}"));
    for (at = html; (at = strchr(at, '<')); at++)
        open += at[1] == '/' ? -1 : 1;
    assert_int_equal(open, 0);
}

static void what_to_confirm_goes_with_the_way(void **state)
{
    struct notice n = given;
    const char **one;
    int session = 0, fingerprint = 0, count = 0;

    for (one = notice_confirm(&n, *state); *one; one++, count++) {
        session += strstr(*one, "session storage") != NULL;
        fingerprint += strstr(*one, "network’s address") != NULL;
        assert_null(strchr(*one, '{'));
    }
    assert_true(count > 8);
    assert_int_equal(session, 1);
    assert_int_equal(fingerprint, 0);
    n.storage = NOTICE_NONE;
    for (one = notice_confirm(&n, *state); *one; one++)
        fingerprint += strstr(*one, "network’s address") != NULL;
    assert_int_equal(fingerprint, 1);
}

static int status_of(struct endpoint *p, const char *target,
                     const char **ret_page)
{
    struct routes folders[] = {{.table = notice_routes}, {.table = NULL}};
    struct router_options options = {.folders = folders};
    struct router *r = router_new(p->site, &options);
    struct message m = message_get(target);
    struct answer answer;
    int status;

    router_answer(r, p->arena, &m, p->now_ms, &answer);
    status = answer.status;
    *ret_page = arena_strdup(p->arena, answer.body.text);
    answer_release(&answer);
    router_free(r);
    return status;
}

static void the_address_of_the_page_is_the_notice(void **state)
{
    struct endpoint *p = *state;
    const char *page;

    assert_int_equal(status_of(p, "/privacy/notice", &page), 200);
    assert_non_null(strstr(page, "[organisation]"));
    assert_int_equal(
        status_of(p,
                  "/privacy/notice?organisation=A+%26+B&service=Bins&storage="
                  "none&months=6",
                  &page),
        200);
    assert_non_null(strstr(page, "A &amp; B counts how people get through"));
    assert_non_null(strstr(page, "value=\"A &amp; B\""));
    assert_non_null(strstr(page, "deleted after 6 months"));
    assert_non_null(strstr(page, "value=\"none\" checked"));
    assert_int_equal(status_of(p, "/privacy/notice?storage=cookie", &page),
                     400);
    assert_int_equal(status_of(p, "/privacy/notice?months=-1", &page), 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(it_names_what_was_given),
        with_arena(it_always_says_what_the_exception_asks_for),
        with_arena(each_way_of_storage_is_told_and_no_other),
        with_arena(what_is_not_given_stays_a_gap),
        with_arena(html_is_escaped_and_closed),
        with_arena(what_to_confirm_goes_with_the_way),
        with_endpoint(the_address_of_the_page_is_the_notice),
    };

    return cmocka_run_group_tests_name("notice", tests, NULL, NULL);
}
