/* files.h - folders walked, files copied and told apart by their content. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include <stddef.h>

#include "base/error.h"
#include "base/hash.h"

enum { FILES_DEPTH_MAX = 16, FILE_PATH_MAX = 1024 };

/* An error ends the walk and is handed back.  path is relative to its start. */
typedef enum err files_each(void *self, const char *path);

/*
 * Every plain file below a folder, in the order of their names.  Links are not
 * followed and not told.  ERR_NOT_FOUND: no such folder; ERR_TOO_BIG: deeper
 * or longer than the lids; ERR_IO.  Of the last two the log names the path.
 */
MUST_USE enum err files_walk(const char *dir, files_each *each, void *self);

/* Is a folder empty?  ERR_CONFLICT: it is not; ERR_NOT_FOUND: there is none;
 * ERR_IO: the log has it. */
MUST_USE enum err files_none(const char *dir);

/* Copy a file, durably, readable by its owner only; folders it lies in are
 * made.  ERR_CONFLICT: there is such a file already; ERR_IO: the log has it. */
MUST_USE enum err file_copy(const char *from, const char *to);

/* Write a file, durably; as above. */
MUST_USE enum err file_write(const char *path, const char *text, size_t n);

/* BLAKE2b of what is in it.  ERR_NOT_FOUND; ERR_IO. */
MUST_USE enum err file_digest(const char *path,
                              unsigned char ret_digest[SECRET_SIZE]);

/* A descriptor of the folder that a path lies in, for the caller to close; -1
 * if it cannot be opened. */
int file_open_folder(const char *path);

/* Make a name durable that a file or folder was given: its content may be on
 * the disk while the folder that names it is not. */
MUST_USE enum err file_keep_name(const char *path);

#endif
