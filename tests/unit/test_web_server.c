#include <malloc.h>

#include "tests/unit/test_web_socket.h"

#define HOST "Host: a.example\r\n"

enum { MANY = 256 };

static const char *say(const struct test_server *t, const char *text)
{
    return test_talk(t, text, strlen(text));
}

static int first_status(const char *answers)
{
    int status;

    (void)test_count(answers, &status);
    return status;
}

static void every_answer_has_the_headers(void **state)
{
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\n" HOST "\r\n",
        "HEAD / HTTP/1.1\r\n" HOST "\r\n",
        "GET / HTTP/1.1\r\n" HOST "If-None-Match: *\r\n\r\n",
        "GET /journeys/bin HTTP/1.1\r\n" HOST "\r\n",
        "GET /journeys/bin.csv HTTP/1.1\r\n" HOST "\r\n",
        "GET /journeys/bin?limit=x HTTP/1.1\r\n" HOST "\r\n",
        "GET /steps/a/ HTTP/1.1\r\n" HOST "\r\n",
        "GET /assets/govuk.css HTTP/1.1\r\n" HOST "\r\n",
        "GET /healthz HTTP/1.1\r\n" HOST "\r\n",
        "GET /readyz HTTP/1.1\r\n" HOST "\r\n",
        "GET /nothing HTTP/1.1\r\n" HOST "\r\n",
        "GET /nothing.json HTTP/1.1\r\n" HOST "\r\n",
        "GET /nothing.csv HTTP/1.1\r\n" HOST "\r\n",
        "GET /secret HTTP/1.1\r\n" HOST "\r\n",
        "GET /fail?err=7 HTTP/1.1\r\n" HOST "\r\n",
        "GET //a HTTP/1.1\r\n" HOST "\r\n",
        "TRACE / HTTP/1.1\r\n" HOST "\r\n",
        "POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n",
        "POST /notes HTTP/1.1\r\n" HOST "Content-Length: 201\r\n\r\n",
        "POST /notes HTTP/1.1\r\n" HOST "Sec-Fetch-Site: none\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 19\r\n\r\nnote=a&next=/notes%3",
    };
    static const char *const headers[] = {
        "\r\nContent-Security-Policy: default-src 'none'; style-src 'self'; "
        "img-src 'self'; script-src 'self'; connect-src 'self'; font-src "
        "'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'\r\n",
        "\r\nX-Content-Type-Options: nosniff\r\n",
        "\r\nReferrer-Policy: same-origin\r\n",
        "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
        "\r\nPermissions-Policy: camera=()",
        "\r\nCache-Control: ",
    };
    size_t i, k;

    for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        const char *answer = say(*state, requests[i]);
        const char *type = strstr(answer, "\r\nContent-Type: ");

        for (k = 0; k < sizeof(headers) / sizeof(headers[0]); k++) {
            if (!strstr(answer, headers[k]))
                fail_msg("%s\nlacks %s\n%s", requests[i], headers[k], answer);
        }
        /* Assets alone are for others: an example has no origin at all. */
        assert_non_null(strstr(
            answer, strstr(requests[i], "/assets/")
                        ? "\r\nCross-Origin-Resource-Policy: cross-origin\r\n"
                        : "\r\nCross-Origin-Resource-Policy: same-origin\r\n"));
        assert_null(strstr(answer, "\r\nServer:"));
        assert_null(strstr(answer, "\r\nSet-Cookie:"));
        if (type)
            assert_non_null(strstr(type, "; charset=utf-8\r\n"));
    }
}

static void the_same_bytes_of_another_type_are_another_answer(void **state)
{
    const char *plain = say(*state, "GET /steps/a/ HTTP/1.1\r\n" HOST "\r\n");
    const char *style = say(*state, "GET /styles/a HTTP/1.1\r\n" HOST "\r\n");

    assert_non_null(strstr(plain, "\r\nContent-Type: text/plain;"));
    assert_non_null(strstr(style, "\r\nContent-Type: text/css;"));
    assert_string_equal(strstr(style, "\r\n\r\n"), "\r\n\r\na");
}

static void head_is_get_without_a_body(void **state)
{
    const char *get = say(*state, "GET / HTTP/1.1\r\n" HOST "\r\n");
    const char *head = say(*state, "HEAD / HTTP/1.1\r\n" HOST "\r\n");
    const char *get_size = strstr(get, "Content-Length: ");
    const char *head_size = strstr(head, "Content-Length: ");

    assert_non_null(get_size);
    assert_non_null(head_size);
    assert_memory_equal(get_size, head_size, strcspn(get_size, "\r") + 1);
    assert_string_equal(strstr(head, "\r\n\r\n"), "\r\n\r\n");
}

static void an_asset_is_served_with_its_type_and_tag(void **state)
{
    const struct test_server *t = *state;
    const char *link = json_string_value(json_object_get(
        json_object_get(t->site->site->common, "assets"), "govuk_css"));
    const char *answer, *tag, *head;

    assert_non_null(link);
    answer = say(t, arena_printf(t->site->arena,
                                 "GET %s HTTP/1.1\r\n" HOST "\r\n", link));
    assert_int_equal(first_status(answer), 200);
    assert_non_null(strstr(answer, "\r\nContent-Type: text/css; "));
    assert_non_null(strstr(answer, "immutable"));
    tag = strstr(answer, "\r\nETag: ") + 8;
    answer = say(t, arena_printf(t->site->arena,
                                 "GET /assets/govuk.css HTTP/1.1\r\n" HOST
                                 "If-None-Match: %.34s\r\n\r\n",
                                 tag));
    assert_int_equal(first_status(answer), 304);
    assert_null(strstr(answer, "immutable"));
    answer =
        say(t, arena_printf(t->site->arena, "GET %.*s HTTP/1.1\r\n" HOST "\r\n",
                            (int)strlen(link) - 1, link));
    assert_int_equal(first_status(answer), 200);
    assert_null(strstr(answer, "immutable")); /* of some other bytes, maybe */
    head = say(t, "HEAD /assets/govuk.css HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(first_status(head), 200);
    assert_string_equal(strstr(head, "\r\n\r\n"), "\r\n\r\n");
    assert_int_equal(
        first_status(say(t, "GET /assets/passwd HTTP/1.1\r\n" HOST "\r\n")),
        404);
}

static void a_body_meets_the_lid_of_its_route(void **state)
{
    static const struct {
        const char *path;
        size_t size;
        int status;
    } cases[] = {{"/notes", 200, 200},
                 {"/notes", 201, 413},
                 {"/large", BODY_MAX, 200},
                 {"/large", BODY_MAX + 1, 413}};
    const struct test_server *t = *state;
    size_t i, k;

    for (i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
        size_t size = cases[i / 2].size;
        struct buf request;

        buf_init(&request, 2 * BODY_MAX);
        buf_addf(&request,
                 "POST %s HTTP/1.1\r\n" HOST "Sec-Fetch-Site: none\r\n"
                 "Content-Type: application/x-www-form-urlencoded\r\n",
                 cases[i / 2].path);
        if (i % 2)
            buf_addf(
                &request,
                "Transfer-Encoding: chunked\r\n\r\n%zx\r\nnote=a&x=", size);
        else
            buf_addf(&request, "Content-Length: %zu\r\n\r\nnote=a&x=", size);
        for (k = 9; k < size; k++)
            buf_adds(&request, "x");
        buf_adds(&request, i % 2 ? "\r\n0\r\n\r\n" : "");
        assert_int_equal(first_status(test_talk(t, request.text, request.len)),
                         cases[i / 2].status);
        buf_release(&request);
    }
}

static void a_connection_is_kept_and_used_again(void **state)
{
    static const char two[] = "GET / HTTP/1.1\r\n" HOST "\r\n"
                              "GET /healthz HTTP/1.1\r\n" HOST "\r\n";
    int first;

    assert_int_equal(test_count(say(*state, two), &first), 2);
    assert_int_equal(first, 200);
}

/* More answers than a worker keeps, each again and again, in one order and in
 * another. */
static void everybody_gets_the_answer_to_what_they_asked(void **state)
{
    static const char *const heads[] = {"HTTP/1.1 200 ", "ETag: ", "text/plain",
                                        "\r\n\r\n"};
    const struct test_server *t = *state;
    struct buf all;
    const char *at;
    size_t i, k;

    buf_init(&all, TEST_ANSWER_MAX);
    for (i = 0; i < 100; i++)
        buf_addf(&all, "GET /steps/s%zu/ HTTP/1.1\r\n" HOST "\r\n",
                 i * i % 13 * (i % 3));
    at = test_talk(t, all.text, all.len);
    for (i = 0; i < 100; i++) {
        const char *want =
            arena_printf(t->site->arena, "s%zu", i * i % 13 * (i % 3));

        for (k = 0; k < sizeof(heads) / sizeof(heads[0]); k++) {
            at = strstr(at, heads[k]);
            assert_non_null(at);
        }
        at += strlen("\r\n\r\n");
        assert_memory_equal(at, want, strlen(want));
        at += strlen(want);
        assert_true(i == 99 ? !*at : *at == 'H');
    }
    buf_release(&all);
}

static void a_refused_request_ends_its_connection(void **state)
{
    static const char *const requests[] = {
        "GET //a HTTP/1.1\r\n" HOST "\r\n",
        "POST / HTTP/1.1\r\n" HOST "Content-Length: 40\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /notes HTTP/1.1\r\n" HOST "Content-Length: 999999\r\n\r\n",
    };
    const struct test_server *t = *state;
    size_t i;
    int first;

    for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        const char *both = arena_printf(
            t->site->arena, "%sGET /healthz HTTP/1.1\r\n" HOST "\r\n",
            requests[i]);

        assert_int_equal(test_count(say(t, both), &first), 1);
        assert_true(first == 400 || first == 413);
    }
}

static void headers_of_eight_kilobytes_are_taken(void **state)
{
    static const struct {
        size_t size;
        int status;
    } cases[] = {{8 * 1024, 200}, {12 * 1024, 431}, {64 * 1024, 431}};
    const struct test_server *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf request;

        buf_init(&request, 128 * 1024);
        buf_adds(&request, "GET / HTTP/1.1\r\n" HOST "Cookie: a=");
        while (request.len < cases[i].size - 4)
            buf_adds(&request, "x");
        buf_adds(&request, "\r\n\r\n");
        assert_int_equal(first_status(test_talk(t, request.text, request.len)),
                         cases[i].status);
        buf_release(&request);
    }
}

static void eight_kilobytes_may_be_in_many_headers(void **state)
{
    const struct test_server *t = *state;
    struct buf request;

    buf_init(&request, 128 * 1024);
    buf_adds(&request, "GET / HTTP/1.1\r\n" HOST "Cookie: a=b; c=d; e\r\n");
    while (request.len < 8 * 1024 - 410)
        buf_addf(&request, "X-Of-Some-Proxy: %0380d\r\n", 7);
    buf_adds(&request, "\r\n");
    assert_int_equal(first_status(test_talk(t, request.text, request.len)),
                     200);
    buf_release(&request);
}

/* The library ends such a request without a word to anybody. */
static void a_request_that_nobody_ends_leaves_nothing_behind(void **state)
{
    enum { TIMES = 100, ROUNDS = 4, FIELDS = 500, LEFT_MAX = 1024 * 1024 };
    const struct test_server *t = *state;
    struct buf request, out;
    size_t before = 0;
    int fds[TIMES], round, i;

    buf_init(&request, 128 * 1024);
    buf_init(&out, TEST_ANSWER_MAX);
    buf_adds(&request, "GET /?a=1");
    for (i = 0; i < FIELDS; i++)
        buf_addf(&request, "&a=%d", i);
    buf_adds(&request, " HTTP/1.1\r\n" HOST "\r\n");

    for (round = 0; round < ROUNDS; round++) {
        for (i = 0; i < TIMES; i++) {
            fds[i] = test_dial(t);
            test_send(fds[i], request.text, request.len);
        }
        for (i = 0; i < TIMES; i++) {
            assert_true(test_receive(fds[i], TEST_PATIENCE_MS, &out));
            (void)close(fds[i]);
        }
        if (round == 0) /* what is kept for later requests is there now */
            before = mallinfo2().uordblks;
    }

    assert_true(mallinfo2().uordblks < before + LEFT_MAX);
    buf_release(&request);
    buf_release(&out);
}

/* Exactly as many as libmicrohttpd takes events at once, and twice that. */
static void many_are_served_at_once(void **state)
{
    static const char request[] = "GET /healthz HTTP/1.1\r\n" HOST "\r\n";
    const struct test_server *t = *state;
    int fds[MANY], status, round;
    struct buf out;
    size_t i;

    for (i = 0; i < MANY; i++)
        fds[i] = test_dial(t);
    for (round = 0; round < 3; round++) {
        for (i = 0; i < MANY; i++)
            test_send(fds[i], request, strlen(request));
        for (i = 0; i < MANY; i++) {
            struct pollfd p = {.fd = fds[i], .events = POLLIN};

            buf_init(&out, TEST_ANSWER_MAX);
            assert_int_equal(poll(&p, 1, TEST_PATIENCE_MS), 1);
            (void)test_receive(fds[i], 0, &out);
            assert_int_equal(test_count(out.text, &status), 1);
            assert_int_equal(status, 200);
            buf_release(&out);
        }
    }
    for (i = 0; i < MANY; i++)
        (void)close(fds[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_server(every_answer_has_the_headers),
        with_server(the_same_bytes_of_another_type_are_another_answer),
        with_server(head_is_get_without_a_body),
        with_server(an_asset_is_served_with_its_type_and_tag),
        with_server(a_body_meets_the_lid_of_its_route),
        with_server(a_connection_is_kept_and_used_again),
        with_server(everybody_gets_the_answer_to_what_they_asked),
        with_server(a_refused_request_ends_its_connection),
        with_server(headers_of_eight_kilobytes_are_taken),
        with_server(eight_kilobytes_may_be_in_many_headers),
        with_server(a_request_that_nobody_ends_leaves_nothing_behind),
        with_server(many_are_served_at_once),
    };

    return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
