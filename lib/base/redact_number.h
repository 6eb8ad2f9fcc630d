/* redact_number.h - numbers and what they may be; for redact.c alone. */
#ifndef BASE_REDACT_NUMBER_H
#define BASE_REDACT_NUMBER_H

#include <stddef.h>

/*
 * The groups of digits that begin at s, as far as only one or two signs stand
 * between them: how many bytes, and in *ret_kind what they are, or NULL if
 * they may stay.  0: no group of digits alone begins there.  Bytes looked at
 * are added to *steps.
 */
size_t redact_number(const char *s, size_t n, const char **ret_kind,
                     size_t *steps);

#endif
