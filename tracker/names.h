/*
 * names.h - the words a journey's events use, numbered.
 *
 * A packed event holds numbers, not words.  Each kind has its own numbers from
 * 1; 0 is "none".  A kind has a lid: past it every new word becomes "other",
 * so that nobody can fill the store with words.
 */
#ifndef TRACKER_NAMES_H
#define TRACKER_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"

/* Stored: new kinds go to the end. */
enum name_kind {
    NAME_STEP, /* ids of steps, and unmapped names */
    NAME_FIELD,
    NAME_RULE,
    NAME_LANG,
    NAME_RELEASE,
    NAME_VARIANT,
    NAME_REFUSAL, /* "7/12": the numbers of a field and a rule seen together */
    NAME_KINDS
};

enum {
    NAMES_MAX = 200,
    NAMES_UNMAPPED_MAX = 100,
    NAMES_REFUSALS_MAX = 1000, /* or a day's figures could grow without end */
    NAMES_STEPS_MAX = 60000,   /* of all versions: a number has 16 bits */
};

struct names {
    struct map numbers;
    char **texts; /* texts[number]; [0] is NULL */
    size_t n, room;
};

void names_init(struct names *names);
void names_release(struct names *names);

/* 0 if the word has no number. */
uint16_t names_find(const struct names *names, const char *word);

/* NULL for 0 and for a number that is not there. */
const char *names_text(const struct names *names, uint16_t number);

/* The number it was given (the next one); the word must be new. */
uint16_t names_add(struct names *names, const char *word);

#endif
