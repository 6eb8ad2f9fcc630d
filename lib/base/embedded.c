#include "base/embedded.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded_file embedded_files[]; /* tools/embed.awk */

enum { LIVE_MAX = 4 * 1024 * 1024 };

static const char *live_dir;

void embedded_live(const char *dir)
{
    live_dir = dir;
}

bool embedded_is_live(void)
{
    return live_dir != NULL;
}

const struct embedded_file *embedded_all(void)
{
    return embedded_files;
}

/* From the source tree; ERR_NOT_FOUND: it is not there. */
static enum err read_live(struct arena *a, struct embedded_file *file)
{
    FILE *f = fopen(arena_printf(a, "%s/%s", live_dir, file->path), "rb");
    char *text;

    if (!f)
        return ERR_NOT_FOUND;
    text = arena_alloc(a, LIVE_MAX + 1);
    file->size = fread(text, 1, LIVE_MAX, f);
    file->text = text;
    (void)fclose(f);
    return OK;
}

enum err embedded_find(struct arena *a, const char *name,
                       struct embedded_file *ret_file)
{
    struct embedded_file since = {.name = name, .path = name};
    const struct embedded_file *f;
    enum err e;

    for (f = embedded_files; f->name; f++) {
        if (strcmp(f->name, name) != 0)
            continue;
        *ret_file = *f;
        if (live_dir) /* generated files are nowhere but in the binary */
            (void)!read_live(a, ret_file);
        return OK;
    }
    if (!live_dir || strstr(name, ".."))
        return ERR_NOT_FOUND;
    e = read_live(a, &since);
    if (!e)
        *ret_file = since;
    return e;
}
