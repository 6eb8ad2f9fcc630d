#include "tracker/varint.h"

#include <endian.h>
#include <string.h>

void varint_write(struct buf *to, uint64_t v)
{
    unsigned char bytes[VARINT_MOST];
    size_t n = varint_put(bytes, v);

    buf_add(to, (const char *)bytes, n);
}

void varint_write_signed(struct buf *to, int64_t v)
{
    varint_write(to, varint_of_signed(v));
}

struct varint_reader varint_reader_make(const void *bytes, size_t n)
{
    const unsigned char *at = bytes;

    return (struct varint_reader){at, n ? at + n : at, false};
}

/* Eight bytes at once: those up to the one that ends it, each of 7 bits, are
 * pushed together pair by pair. */
static bool read_eight(struct varint_reader *r, uint64_t *ret_v)
{
    uint64_t v, ends;

    if (r->end - r->at < (ptrdiff_t)sizeof(v))
        return false;
    memcpy(&v, r->at, sizeof(v));
    v = le64toh(v);
    ends = ~v & 0x8080808080808080;
    if (!ends)
        return false;
    r->at += __builtin_ctzll(ends) / 8 + 1;
    v &= ends ^ (ends - 1);
    v = (v & 0x007f007f007f007f) | (v & 0x7f007f007f007f00) >> 1;
    v = (v & 0x00003fff00003fff) | (v & 0x3fff00003fff0000) >> 2;
    *ret_v = (v & 0x0fffffff) | (v & 0x0fffffff00000000) >> 4;
    return true;
}

uint64_t varint_read_long(struct varint_reader *r)
{
    uint64_t v = 0;
    unsigned shift = 0;

    if (read_eight(r, &v))
        return v;
    for (; r->at < r->end && shift < 64; shift += 7) {
        unsigned char byte = *r->at++;

        v |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return v;
    }
    r->bad = true;
    r->at = r->end;
    return 0;
}
