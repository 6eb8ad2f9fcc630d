#include "tracker/varint.h"

void varint_write(struct buf *to, uint64_t v)
{
    unsigned char bytes[10];
    size_t n = 0;

    while (v >= 0x80) {
        bytes[n++] = (unsigned char)(v | 0x80);
        v >>= 7;
    }
    bytes[n++] = (unsigned char)v;
    buf_add(to, (const char *)bytes, n);
}

void varint_write_signed(struct buf *to, int64_t v)
{
    uint64_t sign = v < 0 ? UINT64_MAX : 0;

    varint_write(to, ((uint64_t)v << 1) ^ sign);
}

struct varint_reader varint_reader_make(const void *bytes, size_t n)
{
    const unsigned char *at = bytes;

    return (struct varint_reader){at, n ? at + n : at, false};
}

uint64_t varint_read_long(struct varint_reader *r)
{
    uint64_t v = 0;
    unsigned shift = 0;

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
