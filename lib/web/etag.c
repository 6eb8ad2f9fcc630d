#include "web/etag.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"

void etag_make(const char *bytes, size_t n, char ret_tag[ETAG_SIZE])
{
    static const struct hash_key key = {"waymark's ETags"}; /* no secret */
    struct hash h = hash_pair(&key, bytes, n, "", 0);
    char hex[2 * HASH_SIZE + 1];

    text_hex(h.bytes, sizeof(h.bytes), hex);
    (void)snprintf(ret_tag, ETAG_SIZE, "\"%s\"", hex);
}

/* The tag's own quotes keep it from matching a part of another. */
bool etag_matches(const char *if_none_match, const char *tag)
{
    if (!if_none_match)
        return false;
    return strcmp(if_none_match, "*") == 0 || strstr(if_none_match, tag);
}
