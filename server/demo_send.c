#include "server/demo_send.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/memory.h"
#include "server/events.h"

enum {
    LANES = 4, /* with the queue's room for what they hold */
    ANSWER_MAX = 256 * 1024,
    PATIENCE_MS = 60000, /* for an answer */
    TRIES = 50,
    WAIT_MS = 100, /* between them */
};

_Static_assert(LANES *EVENTS_MAX <= COLLECTOR_QUEUE_MAX,
               "what is under way fits into the queue");

/* A connection, and one request: gathered, or under way. */
struct lane {
    int fd;
    bool sent;    /* and not answered yet */
    size_t lines; /* in the body */
    struct buf body, answer;
};

struct demo_sender {
    int64_t accepted;
    struct buf head;
    size_t current; /* whose body is gathered */
    struct lane lanes[LANES];
};

void demo_sender_close(struct demo_sender *s)
{
    size_t i;

    if (!s)
        return;
    for (i = 0; i < LANES; i++) {
        if (s->lanes[i].fd >= 0)
            (void)close(s->lanes[i].fd);
        buf_release(&s->lanes[i].body);
        buf_release(&s->lanes[i].answer);
    }
    buf_release(&s->head);
    free(s);
}

static enum err dial(struct lane *l, int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int now = 1;

    l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (l->fd < 0 ||
        connect(l->fd, (const struct sockaddr *)&to, sizeof(to)) != 0) {
        log_line("cannot connect to the server: %s", strerrordesc_np(errno));
        return ERR_IO;
    }
    (void)setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &now, sizeof(now));
    return OK;
}

enum err demo_sender_open(int port, struct demo_sender **ret_sender)
{
    struct demo_sender *s = mem_new(1, sizeof(*s));
    enum err e = OK;
    size_t i;

    buf_init(&s->head, 512);
    for (i = 0; i < LANES; i++) {
        s->lanes[i].fd = -1;
        buf_init(&s->lanes[i].body, EVENTS_BODY_MAX);
        buf_init(&s->lanes[i].answer, ANSWER_MAX);
    }
    for (i = 0; i < LANES && !e; i++)
        e = dial(&s->lanes[i], port);
    if (e)
        demo_sender_close(s);
    else
        *ret_sender = s;
    return e;
}

static enum err put(const struct lane *l, const struct buf *b)
{
    size_t done = 0;

    while (done < b->len) {
        ssize_t n = send(l->fd, b->text + done, b->len - done, MSG_NOSIGNAL);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ERR_IO;
        done += (size_t)n;
    }
    return OK;
}

/* Some more of the answer. */
static enum err get_more(struct lane *l)
{
    struct pollfd ready = {.fd = l->fd, .events = POLLIN};
    char piece[4096];
    ssize_t n;

    if (poll(&ready, 1, PATIENCE_MS) <= 0)
        return ERR_IO;
    n = recv(l->fd, piece, sizeof(piece), 0);
    if (n <= 0)
        return ERR_IO;
    buf_add(&l->answer, piece, (size_t)n);
    return buf_finish(&l->answer);
}

/* Where the body of the answer begins; NULL: not yet. */
static const char *body_of(const struct lane *l)
{
    const char *blank = strstr(l->answer.text, "\r\n\r\n");

    return blank ? blank + 4 : NULL;
}

static size_t length_of(const struct lane *l, const char *body)
{
    static const char name[] = "\r\nContent-Length: ";
    const char *at = l->answer.text;

    for (; at < body; at++)
        if (strncasecmp(at, name, sizeof(name) - 1) == 0)
            return strtoul(at + sizeof(name) - 1, NULL, 10);
    return 0;
}

/* A whole answer; its status, and its body. */
static enum err get_answer(struct lane *l, int *ret_status,
                           const char **ret_body)
{
    const char *body = NULL;

    buf_reset(&l->answer);
    while (!body || strlen(body) < length_of(l, body)) {
        enum err e = get_more(l);

        if (e)
            return e;
        body = body_of(l);
    }
    if (strncmp(l->answer.text, "HTTP/1.1 ", 9) != 0)
        return ERR_IO;
    *ret_status = (int)strtol(l->answer.text + 9, NULL, 10);
    *ret_body = body;
    return OK;
}

static enum err post(struct demo_sender *s, struct lane *l)
{
    enum err e;

    buf_reset(&s->head);
    buf_addf(&s->head,
             "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Type: application/x-ndjson\r\nContent-Length: %zu\r\n"
             "\r\n",
             l->body.len);
    l->sent = true;
    e = put(l, &s->head);
    return e ? e : put(l, &l->body);
}

/* Every line must have been taken, as new. */
static enum err check(struct demo_sender *s, const struct lane *l, int status,
                      const char *body)
{
    json_t *json = json_loads(body, 0, NULL);
    json_int_t accepted = json_integer_value(json_object_get(json, "accepted"));
    bool all = status == 202 && accepted == (json_int_t)l->lines;

    json_decref(json);
    s->accepted += accepted;
    if (!all)
        log_line("of %zu events %lld were accepted (%d): %.300s", l->lines,
                 (long long)accepted, status, body);
    return all ? OK : ERR_INVALID;
}

/* Wait for the answer, if there is one to come, and empty the lane. */
static enum err settle(struct demo_sender *s, struct lane *l)
{
    const char *body = "";
    int status = 0, tries;
    enum err e;

    if (!l->sent)
        return OK;
    e = get_answer(l, &status, &body);
    for (tries = 1; !e && status == 503 && tries < TRIES; tries++) {
        (void)poll(NULL, 0, WAIT_MS);
        e = post(s, l);
        if (!e)
            e = get_answer(l, &status, &body);
    }
    if (!e)
        e = status == 503 ? ERR_BUSY : check(s, l, status, body);
    l->sent = false;
    l->lines = 0;
    buf_reset(&l->body);
    return e;
}

/* Send what is gathered; the next lane is free for more. */
static enum err send_on(struct demo_sender *s)
{
    enum err e = post(s, &s->lanes[s->current]);

    s->current = (s->current + 1) % LANES;
    return e ? e : settle(s, &s->lanes[s->current]);
}

enum err demo_send(struct demo_sender *s, const char *line, size_t n)
{
    struct lane *l = &s->lanes[s->current];

    if (l->lines == EVENTS_MAX || l->body.len + n > EVENTS_BODY_MAX) {
        enum err e = send_on(s);

        if (e)
            return e;
        l = &s->lanes[s->current];
    }
    buf_add(&l->body, line, n);
    l->lines++;
    return buf_finish(&l->body);
}

enum err demo_send_rest(struct demo_sender *s, int64_t *ret_accepted)
{
    enum err e = s->lanes[s->current].lines ? send_on(s) : OK;
    size_t i;

    for (i = 0; i < LANES && !e; i++)
        e = settle(s, &s->lanes[i]);
    *ret_accepted = s->accepted;
    return e;
}
