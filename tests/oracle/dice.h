/* dice.h - numbers that look random and are the same for the same seed. */
#ifndef TESTS_ORACLE_DICE_H
#define TESTS_ORACLE_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* SplitMix64 (Steele, Lea and Flood, 2014). */
static inline uint64_t dice_throw(struct dice *d)
{
    uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 to n - 1. */
static inline size_t dice_below(struct dice *d, size_t n)
{
    return (size_t)(dice_throw(d) % n);
}

static inline bool dice_chance(struct dice *d, size_t percent)
{
    return dice_below(d, 100) < percent;
}

#define DICE_PICK(d, list)                                                     \
    ((list)[dice_below((d), sizeof(list) / sizeof((list)[0]))])

#endif
