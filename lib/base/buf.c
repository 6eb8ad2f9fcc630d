#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void buf_add(struct buf *b, const char *s, size_t n)
{
    if (!make_room(b, n))
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

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    int n;

    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        abort();
    if (make_room(b, (size_t)n)) {
        (void)vsnprintf(b->text + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

static const char *html_escape(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void buf_add_html(struct buf *b, const char *s, size_t n)
{
    size_t i, from = 0;

    for (i = 0; i < n; i++) {
        const char *escape = html_escape(s[i]);

        if (!escape)
            continue;
        buf_add(b, s + from, i - from);
        buf_adds(b, escape);
        from = i + 1;
    }
    buf_add(b, s + from, n - from);
}

void buf_reset(struct buf *b)
{
    b->len = 0;
    b->overflowed = false;
    if (b->text != nothing)
        b->text[0] = '\0';
}

enum err buf_finish(const struct buf *b)
{
    return b->overflowed ? ERR_TOO_BIG : OK;
}
