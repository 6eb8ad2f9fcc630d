#include "tracker/varint.h"

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

uint64_t varint_read_long(struct varint_reader *r)
{
    uint64_t v = 0;
    unsigned shift = 0;

    if (r->end - r->at >= (ptrdiff_t)sizeof(v) && varint_quick(&r->at, &v))
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
