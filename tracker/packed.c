#include "tracker/packed.h"

#include "base/checksum.h"
#include "base/hash.h"

int64_t packed_sum(const void *keys, size_t n_keys, const void *trails,
                   size_t n_trails)
{
    return checksum_add(checksum_add(0, keys, n_keys), trails, n_trails);
}

enum err packed_expand(struct packed *p, struct expander *x)
{
    enum err e = expand(x, p->bytes, p->n_bytes, PACKED_BYTES_MAX, &p->bytes,
                        &p->n_bytes);

    if (!e)
        p->trails = varint_reader_make(p->bytes, p->n_bytes);
    return e;
}

enum err packed_read(const struct rows *r, int column,
                     struct packed *ret_packed)
{
    size_t n_keys, n_bytes;
    const unsigned char *keys = rows_blob(r, column, &n_keys);
    const void *bytes = rows_blob(r, column + 1, &n_bytes);

    if (n_keys == 0 || n_keys % HASH_SIZE ||
        packed_sum(keys, n_keys, bytes, n_bytes) != rows_int(r, column + 2))
        return ERR_INVALID;
    *ret_packed = (struct packed){
        .keys = keys,
        .n = n_keys / HASH_SIZE,
        .trails = varint_reader_make(bytes, n_bytes),
        .bytes = bytes,
        .n_bytes = n_bytes,
    };
    return OK;
}

void packed_read_trails(const struct rows *r, int column, size_t n,
                        struct packed *ret_packed)
{
    struct packed p = {.n = n};

    p.bytes = rows_blob(r, column + 1, &p.n_bytes);
    *ret_packed = p;
}
