#include "web/srcset.h"

#include <stdbool.h>
#include <string.h>

static bool is_space(char c)
{
    return c && strchr(" \t\r\n\f", c);
}

/* To the comma behind what is said of an address; one in brackets is none. */
static const char *skip_sizes(const char *s, const char *end)
{
    bool inside = false;

    for (; s < end && (inside || *s != ','); s++)
        inside = *s == '(' || (inside && *s != ')');
    return s;
}

const char *srcset_next(const char **at, const char *end, size_t *ret_n)
{
    const char *s = *at, *from;

    while (s < end && (is_space(*s) || *s == ','))
        s++;
    for (from = s; s < end && !is_space(*s); s++)
        ;
    *ret_n = (size_t)(s - from);
    if (*ret_n && from[*ret_n - 1] != ',')
        s = skip_sizes(s, end);
    while (*ret_n && from[*ret_n - 1] == ',')
        --*ret_n;
    *at = s;
    return *ret_n ? from : NULL;
}
