/* served.h - a server in a process of its own, and many connections to it. */
#ifndef TESTS_UNIT_SERVED_H
#define TESTS_UNIT_SERVED_H

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include "base/text.h"
#include "server/commands.h"
#include "tests/unit/endpoint.h"

enum { CONNECTIONS = 64, PATIENCE_MS = 20000, MOST = 20000, TEXT = 4096 };

/* When a server begins whose requests have headers: a minute does. */
#define NOW "2026-03-02T10:00:00Z"

struct served {
    struct tracked *w;
    struct arena *arena;
    pid_t pid;
    uint16_t port;
    int dialled;
    const char *headers; /* of each request, each with its end of line */
};

static inline int remote_run(struct served *s, char *port_file)
{
    char *argv[] = {(char[]){"--listen"},    (char[]){"127.0.0.1:0"},
                    (char[]){"--port-file"}, port_file,
                    (char[]){"--now"},       (char[]){NOW}};
    const struct command self = {.name = "serve", .usage = "", .help = ""};
    const struct call c = {s->w->dir, s->headers ? 6 : 4, argv};
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    (void)dup2(nowhere, STDOUT_FILENO);
    return run_serve(&self, &c);
}

static inline uint16_t port_in(const char *file)
{
    const struct timespec moment = {0, 2000000};
    uint16_t port = 0;
    int tries;

    for (tries = 0; !port && tries < PATIENCE_MS / 2; tries++) {
        char text[16] = "";
        FILE *f = fopen(file, "r");

        (void)nanosleep(&moment, NULL);
        if (f && fgets(text, sizeof(text), f) && strchr(text, '\n'))
            port = (uint16_t)strtol(text, NULL, 10);
        if (f)
            (void)fclose(f);
    }
    assert_true(port);
    return port;
}

/* Nobody else has the folder open meanwhile. */
static inline void serve(struct served *s)
{
    char *file = arena_printf(s->arena, "%s/port", s->w->dir);

    (void)unlink(file);
    tracked_stop(s->w);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0)
        _exit(remote_run(s, file));
    s->port = port_in(file);
}

/* How it ended, as waitpid() says. */
static inline int end(struct served *s, int sig)
{
    int status = 0;

    if (sig)
        assert_int_equal(kill(s->pid, sig), 0);
    assert_int_equal(waitpid(s->pid, &status, 0), s->pid);
    s->pid = 0;
    tracked_start(s->w);
    return status;
}

static inline int open_served(void **state)
{
    struct served *s = mem_new(1, sizeof(*s));

    (void)setenv("TMPDIR", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", 0);
    s->w = tracked_new();
    s->arena = arena_new();
    assert_ok(access_mark_demo(s->w->t));
    *state = s;
    return 0;
}

static inline int close_served(void **state)
{
    struct served *s = *state;

    if (s->pid > 0)
        (void)end(s, SIGKILL);
    tracked_free(s->w);
    arena_free(s->arena);
    free(s);
    return 0;
}

static inline int dial(const struct served *s)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(s->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

/* One connection: it posts, waits for the answer, posts the next. */
struct client {
    int fd; /* -1: the other side has closed it */
    int number, posted, acknowledged, refused;
    size_t n;
    char text[TEXT];
};

static const char *event_of(struct arena *a, int client, int i)
{
    return arena_printf(a,
                        "{\"journey\":\"own\",\"attempt\":\"client-%d-%d\","
                        "\"seq\":0,\"kind\":\"view\",\"step\":\"a\"}",
                        client, i);
}

static inline void post(struct served *s, struct client *c)
{
    const char *body = event_of(s->arena, c->number, c->posted++);
    const char *text = arena_printf(
        s->arena,
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n%s",
        s->headers ? s->headers : "", strlen(body), body);

    (void)send(c->fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Whether a whole answer has come; it is taken then. */
static inline bool take_answer(struct client *c)
{
    char *body = strstr(c->text, "\r\n\r\n");
    const char *length = strstr(c->text, "Content-Length: ");

    if (!body || !length ||
        c->n < (size_t)(body + 4 - c->text) + strtoul(length + 16, NULL, 10))
        return false;
    if (strncmp(c->text, "HTTP/1.1 202 ", 13) == 0 &&
        strstr(body, "\"accepted\":1"))
        c->acknowledged++;
    else
        c->refused++;
    c->n = 0;
    c->text[0] = '\0';
    return true;
}

/* Whether an answer is there now. */
static inline bool hear(struct client *c)
{
    ssize_t n = recv(c->fd, c->text + c->n, TEXT - 1 - c->n, 0);

    if (n <= 0) {
        (void)close(c->fd);
        c->fd = -1;
        return false;
    }
    c->n += (size_t)n;
    c->text[c->n] = '\0';
    return take_answer(c);
}

/* Wait for answers; who has one posts again as long as `enough` of all are not
 * acknowledged.  How many were; the end comes also with the last connection. */
static inline int talk(struct served *s, struct client *c, int enough)
{
    struct pollfd p[CONNECTIONS];
    int i, told = 0, open = CONNECTIONS, waiting = CONNECTIONS;

    while (open && waiting) {
        for (i = 0; i < CONNECTIONS; i++)
            p[i] = (struct pollfd){.fd = c[i].fd, .events = POLLIN};
        assert_true(poll(p, CONNECTIONS, PATIENCE_MS) > 0);
        for (i = 0; i < CONNECTIONS; i++) {
            if (!p[i].revents)
                continue;
            if (!hear(&c[i])) {
                open -= c[i].fd < 0;
                continue;
            }
            told++;
            if (told + waiting <= enough)
                post(s, &c[i]);
            else
                waiting--;
        }
    }
    return told;
}

static inline void dial_all(struct served *s, struct client *c)
{
    int i;

    for (i = 0; i < CONNECTIONS; i++) {
        c[i] = (struct client){.fd = dial(s), .number = s->dialled++};
        post(s, &c[i]);
    }
}

static inline int close_all(struct client *c)
{
    int i, acknowledged = 0;

    for (i = 0; i < CONNECTIONS; i++) {
        if (c[i].fd >= 0)
            (void)close(c[i].fd);
        acknowledged += c[i].acknowledged;
        assert_int_equal(c[i].refused, 0);
    }
    return acknowledged;
}

#define with_served(fn)                                                        \
    cmocka_unit_test_setup_teardown(fn, open_served, close_served)

#endif
