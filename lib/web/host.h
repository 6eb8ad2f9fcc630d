/*
 * host.h - which names a site answers to.
 *
 * A page from anywhere can let its own name lead to this machine (DNS
 * rebinding); the browser would then let it read what we answer.  So a request
 * under a name that nobody gave us is refused.  An address in the place of a
 * name is always good, and so is localhost: they lead nowhere else.
 */
#ifndef WEB_HOST_H
#define WEB_HOST_H

#include <stdbool.h>
#include <stddef.h>

enum { HOST_MAX = 255 }; /* bytes of a name with its port */

/* Names without a port, in any case; borrowed. */
struct hosts {
    size_t n;
    const char *const *at;
};

/* Is it a name that may stand in hosts: "waymark.example.org"? */
bool host_is_name(const char *name);

/* host: the value of the header, maybe with a port. */
bool host_is_ours(const struct hosts *hosts, const char *host);

#endif
