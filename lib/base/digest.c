#include "base/digest.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* Digits of pi, for want of anything else about them. */
static const uint64_t pi[] = {0x243f6a8885a308d3, 0x13198a2e03707344,
                              0xa4093822299f31d0, 0x082efa98ec4e6c89};

struct halves {
    uint64_t a, b;
};

static uint64_t fold(uint64_t x, uint64_t y)
{
    wide product = (wide)x * y;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word(const unsigned char *at)
{
    uint64_t w;

    memcpy(&w, at, sizeof(w));
    return le64toh(w);
}

/* 16 bytes more; the halves pair them differently. */
static void take(struct halves *h, const unsigned char *at)
{
    uint64_t first = word(at), second = word(at + 8);

    h->a = fold(first ^ pi[0], second ^ h->a);
    h->b = fold(second ^ pi[1], first ^ h->b);
}

struct digest digest_of(const void *bytes, size_t n)
{
    struct halves h = {pi[2] ^ n, pi[3] + n};
    const unsigned char *at = bytes;
    unsigned char last[16] = {0};
    struct digest d;
    size_t i;

    for (i = 0; n - i >= sizeof(last); i += sizeof(last))
        take(&h, at + i);
    if (n > i)
        memcpy(last, at + i, n - i);
    take(&h, last);
    h.a = htole64(fold(h.a ^ pi[3], h.b ^ pi[2]));
    h.b = htole64(fold(h.b ^ pi[1], h.a + pi[0]));
    memcpy(d.bytes, &h.a, sizeof(h.a));
    memcpy(d.bytes + sizeof(h.a), &h.b, sizeof(h.b));
    return d;
}
