#include "web/server_inside.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/time.h"

/*
 * Memory of a connection, which the library clears for every request: so it is
 * to be small.  It holds the headers of a request, of which 8 KiB are to be
 * taken, 64 bytes to each of them, and those of the answer.
 */
enum { POOL = 10 * 1024 + 512 };

enum {
    LOOK_MS = 1000, /* how often deadlines are looked at */
    DRAIN_MS = 50,
    LAST_ROUNDS = 100 /* for what the kernel has accepted already */
};

/* A connection has come or gone. */
static void note(void *worker, struct MHD_Connection *mhd,
                 void **socket_context,
                 enum MHD_ConnectionNotificationCode what)
{
    struct worker *w = worker;
    struct connection *c = *socket_context;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        c = mem_new(1, sizeof(*c));
        c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)
                    ->connect_fd;
        c->peer = peer_make(
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
                ->client_addr);
        c->since_ms = time_steady_ms();
        c->after = w->first;
        if (c->after)
            c->after->before = c;
        w->first = c;
        *socket_context = c;
        return;
    }
    if (!c)
        return;
    exchange_drop(c);
    if (c->before)
        c->before->after = c->after;
    else
        w->first = c->after;
    if (c->after)
        c->after->before = c->before;
    free(c);
    *socket_context = NULL;
}

/*
 * Requests wait for their answers, but it is this thread that lets them go on:
 * so the library need not wake itself, with a write(2) for each of them.
 */
enum { FLAGS = MHD_USE_EPOLL | (MHD_ALLOW_SUSPEND_RESUME & ~MHD_USE_ITC) };

enum err worker_open(struct worker *w, int fd, unsigned connections)
{
    w->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (w->wake_fd < 0)
        return ERR_IO;
    w->daemon = MHD_start_daemon(
        FLAGS, 0, NULL, NULL, exchange_step, w, /* its options: */
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)POOL, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(w->idle_ms / MS_PER_SECOND),
        MHD_OPTION_URI_LOG_CALLBACK, exchange_open, w,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_close, w,
        MHD_OPTION_NOTIFY_CONNECTION, note, w, MHD_OPTION_END);
    if (w->daemon) {
        laters_init(&w->laters, w->wake_fd);
        responses_init(&w->responses);
        kept_init(&w->kept, w->state);
        return OK;
    }
    (void)close(w->wake_fd);
    return ERR_IO;
}

void worker_wake(const struct worker *w)
{
    uint64_t one = 1;

    (void)!write(w->wake_fd, &one, sizeof(one));
}

/* Both ways; no request that is read from now on is taken (exchange.c). */
static void shut(struct connection *c, int64_t now_ms)
{
    (void)shutdown(c->fd, SHUT_RDWR);
    c->shut_ms = now_ms;
}

/* What recv() says of what came and is not read: 0 is the other end's end. */
static ssize_t peek(const struct connection *c)
{
    char byte;

    return recv(c->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
}

/*
 * The library may miss an end that comes right behind a request (its epoll is
 * edge-triggered, and it does not read again after a short read).
 */
static bool has_hung_up(const struct connection *c)
{
    return !c->exchange && peek(c) == 0;
}

/*
 * libmicrohttpd's time-out is for silence only; a client that sends a byte
 * now and then is shut out here, in the middle of a request or before it.
 */
static void shut_slow(const struct worker *w, int64_t now_ms)
{
    struct connection *c;

    for (c = w->first; c; c = c->after) {
        int64_t limit_ms = c->exchange ? w->request_ms : w->idle_ms;

        if (!c->shut_ms && (now_ms - c->since_ms > limit_ms || has_hung_up(c)))
            shut(c, now_ms);
    }
}

/*
 * What has arrived is still answered.  Reading must not end before a request
 * does: after an answer that had to wait the library reads once more, and if
 * it finds an end there, the answer is not sent.
 */
static void shut_idle(const struct worker *w, int64_t now_ms)
{
    struct connection *c;

    for (c = w->first; c; c = c->after)
        if (!c->exchange && !c->shut_ms && peek(c) <= 0)
            shut(c, now_ms);
}

/*
 * At its limit of connections or files the library listens no more, and only
 * its next run after they have gone begins again: so there is to be one.
 */
static int wait_ms(struct worker *w)
{
    MHD_UNSIGNED_LONG_LONG ms;
    bool emptied = !w->first && w->had_callers;

    w->had_callers = w->first;
    if (MHD_get_timeout(w->daemon, &ms) == MHD_YES && ms < LOOK_MS)
        return (int)ms;
    if (emptied)
        return 0;
    return w->first ? LOOK_MS : -1;
}

/* Answers that other threads have made ready. */
static void resume_ready(struct worker *w)
{
    struct later *l, *next;

    for (l = laters_take(&w->laters); l; l = next) {
        next = l->next; /* l is gone with its request */
        exchange_resume(l);
    }
}

/* All that is ready now. */
static void run_once(struct worker *w)
{
    (void)MHD_run(w->daemon);
    if (w->turn.over)
        w->turn.over(w->turn.self);
}

static void wait_and_run(struct worker *w, int timeout_ms)
{
    int epoll_fd =
        MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    struct pollfd fds[] = {{.fd = epoll_fd, .events = POLLIN},
                           {.fd = w->wake_fd, .events = POLLIN}};
    uint64_t times;

    (void)poll(fds, sizeof(fds) / sizeof(fds[0]), timeout_ms);
    if (fds[1].revents)
        (void)!read(w->wake_fd, &times, sizeof(times));
    resume_ready(w);
    run_once(w);
}

static bool has_callers(const struct worker *w)
{
    int fd =
        MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_LISTEN_FD)->listen_fd;
    struct pollfd p = {.fd = fd, .events = POLLIN};

    return poll(&p, 1, 0) > 0;
}

/* Take no more; answer what is under way, as long as a request may last. */
static void drain(struct worker *w)
{
    int64_t end_ms = time_steady_ms() + w->request_ms;
    MHD_socket fd;
    int i;

    w->draining = true;
    for (i = 0; i < LAST_ROUNDS && has_callers(w); i++)
        run_once(w);
    fd = MHD_quiesce_daemon(w->daemon);
    if (fd != MHD_INVALID_SOCKET)
        (void)close(fd);
    /* A suspended connection may not be stopped: its answer will come. */
    while (w->waiting || (w->first && time_steady_ms() < end_ms)) {
        shut_idle(w, time_steady_ms());
        wait_and_run(w, DRAIN_MS);
    }
    MHD_stop_daemon(w->daemon);
    responses_release(&w->responses);
    kept_release(&w->kept);
    exchanges_release(w);
}

void *worker_run(void *worker)
{
    struct worker *w = worker;
    int64_t looked_ms = time_steady_ms();

    while (!atomic_load(w->stopping)) {
        int64_t now_ms;

        wait_and_run(w, wait_ms(w));
        now_ms = time_steady_ms();
        if (now_ms - looked_ms < LOOK_MS)
            continue;
        looked_ms = now_ms;
        shut_slow(w, now_ms);
    }
    drain(w);
    return NULL;
}
