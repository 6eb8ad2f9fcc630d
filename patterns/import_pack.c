/* A pack of entries, from another Waymark. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <zip.h>

#include "base/text.h"
#include "patterns/files.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"
#include "patterns/pack.h"

struct unpacking {
    struct pattern_import *im;
    zip_t *zip;
    struct files files;
};

/* "kind/slug/…" of parts that are names, and nothing that leads elsewhere. */
static bool is_path(const char *path)
{
    const char *part = path;
    int depth = 0;

    for (;;) {
        size_t n = strcspn(part, "/");

        if (n == 0 || n > NAME_MAX || *part == '.' || memchr(part, '\\', n) ||
            ++depth > FILES_DEPTH_MAX)
            return false;
        if (!part[n])
            return depth > 2 && strlen(path) < 400;
        part += n + 1;
    }
}

static void refuse(const struct unpacking *u, const char *path, const char *why)
{
    problems_add(&u->im->refused, path, "%s", why);
}

/* An entry is taken as it was or not at all: the place of a file that is
 * refused is kept, empty. */
static void keep(struct unpacking *u, const char *path, const char *text,
                 size_t size)
{
    files_add(&u->files, arena_strdup(u->im->arena, path), text, size);
}

static void refuse_file(struct unpacking *u, const char *path, const char *why)
{
    refuse(u, path, why);
    keep(u, path, NULL, 0);
}

static void take_text(struct unpacking *u, const char *path, char *text,
                      size_t size)
{
    struct arena *a = u->im->arena;
    int line;
    const char *fault = files_tidy(a, path, text, size, &size, &line);

    if (fault)
        refuse(u, arena_printf(a, "%s:%d", path, line), fault);
    keep(u, path, fault ? NULL : text, size);
}

/* What the file says of its size is not believed: it is read to its end. */
static void take_file(struct unpacking *u, zip_uint64_t i, const char *path,
                      zip_uint64_t size)
{
    zip_file_t *f = zip_fopen_index(u->zip, i, 0);
    char *text;
    zip_int64_t got;
    char more;

    if (!f) {
        refuse_file(u, path, "cannot be unpacked");
        return;
    }
    text = arena_alloc(u->im->arena, (size_t)size + 1);
    got = zip_fread(f, text, size);
    if (got < 0 || (zip_uint64_t)got != size || zip_fread(f, &more, 1) != 0)
        refuse_file(u, path, "cannot be unpacked: it is damaged");
    else
        take_text(u, path, text, (size_t)size);
    (void)zip_fclose(f);
}

static void look_at(struct unpacking *u, zip_uint64_t i)
{
    zip_stat_t st;

    if (zip_stat_index(u->zip, i, 0, &st) != 0 || !(st.valid & ZIP_STAT_NAME) ||
        !(st.valid & ZIP_STAT_SIZE))
        refuse(u, "a file without a name", "cannot be unpacked");
    else if (text_ends(st.name, "/"))
        return; /* a folder */
    else if (!text_is_line(st.name, strlen(st.name)) || !is_path(st.name))
        refuse(u, text_shown(u->im->arena, st.name, strlen(st.name)),
               "is a path that leads elsewhere or cannot be shown: a pack "
               "holds kind/slug/ and files below");
    else if (st.size > FILE_SIZE_MAX)
        refuse_file(u, st.name, "is larger than 1 MiB");
    else if (u->files.total + st.size > PACK_UNPACKED_MAX)
        refuse_file(u, st.name, "is past 256 MiB of one pack");
    else
        take_file(u, i, st.name, st.size);
}

static enum err open_pack(struct unpacking *u)
{
    zip_int64_t n, i;
    int fault;

    u->zip = zip_open(u->im->from, ZIP_RDONLY, &fault);
    if (!u->zip)
        return ERR_NOT_FOUND;
    n = zip_get_num_entries(u->zip, 0);
    if (n > PACK_FILES_MAX) {
        refuse(u, u->im->from, "has more than 50,000 files");
        n = 0;
    }
    for (i = 0; i < n; i++)
        look_at(u, (zip_uint64_t)i);
    zip_discard(u->zip);
    return OK;
}

/* Why a file cannot lie beside the others of its pack; NULL: it can. */
static const char *clash(const struct unpacking *u, size_t i)
{
    const char *path = u->files.at[i].path, *slash = path;

    if (i + 1 < u->files.n && strcmp(path, u->files.at[i + 1].path) == 0)
        return "is there twice";
    while ((slash = strchr(slash + 1, '/')))
        if (files_find(&u->files, arena_strndup(u->im->arena, path,
                                                (size_t)(slash - path))))
            return "lies in what is a file of the pack, too";
    return NULL;
}

/* The files of one entry, n of them from there on. */
static enum err keep_entry(const struct unpacking *u, size_t from, size_t n,
                           size_t prefix)
{
    struct arena *a = u->im->arena;
    const char *path = u->files.at[from].path;
    size_t kind_n = strcspn(path, "/"), i;
    enum pattern_kind kind;
    struct making *m;

    if (!pattern_kind_find(arena_strndup(a, path, kind_n), &kind)) {
        refuse(u, path, "is of no kind that there is");
        return OK;
    }
    m = making_new(u->im, kind,
                   arena_strndup(a, path + kind_n + 1, prefix - kind_n - 2),
                   arena_strndup(a, path, prefix - 1));
    for (i = 0; i < n; i++) {
        const struct file *f = &u->files.at[from + i];
        const char *why = clash(u, from + i);

        if (why)
            refuse(u, f->path, why);
        if (why || !f->text) {
            refuse(u, m->place, "is left out: a file of it cannot be taken");
            return OK;
        }
        if (!making_add(
                m, &(struct import_file){f->path + prefix, f->text, f->size})) {
            refuse(u, m->place, "has more files than an entry may have");
            return OK;
        }
    }
    return making_keep(m);
}

enum err import_pack(struct pattern_import *im)
{
    struct unpacking u = {.im = im};
    enum err e = open_pack(&u);
    size_t i = 0, n;

    files_sort(&u.files);
    while (!e && i < u.files.n) {
        const char *path = u.files.at[i].path;
        size_t prefix = files_entry_size(path);

        n = files_together(&u.files.at[i], u.files.n - i, prefix);
        e = keep_entry(&u, i, n, prefix);
        i += n;
    }
    files_release(&u.files);
    return e;
}
