/*
 * discover.h - a journey definition proposed from a log of cases and steps.
 *
 * The start is the most usual first step; ends are the steps that are the last
 * of 95 % or more of the cases that hold them and are in at least 1 % of all
 * cases.  Each carries its share and "confirm": true, for a person to look
 * at.  Steps keep the log's names, byte for byte, as titles.  The idle limit
 * comes from the gaps seen; retentionMonths is 0 (keep for good).
 */
#ifndef TRACKER_DISCOVER_H
#define TRACKER_DISCOVER_H

#include <jansson.h>

#include "base/problems.h"
#include "tracker/read.h"

/*
 * Read the file and propose a definition with that id.  In the sink's place:
 * rows that cannot be read are added to p ("line 4") and left out.
 * ERR_INVALID (with a problem) if no row could be read, or there are more
 * than 500 steps.  The caller owns *ret_definition.
 */
MUST_USE enum err discover(struct input *in, const struct read_options *o,
                           const char *id, struct problems *p,
                           json_t **ret_definition);

#endif
