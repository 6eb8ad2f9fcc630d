#include "web/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum { BACKLOG = 1024, PORT_MAX = 65535 };

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_storage room;
};

static enum err of_errno(int error)
{
    if (error == EADDRINUSE)
        return ERR_CONFLICT;
    if (error == EADDRNOTAVAIL)
        return ERR_NOT_FOUND;
    return error == EACCES || error == EPERM ? ERR_FORBIDDEN : ERR_IO;
}

/* A host and a port as numbers, into the address. */
static enum err look_up(const char *host, const char *port,
                        union address *ret_address, socklen_t *ret_size)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;

    if (getaddrinfo(host, port, &hints, &found) != 0)
        return ERR_INVALID;
    memcpy(ret_address, found->ai_addr, found->ai_addrlen);
    *ret_size = found->ai_addrlen;
    freeaddrinfo(found);
    return OK;
}

static enum err parse(const char *text, union address *ret_address,
                      socklen_t *ret_size)
{
    const char *colon = strrchr(text, ':');
    struct arena *a;
    const char *host;
    int64_t port;
    size_t n;
    enum err e;

    if (!colon || text_int(colon + 1, strlen(colon + 1), 0, PORT_MAX, &port))
        return ERR_INVALID;
    n = (size_t)(colon - text);
    if (n > 2 && text[0] == '[' && colon[-1] == ']') {
        text++;
        n -= 2;
    } else if (memchr(text, ':', n)) {
        return ERR_INVALID; /* an IPv6 address needs its brackets */
    }
    a = arena_new();
    host = arena_strndup(a, text, n);
    e = n ? look_up(host, colon + 1, ret_address, ret_size) : ERR_INVALID;
    arena_free(a);
    return e;
}

static enum err open_one(const union address *address, socklen_t size,
                         bool shared, int *ret_fd)
{
    int on = 1, error;
    int fd = socket(address->any.sa_family,
                    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return ERR_IO;
    if (!setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) &&
        (!shared ||
         !setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on))) &&
        !bind(fd, &address->any, size) && !listen(fd, BACKLOG)) {
        *ret_fd = fd;
        return OK;
    }
    error = errno;
    (void)close(fd);
    return of_errno(error);
}

/* Sockets that share a port would share it with another program's too, if it
 * is of the same user and shares as well: see first whether it is free. */
static enum err see_that_free(const union address *address, socklen_t size)
{
    int fd;
    enum err e = open_one(address, size, false, &fd);

    if (!e)
        (void)close(fd);
    return e;
}

/* The port that was picked, also into the address for the next ones. */
static enum err take_port(int fd, union address *address, int *ret_port)
{
    socklen_t size = sizeof(*address);

    if (getsockname(fd, &address->any, &size) != 0)
        return ERR_IO;
    *ret_port =
        ntohs(address->any.sa_family == AF_INET6 ? address->v6.sin6_port
                                                 : address->v4.sin_port);
    return OK;
}

enum err listen_open(const char *address, size_t n, int *ret_fds, int *ret_port)
{
    union address where;
    socklen_t size;
    size_t i;
    enum err e;

    memset(&where, 0, sizeof(where));
    e = parse(address, &where, &size);
    if (!e)
        e = see_that_free(&where, size);
    if (e)
        return e;
    for (i = 0; i < n; i++) {
        e = open_one(&where, size, true, &ret_fds[i]);
        if (e)
            break;
        e = take_port(ret_fds[i], &where, ret_port);
        if (e) {
            i++; /* this one is open */
            break;
        }
    }
    if (!e)
        return OK;
    while (i-- > 0)
        (void)close(ret_fds[i]);
    return e;
}
