#define ZLIB_CONST
#include "base/zipped.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/checksum.h"
#include "base/text.h"

enum {
    VERSION = 20,          /* 2.0: what deflate needs */
    MADE_BY = 3 << 8 | 63, /* Unix, and APPNOTE.TXT 6.3 */
    FLAG_BEST = 1 << 1,    /* how it was deflated */
    FLAG_UTF8 = 1 << 11,   /* the name, where it is not ASCII */
    STORED = 0,
    DEFLATED = 8,         /* methods */
    NO_DATE = 1 << 5 | 1, /* 1 January 1980, the first zip files know */
    HEAD_SIZE = 30,       /* of what stands before a file */
    BITS_MIN = 9,
    BITS_MAX = 15
};

static const uint32_t a_file = 0100666; /* -rw-rw-rw-; umask decides */

/* What is said of a file twice: before it, and in the list. */
struct about {
    const char *name;
    unsigned flags, method;
    uint32_t sum, packed, size, at;
};

static void add_number(struct buf *b, uint32_t n, size_t bytes)
{
    char text[4];
    size_t i;

    for (i = 0; i < bytes; i++)
        text[i] = (char)(n >> 8 * i & 0xff);
    buf_add(b, text, bytes);
}

static void add_about(struct buf *b, const struct about *f)
{
    add_number(b, VERSION, 2);
    add_number(b, f->flags, 2);
    add_number(b, f->method, 2);
    add_number(b, 0, 2); /* midnight */
    add_number(b, NO_DATE, 2);
    add_number(b, f->sum, 4);
    add_number(b, f->packed, 4);
    add_number(b, f->size, 4);
    add_number(b, (uint32_t)strlen(f->name), 2);
    add_number(b, 0, 2); /* no more of it */
}

static void add_head(struct buf *b, const struct about *f)
{
    buf_adds(b, "PK\3\4");
    add_about(b, f);
    buf_adds(b, f->name);
}

static void add_to_list(struct buf *b, const struct about *f)
{
    buf_adds(b, "PK\1\2");
    add_number(b, MADE_BY, 2);
    add_about(b, f);
    add_number(b, 0, 2); /* no comment, */
    add_number(b, 0, 2); /* on the first disk, */
    add_number(b, 0, 2); /* of unknown content */
    add_number(b, a_file << 16, 4);
    add_number(b, f->at, 4);
    buf_adds(b, f->name);
}

/* zlib clears a quarter of a megabyte for any text.  Tables that hold all of a
 * short one give the same bytes. */
static int window_bits(size_t n)
{
    enum { AHEAD = 262 }; /* zlib looks so far ahead of what it has */
    int bits = BITS_MIN;

    while (bits < BITS_MAX && (size_t)1 << bits < n + AHEAD)
        bits++;
    return bits;
}

static enum err deflate_all(struct buf *out, const char *bytes, size_t n)
{
    int bits = window_bits(n), done;
    z_stream s = {0};
    size_t room;

    if (deflateInit2(&s, Z_BEST_COMPRESSION, Z_DEFLATED, -bits, bits - 6,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        abort(); /* there is no memory */
    room = deflateBound(&s, n);
    buf_reset(out);
    buf_reserve(out, room);
    if (out->room <= room) {
        (void)deflateEnd(&s);
        return ERR_TOO_BIG;
    }
    s.next_in = (const Bytef *)bytes;
    s.avail_in = (uInt)n;
    s.next_out = (Bytef *)out->text;
    s.avail_out = (uInt)room;
    done = deflate(&s, Z_FINISH);
    out->len = s.total_out;
    (void)deflateEnd(&s);
    return done == Z_STREAM_END ? OK : ERR_TOO_BIG;
}

void zipped_begin(struct zipped *z, struct buf *out)
{
    *z = (struct zipped){.out = out};
    buf_init(&z->list, out->max);
    buf_init(&z->packed, out->max);
}

static bool is_ascii(const char *text)
{
    while (*text && !(*text & 0x80))
        text++;
    return !*text;
}

enum err zipped_add(struct zipped *z, const char *name, const char *bytes,
                    size_t n)
{
    struct about f = {.name = name,
                      .flags = is_ascii(name) ? 0 : FLAG_UTF8,
                      .size = (uint32_t)n,
                      .at = (uint32_t)z->out->len,
                      .sum = checksum_add(0, bytes, n)};
    enum err e;

    if (strlen(name) > ZIPPED_NAME_MAX || !text_is_utf8(name, strlen(name)))
        return ERR_INVALID;
    if (z->n == ZIPPED_FILES_MAX || n > z->out->max)
        return ERR_TOO_BIG;
    e = deflate_all(&z->packed, bytes, n);
    if (e)
        return e;
    if (z->packed.len < n) {
        f.method = DEFLATED;
        f.flags |= FLAG_BEST;
        bytes = z->packed.text;
        n = z->packed.len;
    }
    f.packed = (uint32_t)n;
    add_head(z->out, &f);
    buf_add(z->out, bytes, n);
    add_to_list(&z->list, &f);
    z->n++;
    return OK;
}

enum err zipped_end(struct zipped *z)
{
    struct buf *out = z->out;
    uint32_t at = (uint32_t)out->len;

    buf_add(out, z->list.text, z->list.len);
    buf_add(out, "PK\5\6\0\0\0\0", 8); /* the first disk of one */
    add_number(out, (uint32_t)z->n, 2);
    add_number(out, (uint32_t)z->n, 2);
    add_number(out, (uint32_t)z->list.len, 4);
    add_number(out, at, 4);
    add_number(out, 0, 2); /* no comment */
    buf_release(&z->packed);
    buf_release(&z->list);
    return buf_finish(out);
}
