/* Bytes that are read as a trail, written, are read as the same trail. */
#include "tracker/trail.h"
#include "tests/fuzz/fuzz.h"

static void read_back(struct trail *t, const struct buf *bytes)
{
    struct varint_reader r = varint_reader_make(bytes->text, bytes->len);

    FUZZ_HOLDS(trail_read(t, &r) == OK);
    FUZZ_HOLDS(!r.bad && r.at == r.end);
}

void fuzz_trail(const char *bytes, size_t n)
{
    struct varint_reader r = varint_reader_make(bytes, n), skipped = r;
    struct trail first, second;
    struct buf once, twice;

    trail_init(&first);
    trail_init(&second);
    buf_init(&once, TRAIL_BYTES_MAX);
    buf_init(&twice, TRAIL_BYTES_MAX);
    if (trail_read(&first, &r) == OK) {
        FUZZ_HOLDS(trail_skip(&skipped) == OK && skipped.at == r.at);
        trail_write(&first, &once);
        FUZZ_HOLDS(buf_finish(&once) == OK);
        read_back(&second, &once);
        FUZZ_HOLDS(second.n == first.n);
        trail_write(&second, &twice);
        FUZZ_HOLDS(once.len == twice.len &&
                   memcmp(once.text, twice.text, once.len) == 0);
    } else {
        FUZZ_HOLDS(first.n == 0);
    }
    buf_release(&once);
    buf_release(&twice);
    trail_release(&first);
    trail_release(&second);
}
