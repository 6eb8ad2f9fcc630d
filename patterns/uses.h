/*
 * uses.h - what each entry is made of.
 *
 * An entry uses what its front matter declares, what the markup of its
 * examples shows, and what the steps of its journey template name.
 */
#ifndef PATTERNS_USES_H
#define PATTERNS_USES_H

#include "patterns/catalogue.h"

/* "govuk-date-input__item" of a class attribute is of the component
 * date-input: how much of what stands behind "govuk-" names it, "date-input"
 * of "date-input__item" and of "date-input--wide". */
size_t uses_root_size(const char *s, size_t n);

/* What a name under "uses" means; NULL: no entry.  In an entry that a
 * component shares the name with it is the component, otherwise the entry. */
const struct pattern *uses_declared(const struct catalogue *c,
                                    const struct pattern *p, const char *name);

/* Fill uses and used_in of every entry, and uses of its older versions. */
void uses_link(struct catalogue *c);

#endif
