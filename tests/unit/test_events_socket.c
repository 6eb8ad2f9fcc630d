/* test_events_socket.c - events over sockets, to a server in a process of its
 * own: under load, killed, and asked to stop. */
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

static int remote_run(struct served *s, char *port_file)
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

static uint16_t port_in(const char *file)
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
static void serve(struct served *s)
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
static int end(struct served *s, int sig)
{
    int status = 0;

    if (sig)
        assert_int_equal(kill(s->pid, sig), 0);
    assert_int_equal(waitpid(s->pid, &status, 0), s->pid);
    s->pid = 0;
    tracked_start(s->w);
    return status;
}

static int open_served(void **state)
{
    struct served *s = mem_new(1, sizeof(*s));

    (void)setenv("TMPDIR", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", 0);
    s->w = tracked_new();
    s->arena = arena_new();
    assert_ok(access_mark_demo(s->w->t));
    *state = s;
    return 0;
}

static int close_served(void **state)
{
    struct served *s = *state;

    if (s->pid > 0)
        (void)end(s, SIGKILL);
    tracked_free(s->w);
    arena_free(s->arena);
    free(s);
    return 0;
}

static int dial(const struct served *s)
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

static void post(struct served *s, struct client *c)
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
static bool take_answer(struct client *c)
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
static bool hear(struct client *c)
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
static int talk(struct served *s, struct client *c, int enough)
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

static void dial_all(struct served *s, struct client *c)
{
    int i;

    for (i = 0; i < CONNECTIONS; i++) {
        c[i] = (struct client){.fd = dial(s), .number = s->dialled++};
        post(s, &c[i]);
    }
}

static int close_all(struct client *c)
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

static void many_connections_are_answered_at_once(void **state)
{
    static struct client c[CONNECTIONS];
    struct served *s = *state;
    int told;

    serve(s);
    dial_all(s, c);
    told = talk(s, c, 5000);
    assert_int_equal(close_all(c), told);
    assert_int_equal(end(s, SIGTERM), 0);

    assert_true(told >= 5000);
    assert_int_equal(tracked_figure(s->w, "started"), told);
    tracked_assert_clean(s->w);
}

#define AGENT "User-Agent: " ENDPOINT_BROWSER "\r\n"

/* So many attempts begin on pages of an origin; how many were kept. */
static int loop(struct served *s, const char *origin, int enough)
{
    static struct client c[CONNECTIONS];
    int told;

    s->headers = arena_printf(s->arena, "Origin: %s\r\n" AGENT, origin);
    if (!s->pid)
        serve(s);
    dial_all(s, c);
    told = talk(s, c, enough);
    assert_int_equal(close_all(c), told);
    return told;
}

/* A page, as it comes over a connection of its own. */
static const char *page(struct served *s, const char *target)
{
    const char *ask = arena_printf(
        s->arena,
        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        target);
    const char *text = "";
    char part[TEXT];
    int fd = dial(s);
    ssize_t n;

    assert_int_equal(send(fd, ask, strlen(ask), MSG_NOSIGNAL), strlen(ask));
    while ((n = recv(fd, part, sizeof(part), 0)) > 0)
        text = arena_printf(s->arena, "%s%.*s", text, (int)n, part);
    (void)close(fd);
    return text;
}

static void a_loop_of_one_origin_does_not_count_and_others_do(void **state)
{
    struct served *s = *state;
    const char *shown;
    int looped, others;

    assert_ok(access_allow_origin(s->w->t, "own", "https://a.example.org"));
    assert_ok(access_allow_origin(s->w->t, "own", "https://b.example.org"));
    looped = loop(s, "https://a.example.org", 2000);
    others = loop(s, "https://b.example.org", 100);
    shown = page(s, "/dashboard/journeys/own?from=2026-03-02");
    assert_int_equal(end(s, SIGTERM), 0);

    assert_true(looped >= 2000 && others >= 100);
    assert_int_equal(tracked_figure(s->w, "started"), BURST_ORIGIN + others);
    shown = strstr(shown, "<dt>Bursts</dt>");
    assert_non_null(shown);
    assert_non_null(strstr(
        shown, arena_printf(s->arena, ">%s<",
                            text_count(s->arena, looped - BURST_ORIGIN))));
    assert_int_equal(tracked_apart(s->w, "burst"), looped - BURST_ORIGIN);
    tracked_assert_clean(s->w);
}

/* Kill it from another process, in the middle of things. */
static pid_t kill_soon(pid_t whom, long after_ms)
{
    const struct timespec rest = {0, after_ms * 1000000};
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid)
        return pid;
    (void)nanosleep(&rest, NULL);
    (void)kill(whom, SIGKILL);
    _exit(0);
}

/* How many of those that were acknowledged are not there. */
static int64_t count_lost(struct served *s, const struct client *c)
{
    int64_t started = tracked_figure(s->w, "started"), all = 0;
    int i, j;

    for (i = 0; i < CONNECTIONS; i++)
        for (j = 0; j < c[i].acknowledged; j++) {
            const char *event = event_of(s->arena, c[i].number, j);
            struct import_summary sum =
                j % 16 ? (struct import_summary){.duplicates = 1}
                       : tracked_import(s->w,
                                        arena_printf(s->arena, "%s\n", event));

            all++;
            if (sum.duplicates != 1)
                return 1;
        }
    return started < all ? all - started : 0;
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    static struct client c[CONNECTIONS];
    struct served *s = *state;
    pid_t killer;
    int told, acknowledged;

    serve(s);
    dial_all(s, c);
    killer = kill_soon(s->pid, 300);
    told = talk(s, c, INT32_MAX);
    acknowledged = close_all(c);
    assert_int_equal(end(s, 0), SIGKILL);
    assert_int_equal(waitpid(killer, NULL, 0), killer);

    assert_int_equal(told, acknowledged);
    assert_true(acknowledged > 0);
    tracked_assert_clean(s->w);
    assert_int_equal(count_lost(s, c), 0);
    tracked_assert_clean(s->w);
}

/* Under load, to the last moment: what is kept is answered.  Who is not
 * answered knows that nothing of it was taken. */
static void asked_to_stop_it_keeps_all_it_answered(void **state)
{
    static struct client c[CONNECTIONS];
    struct served *s = *state;
    int told;

    serve(s);
    dial_all(s, c);
    assert_int_equal(kill(s->pid, SIGTERM), 0);
    told = talk(s, c, INT32_MAX);
    assert_int_equal(close_all(c), told);
    assert_int_equal(end(s, 0), 0);

    assert_true(told >= CONNECTIONS);
    assert_int_equal(tracked_figure(s->w, "started"), told);
    assert_int_equal(count_lost(s, c), 0);
    tracked_assert_clean(s->w);
}

static void a_body_over_1_mib_is_413(void **state)
{
    static const char head[] =
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/json\r\nContent-Length: 1048577\r\n\r\n";
    static struct client c;
    struct served *s = *state;

    serve(s);
    c = (struct client){.fd = dial(s)};
    (void)send(c.fd, head, strlen(head), MSG_NOSIGNAL);
    assert_true(recv(c.fd, c.text, TEXT - 1, 0) > 0);
    (void)close(c.fd);

    assert_non_null(strstr(c.text, "HTTP/1.1 413 "));
    assert_int_equal(end(s, SIGTERM), 0);
}

#define with_served(fn)                                                        \
    cmocka_unit_test_setup_teardown(fn, open_served, close_served)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_served(many_connections_are_answered_at_once),
        with_served(a_loop_of_one_origin_does_not_count_and_others_do),
        with_served(what_was_acknowledged_survives_a_kill),
        with_served(asked_to_stop_it_keeps_all_it_answered),
        with_served(a_body_over_1_mib_is_413),
    };

    return cmocka_run_group_tests_name("events, sockets", tests, NULL, NULL);
}
