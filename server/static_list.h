/*
 * static_list.h - the list of files that a build wrote, as text and in memory.
 *
 *   waymark build 1
 *   of DIGEST                      what it was made of; or "of this moment", or
 *   ! PLACE<tab>MESSAGE            "unfinished"; what was told of it,
 *   < FOLDER PATH                  each source that the digest is of, and
 *   DIGEST SIZE CHANGED-NS PATH    each file
 */
#ifndef SERVER_STATIC_LIST_H
#define SERVER_STATIC_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/problems.h"
#include "server/static_stamp.h"

enum {
    STATIC_FILES_MAX = 2 * 1000 * 1000,
    STATIC_LIST_MAX = 512 * 1024 * 1024,
    STATIC_PATH_MAX = 1024,
    STATIC_TOLD_MAX = 100
};

struct static_record {
    const char *path;     /* in the arena */
    struct digest digest; /* of its bytes */
    int64_t size, changed_ns;
    bool put; /* in the build under way */
};

struct static_list {
    struct arena *arena;
    struct static_record *at;
    size_t n, room;
    struct map places; /* of a path in at, and one; when one was looked for */
    bool unfinished;   /* that build did not come to its end */
    bool has_stamp;
    struct digest stamp;
    struct static_sources sources; /* of the stamp */
    struct problems told;          /* in the arena */
};

void static_list_init(struct static_list *l);
void static_list_release(struct static_list *l);

/* false: it is no list that a build wrote, all of it; a path that leads out of
 * the folder is in none. */
bool static_list_read(struct static_list *l, const char *text, size_t n);

/* What the build said, to be said again. */
void static_list_tell(struct static_list *l, const struct problems *p);

/* Makes out the places of what was read, for static_list_find(). */
void static_list_index(struct static_list *l);

/* NULL: there is none of that path. */
struct static_record *static_list_find(const struct static_list *l,
                                       const char *path);

/* The path is copied. */
void static_list_add(struct static_list *l, const struct static_record *like,
                     const char *path);

/* As text; of is its second line, sources what that is of or NULL. */
void static_list_write(const struct static_list *l, const char *of,
                       const struct static_sources *sources, struct buf *out);

#endif
