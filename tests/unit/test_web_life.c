#include "tests/unit/test_web_socket.h"

#include <pthread.h>
#include <stdio.h>

#include "base/time.h"

#define HOST "Host: a.example\r\n"
#define FORM                                                                   \
    "POST /notes HTTP/1.1\r\n" HOST "Sec-Fetch-Site: none\r\n"                 \
    "Content-Type: application/x-www-form-urlencoded\r\n"

enum { DROP_MS = 100, IDLE = 40, SOON_MS = 5000 };

/* Say start, then drop after drop, until it is closed: after how long. */
static int64_t ms_until_shut_out(unsigned request_s, unsigned idle_s,
                                 const char *start, const char *drop)
{
    int64_t from_ms = time_steady_ms(), took_ms = 0;
    struct test_server t;
    struct buf out;
    bool closed = false;
    int fd;

    test_serve(&t, request_s, idle_s);
    fd = test_dial(&t);
    buf_init(&out, TEST_ANSWER_MAX);
    test_send(fd, start, strlen(start));
    while (!closed && took_ms < TEST_PATIENCE_MS) {
        closed = test_receive(fd, DROP_MS, &out);
        test_send(fd, drop, strlen(drop));
        took_ms = time_steady_ms() - from_ms;
    }
    assert_true(closed);
    (void)close(fd);
    buf_release(&out);
    test_serve_no_more(&t);
    return took_ms;
}

static void a_dripping_header_is_shut_out(void **state)
{
    (void)state;
    assert_true(ms_until_shut_out(1, 60, "GET / HTTP/1.1\r\n", "A: b\r\n") >=
                1000);
}

static void a_dripping_body_is_shut_out(void **state)
{
    (void)state;
    assert_true(ms_until_shut_out(1, 60, FORM "Content-Length: 200\r\n\r\n",
                                  "x") >= 1000);
}

static void a_dripping_first_line_is_shut_out(void **state)
{
    (void)state;
    assert_true(ms_until_shut_out(60, 1, "GET ", "/") >= 1000);
}

static void silence_is_shut_out(void **state)
{
    (void)state;
    assert_true(ms_until_shut_out(60, 1, "", "") >= 1000);
}

static void *stop(void *server)
{
    server_stop(server);
    return NULL;
}

/* Whether nobody takes a connection on that port any more. */
static bool is_deaf(uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool deaf = connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0;

    (void)close(fd);
    return deaf;
}

static void a_request_under_way_is_finished(void **state)
{
    static const char *const start = FORM "Content-Length: 10\r\n\r\nnote=";
    struct test_server t;
    pthread_t stopping;
    struct buf out;
    uint16_t port;
    int fd, status, tries;

    (void)state;
    test_serve(&t, 0, 0);
    port = (uint16_t)server_port(t.server);
    fd = test_dial(&t);
    buf_init(&out, TEST_ANSWER_MAX);
    test_send(fd, start, strlen(start));
    (void)test_receive(fd, DROP_MS, &out); /* it is read by now */
    assert_int_equal(pthread_create(&stopping, NULL, stop, t.server), 0);
    for (tries = 0; !is_deaf(port) && tries < 1000; tries++)
        (void)test_receive(fd, 1, &out);
    test_send(fd, "hello", 5);
    assert_true(test_receive(fd, TEST_PATIENCE_MS, &out));
    assert_int_equal(pthread_join(stopping, NULL), 0);

    assert_int_equal(test_count(out.text, &status), 1);
    assert_int_equal(status, 200);
    assert_non_null(strstr(out.text, "Connection: close\r\n"));
    assert_non_null(strstr(out.text, "\r\n\r\nhello"));
    (void)close(fd);
    buf_release(&out);
    t.server = NULL;
    test_serve_no_more(&t);
}

static void idle_connections_do_not_hold_up_the_end(void **state)
{
    static const char request[] = "GET /healthz HTTP/1.1\r\n" HOST "\r\n";
    int64_t from_ms;
    struct test_server t;
    struct buf out;
    int fds[IDLE], i;

    (void)state;
    test_serve(&t, 0, 0);
    buf_init(&out, TEST_ANSWER_MAX);
    for (i = 0; i < IDLE; i++) {
        fds[i] = test_dial(&t);
        test_send(fds[i], request, i % 2 ? strlen(request) : 9);
        (void)test_receive(fds[i], 1, &out);
    }
    from_ms = time_steady_ms();
    test_serve_no_more(&t);

    assert_true(time_steady_ms() - from_ms < SOON_MS);
    for (i = 0; i < IDLE; i++) {
        assert_true(test_receive(fds[i], TEST_PATIENCE_MS, &out));
        (void)close(fds[i]);
    }
    buf_release(&out);
}

/* Start on that address and stop again. */
static enum err try_to_listen(struct test_server *t, const char *listen,
                              const char *port_file)
{
    struct server_options how = {.listen = listen,
                                 .port_file = port_file,
                                 .routers = t->routers,
                                 .workers = TEST_WORKERS};
    struct server *server = NULL;
    enum err e = server_start(&how, &server);

    server_stop(server);
    return e;
}

static void a_port_in_use_is_told(void **state)
{
    struct test_server t;

    (void)state;
    test_serve(&t, 0, 0);
    assert_err(ERR_CONFLICT,
               try_to_listen(&t,
                             arena_printf(t.site->arena, "127.0.0.1:%d",
                                          server_port(t.server)),
                             NULL));
    test_serve_no_more(&t);
}

static void an_address_is_a_number_with_a_port(void **state)
{
    static const char *const wrong[] = {
        "",
        "127.0.0.1",
        "127.0.0.1:",
        ":8080",
        "127.1.1:x",
        "::1:8080",
        "[::1]",
        "[127.0.0.1:80",
        "host:8080",
        "1.2.3.4:-1",
        "127.0.0.1:65536",
        "[]:80",
        "127.0.0.1 :80",
    };
    struct test_server t;
    enum err e;
    size_t i;

    (void)state;
    test_serve(&t, 0, 0);
    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_err(ERR_INVALID, try_to_listen(&t, wrong[i], NULL));
    e = try_to_listen(&t, "[::1]:0", NULL);
    assert_true(e == OK || e == ERR_IO); /* a machine may have no IPv6 */
    test_serve_no_more(&t);
}

static void the_port_is_written_to_a_file(void **state)
{
    char dir[] = "/tmp/waymark-test-XXXXXX";
    struct test_server t;
    const char *path, *missing;
    char text[16] = "";
    FILE *f;

    (void)state;
    test_serve(&t, 0, 0);
    assert_non_null(mkdtemp(dir));
    path = arena_printf(t.site->arena, "%s/port", dir);
    missing = arena_printf(t.site->arena, "%s/none/port", dir);
    assert_ok(try_to_listen(&t, "127.0.0.1:0", path));
    f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(text, sizeof(text), f));
    (void)fclose(f);
    assert_true(strtol(text, NULL, 10) > 0);
    assert_non_null(strchr(text, '\n'));
    assert_err(ERR_IO, try_to_listen(&t, "127.0.0.1:0", missing));
    (void)unlink(path);
    (void)rmdir(dir);
    test_serve_no_more(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dripping_header_is_shut_out),
        cmocka_unit_test(a_dripping_body_is_shut_out),
        cmocka_unit_test(a_dripping_first_line_is_shut_out),
        cmocka_unit_test(silence_is_shut_out),
        cmocka_unit_test(a_request_under_way_is_finished),
        cmocka_unit_test(idle_connections_do_not_hold_up_the_end),
        cmocka_unit_test(a_port_in_use_is_told),
        cmocka_unit_test(an_address_is_a_number_with_a_port),
        cmocka_unit_test(the_port_is_written_to_a_file),
    };

    return cmocka_run_group_tests_name("life", tests, NULL, NULL);
}
