#include "base/hash.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sodium.h>

#include "base/files.h"

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

/* Written whole beside its name and then given it, so that nobody reads half a
 * key, and that of all who make one at once the first one's counts. */
static enum err key_make(const char *path)
{
    unsigned char bytes[HASH_KEY_SIZE];
    char beside[PATH_MAX];
    int fd, n = snprintf(beside, sizeof(beside), "%s.XXXXXX", path);
    bool made;

    if (n < 0 || (size_t)n >= sizeof(beside))
        return ERR_IO;
    fd = mkostemp(beside, O_CLOEXEC); /* 0600 */
    if (fd < 0)
        return ERR_IO;
    randombytes_buf(bytes, sizeof(bytes));
    made = write(fd, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes) &&
           fsync(fd) == 0;
    made = close(fd) == 0 && made;
    made = made && (link(beside, path) == 0 || errno == EEXIST);
    (void)unlink(beside);
    return made ? file_keep_name(path) : ERR_IO;
}

enum err hash_key_open(const char *path, struct hash_key *ret_key)
{
    unsigned char bytes[HASH_KEY_SIZE + 1];
    ssize_t n;
    int fd;

    (void)hash_key_of_process(); /* the library is set up there */
    if (access(path, F_OK) < 0) {
        enum err e = key_make(path);

        if (e)
            return e;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ERR_IO;
    n = read(fd, bytes, sizeof(bytes));
    (void)close(fd);
    if (n != HASH_KEY_SIZE)
        return n < 0 ? ERR_IO : ERR_INVALID;
    for (n = 0; n < HASH_KEY_SIZE; n++)
        ret_key->bytes[n] = bytes[n];
    return OK;
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
