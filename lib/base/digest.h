/*
 * digest.h - whether two texts are the same, from 16 bytes of each.
 *
 * Quick and without a key: for what nobody gains by forging (the tag of a page,
 * a file that was written before).  Two halves that multiply 128 bits and fold
 * them, as wyhash does (Wang Yi, 2019); each half sees every byte.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_SIZE = 16 };

struct digest {
    unsigned char bytes[DIGEST_SIZE];
};

/* The same on every machine and in every release. */
struct digest digest_of(const void *bytes, size_t n);

#endif
