#include "web/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum { V4_AT = 12, PREFIX = 8, TEXT_MAX = INET6_ADDRSTRLEN };

static const unsigned char v4_mark[V4_AT] = {0, 0, 0, 0, 0,    0,
                                             0, 0, 0, 0, 0xff, 0xff};

const struct peer peer_here = {
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1}};

static struct peer of_v4(const void *four)
{
    struct peer p;

    memcpy(p.address, v4_mark, V4_AT);
    memcpy(p.address + V4_AT, four, sizeof(p.address) - V4_AT);
    return p;
}

struct peer peer_make(const struct sockaddr *a)
{
    const struct sockaddr_in6 *six = (const void *)a;
    const struct sockaddr_in *four = (const void *)a;
    struct peer p = {{0}};

    if (a->sa_family == AF_INET)
        return of_v4(&four->sin_addr);
    if (a->sa_family == AF_INET6)
        memcpy(p.address, &six->sin6_addr, sizeof(p.address));
    return p;
}

bool peer_read(const char *text, size_t n, struct peer *ret_peer)
{
    char copy[TEXT_MAX];
    unsigned char four[4];

    if (n == 0 || n >= sizeof(copy))
        return false;
    memcpy(copy, text, n);
    copy[n] = '\0';
    if (inet_pton(AF_INET, copy, four) == 1) {
        *ret_peer = of_v4(four);
        return true;
    }
    return inet_pton(AF_INET6, copy, ret_peer->address) == 1;
}

static bool is_v4(const struct peer *p)
{
    return memcmp(p->address, v4_mark, V4_AT) == 0;
}

bool peer_is_local(const struct peer *p)
{
    return is_v4(p)
               ? p->address[V4_AT] == IN_LOOPBACKNET
               : memcmp(p->address, &in6addr_loopback, sizeof(p->address)) == 0;
}

struct peer peer_network(const struct peer *p)
{
    struct peer network = *p;

    if (!is_v4(p))
        memset(network.address + PREFIX, 0, sizeof(network.address) - PREFIX);
    return network;
}

static bool is_proxy(const struct peer *p, const struct peers *proxies)
{
    size_t i;

    for (i = 0; i < proxies->n; i++)
        if (memcmp(p, &proxies->at[i], sizeof(*p)) == 0)
            return true;
    return false;
}

/* The last name of a list of n bytes, without blanks and port; *ret_n is what
 * is left of the list before it. */
static bool read_last(const char *list, size_t n, struct peer *ret_peer,
                      size_t *ret_n)
{
    const char *comma = memrchr(list, ',', n);
    const char *from = comma ? comma + 1 : list, *end = list + n, *colon;

    *ret_n = comma ? (size_t)(comma - list) : 0;
    from += strspn(from, " \t");
    while (end > from && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (end > from && *from == '[') {
        const char *close = memchr(from, ']', (size_t)(end - from));

        return close &&
               peer_read(from + 1, (size_t)(close - from - 1), ret_peer);
    }
    if (end <= from)
        return false;
    colon = memchr(from, ':', (size_t)(end - from));
    if (colon && !memchr(colon + 1, ':', (size_t)(end - colon - 1)))
        end = colon; /* a port: an IPv6 address has more of them */
    return peer_read(from, (size_t)(end - from), ret_peer);
}

struct peer peer_behind(const struct peer *direct, const struct peers *proxies,
                        const char *forwarded_for)
{
    struct peer speaker = *direct, next;
    size_t n = forwarded_for ? strlen(forwarded_for) : 0;

    while (n && is_proxy(&speaker, proxies) &&
           read_last(forwarded_for, n, &next, &n))
        speaker = next;
    return speaker;
}
