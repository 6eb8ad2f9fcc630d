/*
 * input.h - a file or standard input, gzipped or not, read in pieces.
 *
 * Whether it is gzip is told by its first bytes, not by its name.  Lines have
 * a lid; a longer one is handed out cut, marked, and the reading goes on at
 * the next line, so that one bad line loses nothing good.  A byte order mark
 * of UTF-8 at the beginning is dropped.
 */
#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct input;

/* "-" is standard input.  ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_INVALID for what
 * is no file, or ERR_IO. */
MUST_USE enum err input_open(const char *path, struct input **ret_input);
void input_close(struct input *in);

/* Have this called before a read that has to wait for somebody else (a pipe
 * that is empty as yet), so that what is held can be let go. */
void input_on_wait(struct input *in, void (*wait)(void *self), void *self);

struct line {
    const char *text; /* NUL-terminated, without LF or CR LF; until the next */
    size_t n;
    int64_t number; /* from 1 */
    bool cut;       /* longer than the lid of 1 MiB */
    bool open;      /* the last one, without LF */
};

/* false at the end or at a fault; input_fault() tells which.  A last line
 * without LF is handed out at the end, but not at a fault: it is only half. */
bool input_line(struct input *in, struct line *ret_line);

/* Up to room bytes as they are (unzipped); 0 at the end or at a fault. */
size_t input_bytes(struct input *in, char *to, size_t room);

/* What comes next, without taking it: 4 KiB, or all there is if that is less.
 * Until the next call. */
size_t input_peek(struct input *in, const char **ret_bytes);

/* OK unless the reading ended too early: ERR_IO, or ERR_INVALID for a gzip
 * file that is damaged or cut off. */
MUST_USE enum err input_fault(const struct input *in);

/* For a progress bar: bytes of the file (zipped) taken, and its size, which
 * is 0 where it is not known. */
int64_t input_taken(const struct input *in);
int64_t input_size(const struct input *in);

#endif
