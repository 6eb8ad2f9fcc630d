/*
 * The pictures that an example of a library names: those that lie in the
 * library come along, and a grey one stands in for those that do not, so that
 * what is shown has its form and names nothing that is not there.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/map.h"
#include "base/text.h"
#include "patterns/making.h"
#include "patterns/picture.h"
#include "patterns/tags.h"
#include "web/srcset.h"

enum { HTML_MAX = FILE_SIZE_MAX, STEM_MAX = 50 };

static const char stand_in[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\" "
    "viewBox=\"0 0 300 200\">\n"
    "<path fill=\"#d9dcdf\" d=\"M0 0h300v200H0z\"/>\n"
    "<path fill=\"#aeb4ba\" d=\"M120 122l20-26 14 17 10-10 16 19z\"/>\n"
    "<circle fill=\"#aeb4ba\" cx=\"168\" cy=\"88\" r=\"6\"/>\n"
    "</svg>\n";

/* What a library has under an address that its markup names. */
struct import_picture {
    const char *why; /* it stays behind; NULL: it does not */
    const char *stem, *bytes;
    size_t n;
    enum picture_type type;
    bool told;
};

/* Reading ------------------------------------------------------------------ */

/* Why it cannot be read; NULL: it was. */
static const char *read_picture(struct arena *a, const char *path,
                                struct import_picture *x)
{
    FILE *f = fopen(path, "rb");
    char *bytes = arena_alloc(a, PICTURE_MAX + 2); /* one too many, a NUL */
    bool whole = false;

    if (f) {
        x->n = fread(bytes, 1, PICTURE_MAX + 1, f);
        whole = ferror(f) == 0;
        (void)fclose(f);
    }
    x->bytes = bytes;
    return whole ? NULL : "cannot be read";
}

/* "exercise" of "images/exercise.jpg". */
static const char *stem_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    return text_slug(a, arena_printf(a, "%.*s", (int)strcspn(name, "."), name));
}

static const char *take_bytes(struct arena *a, struct import_picture *x)
{
    const char *mark;
    int line;

    x->type = picture_type(x->bytes, x->n);
    mark = x->type == PICTURE_SVG ? brand_of(x->bytes) : NULL;
    if (mark)
        return arena_printf(a, "is %s", mark);
    return picture_fault(a,
                         x->type < PICTURE_TYPES
                             ? arena_printf(a, "%.*s%s", STEM_MAX, x->stem,
                                            picture_ending(x->type))
                             : "a.png",
                         x->bytes, x->n, &line);
}

/* Where it is, without what the server of the library puts before it:
 * "/nhsuk-frontend/assets/a.jpg" may be assets/a.jpg. */
static enum import_reach find(const struct pattern_import *im, const char *path,
                              struct import_place *ret)
{
    enum import_reach reach = import_linked(im, path, ret);

    path += strspn(path, "./");
    while (reach == IMPORT_ABSENT && (path = strchr(path, '/')) &&
           strchr(++path, '/'))
        reach = import_linked(im, path, ret);
    return reach;
}

static void look_for(struct pattern_import *im, const char *src,
                     struct import_picture *x)
{
    struct arena *a = im->arena;
    const char *path = arena_strndup(a, src, strcspn(src, "?#"));
    struct import_place place;

    x->stem = stem_of(a, path);
    if (picture_is_elsewhere(src)) {
        x->why = "is not in the library, but elsewhere";
        return;
    }
    x->why = brand_of(path);
    if (x->why) {
        x->why = arena_printf(a, "is %s", x->why);
        return;
    }
    switch (find(im, path, &place)) {
    case IMPORT_ABSENT:
        x->why = "is not in the library";
        return;
    case IMPORT_OUTSIDE:
        x->why = arena_printf(a, "leads out of %s", im->home);
        return;
    case IMPORT_REACHED:
        break;
    }
    x->why = read_picture(a, place.path, x);
    if (!x->why)
        x->why = take_bytes(a, x);
}

/* Looked for once in an import; until the next one is. */
static struct import_picture *known(struct pattern_import *im, const char *src)
{
    bool added;
    int64_t *place = map_put(im->pictures_by_src, src, strlen(src), &added);

    if (added) {
        struct import_picture x = {0};

        *place = (int64_t)im->n_pictures;
        look_for(im, src, &x);
        im->pictures = arena_grow(im->arena, im->pictures, im->n_pictures,
                                  &im->pictures_room, sizeof(*im->pictures));
        im->pictures[im->n_pictures++] = x;
        return &im->pictures[im->n_pictures - 1];
    }
    return &im->pictures[*place];
}

/* In an entry -------------------------------------------------------------- */

/* Its file of that path; NULL: there is none. */
static const struct import_file *file_of(const struct making *m,
                                         const char *path)
{
    size_t i;

    for (i = 0; i < m->n; i++)
        if (strcmp(m->files[i].path, path) == 0)
            return &m->files[i];
    return NULL;
}

/* Room is kept for the one that stands in. */
static const char *why_no_room(const struct making *m, size_t size)
{
    size_t i, n = 1, total = sizeof(stand_in) + size;

    for (i = 0; i < m->n; i++)
        if (text_starts(m->files[i].path, FILES_PICTURES)) {
            n++;
            total += m->files[i].size;
        }
    if (n >= PICTURES_MAX)
        return "is one of too many pictures of one entry";
    return total > PICTURES_TOTAL_MAX ? "is past 4 MiB of pictures of one entry"
                                      : NULL;
}

/* The link to it; *ret_why: there is no room for it. */
static const char *keep(struct making *m, const struct import_picture *x,
                        const char **ret_why)
{
    struct arena *a = m->im->arena;
    const char *path = arena_printf(a, FILES_PICTURES "%.*s%s", STEM_MAX,
                                    x->stem, picture_ending(x->type));
    const struct import_file *f;
    int again = 1;

    while ((f = file_of(m, path))) {
        if (f->size == x->n && memcmp(f->text, x->bytes, x->n) == 0)
            return arena_printf(a, "../%s", path);
        path = arena_printf(a, FILES_PICTURES "%.*s-%d%s", STEM_MAX, x->stem,
                            ++again, picture_ending(x->type));
    }
    *ret_why = why_no_room(m, x->n);
    if (!*ret_why &&
        !making_add(m, &(struct import_file){path, x->bytes, x->n}))
        *ret_why = "is one of too many files of one entry";
    if (*ret_why)
        return NULL;
    m->im->pictures_taken++;
    return arena_printf(a, "../%s", path);
}

/* A way through the markup of one example. */
struct taking {
    struct making *m;
    const char *place;
    struct buf out;
    const char *kept; /* from here on it is not copied yet */
    bool lacks;       /* something stands in for another */
};

/* The link to the entry's own; NULL: it stays behind, which is told once. */
static const char *take(struct taking *t, const char *src)
{
    struct import_picture *x = known(t->m->im, src);
    const char *why = x->why;
    const char *link = why ? NULL : keep(t->m, x, &why);

    if (!link && !x->told)
        problems_add(&t->m->im->cuts, t->place,
                     "the picture %s %s; a grey one stands in for it", src,
                     why);
    x->told = x->told || !link;
    return link;
}

static const char *link_to_stand_in(struct making *m)
{
    static const char path[] = FILES_PICTURES "stand-in.svg";

    if (!file_of(m, path))
        making_file(m, path, stand_in);
    return "../pictures/stand-in.svg";
}

static void copy_until(struct taking *t, const char *at)
{
    buf_add(&t->out, t->kept, (size_t)(at - t->kept));
    t->kept = at;
}

/* A picture's address is written in one way, so it needs no escape. */
static void put(struct taking *t, const char *from, size_t n, const char *link)
{
    copy_until(t, from);
    buf_adds(&t->out, link);
    t->kept = from + n;
}

static void take_src(struct taking *t, const struct tag_part *at)
{
    struct arena *a = t->m->im->arena;
    const char *src = tags_text(a, at->value, at->value_n), *link;

    src = arena_strndup(a, src + strspn(src, " \t\n"),
                        strcspn(src + strspn(src, " \t\n"), " \t\n"));
    if (!*src || *src == '#' || text_starts(src, "data:"))
        return;
    link = take(t, src);
    t->lacks = t->lacks || !link;
    put(t, at->value, at->value_n, link ? link : link_to_stand_in(t->m));
}

/* Where one of them stays behind they all go, and src is shown. */
static void take_srcset(struct taking *t, const struct tag_part *at)
{
    struct arena *a = t->m->im->arena;
    const char *end = at->value + at->value_n, *from = at->value, *src;
    struct taking own = {.m = t->m, .place = t->place, .kept = at->value};
    bool whole = true;
    size_t n;

    buf_init(&own.out, HTML_MAX);
    while (whole && (src = srcset_next(&from, end, &n))) {
        const char *link = take(&own, tags_text(a, src, n));

        whole = link != NULL;
        if (whole)
            put(&own, src, n, link);
    }
    copy_until(&own, end);
    if (whole)
        put(t, at->value, at->value_n, own.out.text);
    else
        put(t, at->from, (size_t)(at->past - at->from), "");
    buf_release(&own.out);
}

static void take_tag(struct taking *t, const struct tag *tag)
{
    bool is_img = strcmp(tag->name, "img") == 0;
    struct tag_part src = {0}, set = {0};

    if (tag_is_picture(t->m->im->arena, tag) && !tag_find(tag, "src", &src))
        src.value = NULL;
    if ((is_img || strcmp(tag->name, "source") == 0) &&
        !tag_find(tag, "srcset", &set))
        set.value = NULL;
    if (set.value && (!src.value || set.value < src.value))
        take_srcset(t, &set);
    if (src.value)
        take_src(t, &src);
    if (set.value && src.value && set.value > src.value)
        take_srcset(t, &set);
}

const char *import_pictures(struct making *m, const char *place,
                            const char *html)
{
    struct taking t = {.m = m, .place = place, .kept = html};
    const char *text;
    struct tags tags;
    struct tag tag;

    buf_init(&t.out, HTML_MAX);
    tags_init(&tags, html, strlen(html), 1);
    while (tags_next(&tags, &tag))
        if (tag.kind == TAG_OPEN)
            take_tag(&t, &tag);
    copy_until(&t, html + strlen(html));
    m->im->pictured += t.lacks;
    text = buf_finish(&t.out)
               ? html
               : arena_strndup(m->im->arena, t.out.text, t.out.len);
    buf_release(&t.out);
    return text;
}
