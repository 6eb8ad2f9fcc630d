/*
 * seen.h - the files and folders that something was made of, as they were then.
 *
 * A file that comes or goes changes its folder's times: so whether all is as it
 * was is told by looking at the same paths again.
 */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

enum { SEEN_MAX = 1000 * 1000 };

/* All that changes when a file is written, replaced or touched; zeros: it was
 * not there. */
struct seen_file {
    const char *path; /* borrowed; "" is the folder that all are in */
    int64_t inode, size, written_ns, changed_ns;
};

struct seen {
    struct seen_file *at;
    size_t n, room;
    bool torn; /* something could not be looked at */
};

void seen_release(struct seen *s);

/* st NULL: it is not there, or is to be looked at. */
void seen_add(struct seen *s, const char *path, const struct stat *st);

/* What another saw, too. */
void seen_add_all(struct seen *s, const struct seen *other);

/* What the same paths, below dir, are like now. */
void seen_again(struct seen *s, const char *dir);

/* Nanoseconds since 1970. */
int64_t seen_ns(struct timespec t);

#endif
