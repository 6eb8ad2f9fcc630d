/* slip.h - how a word that was typed differs from one that may be meant. */
#ifndef PATTERNS_SLIP_H
#define PATTERNS_SLIP_H

#include <stdbool.h>
#include <stddef.h>

enum {
    WORD_MAX = 64, /* bytes; a longer one is no word of ours */
    /* Letters of a word from which on it can hardly be another: one that sounds
     * alike, and any with one slip. */
    SLIP_ALIKE_MIN = 6,
    SLIP_ONE_MIN = 7,
    /* Shorter ones are never meant; from so many on, two slips are looked
     * for. */
    SLIP_SHORT = 3,
    SLIP_LONG = 6
};

/* Slips from one word to the other, each of WORD_MAX bytes at most: a letter
 * too many, too few, another one, or two that changed places.  Of more than max
 * no more is known than that. */
size_t slip_count(const char *a, const char *b, size_t max);

/* "concent" and "consent", "vehical" and "vehicle". */
bool slip_sounds_alike(const char *a, const char *b);

/*
 * Whether somebody who typed the one can hardly have meant anything but the
 * other, which is within two slips of it: letters changed places; one is
 * missing; a longer word sounds alike, or has one slip.  Never if it begins
 * with another letter.
 */
bool slip_is_certain(const char *typed, const char *meant);

#endif
