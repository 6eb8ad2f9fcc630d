/*
 * files.h - the files of a catalogue, from the program or from a folder.
 *
 * Both come as one list in order of path, so that everything behind it reads
 * them the same way.  A folder is walked without following a symbolic link,
 * so that nothing outside it is ever read; what cannot be read is told.  What
 * an editor on Windows leaves, a byte order mark and "\r" before each end of a
 * line, is taken off as a file is read, so that nothing behind knows of it.
 * Only pictures (picture.h) are bytes, and stay as they are.
 */
#ifndef PATTERNS_FILES_H
#define PATTERNS_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problems.h"
#include "base/seen.h"

enum {
    FILES_MAX = 200 * 1000,
    FILES_DEPTH_MAX = 6, /* kind/slug/versions/1.0.0/example/index.html */
    FILES_THEIR_DEPTH_MAX = 24,
    FILE_SIZE_MAX = 1024 * 1024,
    FILES_TOTAL_MAX = 512 * 1024 * 1024
};

/* Below an entry's folder. */
#define FILES_PICTURES "pictures/"

struct file {
    const char *path; /* "component/radios/default/index.html" */
    const char *text; /* NUL-terminated behind its size bytes; NULL: it was
                         refused, and told */
    size_t size;
};

struct files {
    size_t n, room;
    size_t total; /* bytes */
    struct file *at;
    struct seen *seen; /* what files_folder() looked at is added; or NULL */
};

void files_release(struct files *fs);

/* One more; path and text are borrowed. */
void files_add(struct files *fs, const char *path, const char *text,
               size_t size);

/* Those built in under "patterns/catalogue/"; texts borrowed for ever. */
void files_embedded(struct files *fs);

/* Of those only what no source tree holds: it was made by the build. */
void files_generated(struct files *fs);

/*
 * Those of a folder; texts in the arena.  A folder that is not there is an
 * empty one.  What is refused is told by its path, and keeps its place without
 * a text: an entry is taken whole or not at all.
 */
void files_folder(struct files *fs, struct arena *a, const char *dir,
                  struct problems *problems);

/* Those of a part of a catalogue: dir is its "page" or its "page/news", with
 * which paths begin. */
void files_part(struct files *fs, struct arena *a, const char *dir,
                const char *at, struct problems *problems);

/* Of somebody else's folder, below dir, only the files that end so; paths begin
 * with its name.  wanted ends with NULL.  What they installed (node_modules) is
 * passed by. */
void files_some(struct files *fs, struct arena *a, const char *dir,
                const char *folder, const char *const *wanted,
                struct problems *problems);

/* "kind/slug/pictures/bin.jpg", or one of an older version: bytes, no text. */
bool files_is_picture(const char *path);

/* What was read of an entry's file of that path, n bytes, as it is kept: tidied
 * in place, *ret_size bytes of it.  path NULL: it is no entry's, but a text.
 * Why it cannot be, and the line; NULL: it can.  In the arena. */
const char *files_tidy(struct arena *a, const char *path, char *text, size_t n,
                       size_t *ret_size, int *ret_line);

/* In files that are in order of path.  NULL: none has that one. */
const struct file *files_find(const struct files *fs, const char *path);

/* Of n files whose paths begin with so many bytes of their folder's, the one of
 * that name below it.  NULL: none has it. */
const struct file *files_named(const struct file *files, size_t n,
                               size_t folder, const char *name);

/* How many of those, from the first, begin with its first bytes: files of one
 * folder stand together where they are in order. */
size_t files_together(const struct file *first, size_t n, size_t bytes);

/* Bytes of "kind/slug/" at the beginning of a path; 0: it is no such path. */
size_t files_entry_size(const char *path);

/* In order of path, so that an entry's files stand together. */
void files_sort(struct files *fs);

#endif
