/*
 * uses.h - what each entry is made of.
 *
 * An entry uses what its front matter declares and what the markup of its
 * examples shows.  What is declared must not go round in a circle: an entry
 * cannot be a part of itself.
 */
#ifndef PATTERNS_USES_H
#define PATTERNS_USES_H

#include <stdbool.h>

#include "patterns/catalogue.h"

/* "govuk-date-input__item" of a class attribute is of the component
 * date-input: how much of what stands behind "govuk-" names it, "date-input"
 * of "date-input__item" and of "date-input--wide". */
size_t uses_root_size(const char *s, size_t n);

/* Of each circle marks one entry as lost, which is told: one of the folder
 * before a built-in one, and of those the last.  lost has a place for each
 * entry.  false: there is no circle. */
bool uses_find_loops(struct catalogue *c, bool *lost);

/* Fill uses and used_in of every entry, and uses of its older versions. */
void uses_link(struct catalogue *c);

#endif
