/*
 * hash.h - keyed hashes: the only form in which an attempt's id is kept.
 *
 * SipHash-2-4 with 128 bits out (Aumasson and Bernstein, 2012), by libsodium.
 * Without the key nobody can tell which id a hash was made of, or try ids.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { HASH_SIZE = 16, HASH_KEY_SIZE = 16 };

struct hash_key {
    unsigned char bytes[HASH_KEY_SIZE];
};

struct hash {
    unsigned char bytes[HASH_SIZE];
};

/* The key kept in that file (0600), made at random if there is none.
 * ERR_INVALID: the file is not a key; ERR_IO: it cannot be read or made. */
MUST_USE enum err hash_key_open(const char *path, struct hash_key *ret_key);

/* A new one, at random. */
void hash_key_make(struct hash_key *ret_key);

/* A key for tables in memory: random, once a process. */
const struct hash_key *hash_key_of_process(void);

/* The hash of the hashes of a and of b: no other pair gives the same. */
struct hash hash_pair(const struct hash_key *key, const char *a, size_t a_size,
                      const char *b, size_t b_size);

uint64_t hash_short(const struct hash_key *key, const void *bytes, size_t n);

/* For secrets that are long and random already (write keys): BLAKE2b, 256
 * bits.  Not for passwords. */
enum { SECRET_SIZE = 32 };
void secret_make(unsigned char ret_secret[SECRET_SIZE]);
void secret_hash(const void *bytes, size_t n,
                 unsigned char ret_hash[SECRET_SIZE]);

#endif
