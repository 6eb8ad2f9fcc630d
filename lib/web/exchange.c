#include "web/server_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/time.h"
#include "web/guard.h"

/* Of a body that is too long so much is read, for the client to be told. */
enum { THROW_AWAY_MAX = 1024 * 1024 };

/* Exchanges a worker keeps for later requests, and the room for a body that
 * one may keep. */
enum { SPARE_MAX = 64, SPARE_BODY_MAX = 16 * 1024 };

/* One that was used before, if there is one: its memory is warm. */
static struct exchange *take(struct worker *w)
{
    struct exchange *x = w->spare;

    if (x) {
        w->spare = x->next;
        w->n_spare--;
        return x;
    }
    x = mem_new(1, sizeof(*x));
    x->arena = arena_new();
    buf_init(&x->body, BODY_MAX);
    return x;
}

static void exchange_free(struct exchange *x)
{
    buf_release(&x->body);
    arena_free(x->arena);
    free(x);
}

static void put_back(struct worker *w, struct exchange *x)
{
    struct arena *a = x->arena;
    struct buf body = x->body;

    if (w->n_spare == SPARE_MAX || body.room > SPARE_BODY_MAX) {
        exchange_free(x);
        return;
    }
    arena_empty(a);
    buf_reset(&body);
    *x = (struct exchange){.arena = a, .body = body, .next = w->spare};
    w->spare = x;
    w->n_spare++;
}

void exchanges_release(struct worker *w)
{
    struct exchange *x;

    while ((x = w->spare)) {
        w->spare = x->next;
        exchange_free(x);
    }
}

/*
 * The library copies the first header of that name and takes it apart into
 * cookies, which nobody here asks for: so this is the first, and has none.
 */
static const char cookie[] = "Cookie";

static void hide_cookies(struct MHD_Connection *mhd)
{
    (void)MHD_set_connection_value_n(mhd, MHD_HEADER_KIND, cookie,
                                     sizeof(cookie) - 1, "", 0);
}

void *exchange_open(void *worker, const char *target,
                    struct MHD_Connection *mhd)
{
    struct exchange *x = take(worker);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    x->worker = worker;
    x->connection = info->socket_context;
    exchange_drop(x->connection);
    x->connection->exchange = x;
    x->mhd = mhd;
    x->connection->since_ms = time_steady_ms();
    x->body.max = BODY_MAX;
    x->m.target = arena_strdup(x->arena, target);
    x->m.peer = x->connection->peer;
    x->m.laters = &x->worker->laters;
    hide_cookies(mhd);
    return x;
}

void exchange_drop(struct connection *c)
{
    struct exchange *x = c->exchange;

    if (!x)
        return;
    c->exchange = NULL;
    c->since_ms = time_steady_ms();
    answer_release(&x->answer);
    put_back(x->worker, x);
}

void exchange_close(void *worker, struct MHD_Connection *mhd, void **exchange,
                    enum MHD_RequestTerminationCode why)
{
    struct exchange *x = *exchange;

    (void)worker;
    (void)mhd;
    (void)why;
    if (x)
        exchange_drop(x->connection);
    *exchange = NULL;
}

static enum MHD_Result send_answer(const struct exchange *x,
                                   struct MHD_Connection *mhd,
                                   struct answer *answer)
{
    return responses_send(&x->worker->responses, mhd, answer,
                          answer->close || x->worker->draining);
}

static enum MHD_Result refuse(const struct exchange *x,
                              struct MHD_Connection *mhd, int status,
                              const char *sentence)
{
    struct answer answer;
    enum MHD_Result sent;

    router_refuse(x->worker->router, x->arena, &x->m, status, sentence,
                  &answer);
    sent = send_answer(x, mhd, &answer);
    answer_release(&answer);
    return sent;
}

/* The page, kept for whoever asks next. */
static enum MHD_Result send_kept(struct exchange *x, struct MHD_Connection *mhd)
{
    size_t n = x->answer.body.len;
    struct MHD_Response *response;
    enum MHD_Result sent = responses_send_own(mhd, &x->answer, &response);

    if (response)
        kept_add(&x->worker->kept, response, n);
    return sent;
}

static enum MHD_Result finish(struct exchange *x, struct MHD_Connection *mhd)
{
    bool keeps = x->may_keep && router_is_for_all(x->call, &x->answer);
    enum MHD_Result sent =
        keeps ? send_kept(x, mhd) : send_answer(x, mhd, &x->answer);

    answer_release(&x->answer);
    return sent;
}

/* Says how much of a body it takes, too. */
static void open_call(struct exchange *x)
{
    x->call = router_open(x->worker->router, x->arena, &x->m, &x->body.max);
}

static enum MHD_Result refuse_size(struct exchange *x,
                                   struct MHD_Connection *mhd)
{
    return refuse(x, mhd, 413,
                  arena_printf(x->arena,
                               "What was sent is larger than the %zu bytes "
                               "that can be taken here: send it in parts.",
                               x->body.max));
}

static enum MHD_Result run(struct exchange *x, struct MHD_Connection *mhd)
{
    int64_t now_ms = time_now_ms();

    if (buf_finish(&x->body))
        return refuse_size(x, mhd);
    x->m.body = x->body.text;
    x->m.n_body = x->body.len;
    if (!x->worker->draining) {
        struct MHD_Response *kept =
            kept_find(&x->worker->kept, &x->m, now_ms, &x->may_keep);

        if (kept)
            return MHD_queue_response(mhd, 200, kept);
    }
    if (!x->call)
        open_call(x);
    router_run(x->call, now_ms, &x->answer);
    if (x->answer.later) {
        x->answer.later->owner = x;
        x->worker->waiting++;
        MHD_suspend_connection(mhd);
        return MHD_YES;
    }
    return finish(x, mhd);
}

void exchange_resume(struct later *l)
{
    struct exchange *x = l->owner;

    router_finish(l, &x->answer);
    x->ready = true;
    x->worker->waiting--;
    MHD_resume_connection(x->mhd);
}

static enum MHD_Result take_header(void *exchange, enum MHD_ValueKind kind,
                                   const char *name, size_t name_size,
                                   const char *value, size_t value_size)
{
    struct exchange *x = exchange;

    (void)kind;
    if (name == cookie)
        return MHD_YES;
    x->headers[x->m.n_headers++] = (struct header){
        name, value ? value : "", name_size, value ? value_size : 0};
    return MHD_YES;
}

/* All that is known before the body: what may not pass is answered now, and
 * libmicrohttpd then closes the connection. */
static enum MHD_Result begin(struct exchange *x, struct MHD_Connection *mhd)
{
    int n = MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, NULL, NULL);
    const char *refusal, *length;
    int64_t size = 0;

    x->begun = true;
    if (x->connection->shut_ms) /* it could not be answered */
        return MHD_NO;
    x->headers = arena_array(x->arena, (size_t)n + 1, sizeof(*x->headers));
    (void)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, take_header, x);
    x->m.headers = x->headers;
    refusal = guard_refusal(x->arena, &x->m);
    if (refusal)
        return refuse(x, mhd, 400, refusal);

    length = message_header(&x->m, "Content-Length");
    if (!length && !message_header(&x->m, "Transfer-Encoding"))
        return MHD_YES; /* no body: what it asks for may be kept */
    open_call(x);
    if (length &&
        text_int(length, strlen(length), 0, (int64_t)x->body.max, &size))
        return refuse_size(x, mhd);
    return MHD_YES;
}

/* NOLINTNEXTLINE(readability-function-size): the library says what it takes */
enum MHD_Result exchange_step(void *worker, struct MHD_Connection *mhd,
                              const char *url, const char *method,
                              const char *version, const char *data,
                              size_t *data_size, void **exchange)
{
    struct exchange *x = *exchange;

    (void)worker;
    (void)url;
    if (!x->begun) {
        x->m.method = method;
        x->m.version = version;
        return begin(x, mhd);
    }
    if (x->ready)
        return finish(x, mhd);
    if (*data_size == 0)
        return run(x, mhd);
    buf_add(&x->body, data, *data_size);
    if (x->body.overflowed)
        x->thrown_away += *data_size;
    *data_size = 0;
    return x->thrown_away > THROW_AWAY_MAX ? MHD_NO : MHD_YES;
}
