/* Where the files of a library lie that its pages link to. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "patterns/making.h"

enum { PARENTS_MAX = 3 };

static bool is_file(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

void import_find_home(struct pattern_import *im)
{
    const char *folder = im->from;
    int i;

    im->home = folder;
    for (i = 0; i <= PARENTS_MAX; i++) {
        if (is_file(arena_printf(im->arena, "%s/package.json", folder))) {
            im->home = folder;
            im->up = i;
            return;
        }
        folder = arena_printf(im->arena, "%s/..", folder);
    }
}

enum import_reach import_reach(const struct pattern_import *im,
                               const char *folder, const char *path,
                               struct import_place *ret)
{
    char home[PATH_MAX], real[PATH_MAX];
    const char *whole = arena_printf(im->arena, "%s/%s", folder, path);
    size_t n;

    if (!is_file(whole) || !realpath(im->home, home) || !realpath(whole, real))
        return IMPORT_ABSENT;
    n = strlen(home);
    if (strncmp(home, real, n) != 0 || real[n] != '/') {
        *ret = (struct import_place){.name = path};
        return IMPORT_OUTSIDE;
    }
    ret->path = arena_strdup(im->arena, real);
    ret->name = ret->path + n + 1;
    return IMPORT_REACHED;
}

enum import_reach import_linked(const struct pattern_import *im,
                                const char *path, struct import_place *ret)
{
    static const char *const below[] = {"",        "public/", "dist/", "build/",
                                        "source/", "static/", "src/"};
    enum import_reach reach = IMPORT_ABSENT;
    const char *folder = im->from;
    size_t i;
    int up;

    path += strspn(path, "./");
    for (up = 0; *path && up <= im->up; up++) {
        for (i = 0; i < sizeof(below) / sizeof(below[0]); i++) {
            enum import_reach one = import_reach(
                im, folder, arena_printf(im->arena, "%s%s", below[i], path),
                ret);

            if (one == IMPORT_REACHED)
                return one;
            if (one == IMPORT_OUTSIDE)
                reach = one;
        }
        folder = arena_printf(im->arena, "%s/..", folder);
    }
    return reach;
}
