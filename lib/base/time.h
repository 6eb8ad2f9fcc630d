/*
 * time.h - instants, days and an organisation's time zone.
 *
 * An instant is int64_t milliseconds since 1970-01-01T00:00:00Z (`_ms`); a day
 * is int32_t days since 1970-01-01 in some zone (`_day`).  Zones are read from
 * the system's TZif files (RFC 8536), because the C library has no
 * thread-safe way to use two zones.  Calendar arithmetic: H. Hinnant,
 * "chrono-compatible low-level date algorithms".
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_MINUTE INT64_C(60000)
#define MS_PER_DAY    INT64_C(86400000)

/* The instants there are: years 1 to 9999, in UTC, as RFC 3339 writes them. */
#define TIME_MIN_MS INT64_C(-62135596800000)
#define TIME_MAX_MS INT64_C(253402300799999)

enum { TIME_TEXT = 32 }; /* room for any text these functions write */

int64_t time_now_ms(void);

/* From now on the clock counts from that instant.  Before any thread. */
void time_shift(int64_t now_ms);

/* A clock that never steps, for durations. */
int64_t time_steady_ms(void);

/*
 * "2026-03-02T10:00:00.250+01:00": RFC 3339, its date and time parted by T, t
 * or a space, an offset required, fractions beyond milliseconds cut off, the
 * leap second :60 read as :59.999.  From TIME_MIN_MS to TIME_MAX_MS.
 */
MUST_USE enum err time_parse(const char *s, size_t n, int64_t *ret_ms);

/* The same without an offset, as civil time; *ret_ms as if it were UTC. */
MUST_USE enum err time_parse_civil(const char *s, size_t n, int64_t *ret_ms);

/* "2026-03-02". */
MUST_USE enum err day_parse(const char *s, int32_t *ret_day);

/* "2026-03-02T10:00:00Z", with milliseconds only if there are any. */
void time_format(int64_t ms, char ret_text[TIME_TEXT]);
void day_format(int32_t day, char ret_text[TIME_TEXT]); /* "2026-03-02" */

/* "2 March 2026", as people read it. */
void day_format_long(int32_t day, char ret_text[TIME_TEXT]);

int32_t day_from_civil(int year, int month, int day);

/* The day it is in UTC at that instant. */
int32_t day_utc(int64_t ms);

/* The same day of the month some months on (or back); the last day of a month
 * that has no such day. */
int32_t day_add_months(int32_t day, int months);

struct zone;

/*
 * "Europe/London", from /usr/share/zoneinfo (or $TZDIR).  "UTC" is always
 * there.  ERR_INVALID for a name that is no zone's, ERR_NOT_FOUND where the
 * system has no file for it; ERR_IO where it cannot be read now.  Lives for
 * ever, shared by all threads: a zone is read once.
 */
MUST_USE enum err zone_open(const char *name, const struct zone **ret_zone);

/* Seconds east of Greenwich at that instant. */
int32_t zone_offset_s(const struct zone *z, int64_t ms);

/* The day it is in the zone at that instant. */
int32_t zone_day(const struct zone *z, int64_t ms);

/*
 * The instant of a civil time (as time_parse_civil() gives it).  A time that
 * comes twice is the first; one that is skipped is as far after the gap.
 */
int64_t zone_instant_ms(const struct zone *z, int64_t civil_ms);

#endif
