#include "patterns/near.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "patterns/slip.h"

/* Letters of a beginning that says enough; of a name from which on two slips
 * make no other of it. */
enum { BEGINNING_MIN = 4, LONG_MIN = 10 };

/* Bytes of a dash, a curly quote or the like, U+2000 to U+207F. */
static size_t punctuation(const char *s)
{
    return text_starts(s, "\xe2\x80") || text_starts(s, "\xe2\x81") ? 3 : 0;
}

const char *near_bare(struct arena *a, const char *text)
{
    size_t n = strlen(text) + 2 * text_times(text, strlen(text), '&');
    char *bare = arena_alloc(a, n + 1), *to = bare;

    while (*text) {
        unsigned char c = (unsigned char)*text;

        if (c == '&')
            to = mempcpy(to, "and", 3);
        else if (isalnum(c) || (c >= 0x80 && !punctuation(text)))
            *to++ = (char)tolower(c);
        text += punctuation(text) ? strnlen(text, punctuation(text)) : 1;
    }
    *to = '\0';
    return bare;
}

static bool is_form_of(const char *more, const char *word)
{
    static const char *const endings[] = {"s", "es", "ing", "ed", "ment"};
    size_t n = strlen(word), i;

    if (n < SLIP_SHORT || !text_starts(more, word))
        return false;
    for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (strcmp(more + n, endings[i]) == 0)
            return true;
    return n >= BEGINNING_MIN;
}

bool near_is(const char *written, const char *meant)
{
    size_t n = strlen(written), m = strlen(meant);

    if (strcmp(written, meant) == 0 || is_form_of(written, meant) ||
        is_form_of(meant, written))
        return true;
    if (n < SLIP_SHORT || n > WORD_MAX || m > WORD_MAX ||
        slip_count(written, meant, 2) > 2)
        return false;
    return slip_is_certain(written, meant) ||
           (n >= LONG_MIN && written[0] == meant[0]);
}
