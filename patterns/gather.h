/* gather.h - what lists show of entries, side by side in memory. */
#ifndef PATTERNS_GATHER_H
#define PATTERNS_GATHER_H

#include "patterns/catalogue.h"

/*
 * Copies the texts that lists show of each entry into the arena, one entry
 * behind the other as they are listed, and its summary as lists for scripts
 * have it behind them.  Where they were read they lie far apart, between
 * guidance and examples, and a list of thousands of entries would wait for
 * memory longer than it works.  When the facets are made.
 */
void gather_texts(struct catalogue *c);

#endif
