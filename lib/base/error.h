/*
 * error.h - every way a call can fail, in one table.
 *
 * A function that can fail returns enum err and nothing else; its results go
 * out through ret_* parameters, which it leaves alone unless it returns OK.
 * Running out of memory is not in the table: allocation never returns NULL
 * (see arena.h).  Sizes that come from outside meet a lid before we allocate.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#define ERR_MAP(X)                                                             \
    X(ERR_NOT_FOUND, "not found")                                              \
    X(ERR_INVALID, "not valid")                                                \
    X(ERR_CONFLICT, "in conflict with what is stored")                         \
    X(ERR_FORBIDDEN, "not allowed")                                            \
    X(ERR_TOO_BIG, "larger than the limit")                                    \
    X(ERR_BUSY, "busy, try again")                                             \
    X(ERR_IO, "storage failed")

enum err {
    OK = 0,
#define X(name, text) name,
    ERR_MAP(X)
#undef X
};

#define MUST_USE               __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* A short English phrase for logs and tests; never NULL. */
const char *err_text(enum err e);

#endif
