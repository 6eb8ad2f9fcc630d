/*
 * words.h - times and days as people say them, on every page the same.
 *
 * Every text is in the arena.  Numbers and their units are held together by a
 * no-break space.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdint.h>

#include "base/arena.h"

#define NBSP "\xc2\xa0"

/* "under 1 s", "24 s", "1 min 20 s", "2 h 5 min", "3 days 4 h", "95 days". */
char *words_duration(struct arena *a, int64_t ms);

/* "4 to 31 October 2026", "30 September to 2 October 2026", "4 May 2026". */
char *words_days(struct arena *a, int32_t from, int32_t until);

/* "1 attempt was", "2 attempts were": the word that fits the number. */
const char *words_plural(int64_t n, const char *one, const char *several);

#endif
