#include "web/etag.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"

void etag_make(const char *bytes, size_t n, char ret_tag[ETAG_SIZE])
{
    struct digest d = digest_of(bytes, n);
    char hex[2 * DIGEST_SIZE + 1];

    text_hex(d.bytes, sizeof(d.bytes), hex);
    (void)snprintf(ret_tag, ETAG_SIZE, "\"%s\"", hex);
}

/* The tag's own quotes keep it from matching a part of another. */
bool etag_matches(const char *if_none_match, const char *tag)
{
    if (!if_none_match)
        return false;
    return strcmp(if_none_match, "*") == 0 || strstr(if_none_match, tag);
}
