/* An imported entry's files, on disk. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "patterns/files.h"
#include "patterns/making.h"

/* Every folder of a path of a file. */
static enum err make_folders(struct arena *a, const char *path)
{
    char *part = arena_strdup(a, path), *slash = part;

    while ((slash = strchr(slash + 1, '/'))) {
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST) {
            log_line("cannot make the folder %s: %s", part,
                     errno == EACCES ? "not allowed" : "storage failed");
            return ERR_IO;
        }
        *slash = '/';
    }
    return OK;
}

static bool holds(struct arena *a, const char *path,
                  const struct import_file *want)
{
    FILE *f = fopen(path, "rb");
    char *text;
    size_t n;

    if (!f)
        return false;
    text = arena_alloc(a, want->size + 1);
    n = fread(text, 1, want->size + 1, f);
    (void)fclose(f);
    return n == want->size && memcmp(text, want->text, n) == 0;
}

/* Beside, and then in its place. */
static enum err put(struct arena *a, const char *path,
                    const struct import_file *file)
{
    const char *part = arena_printf(a, "%s.part", path);
    FILE *f;
    bool written;

    if (make_folders(a, path))
        return ERR_IO;
    f = fopen(part, "wb");
    written = f && fwrite(file->text, 1, file->size, f) == file->size;
    if (f && fclose(f) != 0)
        written = false;
    if (written && rename(part, path) == 0)
        return OK;
    (void)unlink(part);
    log_line("cannot write %s", path);
    return ERR_IO;
}

enum err import_write(const struct pattern_import *im, const char *entry,
                      const struct import_file *files, size_t n,
                      bool *ret_changed)
{
    struct arena *a = arena_new();
    bool changed = false;
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < n; i++) {
        const char *path =
            arena_printf(a, "%s/%s/%s", im->to, entry, files[i].path);

        if (holds(a, path, &files[i]))
            continue;
        changed = true;
        if (!im->dry_run)
            e = put(a, path, &files[i]);
    }
    arena_free(a);
    if (!e)
        *ret_changed = changed;
    return e;
}
