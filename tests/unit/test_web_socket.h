/* test_web_socket.h - a served site and raw bytes to and from it. */
#ifndef TESTS_TEST_WEB_SOCKET_H
#define TESTS_TEST_WEB_SOCKET_H

#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/unit/test_web.h"
#include "web/server.h"

enum {
    TEST_WORKERS = 2,
    TEST_ANSWER_MAX = 1024 * 1024,
    TEST_SILENCE_MS = 30, /* after which no more answer is awaited */
    TEST_PATIENCE_MS = 10000
};

struct test_server {
    struct test_site *site;
    struct router *routers[TEST_WORKERS];
    struct server *server;
};

static inline void test_serve(struct test_server *t, unsigned request_s,
                              unsigned idle_s)
{
    struct router_options options = {.folders = test_folders,
                                     .ready = test_ready};
    struct server_options how = {.listen = "127.0.0.1:0",
                                 .routers = t->routers,
                                 .workers = TEST_WORKERS,
                                 .request_s = request_s,
                                 .idle_s = idle_s};
    void *state = NULL;
    size_t i;

    (void)test_site_open(&state);
    t->site = state;
    options.context = t->site;
    for (i = 0; i < TEST_WORKERS; i++)
        t->routers[i] = router_new(t->site->site, &options);
    assert_ok(server_start(&how, &t->server));
}

static inline void test_serve_no_more(struct test_server *t)
{
    void *state = t->site;
    size_t i;

    server_stop(t->server);
    for (i = 0; i < TEST_WORKERS; i++)
        router_free(t->routers[i]);
    (void)test_site_close(&state);
}

static inline int test_server_open(void **state)
{
    struct test_server *t = test_malloc(sizeof(*t));

    test_serve(t, 0, 0);
    *state = t;
    return 0;
}

static inline int test_server_close(void **state)
{
    test_serve_no_more(*state);
    test_free(*state);
    return 0;
}

#define with_server(fn)                                                        \
    cmocka_unit_test_setup_teardown(fn, test_server_open, test_server_close)

static inline int test_dial(const struct test_server *t)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port =
                                 htons((uint16_t)server_port(t->server)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

static inline void test_send(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

        if (sent <= 0)
            return; /* shut out: what was answered tells */
        bytes += sent;
        n -= (size_t)sent;
    }
}

/* All that comes until the other side closes or says nothing for so long;
 * whether it closed. */
static inline bool test_receive(int fd, int silence_ms, struct buf *out)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    char piece[4096];

    while (poll(&p, 1, silence_ms) > 0) {
        ssize_t n = recv(fd, piece, sizeof(piece), 0);

        if (n <= 0)
            return true;
        buf_add(out, piece, (size_t)n);
    }
    return false;
}

/* Send these bytes and, when nothing more comes, the end; all that is
 * answered, in the arena. */
static inline const char *test_talk(const struct test_server *t,
                                    const char *bytes, size_t n)
{
    int fd = test_dial(t);
    struct buf out;
    const char *answer;
    bool closed;

    buf_init(&out, TEST_ANSWER_MAX);
    test_send(fd, bytes, n);
    closed = test_receive(fd, TEST_SILENCE_MS, &out);
    if (!closed) {
        (void)shutdown(fd, SHUT_WR);
        closed = test_receive(fd, TEST_PATIENCE_MS, &out);
    }
    if (!closed)
        fail_msg("no end after\n%s", bytes);
    (void)close(fd);
    answer = arena_strndup(t->site->arena, out.text, out.len);
    buf_release(&out);
    return answer;
}

/* How many answers there are, and the status of the first. */
static inline size_t test_count(const char *answers, int *ret_first)
{
    size_t n = 0;

    *ret_first = 0;
    for (; (answers = strstr(answers, "HTTP/1.1 ")); answers += 9) {
        if (n++ == 0)
            *ret_first = (int)strtol(answers + 9, NULL, 10);
    }
    return n;
}

#endif
