#include "tracker/personal.h"

#include <stdbool.h>
#include <string.h>

#include "base/looks.h"

enum { PHONE_DIGITS = 9, TOKEN_MAX = 40 };

/* The text without what may stand between its parts; 0: it is longer than
 * anything that is looked for. */
static size_t squeeze(const char *s, size_t n, char out[TOKEN_MAX])
{
    size_t i, size = 0;

    for (i = 0; i < n; i++) {
        if (strchr(" -._", s[i]))
            continue;
        if (size == TOKEN_MAX)
            return 0;
        out[size++] = s[i];
    }
    return size;
}

static bool is_all(looks *find, const char *s, size_t n)
{
    return n > 0 && find(s, n) == n;
}

static bool is_digits(const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return true;
}

const char *personal_kind(const char *s, size_t n)
{
    char bare[TOKEN_MAX];
    size_t size = squeeze(s, n, bare);

    if (memchr(s, '@', n))
        return "an e-mail address";
    if (is_all(looks_uuid, s, n))
        return "a UUID";
    if (is_all(looks_postcode, bare, size))
        return "a postcode";
    if (is_all(looks_ni_number, bare, size))
        return "a National Insurance number";
    if (size >= PHONE_DIGITS && is_digits(bare, size))
        return "a telephone number";
    return NULL;
}
