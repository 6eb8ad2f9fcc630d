#include "patterns/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/log.h"
#include "base/memory.h"
#include "patterns/entry.h"
#include "patterns/files.h"

/* 1 January 1980, midnight, as zip files write it: the first they know. */
enum { NO_TIME = 0, NO_DATE = 1 << 5 | 1 };

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
    return zip_file_set_dostime(zip, (zip_uint64_t)at, NO_TIME, NO_DATE, 0) ==
           0;
}

/* What a closed zip file left in the buffer. */
static enum err take(zip_source_t *buffer, struct pack *ret_pack)
{
    zip_stat_t st;
    char *bytes;
    zip_int64_t got;

    if (zip_source_stat(buffer, &st) != 0 || zip_source_open(buffer) != 0)
        return ERR_IO;
    bytes = mem_new(1, st.size + 1);
    got = zip_source_read(buffer, bytes, st.size);
    (void)zip_source_close(buffer);
    if (got < 0 || (zip_uint64_t)got != st.size) {
        free(bytes);
        return ERR_IO;
    }
    *ret_pack = (struct pack){bytes, st.size};
    return OK;
}

static enum err zip_files(const struct files *files, struct pack *ret_pack)
{
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip;
    enum err e = OK;
    size_t i;

    if (!buffer)
        return ERR_IO;
    zip_source_keep(buffer);
    zip = zip_open_from_source(buffer, ZIP_TRUNCATE, NULL);
    if (!zip) {
        zip_source_free(buffer);
        zip_source_free(buffer);
        return ERR_IO;
    }
    for (i = 0; !e && i < files->n; i++)
        if (!put(zip, &files->at[i]))
            e = ERR_IO;
    if (e)
        zip_discard(zip);
    else if (zip_close(zip) != 0) {
        log_line("a pack could not be made: %s", zip_strerror(zip));
        zip_discard(zip);
        e = ERR_IO;
    }
    if (!e)
        e = take(buffer, ret_pack);
    zip_source_free(buffer);
    return e;
}

enum err pack_make(const struct pattern *const *entries, size_t n,
                   struct pack *ret_pack)
{
    struct packing p = {.arena = arena_new()};
    enum err e;
    size_t i;

    for (i = 0; i < n; i++)
        add_entry(&p, entries[i]);
    files_sort(&p.files);
    e = p.files.n > PACK_FILES_MAX || p.files.total > PACK_UNPACKED_MAX
            ? ERR_TOO_BIG
            : zip_files(&p.files, ret_pack);
    files_release(&p.files);
    arena_free(p.arena);
    return e;
}
