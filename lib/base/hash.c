#include "base/hash.h"

#include <endian.h>
#include <pthread.h>
#include <stdlib.h>

#include <sodium.h>

static struct hash_key process_key;
static pthread_once_t process_key_once = PTHREAD_ONCE_INIT;

static void make_process_key(void)
{
    if (sodium_init() < 0)
        abort();
    randombytes_buf(process_key.bytes, sizeof(process_key.bytes));
}

const struct hash_key *hash_key_of_process(void)
{
    (void)pthread_once(&process_key_once, make_process_key);
    return &process_key;
}

void hash_key_make(struct hash_key *ret_key)
{
    (void)hash_key_of_process(); /* the library is set up there */
    randombytes_buf(ret_key->bytes, sizeof(ret_key->bytes));
}

struct hash hash_pair(const struct hash_key *key, const char *a, size_t a_size,
                      const char *b, size_t b_size)
{
    struct hash first, out;
    unsigned char both[2 * HASH_SIZE];

    crypto_shorthash_siphashx24(first.bytes, (const unsigned char *)a, a_size,
                                key->bytes);
    crypto_shorthash_siphashx24(out.bytes, (const unsigned char *)b, b_size,
                                key->bytes);
    for (size_t i = 0; i < HASH_SIZE; i++) {
        both[i] = first.bytes[i];
        both[HASH_SIZE + i] = out.bytes[i];
    }
    crypto_shorthash_siphashx24(out.bytes, both, sizeof(both), key->bytes);
    return out;
}

uint64_t hash_short(const struct hash_key *key, const void *bytes, size_t n)
{
    uint64_t value;

    crypto_shorthash_siphash24((unsigned char *)&value, bytes, n, key->bytes);
    return be64toh(value);
}

void secret_make(unsigned char ret_secret[SECRET_SIZE])
{
    (void)hash_key_of_process(); /* the library is set up there */
    randombytes_buf(ret_secret, SECRET_SIZE);
}

void secret_hash(const void *bytes, size_t n,
                 unsigned char ret_hash[SECRET_SIZE])
{
    (void)crypto_generichash(ret_hash, SECRET_SIZE, bytes, n, NULL, 0);
}
