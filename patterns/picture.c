#include "patterns/picture.h"

#include <string.h>

#include "base/text.h"

#define X(type, media, ending, other) {media, {ending, other}},
static const struct {
    const char *media, *endings[2];
} types[] = {PICTURE_TYPE_MAP(X)};
#undef X

/* How the bytes of each begin, and where; an SVG is told by its text. */
static const struct {
    enum picture_type type;
    size_t at, n;
    const char *bytes;
} marks[] = {{PICTURE_PNG, 0, 8, "\x89PNG\r\n\x1A\n"},
             {PICTURE_JPEG, 0, 3, "\xFF\xD8\xFF"},
             {PICTURE_GIF, 0, 6, "GIF87a"},
             {PICTURE_GIF, 0, 6, "GIF89a"},
             {PICTURE_WEBP, 8, 7, "WEBPVP8"}};

/* Past spaces, and what editors put before the first tag. */
static bool is_drawing(const char *bytes, size_t n)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t i = n > 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;

    while (i < n && strchr(" \t\r\n", bytes[i]))
        i++;
    return i < n && bytes[i] == '<';
}

enum picture_type picture_type(const char *bytes, size_t n)
{
    size_t i;

    for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (n >= marks[i].at + marks[i].n &&
            memcmp(bytes + marks[i].at, marks[i].bytes, marks[i].n) == 0)
            return marks[i].type;
    return is_drawing(bytes, n) ? PICTURE_SVG : PICTURE_TYPES;
}

const char *picture_media(enum picture_type type)
{
    return types[type].media;
}

const char *picture_ending(enum picture_type type)
{
    return types[type].endings[0];
}

static bool ends_as(const char *name, enum picture_type type)
{
    return text_ends(name, types[type].endings[0]) ||
           text_ends(name, types[type].endings[1]);
}

/* "bin-2.jpg": a key and an ending. */
static bool is_name(const char *name)
{
    const char *dot = strchr(name, '.');

    return dot && strlen(name) <= PICTURE_NAME_MAX &&
           text_is_key(name, (size_t)(dot - name)) && !strchr(dot + 1, '.');
}

const char *picture_fault(struct arena *a, const char *name, const char *bytes,
                          size_t n, int *ret_line)
{
    enum picture_type type = picture_type(bytes, n);

    *ret_line = 1;
    if (!is_name(name))
        return "is no name of a picture: give it one of a-z, 0-9 and -, such "
               "as blue-bin.jpg, in pictures/ itself";
    if (n > PICTURE_MAX)
        return arena_printf(a, "is larger than %d KiB: save it smaller",
                            PICTURE_MAX / 1024);
    if (type == PICTURE_TYPES)
        return "is no picture: a PNG, JPEG, GIF, WebP or SVG";
    if (type == PICTURE_SVG) {
        const char *fault = picture_svg_fault(a, bytes, n, ret_line);

        if (fault)
            return fault;
    }
    return ends_as(name, type)
               ? NULL
               : arena_printf(a, "is %s: end its name in %s", types[type].media,
                              types[type].endings[0]);
}

/* Told with its line only where it has lines. */
static void tell(struct arena *a, struct problems *problems,
                 const struct file *f, int line, const char *fault)
{
    problems_add(problems,
                 picture_type(f->text, f->size) == PICTURE_SVG
                     ? arena_printf(a, "%s:%d", f->path, line)
                     : f->path,
                 "%s", fault);
}

enum err pictures_check(const struct entry *entry, struct arena *a,
                        struct problems *problems)
{
    size_t i, n = 0, total = 0;
    enum err e = OK;

    for (i = 0; i < entry->n; i++) {
        const struct file *f = &entry->files[i];
        const char *name = f->path + entry->prefix, *fault;
        int line;

        if (!text_starts(name, FILES_PICTURES))
            continue;
        name += strlen(FILES_PICTURES);
        fault = picture_fault(a, name, f->text, f->size, &line);
        total += f->size;
        if (!fault && ++n > PICTURES_MAX)
            fault = arena_printf(a, "is one of more than %d pictures",
                                 PICTURES_MAX);
        if (!fault && total > PICTURES_TOTAL_MAX)
            fault = arena_printf(a, "is past %d MiB of pictures of one entry",
                                 PICTURES_TOTAL_MAX / 1024 / 1024);
        if (!fault)
            continue;
        tell(a, problems, f, line, fault);
        e = ERR_INVALID;
    }
    return e;
}

const char *picture_address(struct arena *a, const struct pattern *p,
                            const struct pattern_file *f)
{
    const char *below = p->summary ? "/" : "/" ENTRY_VERSIONS;
    const char *version = p->summary ? "" : arena_printf(a, "%s/", p->version);

    return TEXT_CONCAT(a, pattern_address(a, p), below, version, f->name);
}

bool picture_is_elsewhere(const char *src)
{
    return text_starts(src, "//") || src[strcspn(src, ":/?#")] == ':';
}

bool picture_is_in(const struct pattern_file *f, const char *html)
{
    const char *name = f->name + strlen(FILES_PICTURES);
    size_t n = strlen(name);

    while ((html = strstr(html, PICTURES_LINK))) {
        html += strlen(PICTURES_LINK);
        if (strncmp(html, name, n) == 0)
            return true; /* it ends in its ending, so no other begins so */
    }
    return false;
}

size_t picture_next(const struct pattern *p, size_t from)
{
    while (from < p->n_files &&
           !text_starts(p->files[from].name, FILES_PICTURES))
        from++;
    return from;
}
