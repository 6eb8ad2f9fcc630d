#include "patterns/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/picture.h"

void files_release(struct files *fs)
{
    free(fs->at);
    *fs = (struct files){0};
}

void files_add(struct files *fs, const char *path, const char *text,
               size_t size)
{
    fs->at = mem_grow(fs->at, fs->n, &fs->room, sizeof(*fs->at));
    fs->at[fs->n++] = (struct file){path, text, size};
    fs->total += size;
}

static const char root[] = "patterns/catalogue/";

void files_embedded(struct files *fs)
{
    const struct embedded_file *f;

    for (f = embedded_all(); f->name; f++)
        if (text_starts(f->name, root))
            files_add(fs, f->name + sizeof(root) - 1, f->text, f->size);
}

void files_generated(struct files *fs)
{
    const struct embedded_file *f;

    for (f = embedded_all(); f->name; f++)
        if (text_starts(f->name, root) && !text_starts(f->path, root))
            files_add(fs, f->name + sizeof(root) - 1, f->text, f->size);
}

bool files_is_picture(const char *path)
{
    static const char versions[] = "versions/";
    const char *below = path + files_entry_size(path);

    if (below > path && text_starts(below, versions)) {
        below += strlen(versions);
        below += strcspn(below, "/");
        below += *below == '/';
    }
    return below > path && text_starts(below, FILES_PICTURES);
}

/* What lies in an entry and is no text at all; NULL: it may be meant as one. */
static const char *no_text(const char *bytes, size_t n)
{
    static const struct {
        const char *begins, *fault;
    } known[] = {
        {"PK\x03\x04", "is a zip file or an office document and no text: take "
                       "it out"},
        {"\xD0\xCF\x11\xE0", "is an office document or a thumbnail file and "
                             "no text: take it out"},
        {"%PDF-", "is a PDF and no text: take it out, or link to it elsewhere"},
    };
    size_t i;

    if (picture_type(bytes, n) < PICTURE_SVG)
        return "is a picture, and pictures lie in pictures/ beside the folders "
               "of examples: move it there";
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (n >= strlen(known[i].begins) &&
            memcmp(bytes, known[i].begins, strlen(known[i].begins)) == 0)
            return known[i].fault;
    return NULL;
}

const char *files_tidy(struct arena *a, const char *path, char *text, size_t n,
                       size_t *ret_size, int *ret_line)
{
    const char *other = no_text(text, n), *fault;

    *ret_size = n;
    if (path && files_is_picture(path))
        return NULL;
    *ret_size = text_tidy(text, n);
    fault = text_file_fault(a, text, *ret_size, ret_line);
    if (!fault || !other)
        return fault;
    *ret_line = 1;
    return other;
}

static int compare(const void *a, const void *b)
{
    const struct file *x = a, *y = b;

    return strcmp(x->path, y->path);
}

void files_sort(struct files *fs)
{
    if (fs->n)
        qsort(fs->at, fs->n, sizeof(*fs->at), compare);
}

const struct file *files_find(const struct files *fs, const char *path)
{
    const struct file wanted = {.path = path};

    return fs->n ? bsearch(&wanted, fs->at, fs->n, sizeof(*fs->at), compare)
                 : NULL;
}

const struct file *files_named(const struct file *files, size_t n,
                               size_t folder, const char *name)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strcmp(files[i].path + folder, name) == 0)
            return &files[i];
    return NULL;
}

size_t files_together(const struct file *first, size_t n, size_t bytes)
{
    size_t i;

    for (i = 0; i < n && strncmp(first[i].path, first->path, bytes) == 0; i++)
        ;
    return i;
}

size_t files_entry_size(const char *path)
{
    const char *slash = strchr(path, '/');

    slash = slash ? strchr(slash + 1, '/') : NULL;
    return slash ? (size_t)(slash + 1 - path) : 0;
}
