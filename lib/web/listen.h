/* listen.h - sockets that listen, one for each worker, all on one port. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include <stddef.h>

#include "base/error.h"

/*
 * n sockets on "127.0.0.1:8080" or "[::1]:8080"; port 0 picks one.  The
 * kernel shares connections out among them.  ERR_INVALID: that is no address
 * (names are not looked up); ERR_CONFLICT: somebody listens there already;
 * ERR_NOT_FOUND: this machine has not that one; ERR_FORBIDDEN: not for this
 * user; ERR_IO.
 */
MUST_USE enum err listen_open(const char *address, size_t n, int *ret_fds,
                              int *ret_port);

#endif
