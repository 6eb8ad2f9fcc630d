/* What proxies and browsers say of names and addresses: nothing is read past
 * its end, and a list only ever leads to an address that stands in it. */
#include "web/peer.h"
#include "base/arena.h"
#include "tests/fuzz/fuzz.h"
#include "web/host.h"

void fuzz_peer(const char *bytes, size_t n)
{
    static const char *const names[] = {"waymark.example.org"};
    const struct hosts hosts = {1, names};
    const struct peers proxies = {1, &peer_here};
    struct arena *a = arena_new();
    char *text = arena_strndup(a, bytes, n);
    struct peer said = peer_behind(&peer_here, &proxies, text), one;

    if (peer_read(text, strlen(text), &one))
        FUZZ_HOLDS(memcmp(&one, &said, sizeof(one)) == 0);
    if (host_is_ours(&hosts, text))
        FUZZ_HOLDS(strlen(text) > 0);
    if (host_is_name(text))
        FUZZ_HOLDS(strlen(text) <= HOST_MAX);
    arena_free(a);
}
