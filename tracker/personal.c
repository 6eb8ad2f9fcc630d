#include "tracker/personal.h"

#include <string.h>

#include "base/looks.h"
#include "base/redact.h"
#include "base/text.h"

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
        if (!text_is_digit(s[i]))
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

/* Nothing that is looked for is without one of these. */
static bool may_hold_any(const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (text_is_digit(s[i]) || s[i] == '@')
            return true;
    return false;
}

const char *personal_kind_within(struct arena *a, const char *s, size_t n)
{
    static const struct {
        const char *found, *kind;
    } kinds[] = {{"[postcode]", "a postcode"},
                 {"[email]", "an e-mail address"},
                 {"[telephone]", "a telephone number"},
                 {"[ni-number]", "a National Insurance number"},
                 {"[nhs-number]", "an NHS number"},
                 {"[uuid]", "a UUID"}};
    const char *kind = personal_kind(s, n);
    struct redacted left;
    size_t i;

    if (kind || !may_hold_any(s, n))
        return kind;
    left = redact_path(a, s, n, NULL);
    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strstr(left.text, kinds[i].found))
            return kinds[i].kind;
    return strcmp(left.text, "[date]") == 0 ? "a date" : NULL;
}

bool personal_would_redact(const char *s, size_t n)
{
    struct arena *a;
    bool would;

    if (!may_hold_any(s, n))
        return false;
    a = arena_new();
    would = redact_path(a, s, n, NULL).findings > 0;
    arena_free(a);
    return would;
}
