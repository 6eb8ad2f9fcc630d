/* A catalogue is made of the files it is read from (catalogue.h). */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "patterns/facets.h"
#include "patterns/gather.h"
#include "patterns/loops.h"
#include "patterns/reading.h"
#include "patterns/search.h"
#include "patterns/uses.h"

enum { PROBLEMS_MAX = 2000 };

static const char *name_of(struct arena *a, const struct pattern *p)
{
    return arena_printf(a, "%s/%s", pattern_kind_key(p->kind), p->slug);
}

/* Whom an entry of the folder stands in for comes back if it has to go. */
static void add(struct catalogue *c, const struct pattern *p, const char *path)
{
    const char *name = name_of(c->arena, p);
    bool added;
    int64_t *place;

    if (c->n == CATALOGUE_ENTRIES_MAX) {
        problems_add(&c->problems, path,
                     "left out: there are %d entries already",
                     CATALOGUE_ENTRIES_MAX);
        return;
    }
    place = map_put(&c->by_name, name, strlen(name), &added);
    if (added) {
        *place = (int64_t)c->n++;
        c->at[*place] = *p;
    } else {
        struct pattern *before = arena_alloc(c->arena, sizeof(*before));

        *before = c->at[*place];
        c->at[*place] = *p;
        c->at[*place].stands_for = before;
    }
}

static void read_files(struct catalogue *c, const struct files *fs,
                       bool from_folder)
{
    struct reading found = reading_all(fs, c->arena, &c->problems);
    size_t i;

    for (i = 0; i < found.n; i++) {
        found.at[i].pattern.from_folder = from_folder;
        add(c, &found.at[i].pattern, found.at[i].path);
    }
    free(found.at);
}

static int compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;
    int by_title;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    by_title = strcasecmp(x->title, y->title);
    return by_title ? by_title : strcmp(x->slug, y->slug);
}

static void put_in_order(struct catalogue *c)
{
    size_t i;
    bool added;

    if (c->n)
        qsort(c->at, c->n, sizeof(*c->at), compare);
    map_release(&c->by_name);
    map_init(&c->by_name);
    for (i = 0; i < c->n; i++) {
        const char *name = name_of(c->arena, &c->at[i]);
        const char *slug = c->at[i].slug;
        int64_t *place;

        *map_put(&c->by_name, name, strlen(name), &added) = (int64_t)i;
        place = map_put(&c->by_name, slug, strlen(slug), &added);
        if (added) /* the first in the order of kinds */
            *place = (int64_t)i;
    }
}

/* Those that lost their place go, or give it back. */
static void take_out(struct catalogue *c, const bool *lost)
{
    size_t i, n = 0;

    for (i = 0; i < c->n; i++) {
        if (!lost[i])
            c->at[n++] = c->at[i];
        else if (c->at[i].stands_for)
            c->at[n++] = *c->at[i].stands_for;
    }
    c->n = n;
}

static struct catalogue *begin(void)
{
    struct catalogue *c = mem_new(1, sizeof(*c));

    c->arena = arena_new();
    c->at = arena_array(c->arena, CATALOGUE_ENTRIES_MAX, sizeof(*c->at));
    problems_init(&c->problems, c->arena, PROBLEMS_MAX);
    map_init(&c->by_name);
    return c;
}

static struct catalogue *finish(struct catalogue *c)
{
    bool *lost = arena_array(c->arena, c->n, sizeof(*lost));

    put_in_order(c);
    while (loops_find(c, lost)) {
        take_out(c, lost);
        put_in_order(c);
    }
    uses_link(c);
    c->facets = facets_make(c);
    gather_texts(c);
    return c;
}

struct catalogue *catalogue_over(const struct files *built_in,
                                 const struct files *folder,
                                 size_t *ret_built_in)
{
    struct catalogue *c = begin();

    read_files(c, built_in, false);
    *ret_built_in = c->problems.n;
    read_files(c, folder, true);
    return finish(c);
}

struct catalogue *catalogue_make(const struct files *fs)
{
    const struct files none = {0};
    size_t all;

    return catalogue_over(fs, &none, &all);
}

/* seen: NULL where nobody asks. */
static void read_folder(struct catalogue *c, const char *dir, struct seen *seen)
{
    struct files fs = {.seen = seen};

    files_folder(&fs, c->arena, dir, &c->problems);
    files_sort(&fs);
    read_files(c, &fs, true);
    files_release(&fs);
}

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static struct catalogue *open_from(const char *dir, const char *live,
                                   struct seen *seen)
{
    struct catalogue *c = begin();
    struct files built_in = {0};
    const char *tree =
        live ? arena_printf(c->arena, "%s/patterns/catalogue", live) : NULL;

    if (tree && is_folder(tree)) { /* a source tree is what is built in */
        live = tree;
        files_generated(&built_in);
    } else {
        files_embedded(&built_in);
    }
    files_sort(&built_in);
    read_files(c, &built_in, false);
    files_release(&built_in);
    if (dir)
        read_folder(c, dir, seen);
    if (live)
        read_folder(c, live, NULL);
    return finish(c);
}

struct catalogue *catalogue_open(const char *dir)
{
    return open_from(dir, NULL, NULL);
}

struct catalogue *catalogue_open_seen(const char *dir, struct seen *seen)
{
    return open_from(dir, NULL, seen);
}

struct catalogue *catalogue_open_live(const char *dir, const char *live)
{
    return open_from(dir, live, NULL);
}

void catalogue_close(struct catalogue *c)
{
    if (!c)
        return;
    search_free(c->search);
    arena_free(c->arena);
    map_release(&c->by_name);
    free(c);
}
