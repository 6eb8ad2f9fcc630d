#include "server/say.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/text.h"

static bool is_c1(const unsigned char *s)
{
    return s[0] == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F;
}

static void make_plain(char *s, size_t n)
{
    bool is_text = text_is_utf8(s, n);
    size_t i;

    for (i = 0; i < n; i++) {
        unsigned char *c = (unsigned char *)&s[i];

        if (is_c1(c))
            c[0] = c[1] = '?';
        else if ((*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7F ||
                 (*c >= 0x80 && !is_text))
            *c = '?';
    }
}

void say_to(FILE *to, const char *fmt, va_list args)
{
    char *text = NULL;
    int n = vasprintf(&text, fmt, args);

    if (n < 0)
        abort();
    make_plain(text, (size_t)n);
    (void)fwrite(text, 1, (size_t)n, to);
    free(text);
}

void say(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    say_to(stdout, fmt, args);
    va_end(args);
}

void say_error(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    say_to(stderr, fmt, args);
    va_end(args);
}
