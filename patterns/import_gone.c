/* What a library had when it was imported before, and has no longer. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "patterns/making.h"

enum { LINE_MAX_BYTES = 200 };

/* Whether the list of that entry says it is of the library. */
static bool is_of(const struct pattern_import *im, struct arena *a,
                  const char *entry)
{
    int fd = open(arena_printf(a, "%s/%s/%s", im->to, entry, IMPORT_LIST),
                  O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "rb");
    char line[LINE_MAX_BYTES] = "";

    if (!f)
        return false;
    if (!fgets(line, sizeof(line), f))
        line[0] = '\0';
    (void)fclose(f);
    return strcmp(line, arena_printf(a, IMPORT_FROM "%s\n", im->library)) == 0;
}

static void find_gone(const struct pattern_import *im, struct arena *a,
                      enum pattern_kind kind, struct files *gone)
{
    const char *key = pattern_kind_key(kind);
    DIR *dir = opendir(arena_printf(a, "%s/%s", im->to, key));
    const struct dirent *entry;

    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone */
    while (dir && (entry = readdir(dir)) && gone->n < CATALOGUE_ENTRIES_MAX) {
        const char *slug = entry->d_name;
        const char *name = arena_printf(a, "%s/%s", key, slug);

        if (text_is_key(slug, strlen(slug)) &&
            !map_find(im->seen, name, strlen(name)) && is_of(im, a, name))
            files_add(gone, name, NULL, 0);
    }
    if (dir)
        (void)closedir(dir);
}

void import_tell_gone(struct pattern_import *im)
{
    struct arena *a = arena_new();
    struct files gone = {0};
    size_t i;
    int kind;

    for (kind = 0; kind < PATTERN_KINDS; kind++)
        find_gone(im, a, (enum pattern_kind)kind, &gone);
    files_sort(&gone);
    for (i = 0; i < gone.n; i++)
        problems_add(&im->cuts, gone.at[i].path,
                     "is %s %s; it stays as it is: remove its folder if "
                     "nobody needs it",
                     im->refused.total ? "not in what could be read of"
                                       : "no longer in",
                     im->from);
    files_release(&gone);
    arena_free(a);
}
