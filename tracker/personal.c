#include "tracker/personal.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { TOKEN_MAX = 40, PHONE_DIGITS = 9, UUID_SIZE = 36 };

/* A text with its separators gone: letters as 'A', digits as '0'. */
static size_t shape_of(const char *s, size_t n, char shape[TOKEN_MAX + 1])
{
    size_t i, out = 0;

    for (i = 0; i < n && out < TOKEN_MAX; i++) {
        if (isdigit((unsigned char)s[i]))
            shape[out++] = '0';
        else if (isalpha((unsigned char)s[i]))
            shape[out++] = 'A';
        else if (s[i] != ' ' && s[i] != '-' && s[i] != '.' && s[i] != '_')
            shape[out++] = '?';
    }
    shape[out] = '\0';
    return out;
}

/* The six outward forms of a UK postcode, and 0AA behind each. */
static bool is_postcode(const char *shape)
{
    static const char *const forms[] = {"A00AA",   "A000AA", "AA00AA",
                                        "AA000AA", "A0A0AA", "AA0A0AA"};
    size_t i;

    for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        if (strcmp(shape, forms[i]) == 0)
            return true;
    return false;
}

static size_t digits_in(const char *shape)
{
    size_t n = 0;

    for (; *shape; shape++)
        n += *shape == '0';
    return n;
}

static bool is_uuid(const char *s, size_t n)
{
    size_t i;

    if (n != UUID_SIZE)
        return false;
    for (i = 0; i < n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
            return false;
    }
    return true;
}

const char *personal_kind(const char *s, size_t n)
{
    char shape[TOKEN_MAX + 1];
    size_t size = shape_of(s, n, shape);

    if (memchr(s, '@', n))
        return "an e-mail address";
    if (is_uuid(s, n))
        return "a UUID";
    if (is_postcode(shape))
        return "a postcode";
    if (strcmp(shape, "AA000000A") == 0)
        return "a National Insurance number";
    if (size == digits_in(shape) && size >= PHONE_DIGITS)
        return "a telephone number";
    return NULL;
}
