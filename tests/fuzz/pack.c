/* A pack from somebody else: nothing of it is outside of a kind, and what is
 * not taken is told.  Nothing is written. */
#include <sys/mman.h>
#include <unistd.h>

#include "patterns/import.h"
#include "tests/fuzz/fuzz.h"

void fuzz_pack(const char *bytes, size_t n)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    struct arena *a = arena_new();
    struct pattern_import im;
    char path[32];
    size_t i;
    enum err e;

    FUZZ_HOLDS(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    pattern_import_init(&im, a, path, "/nowhere/catalogue");
    im.dry_run = true;
    e = pattern_import_run(&im, import_source_find("pack"));
    FUZZ_HOLDS(e == OK || (e == ERR_NOT_FOUND && im.n == 0));
    for (i = 0; i < im.n; i++) {
        FUZZ_HOLDS(strchr(im.entries[i].name, '/') &&
                   !strstr(im.entries[i].name, ".."));
        FUZZ_HOLDS(im.entries[i].fate != IMPORT_REFUSED || im.refused.total);
    }
    arena_free(a);
    (void)close(fd);
}
