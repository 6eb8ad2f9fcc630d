/* journey_inside.h - what loading a journey and storing one share. */
#ifndef TRACKER_JOURNEY_INSIDE_H
#define TRACKER_JOURNEY_INSIDE_H

#include "tracker/journey.h"

/* Of that id, and nothing in it yet; journey_free(). */
struct journey *journey_new(const char *slug);

/* The words its events used so far; id is known. */
MUST_USE enum err journey_load_names(struct store *st, struct journey *j);

#endif
