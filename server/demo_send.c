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
    ANSWER_MAX = 256 * 1024,
    PATIENCE_MS = 30000, /* for an answer */
    TRIES = 50,
    WAIT_MS = 100, /* between them */
};

struct demo_sender {
    int fd;
    size_t lines; /* in the body */
    int64_t accepted;
    struct buf body, head, answer;
};

void demo_sender_close(struct demo_sender *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        (void)close(s->fd);
    buf_release(&s->body);
    buf_release(&s->head);
    buf_release(&s->answer);
    free(s);
}

enum err demo_sender_open(int port, struct demo_sender **ret_sender)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct demo_sender *s = mem_new(1, sizeof(*s));
    int now = 1;

    buf_init(&s->body, EVENTS_BODY_MAX);
    buf_init(&s->head, 512);
    buf_init(&s->answer, ANSWER_MAX);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 ||
        connect(s->fd, (const struct sockaddr *)&to, sizeof(to)) != 0) {
        log_line("cannot connect to the server: %s", strerrordesc_np(errno));
        demo_sender_close(s);
        return ERR_IO;
    }
    (void)setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &now, sizeof(now));
    *ret_sender = s;
    return OK;
}

static enum err put(const struct demo_sender *s, const struct buf *b)
{
    size_t done = 0;

    while (done < b->len) {
        ssize_t n = send(s->fd, b->text + done, b->len - done, MSG_NOSIGNAL);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ERR_IO;
        done += (size_t)n;
    }
    return OK;
}

/* Some more of the answer. */
static enum err get_more(struct demo_sender *s)
{
    struct pollfd ready = {.fd = s->fd, .events = POLLIN};
    char piece[4096];
    ssize_t n;

    if (poll(&ready, 1, PATIENCE_MS) <= 0)
        return ERR_IO;
    n = recv(s->fd, piece, sizeof(piece), 0);
    if (n <= 0)
        return ERR_IO;
    buf_add(&s->answer, piece, (size_t)n);
    return buf_finish(&s->answer);
}

/* Where the body of the answer begins; NULL: not yet. */
static const char *body_of(const struct demo_sender *s)
{
    const char *blank = strstr(s->answer.text, "\r\n\r\n");

    return blank ? blank + 4 : NULL;
}

static size_t length_of(const struct demo_sender *s, const char *body)
{
    static const char name[] = "\r\nContent-Length: ";
    const char *at = s->answer.text;

    for (; at < body; at++)
        if (strncasecmp(at, name, sizeof(name) - 1) == 0)
            return strtoul(at + sizeof(name) - 1, NULL, 10);
    return 0;
}

/* A whole answer; its status, and its body. */
static enum err get_answer(struct demo_sender *s, int *ret_status,
                           const char **ret_body)
{
    const char *body = NULL;

    buf_reset(&s->answer);
    while (!body || strlen(body) < length_of(s, body)) {
        enum err e = get_more(s);

        if (e)
            return e;
        body = body_of(s);
    }
    if (strncmp(s->answer.text, "HTTP/1.1 ", 9) != 0)
        return ERR_IO;
    *ret_status = (int)strtol(s->answer.text + 9, NULL, 10);
    *ret_body = body;
    return OK;
}

static enum err post(struct demo_sender *s, int *ret_status,
                     const char **ret_body)
{
    enum err e;

    buf_reset(&s->head);
    buf_addf(&s->head,
             "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Type: application/x-ndjson\r\nContent-Length: %zu\r\n"
             "\r\n",
             s->body.len);
    e = put(s, &s->head);
    if (!e)
        e = put(s, &s->body);
    return e ? e : get_answer(s, ret_status, ret_body);
}

/* Every line must have been taken, as new. */
static enum err check(struct demo_sender *s, int status, const char *body)
{
    json_t *json = json_loads(body, 0, NULL);
    json_int_t accepted = json_integer_value(json_object_get(json, "accepted"));
    bool all = status == 202 && accepted == (json_int_t)s->lines;

    json_decref(json);
    s->accepted += accepted;
    if (!all)
        log_line("of %zu events %lld were accepted (%d): %.300s", s->lines,
                 (long long)accepted, status, body);
    return all ? OK : ERR_INVALID;
}

static enum err send_body(struct demo_sender *s)
{
    const char *body = "";
    int status = 0, tries;
    enum err e = OK;

    for (tries = 0; tries < TRIES; tries++) {
        e = post(s, &status, &body);
        if (e || status != 503)
            break;
        (void)poll(NULL, 0, WAIT_MS);
    }
    if (e)
        return e;
    if (status == 503)
        return ERR_BUSY;
    e = check(s, status, body);
    buf_reset(&s->body);
    s->lines = 0;
    return e;
}

enum err demo_send(struct demo_sender *s, const char *line, size_t n)
{
    enum err e = OK;

    if (s->lines == EVENTS_MAX || s->body.len + n > EVENTS_BODY_MAX)
        e = send_body(s);
    buf_add(&s->body, line, n);
    s->lines++;
    return e ? e : buf_finish(&s->body);
}

enum err demo_send_rest(struct demo_sender *s, int64_t *ret_accepted)
{
    enum err e = s->lines ? send_body(s) : OK;

    *ret_accepted = s->accepted;
    return e;
}
