#include "patterns/pack.h"

#include <zip.h>

#include "base/log.h"
#include "patterns/entry.h"
#include "patterns/files.h"

/* 1 January 1980, midnight, as zip files write it: the first they know. */
enum { NO_TIME = 0, NO_DATE = 1 << 5 | 1 };

/* zlib clears a quarter of a megabyte for each file it deflates: a page of text
 * is sooner copied. */
enum { STORED_MAX = 8 * 1024 };

struct packing {
    struct arena *arena;
    struct files files; /* by their path in the pack */
};

static void add_file(struct packing *p, const char *folder,
                     const struct pattern_file *f)
{
    files_add(&p->files, arena_printf(p->arena, "%s%s", folder, f->name),
              f->text, f->size);
}

static void add_entry(struct packing *p, const struct pattern *entry)
{
    const char *folder = arena_printf(
        p->arena, "%s/%s/", pattern_kind_key(entry->kind), entry->slug);
    size_t i, j;

    for (i = 0; i < entry->n_files; i++)
        add_file(p, folder, &entry->files[i]);
    for (i = 0; i < entry->n_versions; i++) {
        const struct pattern *old = &entry->versions[i];
        const char *below = arena_printf(p->arena, "%s" ENTRY_VERSIONS "%s/",
                                         folder, old->version);

        for (j = 0; j < old->n_files; j++)
            add_file(p, below, &old->files[j]);
    }
}

static bool has(const struct pattern *const *entries, size_t n,
                const struct pattern *wanted)
{
    size_t i;

    for (i = 0; i < n && entries[i] != wanted; i++)
        ;
    return i < n;
}

const struct pattern **pack_with_sheets(struct arena *a,
                                        const struct pattern *const *entries,
                                        size_t n, size_t *ret_n)
{
    size_t room = n, i, j;
    const struct pattern **all;

    for (i = 0; i < n; i++)
        room += entries[i]->n_uses;
    all = arena_array(a, room, sizeof(void *));
    for (i = 0; i < n; i++)
        all[i] = entries[i];
    *ret_n = n;
    for (i = 0; i < n; i++)
        for (j = 0; j < entries[i]->n_uses; j++) {
            const struct pattern *used = entries[i]->uses[j];

            if (used->sheet && !has(all, *ret_n, used))
                all[(*ret_n)++] = used;
        }
    return all;
}

static bool put(zip_t *zip, const struct file *f)
{
    zip_source_t *source = zip_source_buffer(zip, f->text, f->size, 0);
    zip_int64_t at;

    if (!source)
        return false;
    at = zip_file_add(zip, f->path, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(
               zip, (zip_uint64_t)at,
               f->size > STORED_MAX ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)at, NO_TIME, NO_DATE, 0) ==
               0;
}

/* What a closed zip file left in the source. */
static enum err take(zip_source_t *source, struct buf *out)
{
    zip_stat_t st;
    zip_int64_t got;

    if (zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
        return ERR_IO;
    buf_reserve(out, st.size);
    got =
        st.size < out->room ? zip_source_read(source, out->text, st.size) : -1;
    (void)zip_source_close(source);
    if (got < 0 || (zip_uint64_t)got != st.size)
        return ERR_TOO_BIG;
    out->len = st.size;
    out->text[out->len] = '\0';
    return OK;
}

static enum err put_all(zip_t *zip, const struct files *files)
{
    size_t i;

    for (i = 0; i < files->n; i++)
        if (!put(zip, &files->at[i])) {
            zip_discard(zip);
            return ERR_IO;
        }
    if (zip_close(zip) == 0)
        return OK;
    log_line("a pack could not be made: %s", zip_strerror(zip));
    zip_discard(zip);
    return ERR_IO;
}

static enum err zip_files(const struct files *files, struct buf *out)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip =
        source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
    enum err e = ERR_IO;

    if (zip) {
        zip_source_keep(source); /* closing lets go of one */
        e = put_all(zip, files);
    }
    if (!e)
        e = take(source, out);
    zip_source_free(source);
    return e;
}

enum err pack_make(const struct pattern *const *entries, size_t n,
                   struct buf *out)
{
    struct packing p = {.arena = arena_new()};
    enum err e;
    size_t i;

    for (i = 0; i < n; i++)
        add_entry(&p, entries[i]);
    files_sort(&p.files);
    e = p.files.n > PACK_FILES_MAX || p.files.total > PACK_UNPACKED_MAX
            ? ERR_TOO_BIG
            : zip_files(&p.files, out);
    files_release(&p.files);
    arena_free(p.arena);
    return e;
}
