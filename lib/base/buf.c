#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/memory.h"

static char nothing[1]; /* what an empty buf shows; never written to */

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.text = nothing, .max = max};
}

void buf_release(struct buf *b)
{
    if (b->text != nothing)
        free(b->text);
    buf_init(b, b->max);
}

static bool make_room(struct buf *b, size_t n)
{
    size_t want = b->len + n + 1;

    if (b->overflowed || n > b->max - b->len) {
        b->overflowed = true;
        return false;
    }
    if (want > b->room) {
        size_t room = b->room ? b->room : 64;

        while (room < want)
            room *= 2;
        b->text = mem_resize(b->text == nothing ? NULL : b->text, room, 1);
        b->room = room;
    }
    return true;
}

void buf_reserve(struct buf *b, size_t n)
{
    bool overflowed = b->overflowed;

    if (!make_room(b, n))
        b->overflowed = overflowed;
    else
        b->text[b->len] = '\0';
}

void buf_add(struct buf *b, const char *s, size_t n)
{
    bool fits = n < b->room - b->len && n <= b->max - b->len && !b->overflowed;

    if (!fits && !make_room(b, n))
        return;
    if (n)
        memcpy(b->text + b->len, s, n);
    b->len += n;
    b->text[b->len] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

/* false: it is not of texts alone. */
static bool add_texts(struct buf *b, const char *fmt, va_list args)
{
    size_t n, room = b->room > b->len ? b->room - b->len - 1 : 0;
    va_list again;

    va_copy(again, args);
    n = format_texts(b->text + b->len, room, fmt, again);
    va_end(again);
    if (n != SIZE_MAX && make_room(b, n)) {
        if (n > room)
            (void)format_texts(b->text + b->len, n, fmt, args);
        b->len += n;
    }
    if (b->room)
        b->text[b->len] = '\0';
    return n != SIZE_MAX;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    char brief[128];
    bool done;
    int n;

    va_start(args, fmt);
    done = add_texts(b, fmt, args);
    va_end(args);
    if (done)
        return;
    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(brief, sizeof(brief), fmt, args);
    va_end(args);
    if (n < 0)
        abort();
    if ((size_t)n < sizeof(brief)) {
        buf_add(b, brief, (size_t)n);
    } else if (make_room(b, (size_t)n)) {
        (void)vsnprintf(b->text + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void buf_add_int(struct buf *b, int64_t n)
{
    char digits[20], *at = digits + sizeof(digits);
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (n < 0)
        *--at = '-';
    buf_add(b, at, (size_t)(digits + sizeof(digits) - at));
}

/* By byte; the rest are as they are. */
static const char *const html_escapes[256] = {
    ['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;",
    ['"'] = "&quot;", ['\''] = "&#39;",
};

/* HTML and XML have no other control character: what stands for what is none
 * of theirs does for it. */
static const char *escape_of(char c)
{
    if ((unsigned char)c >= ' ' && c != 0x7F)
        return html_escapes[(unsigned char)c];
    return c == '\n' || c == '\t' || c == '\r' ? NULL : "\xEF\xBF\xBD";
}

/* Eight bytes that are looked at together: most texts are not much longer. */
enum { PIECE = 8 };
typedef unsigned char piece __attribute__((vector_size(PIECE)));

static uint64_t find_escapes(const char *s)
{
    uint64_t found;
    piece p;

    memcpy(&p, s, sizeof(p));
    p = (piece)((p == '&') | (p == '<') | (p == '>') | (p == '"') |
                (p == '\'') | (p < ' ') | (p == 0x7F));
    memcpy(&found, &p, sizeof(found));
    return found;
}

/* Of PIECE bytes or more; the last piece overlaps the one before. */
static bool has_escapes(const char *s, size_t n)
{
    uint64_t found = find_escapes(s + n - PIECE);
    size_t i;

    for (i = 0; n - i > PIECE; i += PIECE)
        found |= find_escapes(s + i);
    return found;
}

void buf_add_html(struct buf *b, const char *s, size_t n)
{
    size_t i = 0, from = 0;

    if (n >= PIECE && !has_escapes(s, n))
        i = n;
    for (; i < n; i++) {
        const char *escape = escape_of(s[i]);

        if (!escape)
            continue;
        buf_add(b, s + from, i - from);
        buf_adds(b, escape);
        from = i + 1;
    }
    buf_add(b, s + from, n - from);
}

void buf_cut(struct buf *b, size_t n)
{
    b->len = n;
    if (b->text != nothing)
        b->text[n] = '\0';
}

void buf_reset(struct buf *b)
{
    buf_cut(b, 0);
    b->overflowed = false;
}

enum err buf_finish(const struct buf *b)
{
    return b->overflowed ? ERR_TOO_BIG : OK;
}
