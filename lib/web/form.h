/*
 * form.h - names and values as browsers send them: a=1&b=two+words.
 *
 * The query of an address and the body of a form
 * (application/x-www-form-urlencoded) are the same thing.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

enum { FORM_PAIRS_MAX = 256 };

struct pair {
    const char *name, *value; /* decoded UTF-8 without NUL, in the arena */
};

struct form {
    size_t n;
    struct pair *at;
};

/*
 * Take %41 as A and, in forms, + as a space; ret_text is NUL-terminated.
 * ERR_INVALID: a % without two hex digits, or the outcome is not UTF-8 or
 * holds a control character.  TAB, CR and LF are let through in forms.
 */
MUST_USE enum err path_decode(struct arena *a, const char *s, size_t n,
                              const char **ret_text);
MUST_USE enum err form_decode(struct arena *a, const char *s, size_t n,
                              const char **ret_text);

/* All pairs in order.  ERR_INVALID as above; ERR_TOO_BIG past the lid. */
MUST_USE enum err form_parse(struct arena *a, const char *s, size_t n,
                             struct form *ret_form);

#endif
