/*
 * discover.h - a journey definition proposed from a log of cases and steps.
 *
 * Taken are the moving events that have a step (every row of TSV, CSV, XES);
 * events marked as tests are not.  Cases are ordered as attempts are.
 *
 * start      the most usual first step; of two as usual, the one seen first.
 * ends       the steps, the start aside, that are the last of 95 % or more of
 *            the cases that hold them and are in at least 1 % of all cases.
 *            Each carries the share ("lastInShare"), the outcome "completed"
 *            and "confirm": true, for a person to look at.
 * order      start, then the rest, then ends.  A step stands before another
 *            if more cases came to it first than to the other, of the cases
 *            that hold both.  Where that goes in circles, the step with the
 *            fewest cases against it, for the cases it is in, comes next;
 *            where it leaves a choice (branches), the one with the smaller
 *            mean place among the steps of its cases; then the one seen first.
 *            (A mean place alone would put a step where many leave behind the
 *            steps that follow it, and going on would count as going back.)
 * next       of a step that is no end: the steps that came directly after it
 *            in at least 1 % of its leavings, the most usual first, each with
 *            its share ("seen").  Coming again at once is no leaving.
 * titles     the log's names, byte for byte; ids are made of them, and no id
 *            is the title of another step.
 * idleMinutes      the gap that 99 % of the gaps between neighbouring events
 *                  of a case do not pass (nearest rank), in whole minutes,
 *                  rounded up; at least 30, at most ten years.
 * retentionMonths  0 (keep for good), so that an old log can be studied.
 *
 * The same file gives the same definition.  Memory: see caselog.h.
 */
#ifndef TRACKER_DISCOVER_H
#define TRACKER_DISCOVER_H

#include <jansson.h>

#include "base/problems.h"
#include "tracker/read.h"

/*
 * Read the file and propose a definition with that id.  Rows that cannot be
 * read are added to p ("line 4, step") and left out.  ERR_INVALID (with a
 * problem) if no row could be read, the file not to its end, the id is not
 * one, or there are more than 500 steps.  The caller owns *ret_definition; its
 * shares have four places, so dump it with JSON_REAL_PRECISION(4).
 */
MUST_USE enum err discover(struct input *in, const struct read_options *o,
                           const char *id, struct problems *p,
                           json_t **ret_definition);

#endif
