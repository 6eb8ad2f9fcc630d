/* reading.h - all entries of a list of files, read by a thread a core. */
#ifndef PATTERNS_READING_H
#define PATTERNS_READING_H

#include "patterns/files.h"
#include "patterns/pattern.h"

struct reading_entry {
    struct pattern pattern;
    const char *path; /* of its first file */
};

/* Those that are in order, as their files stand; free(at). */
struct reading {
    size_t n, room;
    struct reading_entry *at;
};

/* fs is in order of path.  What entries are made of is in the arena or owned by
 * it, texts are borrowed from the files; what is not in order is told in
 * problems. */
struct reading reading_all(const struct files *fs, struct arena *a,
                           struct problems *problems);

#endif
