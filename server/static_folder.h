/*
 * static_folder.h - the folder a site is written to, and what is in it.
 *
 * The folder keeps a list of the files the program wrote there
 * (".waymark-build"): a file whose bytes would be the same is left alone, one
 * that is no longer part of the site is removed, and nothing else in the
 * folder is ever touched.
 */
#ifndef SERVER_STATIC_FOLDER_H
#define SERVER_STATIC_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/problems.h"
#include "server/static_stamp.h"

struct static_folder;

/*
 * The folder is made if it is not there, and is ours until it is closed.
 * ERR_INVALID: it is none; ERR_CONFLICT: it has files in it, and none of ours;
 * ERR_BUSY: another build has it; ERR_FORBIDDEN; ERR_IO: it cannot be made or
 * read.
 */
MUST_USE enum err static_folder_open(const char *dir,
                                     struct static_folder **ret);
void static_folder_close(struct static_folder *f);

/* What the last build's stamp was made of, to be looked at again; NULL: it has
 * none. */
struct static_sources *static_folder_sources(struct static_folder *f);

/* Whether the last build was made of the same (its stamp), and all it wrote is
 * still there as it was.  Then how many files those are, and what was told. */
bool static_folder_is_made_of(const struct static_folder *f,
                              const struct digest *stamp, size_t *ret_files,
                              const struct problems **ret_told);

/* From here on files are written.  Then any thread may put; each path once. */
MUST_USE enum err static_folder_begin(struct static_folder *f);

/* ERR_CONFLICT: there is a file of that name that we did not write;
 * ERR_FORBIDDEN, ERR_IO. */
MUST_USE enum err static_folder_put(struct static_folder *f, const char *path,
                                    const char *bytes, size_t n);

struct static_counts {
    size_t written, unchanged, removed;
};

/* Remove what was not put again, and write the list.  stamp NULL: this build
 * is no proof of the next.  What somebody changed is left, and told. */
MUST_USE enum err static_folder_finish(struct static_folder *f,
                                       const struct digest *stamp,
                                       const struct static_sources *sources,
                                       struct problems *p,
                                       struct static_counts *ret);

#endif
