/*
 * hello - libmicrohttpd with nothing around it, as fast as it goes: a daemon
 * and a loop of its own for each core, all listening on one port.  Prints the
 * port.  Says hello to everything, after reading what was sent.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static struct MHD_Response *hello;

static enum MHD_Result answer(void *none, struct MHD_Connection *c,
                              const char *url, const char *method,
                              const char *version, const char *upload,
                              size_t *n, void **seen)
{
    static char once;

    (void)none;
    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    if (!*seen) {
        *seen = &once;
        return MHD_YES;
    }
    if (*n) {
        *n = 0;
        return MHD_YES;
    }
    return MHD_queue_response(c, MHD_HTTP_OK, hello);
}

static void fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* On that port, or, if it is 0, on any; says which. */
static int listen_on(in_port_t *port)
{
    enum { BACKLOG = 1024 };
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = *port,
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof(a);
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof(yes)) ||
        bind(fd, (struct sockaddr *)&a, n) || listen(fd, BACKLOG) ||
        getsockname(fd, (struct sockaddr *)&a, &n))
        fail("listen");
    *port = a.sin_port;
    return fd;
}

static void *work(void *fd)
{
    enum { POOL = 8 * 1024, WAIT_MS = 1000 };
    struct MHD_Daemon *d = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, answer, NULL, MHD_OPTION_LISTEN_SOCKET,
        *(int *)fd, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL,
        MHD_OPTION_END);
    struct pollfd ready = {.events = POLLIN};

    if (!d)
        fail("MHD_start_daemon");
    ready.fd = MHD_get_daemon_info(d, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    for (;;) {
        MHD_UNSIGNED_LONG_LONG ms;

        if (MHD_get_timeout(d, &ms) != MHD_YES || ms > WAIT_MS)
            ms = WAIT_MS;
        (void)poll(&ready, 1, (int)ms);
        (void)MHD_run(d);
    }
    return NULL;
}

int main(void)
{
    enum { CORES_MAX = 64 };
    static int fds[CORES_MAX];
    long cores = sysconf(_SC_NPROCESSORS_ONLN), i;
    in_port_t port = 0;

    hello = MHD_create_response_from_buffer(6, (void *)(uintptr_t) "hello\n",
                                            MHD_RESPMEM_PERSISTENT);
    for (i = 0; i < cores && i < CORES_MAX; i++) {
        pthread_t thread;

        fds[i] = listen_on(&port);
        if (pthread_create(&thread, NULL, work, &fds[i]))
            fail("pthread_create");
    }
    printf("%d\n", ntohs(port));
    (void)fflush(stdout);
    (void)pause();
    return 0;
}
