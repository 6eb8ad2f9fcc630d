#include "web/server_inside.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/parts.h"
#include "base/time.h"
#include "web/listen.h"
#include "web/server.h"

enum {
    WORKERS_MAX = 64,
    REQUEST_S = 30,
    IDLE_S = 60,
    FDS_KEPT = 64, /* for databases and files */
    CONNECTIONS_MAX = 16 * 1024
};

struct server {
    struct worker workers[WORKERS_MAX];
    size_t n; /* workers that run */
    int port;
    atomic_bool stopping;
};

size_t server_cores(void)
{
    size_t n = parts_cores();

    return n > WORKERS_MAX ? WORKERS_MAX : n;
}

static void ending_signals(sigset_t *ret_set)
{
    (void)sigemptyset(ret_set);
    (void)sigaddset(ret_set, SIGTERM);
    (void)sigaddset(ret_set, SIGINT);
}

void server_block_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t set;

    ending_signals(&set);
    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

int server_wait(void)
{
    sigset_t set;
    int which = 0;

    ending_signals(&set);
    (void)sigwait(&set, &which);
    return which;
}

/* So many connections that files can still be opened beside them. */
static unsigned connections_per_worker(size_t workers)
{
    struct rlimit limit = {.rlim_cur = 1024};
    rlim_t n = CONNECTIONS_MAX;

    (void)getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < n)
        n = limit.rlim_cur;
    n = n > 2 * FDS_KEPT ? n - FDS_KEPT : n / 2;
    return (unsigned)(n / workers) + 1;
}

static enum err write_port(const char *path, int port)
{
    struct arena *a = arena_new();
    const char *part = arena_printf(a, "%s.part", path);
    FILE *f = fopen(part, "w");
    bool written = f && fprintf(f, "%d\n", port) > 0;

    if (f && fclose(f) != 0)
        written = false;
    if (written && rename(part, path) != 0)
        written = false;
    arena_free(a);
    return written ? OK : ERR_IO;
}

/* No signal is a worker's: the program's main thread waits for them. */
static enum err start_thread(struct worker *w)
{
    sigset_t all, before;
    int failed;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&w->thread, NULL, worker_run, w);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed ? ERR_IO : OK;
}

static enum err start_worker(struct server *s,
                             const struct server_options *options, int fd)
{
    struct worker *w = &s->workers[s->n];
    unsigned request_s = options->request_s ? options->request_s : REQUEST_S;
    unsigned idle_s = options->idle_s ? options->idle_s : IDLE_S;
    enum err e;

    w->router = options->routers[s->n];
    if (options->turns)
        w->turn = options->turns[s->n];
    if (options->states)
        w->state = options->states[s->n];
    w->stopping = &s->stopping;
    w->request_ms = request_s * MS_PER_SECOND;
    w->idle_ms = idle_s * MS_PER_SECOND;
    e = worker_open(w, fd, connections_per_worker(options->workers));
    if (e) {
        (void)close(fd);
        return e;
    }
    e = start_thread(w);
    if (e) {
        MHD_stop_daemon(w->daemon);
        (void)close(w->wake_fd);
        return e;
    }
    s->n++;
    return OK;
}

static enum err start_all(struct server *s,
                          const struct server_options *options)
{
    int fds[WORKERS_MAX];
    size_t i;
    enum err e = listen_open(options->listen, options->workers, fds, &s->port);

    if (e) {
        log_line("cannot listen on \"%s\": %s", options->listen,
                 e == ERR_CONFLICT ? "somebody listens there already"
                                   : err_text(e));
        return e;
    }
    for (i = 0; !e && i < options->workers; i++)
        e = start_worker(s, options, fds[i]);
    if (e)
        log_line("worker %zu does not start: see how many files and threads, "
                 "and how much memory, a program may have here (ulimit -a)",
                 i);
    for (; i < options->workers; i++)
        (void)close(fds[i]);
    if (e || !options->port_file)
        return e;
    e = write_port(options->port_file, s->port);
    if (e)
        log_line("cannot write the port to \"%s\"", options->port_file);
    return e;
}

enum err server_start(const struct server_options *options,
                      struct server **ret_server)
{
    struct server *s;
    enum err e;

    if (options->workers == 0 || options->workers > WORKERS_MAX)
        return ERR_INVALID;
    s = mem_new(1, sizeof(*s));
    e = start_all(s, options);
    if (e) {
        server_stop(s);
        return e;
    }
    *ret_server = s;
    return OK;
}

int server_port(const struct server *s)
{
    return s->port;
}

void server_stop(struct server *s)
{
    size_t i;

    if (!s)
        return;
    atomic_store(&s->stopping, true);
    for (i = 0; i < s->n; i++)
        worker_wake(&s->workers[i]);
    for (i = 0; i < s->n; i++) {
        (void)pthread_join(s->workers[i].thread, NULL);
        (void)close(s->workers[i].wake_fd); /* nobody wakes it any more */
    }
    free(s);
}
