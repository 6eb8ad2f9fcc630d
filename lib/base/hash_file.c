/* A key that is kept in a file (hash.h). */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "base/hash.h"

/* Written whole beside its name and then given it, so that nobody reads half a
 * key, and that of all who make one at once the first one's counts. */
static enum err key_make(const char *path)
{
    struct hash_key key;
    char beside[PATH_MAX];
    int fd, n = snprintf(beside, sizeof(beside), "%s.XXXXXX", path);
    bool made;

    if (n < 0 || (size_t)n >= sizeof(beside))
        return ERR_IO;
    fd = mkostemp(beside, O_CLOEXEC); /* 0600 */
    if (fd < 0)
        return ERR_IO;
    hash_key_make(&key);
    made =
        write(fd, key.bytes, sizeof(key.bytes)) == (ssize_t)sizeof(key.bytes) &&
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
