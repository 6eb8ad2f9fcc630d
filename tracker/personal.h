/*
 * personal.h - does a short text look like something about a person?
 *
 * For words that must be keys (a rule code, a variant, a step's name): what
 * looks like a postcode, a National Insurance number, a telephone number, an
 * e-mail address or a UUID is refused, because somebody's answer has got into
 * the key.  Linear in the text's length.
 */
#ifndef TRACKER_PERSONAL_H
#define TRACKER_PERSONAL_H

#include <stddef.h>

/* What it looks like ("a postcode"), or NULL. */
const char *personal_kind(const char *s, size_t n);

#endif
