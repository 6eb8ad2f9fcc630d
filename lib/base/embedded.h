/*
 * embedded.h - the files the program carries inside itself.
 *
 * Templates, stylesheets, documentation and migrations are linked into the
 * binary and known by their path in the source tree ("dashboard/journey.html").
 * While developing, embedded_live() has them read from disk instead.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct embedded_file {
    const char *name; /* how the program asks for it */
    const char *path; /* where it was in the source tree */
    const char *text; /* NUL-terminated behind its size bytes */
    size_t size;
};

/* ERR_NOT_FOUND if no such file was built in.  Borrowed for ever, or, when
 * live, in the arena. */
MUST_USE enum err embedded_find(struct arena *a, const char *name,
                                struct embedded_file *ret_file);

/* Every file, for tests and for building routes: ends with a NULL name. */
const struct embedded_file *embedded_all(void);

/* Read files from this source tree from now on, those too that came since the
 * program was built.  Borrowed; NULL: stop. */
void embedded_live(const char *dir);
bool embedded_is_live(void);

#endif
