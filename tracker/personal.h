/*
 * personal.h - does a short text look like something about a person?
 *
 * For words that must be keys (a rule code, a variant, a step's name): what
 * looks like a postcode, a National Insurance number, a telephone number, an
 * e-mail address or a UUID is refused, because somebody's answer has got into
 * the key.  Linear in the text's length.  What base/redact.h would take out
 * of a path beside these (references, numbers, registrations of vehicles) is
 * what keys may be made of too, and is no reason to refuse one.
 */
#ifndef TRACKER_PERSONAL_H
#define TRACKER_PERSONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* What it looks like ("a postcode"), or NULL. */
const char *personal_kind(const char *s, size_t n);

/* The same of a key that is made of words, in which such a thing may stand
 * ("call-01632-960001"), and which is no date. */
const char *personal_kind_within(struct arena *a, const char *s, size_t n);

/* Whether the redactor would leave anything out of it.  For names that nobody
 * chose, such as a step that no definition knows. */
bool personal_would_redact(const char *s, size_t n);

#endif
