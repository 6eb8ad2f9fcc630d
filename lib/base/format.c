#include "base/format.h"

#include <stdint.h>
#include <string.h>

size_t format_texts(char *to, const char *fmt, va_list args)
{
    size_t n = 0;

    for (;;) {
        const char *mark = strchrnul(fmt, '%'), *text;
        size_t size = (size_t)(mark - fmt);

        if (to)
            memcpy(to + n, fmt, size);
        n += size;
        if (!*mark)
            return n;
        if (mark[1] != 's')
            return SIZE_MAX;
        text = va_arg(args, const char *);
        text = text ? text : "(null)";
        size = strlen(text);
        if (to)
            memcpy(to + n, text, size);
        n += size;
        fmt = mark + 2;
    }
}
