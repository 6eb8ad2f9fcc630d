#include "patterns/brands.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/embedded.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/files.h"
#include "patterns/palette.h"

enum { PROBLEMS_MAX = 1000 };

static const char root[] = "patterns/brands/";

static struct brand *find(const struct brands *bs, const char *key)
{
    size_t i;

    for (i = 0; i < bs->n; i++)
        if (strcmp(bs->at[i].key, key) == 0)
            return &bs->at[i];
    return NULL;
}

/* "exampleton" of "exampleton.css"; NULL: no brand has such a file. */
static const char *key_of(struct arena *a, const char *path)
{
    size_t n = strlen(path);

    if (!text_ends(path, ".css") || !text_is_key(path, n - 4))
        return NULL;
    return arena_strndup(a, path, n - 4);
}

static void add(struct brands *bs, const struct palette *base,
                const struct file *sheet, struct palette *ret_palette)
{
    const char *key = key_of(bs->arena, sheet->path);
    struct origin o = {.arena = bs->arena,
                       .problems = &bs->problems,
                       .file =
                           arena_printf(bs->arena, "brands/%s", sheet->path)};
    struct palette p;
    struct brand *b = key ? find(bs, key) : NULL;

    if (!key || (!b && bs->n == BRANDS_MAX)) {
        problems_add(&bs->problems, o.file,
                     key ? "there are more than %d brands"
                         : "is no brand: name it after the council, in small "
                           "letters, like exampleton.css",
                     BRANDS_MAX);
        return;
    }
    if (palette_read(&o, base, sheet, &p))
        return;
    if (!b)
        b = &bs->at[bs->n++];
    *b =
        (struct brand){key, *p.name ? p.name : key, palette_css(bs->arena, &p)};
    if (ret_palette)
        *ret_palette = p;
}

static void add_built_in(struct brands *bs, struct palette *ret_base)
{
    const struct embedded_file *f;
    struct embedded_file plain;

    if (embedded_find(bs->arena, "patterns/brands/plain.css", &plain))
        return;
    add(bs, NULL, &(struct file){"plain.css", plain.text, plain.size},
        ret_base);
    for (f = embedded_all(); f->name; f++) {
        const char *path = f->name + sizeof(root) - 1;

        if (text_starts(f->name, root) && strcmp(path, "plain.css") != 0)
            add(bs, ret_base, &(struct file){path, f->text, f->size}, NULL);
    }
}

static int compare(const void *a, const void *b)
{
    const struct brand *x = a, *y = b;
    int plain =
        (strcmp(y->key, BRAND_PLAIN) == 0) - (strcmp(x->key, BRAND_PLAIN) == 0);

    return plain ? plain : strcasecmp(x->name, y->name);
}

static void add_folder(struct brands *bs, const struct palette *base,
                       const char *dir, struct seen *seen)
{
    struct files folder = {.seen = seen};
    size_t i;

    files_folder(&folder, bs->arena, dir, &bs->problems);
    files_sort(&folder);
    for (i = 0; i < folder.n; i++)
        if (folder.at[i].text)
            add(bs, base, &folder.at[i], NULL);
    files_release(&folder);
}

static struct brands *open_from(const char *dir, const char *live,
                                struct seen *seen)
{
    struct brands *bs = mem_new(1, sizeof(*bs));
    struct palette base = {.name = ""};

    bs->arena = arena_new();
    bs->at = arena_array(bs->arena, BRANDS_MAX, sizeof(*bs->at));
    problems_init(&bs->problems, bs->arena, PROBLEMS_MAX);
    add_built_in(bs, &base);
    if (live)
        add_folder(bs, &base, arena_printf(bs->arena, "%s/%s", live, root),
                   NULL);
    if (dir)
        add_folder(bs, &base, dir, seen);
    qsort(bs->at, bs->n, sizeof(*bs->at), compare);
    return bs;
}

struct brands *brands_open(const char *dir, const char *live)
{
    return open_from(dir, live, NULL);
}

struct brands *brands_open_seen(const char *dir, struct seen *seen)
{
    return open_from(dir, NULL, seen);
}

void brands_close(struct brands *bs)
{
    if (!bs)
        return;
    arena_free(bs->arena);
    free(bs);
}

const struct brand *brands_find(const struct brands *bs, const char *key)
{
    return bs ? find(bs, key) : NULL;
}

const char *brand_address(struct arena *a, const char *key)
{
    return arena_printf(a, "/patterns/brands/%s.css", key);
}
