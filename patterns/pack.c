#include "patterns/pack.h"

#include "base/zipped.h"
#include "patterns/entry.h"
#include "patterns/files.h"

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

static enum err zip_files(const struct files *files, struct buf *out)
{
    struct zipped zip;
    enum err e = OK, ended;
    size_t i;

    zipped_begin(&zip, out);
    for (i = 0; !e && i < files->n; i++)
        e = zipped_add(&zip, files->at[i].path, files->at[i].text,
                       files->at[i].size);
    ended = zipped_end(&zip);
    return e ? e : ended;
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
