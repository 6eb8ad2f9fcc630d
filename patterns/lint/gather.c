#include "patterns/lint/gather.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "base/text.h"
#include "patterns/entry.h"

enum { PROBLEMS_MAX = 2000 };

/* by_name: of "kind/slug/" the place in entries[]. */
static void add_entry(struct gathered *g, struct map *by_name,
                      const struct layer *layer, const struct file *files,
                      size_t n, size_t prefix)
{
    struct arena *a = g->lint->arena;
    size_t kind_n = strcspn(files->path, "/"), i;
    struct file *kept = arena_array(a, n, sizeof(*kept));
    struct lint_entry e = {.lint = g->lint,
                           .prefix = prefix,
                           .files = kept,
                           .all = files,
                           .n_all = n,
                           .root = layer->root,
                           .cut = layer->cut,
                           .told = layer->told,
                           .from_folder = layer->from_folder};
    bool added;
    int64_t *place;

    for (i = 0; i < n; i++)
        if (!text_starts(files[i].path + prefix, ENTRY_VERSIONS)) {
            e.torn = e.torn || !files[i].text;
            kept[e.n++] = files[i];
        }
    e.kind = arena_strndup(a, files->path, kind_n);
    e.slug = arena_strndup(a, files->path + kind_n + 1, prefix - kind_n - 2);
    place = map_put(by_name, files->path, prefix, &added);
    if (added)
        *place = (int64_t)g->n++;
    g->entries[*place] = e;
}

/* Files of one entry stand together. */
static void add_layer(struct gathered *g, struct map *by_name,
                      const struct layer *layer)
{
    const struct files *fs = &layer->files;
    size_t i = 0, n;

    while (i < fs->n) {
        size_t prefix = files_entry_size(fs->at[i].path);

        n = prefix ? files_together(&fs->at[i], fs->n - i, prefix) : 1;
        if (prefix)
            add_entry(g, by_name, layer, &fs->at[i], n, prefix);
        i += n;
    }
}

static int by_path(const void *a, const void *b)
{
    const struct lint_entry *x = a, *y = b;
    int order = strcmp(x->root, y->root);

    if (order)
        return order;
    order = strcmp(x->kind, y->kind);
    return order ? order : strcmp(x->slug, y->slug);
}

static void gather_all(struct gathered *g)
{
    struct map by_name;
    size_t i, j, n = 0;

    for (i = 0; i < g->n_layers; i++)
        n += g->layers[i].files.n;
    g->entries = arena_array(g->lint->arena, n, sizeof(*g->entries));
    map_init(&by_name);
    for (i = 0; i < g->n_layers; i++)
        add_layer(g, &by_name, &g->layers[i]);
    map_release(&by_name);
    for (i = 0; i < g->n; i++) {
        const struct lint_entry *e = &g->entries[i];

        for (j = 0; e->from_folder && j < e->n; j++)
            files_add(&g->folders, e->files[j].path, e->files[j].text,
                      e->files[j].size);
    }
    files_sort(&g->folders);
    if (g->n)
        qsort(g->entries, g->n, sizeof(*g->entries), by_path);
}

/* prefix: where in a catalogue it is, "page/news/"; "": it is one. */
static struct layer *add_folder(struct gathered *g, const char *dir,
                                const char *prefix)
{
    struct layer *layer = &g->layers[g->n_layers++];
    struct arena *a = g->lint->arena;

    layer->from_folder = true;
    layer->root = arena_printf(a, "%s%s", dir, text_ends(dir, "/") ? "" : "/");
    layer->cut = strlen(prefix);
    problems_init(&layer->problems, a, PROBLEMS_MAX);
    if (layer->cut)
        files_part(&layer->files, a, dir,
                   arena_strndup(a, prefix, layer->cut - 1), &layer->problems);
    else
        files_folder(&layer->files, a, dir, &layer->problems);
    files_sort(&layer->files);
    return layer;
}

static bool is_there(struct arena *a, const char *dir, const char *name)
{
    return access(arena_printf(a, "%s/%s", dir, name), R_OK) == 0;
}

/* The last parts of a path, "page/" or "page/news/"; NULL: it is not there. */
static const char *last_parts(struct arena *a, const char *dir, int parts)
{
    char *real = realpath(dir, NULL), *at;
    const char *prefix;

    if (!real)
        return NULL;
    for (at = real + strlen(real); at > real; at--)
        if (at[-1] == '/' && --parts == 0)
            break;
    prefix = arena_printf(a, "%s/", at);
    free(real);
    return prefix;
}

/* The folder of one entry, or of one kind, is read as if it lay in a
 * catalogue.  ERR_NOT_FOUND: it is of no kind. */
static enum err add_part(struct gathered *g, const char *dir, int parts)
{
    struct arena *a = g->lint->arena;
    const char *prefix = last_parts(a, dir, parts);
    enum pattern_kind kind;

    if (!prefix || !pattern_kind_find(
                       arena_strndup(a, prefix, strcspn(prefix, "/")), &kind))
        return ERR_NOT_FOUND;
    add_folder(g, dir, prefix)->told = true;
    return OK;
}

static bool is_catalogue(struct arena *a, const char *dir)
{
    int kind;

    for (kind = 0; kind < PATTERN_KINDS; kind++)
        if (is_there(a, dir, pattern_kind_key((enum pattern_kind)kind)))
            return true;
    return false;
}

static enum err add_layers(struct gathered *g)
{
    const struct lint_options *o = g->lint->options;
    struct arena *a = g->lint->arena;
    struct layer *built_in = &g->layers[g->n_layers++];

    built_in->root = "patterns/catalogue/";
    built_in->told = !o->dir;
    problems_init(&built_in->problems, a, 1);
    files_embedded(&built_in->files);
    files_sort(&built_in->files);
    if (o->data)
        add_folder(g, o->data, "")->told = !o->dir;
    if (!o->dir)
        return OK;
    if (is_there(a, o->dir, "index.md"))
        return add_part(g, o->dir, 2);
    if (!is_catalogue(a, o->dir))
        return add_part(g, o->dir, 1);
    add_folder(g, o->dir, "")->told = true;
    return OK;
}

enum err lint_gather(struct lint *lint, struct gathered *ret)
{
    enum err e;

    *ret = (struct gathered){.lint = lint};
    e = add_layers(ret);
    if (!e)
        gather_all(ret);
    return e;
}

void lint_gathered_release(struct gathered *g)
{
    size_t i;

    for (i = 0; i < g->n_layers; i++)
        files_release(&g->layers[i].files);
    files_release(&g->folders);
}
