/* number.h - a real as people and programs can both read it. */
#ifndef WEB_NUMBER_H
#define WEB_NUMBER_H

#include "base/buf.h"

/* The fewest digits that read back as the same number; the caller has seen to
 * it that x is finite. */
void number_add(struct buf *out, double x);

#endif
