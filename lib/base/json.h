/* json.h - JSON texts from outside, with a lid on how deep they nest. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stddef.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"

/* How deep objects and arrays nest; the text need not be well-formed. */
int json_depth(const char *s, size_t n);

/*
 * Parse a whole text; a byte order mark before it is none of it.  *ret_json is
 * the arena's and goes with it.
 * ERR_INVALID with a reason in the arena ("is not valid JSON at line 1, column
 * 7: …") where it is not JSON, nests too deep or has a key twice.
 */
MUST_USE enum err json_read(struct arena *a, const char *s, size_t n,
                            int depth_max, json_t **ret_json,
                            const char **ret_reason);

/*
 * The line, from 1, on which a part of a JSON text begins: "steps[2].next[0]",
 * or "$.steps[2]".  Where there is no such part, that of the last one on the
 * way to it.  The text need not be well-formed.
 */
int json_line(const char *s, size_t n, const char *place);

/* Have the arena drop this reference when it is freed. */
void json_own(struct arena *a, json_t *json);

#endif
