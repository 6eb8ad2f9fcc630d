#include "web/address.h"

#include <string.h>

#include "base/text.h"
#include "web/match.h"

const char *address_value(struct arena *a, const char *text)
{
    char *all = arena_alloc(a, 3 * strlen(text) + 1), *to = all;

    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (text_is_key(text, 1) || (c >= 'A' && c <= 'Z')) {
            *to++ = *text;
        } else {
            *to++ = '%';
            text_hex(&c, 1, to);
            to += 2;
        }
    }
    return all;
}

/* guard.h and path_decode() refuse the others. */
static bool is_segment(const char *text)
{
    return text_is_line(text, strlen(text)) && *text && !strpbrk(text, "/\\") &&
           strcmp(text, ".") != 0 && strcmp(text, "..") != 0;
}

const char *address_segment(struct arena *a, const char *text)
{
    return is_segment(text) && !match_ends_as_format(text)
               ? address_value(a, text)
               : "";
}
