/*
 * shelf.h - the catalogue that is shown now, and the councils' colours.
 *
 * A site that serves has one catalogue from start to end.  A site whose
 * catalogue is being written (serve --live DIR) reads it again whenever a file
 * of it or of the brands has changed: what is shown is what would be
 * published.  Whoever shows it holds the one it has until it takes a newer
 * one, so that nothing it points to goes away under it.
 *
 * It is read by a thread of its own, which whoever takes the first copy waits
 * for.  A shelf may be asked by any thread.
 */
#ifndef PATTERNS_SHELF_H
#define PATTERNS_SHELF_H

#include "patterns/brands.h"
#include "patterns/catalogue.h"

struct shelf;

/* data: the data folder, whose catalogue/ and brands/ are read.  live: the
 * folder that is written in, a catalogue or a source tree; NULL: nothing
 * changes.  Both are copied. */
struct shelf *shelf_open(const char *data, const char *live);

/* Nobody holds anything of it any more. */
void shelf_close(struct shelf *s);

/* The newest catalogue in the place of the one that is held, NULL the first
 * time, and the brands beside it.  Both are held until the next call or
 * shelf_close().  ret_brands NULL: nobody asks. */
const struct catalogue *shelf_take(struct shelf *s,
                                   const struct catalogue *held,
                                   const struct brands **ret_brands);

/* Read it again if a file has changed since. */
void shelf_look(struct shelf *s);

#endif
