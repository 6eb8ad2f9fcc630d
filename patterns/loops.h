/*
 * loops.h - entries that would be a part of themselves.
 *
 * What entries declare under "uses" must not lead back to where it began.
 * Every entry on such a way is told, with its line and the way.
 */
#ifndef PATTERNS_LOOPS_H
#define PATTERNS_LOOPS_H

#include <stdbool.h>

#include "patterns/catalogue.h"

/* Mark every entry in a loop as lost; where one of the folder closes it, only
 * those of the folder, so that what is built in stays.  lost has a place for
 * each entry.  false: there is no loop. */
bool loops_find(struct catalogue *c, bool *lost);

#endif
