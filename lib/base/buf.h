/*
 * buf.h - text, or bytes, that grow, with a lid.
 *
 * Append as much as you like and look at the outcome once, at the end:
 * a buf that has hit its limit swallows further appends, and buf_finish()
 * returns ERR_TOO_BIG.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct buf {
    char *text; /* always NUL-terminated, never NULL */
    size_t len, room, max;
    bool overflowed;
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);

/* Have room for n bytes more without moving; a lid still holds. */
void buf_reserve(struct buf *b, size_t n);

void buf_add(struct buf *b, const char *s, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_add_int(struct buf *b, int64_t n);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Escaped for HTML text and for quoted attribute values alike; a control
 * character that neither HTML nor XML has becomes U+FFFD. */
void buf_add_html(struct buf *b, const char *s, size_t n);

/* Only its first n bytes; there are as many. */
void buf_cut(struct buf *b, size_t n);

/* Empty it, keep its memory and forget an overflow. */
void buf_reset(struct buf *b);

MUST_USE enum err buf_finish(const struct buf *b);

#endif
