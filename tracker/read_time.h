/*
 * read_time.h - the ways in which logs write a time, made into one.
 *
 * Logs are less strict than our own protocol.  Taken, where year, month and
 * day stand in that order: "/" for "-" in the day, no seconds, a comma before
 * the fraction, an offset without its colon or minutes, or the word UTC or
 * GMT for one, a day alone (its midnight).  A time whose day may be its month
 * (02/03/2026) is not.
 */
#ifndef TRACKER_READ_TIME_H
#define TRACKER_READ_TIME_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/time.h"

/* Whole milliseconds since 1970, or a time; without an offset it is one of the
 * zone.  ERR_INVALID. */
MUST_USE enum err read_time(const char *s, size_t n, const struct zone *zone,
                            int64_t *ret_ms);

#endif
