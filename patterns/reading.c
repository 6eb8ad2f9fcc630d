#include "patterns/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parts.h"
#include "base/text.h"
#include "patterns/entry.h"
#include "patterns/near.h"

/* One thread's, with its own arena. */
struct part {
    struct arena *arena;
    struct problems problems;
    struct reading entries;
};

struct whole {
    const struct files *files;
    size_t *starts; /* of each entry, or of a file in none; and the end */
    struct part parts[PARTS_MAX];
};

/* "component/radios/" of a path: its length, and what it names; 0: none. */
static size_t entry_prefix(struct arena *a, const char *path,
                           struct pattern *ret_pattern)
{
    size_t n = files_entry_size(path), kind_n = strcspn(path, "/");
    const char *slug = path + kind_n + 1;

    if (!n || !text_is_key(slug, n - kind_n - 2))
        return 0;
    if (!pattern_kind_find(arena_strndup(a, path, kind_n), &ret_pattern->kind))
        return 0;
    ret_pattern->slug = arena_strndup(a, slug, n - kind_n - 2);
    return n;
}

/* The kind that a folder's name may mean: "pattern" of "Patterns"; NULL. */
static const char *kind_meant(struct arena *a, const char *name)
{
    const char *bare = near_bare(a, name);
    int kind;

    for (kind = 0; kind < PATTERN_KINDS; kind++) {
        const char *key = pattern_kind_key((enum pattern_kind)kind);

        if (near_is(bare, key))
            return key;
    }
    return NULL;
}

static void tell_misplaced(struct part *part, const char *path)
{
    struct arena *a = part->arena;
    size_t n = strcspn(path, "/"), all = files_entry_size(path);
    const char *kind = arena_strndup(a, path, n),
               *meant = all ? kind_meant(a, kind) : NULL;

    if (meant && strcmp(meant, kind) != 0) {
        problems_add(&part->problems, path,
                     "lies in a folder \"%s\", which is no kind of entry: "
                     "rename it to %s",
                     kind, meant);
    } else if (meant) {
        const char *name = arena_strndup(a, path + n + 1, all - n - 2);

        problems_add(&part->problems, path,
                     "lies in a folder \"%s\", and an entry's is made of a-z, "
                     "0-9 and - (64 at most): rename it, perhaps to %s",
                     name, text_slug(a, name));
    } else {
        problems_add(&part->problems, path,
                     "is not in a folder KIND/NAME of the catalogue, where "
                     "KIND is component, page, pattern, process, service or "
                     "style: move it there, or name the folder that has these "
                     "in it");
    }
}

static void read_one(struct part *part, const struct file *files, size_t n)
{
    struct reading_entry one = {.path = files->path};
    struct entry entry = {.files = files, .n = n};

    entry.prefix = entry_prefix(part->arena, files->path, &one.pattern);
    if (!entry.prefix && files->text)
        tell_misplaced(part, files->path);
    if (!entry.prefix ||
        entry_read(&entry, part->arena, &part->problems, &one.pattern))
        return;
    part->entries.at = mem_grow(part->entries.at, part->entries.n,
                                &part->entries.room, sizeof(one));
    part->entries.at[part->entries.n++] = one;
}

static void read_part(void *whole, size_t number, size_t from, size_t until)
{
    struct whole *w = whole;
    size_t i;

    for (i = from; i < until; i++)
        read_one(&w->parts[number], &w->files->at[w->starts[i]],
                 w->starts[i + 1] - w->starts[i]);
}

/* Where entries begin; returns how many there are. */
static size_t find_starts(const struct files *fs, size_t *ret_starts)
{
    size_t i = 0, n = 0;

    while (i < fs->n) {
        size_t prefix = files_entry_size(fs->at[i].path);

        ret_starts[n++] = i;
        i += prefix ? files_together(&fs->at[i], fs->n - i, prefix) : 1;
    }
    ret_starts[n] = fs->n;
    return n;
}

static void begin(struct part *part, size_t problems_max)
{
    *part = (struct part){.arena = arena_new()};
    problems_init(&part->problems, part->arena, problems_max);
}

static void take(struct part *part, struct arena *a, struct reading *to,
                 struct problems *problems)
{
    problems_add_all(problems, &part->problems);
    if (part->entries.n)
        memcpy(to->at + to->n, part->entries.at,
               part->entries.n * sizeof(*to->at));
    to->n += part->entries.n;
    free(part->entries.at);
    arena_hold(a, part->arena);
    arena_free(part->arena);
}

struct reading reading_all(const struct files *fs, struct arena *a,
                           struct problems *problems)
{
    struct whole *w = mem_new(1, sizeof(*w));
    struct reading all = {0};
    size_t i, n, of;

    w->files = fs;
    w->starts = mem_new(fs->n + 1, sizeof(*w->starts));
    n = find_starts(fs, w->starts);
    of = parts_of(n);
    for (i = 0; i < of; i++)
        begin(&w->parts[i], problems->max);
    parts_run(of, n, read_part, w);
    for (i = 0; i < of; i++)
        all.room += w->parts[i].entries.n;
    all.at = mem_new(all.room + 1, sizeof(*all.at));
    for (i = 0; i < of; i++)
        take(&w->parts[i], a, &all, problems);
    free(w->starts);
    free(w);
    return all;
}
