/*
 * repeats.h - the same line again and again is told once a minute.
 *
 * A disk that is full fails every commit, and a log that says so a thousand
 * times a second fills what is left.
 */
#ifndef BASE_REPEATS_H
#define BASE_REPEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    REPEATS_LINES = 4, /* of different text that are known at a time */
    REPEATS_TEXT = 1024,
    REPEATS_MS = 60000,
};

struct repeated {
    char text[REPEATS_TEXT];
    int64_t told_ms, missed; /* when it was told; how often not since */
};

struct repeats {
    struct repeated lines[REPEATS_LINES];
    size_t next; /* to be forgotten for another */
};

/* May the line be told?  Starts as {0}.  now_ms goes forward only.  *ret_missed
 * times it was not told since the last time. */
bool repeats_admit(struct repeats *r, const char *text, int64_t now_ms,
                   int64_t *ret_missed);

#endif
