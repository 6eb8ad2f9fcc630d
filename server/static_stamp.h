/*
 * static_stamp.h - a digest of all that a built site is made of.
 *
 * The program (its templates, stylesheets, documentation and entries are in
 * it) and every file and folder of the folders named, by inode, size and
 * times, and the day.  A file that comes or goes changes its folder's times: so
 * whether all is as it was is told by looking at the same paths again.
 */
#ifndef SERVER_STATIC_STAMP_H
#define SERVER_STATIC_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/arena.h"
#include "base/digest.h"

enum { STATIC_SOURCES_MAX = 1000 * 1000, STATIC_SOURCE_FOLDERS = 2 };

/* A file or folder; the folders named are "". */
struct static_source {
    size_t folder;
    const char *path; /* in the arena */
};

struct static_sources {
    struct arena *arena; /* borrowed */
    struct static_source *at;
    size_t n, room;
};

void static_sources_init(struct static_sources *s, struct arena *a);
void static_sources_release(struct static_sources *s);

/* The path is borrowed. */
void static_sources_add(struct static_sources *s, size_t folder,
                        const char *path);

struct static_stamped {
    const char *folders[STATIC_SOURCE_FOLDERS]; /* which may not be there */
    int32_t day;
};

/*
 * Of what the folders hold, whose paths are added to s; or of the paths in s.
 * false: it cannot be said (something cannot be read), or a file has changed
 * within the moment before from_ns, in which another change of it would leave
 * the same times, or since.
 */
bool static_stamp(const struct static_stamped *of, int64_t from_ns,
                  struct static_sources *s, struct digest *ret_stamp);
bool static_stamp_again(const struct static_stamped *of, int64_t from_ns,
                        const struct static_sources *s,
                        struct digest *ret_stamp);

/* Nanoseconds since 1970, by the clock that files are dated with. */
int64_t static_stamp_now(void);
int64_t static_stamp_ns(struct timespec t);

#endif
