/*
 * peer.h - which machine is at the other end.
 *
 * In memory only, and only as long as its connection: what leaves lib/web is
 * a hash under a key.  Behind a proxy that we were told of, the other end is
 * what the proxy says it is (X-Forwarded-For); what anybody else says of
 * themselves does not count.
 */
#ifndef WEB_PEER_H
#define WEB_PEER_H

#include <stdbool.h>
#include <stddef.h>

struct sockaddr;

/* An IPv6 address, or an IPv4 one as ::ffff:192.0.2.7. */
struct peer {
    unsigned char address[16];
};

struct peers {
    size_t n;
    const struct peer *at;
};

extern const struct peer peer_here; /* 127.0.0.1 */

struct peer peer_make(const struct sockaddr *a);

/* "192.0.2.7" or "2001:db8::7", n bytes.  false: it is neither. */
bool peer_read(const char *text, size_t n, struct peer *ret_peer);

/* Is it a loopback address? */
bool peer_is_local(const struct peer *p);

/* The network it is in, as far as one counts as one sender: an IPv4 address,
 * or the /64 of an IPv6 one. */
struct peer peer_network(const struct peer *p);

/*
 * Who sent a request that came from direct with that X-Forwarded-For (NULL:
 * none).  While the one who speaks is a proxy of ours, the last name in the
 * list is whom it speaks for; a list that runs out or cannot be read ends
 * with the last one known.
 */
struct peer peer_behind(const struct peer *direct, const struct peers *proxies,
                        const char *forwarded_for);

#endif
