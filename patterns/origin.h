/*
 * origin.h - a file of a catalogue or a library while it is read: where what is
 * wrong with it is told.
 */
#ifndef PATTERNS_ORIGIN_H
#define PATTERNS_ORIGIN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"

struct origin {
    struct arena *arena;
    struct problems *problems;
    const char *file; /* "component/radios/index.md" */
    bool theirs;      /* of another library: what its own tools would read is
                       * taken */
};

/* "component/radios/index.md:4" and the message; returns ERR_INVALID. */
MUST_USE enum err origin_refuse(const struct origin *o, int line,
                                const char *fmt, ...) PRINTF_LIKE(3, 4);

/* n bytes as JSON, in the arena.  ERR_INVALID, told; a key that is there twice
 * is refused too, unless the file is theirs: then the last one counts. */
MUST_USE enum err origin_json(const struct origin *o, const char *text,
                              size_t n, json_t **ret_json);

#endif
