/*
 * varint.h - numbers in as few bytes as they need (LEB128; zigzag for signs).
 */
#ifndef TRACKER_VARINT_H
#define TRACKER_VARINT_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

void varint_write(struct buf *to, uint64_t v);
void varint_write_signed(struct buf *to, int64_t v);

enum { VARINT_MOST = 10 }; /* bytes */

/* What to write for a number with a sign. */
static inline uint64_t varint_of_signed(int64_t v)
{
    return ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0);
}

/* Into room for VARINT_MOST; how many bytes it took. */
static inline size_t varint_put(unsigned char *to, uint64_t v)
{
    size_t n = 0;

    for (; v >= 0x80; v >>= 7)
        to[n++] = (unsigned char)(v | 0x80);
    to[n++] = (unsigned char)v;
    return n;
}

/* Bytes being read; `bad` is set, and 0 read, past the end. */
struct varint_reader {
    const unsigned char *at, *end;
    bool bad;
};

struct varint_reader varint_reader_make(const void *bytes, size_t n);

/* A number of up to eight bytes, of eight that can be read, without a branch on
 * how many; it is gone past.  false: it is longer. */
static inline bool varint_quick(const unsigned char **at, uint64_t *ret_v)
{
    uint64_t v, ends;

    memcpy(&v, *at, sizeof(v));
    v = le64toh(v);
    ends = ~v & UINT64_C(0x8080808080808080);
    if (!ends)
        return false;
    *at += __builtin_ctzll(ends) / 8 + 1;
    v &= ends ^ (ends - 1);
    /* Close the gaps between groups of 7 bits, then of 14, then of 28. */
    v = (v & 0x007F007F007F007F) | (v & 0x7F007F007F007F00) >> 1;
    v = (v & 0x00003FFF00003FFF) | (v & 0x3FFF00003FFF0000) >> 2;
    *ret_v = (v & 0x0FFFFFFF) | (v & 0x0FFFFFFF00000000) >> 4;
    return true;
}

/* A number of any length: for varint_read(). */
uint64_t varint_read_long(struct varint_reader *r);

/* Most numbers are of one byte, and most others of two. */
static inline uint64_t varint_read(struct varint_reader *r)
{
    const unsigned char *at = r->at;

    if (at < r->end && at[0] < 0x80) {
        r->at = at + 1;
        return at[0];
    }
    if (r->end - at >= 2 && at[1] < 0x80) {
        r->at = at + 2;
        return (uint64_t)(at[0] & 0x7F) | (uint64_t)at[1] << 7;
    }
    return varint_read_long(r);
}

/* The number with a sign that was written as v. */
static inline int64_t varint_sign(uint64_t v)
{
    return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

static inline int64_t varint_read_signed(struct varint_reader *r)
{
    return varint_sign(varint_read(r));
}

#endif
