/*
 * static_stamp.h - a digest of all that a built site is made of.
 *
 * The program (its templates, stylesheets, documentation and entries are in
 * it), every file and folder that was read, by inode, size and times, and the
 * day.
 */
#ifndef SERVER_STATIC_STAMP_H
#define SERVER_STATIC_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/seen.h"

/* The catalogue's and the brands'. */
enum { STATIC_SOURCE_FOLDERS = 2 };

struct static_sources {
    struct seen folders[STATIC_SOURCE_FOLDERS];
};

void static_sources_release(struct static_sources *s);

/*
 * false: it cannot be said (something could not be looked at), or a source has
 * changed within the moment before from_ns, in which another change of it would
 * leave the same times, or since.
 */
bool static_stamp(const struct static_sources *s, int32_t day, int64_t from_ns,
                  struct digest *ret_stamp);

/* Nanoseconds since 1970, by the clock that files are dated with. */
int64_t static_stamp_now(void);

#endif
