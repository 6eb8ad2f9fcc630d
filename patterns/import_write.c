/*
 * An imported entry's files, on disk.
 *
 * What was written lies in a list beside them, each file with its digest.  By
 * that the next import knows what it may take away, because the source has it
 * no longer, and what somebody changed since, which it leaves alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/map.h"
#include "base/text.h"
#include "patterns/files.h"
#include "patterns/making.h"

enum { HEX = 2 * DIGEST_SIZE, LIST_MAX = MAKING_FILES_MAX * 512 };

/* An entry that is being written. */
struct writing {
    struct pattern_import *im;
    struct arena *arena; /* of this entry alone */
    const char *entry;   /* "component/radios" */
    const char *list;    /* of the import before, "" if there was none */
    struct map lines;    /* of a path to its line in list */
    struct buf next;     /* and of this one */
    bool in_doubt;       /* not all that the source has of it could be read */
    bool changed;
};

static enum err cannot(const char *what, const char *path)
{
    log_line("cannot %s %s: %s", what, path, strerrordesc_np(errno));
    return ERR_IO;
}

/* Every folder of a path of a file. */
static enum err make_folders(struct arena *a, const char *path)
{
    char *part = arena_strdup(a, path), *slash = part;

    while ((slash = strchr(slash + 1, '/'))) {
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return cannot("make the folder", part);
        *slash = '/';
    }
    return OK;
}

static const char *path_of(const struct writing *w, const char *name)
{
    return arena_printf(w->arena, "%s/%s/%s", w->im->to, w->entry, name);
}

/* What is there, past the lid as far as that, so that it is no other file's;
 * *ret_text NULL: nothing.  ERR_IO, told: what cannot be read may be somebody's
 * work. */
static enum err read_file(const struct writing *w, const char *name, size_t max,
                          const char **ret_text, size_t *ret_size)
{
    const char *path = path_of(w, name);
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    enum err e = OK;
    struct stat st;

    *ret_text = NULL;
    if (fd < 0)
        return errno == ENOENT ? OK : cannot("read", path);
    if (fstat(fd, &st) != 0) {
        e = cannot("read", path);
    } else if (S_ISREG(st.st_mode)) {
        size_t most = (size_t)st.st_size <= max ? (size_t)st.st_size : max + 1;
        char *text = arena_alloc(w->arena, most + 1);
        ssize_t n, got = 0;

        while ((n = read(fd, text + got, most - (size_t)got)) > 0)
            got += n;
        if (n < 0)
            e = cannot("read", path);
        text[got] = '\0';
        *ret_text = text;
        *ret_size = (size_t)got;
    }
    (void)close(fd);
    return e;
}

/* Beside, and then in its place. */
static enum err put(const struct writing *w, const char *name, const char *text,
                    size_t size)
{
    const char *path = path_of(w, name);
    const char *part = arena_printf(w->arena, "%s.part", path);
    FILE *f;
    bool written;

    if (make_folders(w->arena, path))
        return ERR_IO;
    f = fopen(part, "wb");
    written = f && fwrite(text, 1, size, f) == size;
    if (f && fclose(f) != 0)
        written = false;
    if (written && rename(part, path) == 0)
        return OK;
    (void)cannot("write", path);
    (void)unlink(part);
    return ERR_IO;
}

/* What was written before ------------------------------------------------- */

static const char *hex_of(struct arena *a, const char *text, size_t size)
{
    const struct digest d = digest_of(text, size);
    char *hex = arena_alloc(a, HEX + 1);

    text_hex(d.bytes, DIGEST_SIZE, hex);
    return hex;
}

/* The line behind that one; "" at the end. */
static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

/* The path on a line "HEX path"; NULL: it is none. */
static const char *listed_path(const struct writing *w, const char *line)
{
    size_t n = strcspn(line, "\n");

    if (n <= HEX + 1 || line[HEX] != ' ')
        return NULL;
    return arena_strndup(w->arena, line + HEX + 1, n - HEX - 1);
}

static enum err read_list(struct writing *w)
{
    size_t size;
    const char *line;
    enum err e = read_file(w, IMPORT_LIST, LIST_MAX, &w->list, &size);

    if (e || !w->list)
        w->list = "";
    for (line = w->list; *line; line = next_line(line)) {
        const char *path = listed_path(w, line);
        bool added;

        if (path)
            *map_put(&w->lines, path, strlen(path), &added) = line - w->list;
    }
    return e;
}

/* "HEX path" of that path in the list; NULL: it does not stand there. */
static const char *listed(const struct writing *w, const char *name)
{
    const int64_t *at = map_find(&w->lines, name, strlen(name));

    return at ? w->list + *at : NULL;
}

/* Somebody wrote the file, or changed it since the import did. */
static bool is_theirs(const struct writing *w, const char *line,
                      const char *text, size_t size)
{
    return !line || memcmp(line, hex_of(w->arena, text, size), HEX) != 0;
}

/* An entry that no import wrote is somebody's own; ERR_CONFLICT: it has a file
 * that the source has otherwise. */
static enum err look_whose(const struct writing *w,
                           const struct import_file *files, size_t n)
{
    size_t i;

    for (i = 0; !*w->list && i < n; i++) {
        const char *now;
        size_t size;
        enum err e = read_file(w, files[i].path, FILE_SIZE_MAX, &now, &size);

        if (e)
            return e;
        if (now &&
            (size != files[i].size || memcmp(now, files[i].text, size) != 0))
            return ERR_CONFLICT;
    }
    return OK;
}

static void note(struct writing *w, const char *hex, const char *name)
{
    buf_addf(&w->next, "%.*s %s\n", HEX, hex, name);
}

static enum err write_one(struct writing *w, const struct import_file *f)
{
    const char *line = listed(w, f->path), *now;
    size_t size;
    enum err e = read_file(w, f->path, FILE_SIZE_MAX, &now, &size);

    if (e)
        return e;
    if (now && size == f->size && memcmp(now, f->text, size) == 0) {
        note(w, hex_of(w->arena, now, size), f->path);
        return OK;
    }
    if (now && is_theirs(w, line, now, size)) {
        if (line)
            note(w, line, f->path);
        problems_add(&w->im->cuts,
                     arena_printf(w->im->arena, "%s/%s", w->entry, f->path),
                     "was written or changed here, and stays: to have what the "
                     "source says, remove it and import again");
        return OK;
    }
    w->changed = true;
    note(w, hex_of(w->arena, f->text, f->size), f->path);
    return w->im->dry_run ? OK : put(w, f->path, f->text, f->size);
}

/* The folders it leaves empty go too. */
static void take_away(struct writing *w, const char *name)
{
    char *path = arena_strdup(w->arena, path_of(w, name)), *slash;

    w->changed = true;
    if (w->im->dry_run || unlink(path) != 0)
        return;
    while (strlen(path) > strlen(path_of(w, "")) &&
           (slash = strrchr(path, '/'))) {
        *slash = '\0';
        if (rmdir(path) != 0)
            break;
    }
}

static enum err look_at_old(struct writing *w, const char *line,
                            const char *name)
{
    const char *place = arena_printf(w->im->arena, "%s/%s", w->entry, name);
    const char *now;
    size_t size;
    enum err e;

    if (*name == '/' || strstr(name, ".."))
        return OK;
    e = read_file(w, name, FILE_SIZE_MAX, &now, &size);
    if (e || !now)
        return e;
    if (is_theirs(w, line, now, size)) {
        problems_add(&w->im->cuts, place,
                     "the source has it no longer; it was changed here, and "
                     "stays");
        return OK;
    }
    if (w->in_doubt) {
        note(w, line, name);
        problems_add(&w->im->cuts, place,
                     "is not in what could be read of the source, and stays");
        return OK;
    }
    take_away(w, name);
    problems_add(&w->im->cuts, place,
                 "the source has it no longer: it was taken away");
    return OK;
}

/* Of what the import before wrote, what is not written now. */
static enum err sort_out_old(struct writing *w, const struct import_file *files,
                             size_t n)
{
    enum err e = OK;
    const char *line;
    struct map names;
    bool added;
    size_t i;

    map_init(&names);
    for (i = 0; i < n; i++)
        (void)map_put(&names, files[i].path, strlen(files[i].path), &added);
    for (line = w->list; !e && *line; line = next_line(line)) {
        const char *name = listed_path(w, line);

        if (name && !map_find(&names, name, strlen(name)))
            e = look_at_old(w, line, name);
    }
    map_release(&names);
    return e;
}

/* Something was refused of the folder that it is from. */
static bool is_in_doubt(const struct making *m)
{
    const struct problems *refused = &m->im->refused;
    const char *slash = strrchr(m->place, '/');
    size_t n = slash ? (size_t)(slash - m->place) + 1 : 0, i;

    for (i = 0; i < refused->n; i++)
        if (strncmp(refused->at[i].place, m->place, n) == 0)
            return true;
    return refused->total > refused->n;
}

enum err import_write(const struct making *m, bool *ret_changed)
{
    struct pattern_import *im = m->im;
    const struct import_file *files = m->files;
    struct writing w = {.im = im,
                        .arena = arena_new(),
                        .entry = m->name,
                        .in_doubt = is_in_doubt(m)};
    size_t n = m->n;
    enum err e;
    size_t i;

    buf_init(&w.next, LIST_MAX);
    if (im->library)
        buf_addf(&w.next, IMPORT_FROM "%s\n", im->library);
    map_init(&w.lines);
    e = read_list(&w);
    if (!e)
        e = look_whose(&w, files, n);
    for (i = 0; !e && i < n; i++)
        e = write_one(&w, &files[i]);
    if (!e)
        e = sort_out_old(&w, files, n);
    if (!e && !im->dry_run && !buf_finish(&w.next) &&
        strcmp(w.list, w.next.text) != 0)
        e = put(&w, IMPORT_LIST, w.next.text, w.next.len);
    if (!e)
        *ret_changed = w.changed;
    map_release(&w.lines);
    buf_release(&w.next);
    arena_free(w.arena);
    return e;
}
