#include "base/format.h"

#include <stdint.h>
#include <string.h>

/* Behind n bytes, if there is room; returns how many there are then. */
static size_t add(char *to, size_t room, size_t n, const char *text,
                  size_t size)
{
    if (size && n + size <= room)
        memcpy(to + n, text, size);
    return n + size;
}

size_t format_texts(char *to, size_t room, const char *fmt, va_list args)
{
    size_t n = 0;

    for (;;) {
        const char *mark = strchrnul(fmt, '%'), *text;

        n = add(to, room, n, fmt, (size_t)(mark - fmt));
        if (!*mark)
            return n;
        if (mark[1] != 's')
            return SIZE_MAX;
        text = va_arg(args, const char *);
        text = text ? text : "(null)";
        n = add(to, room, n, text, strlen(text));
        fmt = mark + 2;
    }
}
