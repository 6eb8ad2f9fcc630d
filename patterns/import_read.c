/* Files of a library that an importer knows by their paths. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/making.h"
#include "patterns/origin.h"

/* NULL: all of it is there.  Nobody waits for a pipe. */
static const char *read_whole(struct arena *a, const char *path, struct buf *to)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    const char *fault = NULL;
    char piece[16 * 1024];
    struct stat st;
    ssize_t n = 0;

    if (fd < 0)
        return errno == ENOENT ? "is not there"
                               : arena_printf(a, "cannot be opened: %s",
                                              strerrordesc_np(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        fault = "is not a file";
    while (!fault && !to->overflowed &&
           (n = read(fd, piece, sizeof(piece))) > 0)
        buf_add(to, piece, (size_t)n);
    (void)close(fd);
    if (to->overflowed)
        fault = "is larger than 8 MiB";
    return n < 0 ? "cannot be read to its end: see to its disk" : fault;
}

bool import_read(struct pattern_import *im, struct problems *problems,
                 const char *path, const char *place, struct buf *to)
{
    size_t from = to->len;
    const char *fault = read_whole(im->arena, path, to);
    int line;

    if (!fault) {
        buf_cut(to, from + text_tidy(to->text + from, to->len - from));
        fault =
            text_file_fault(im->arena, to->text + from, to->len - from, &line);
        if (fault)
            place = arena_printf(im->arena, "%s:%d", place, line);
    }
    if (!fault)
        return true;
    problems_add(problems, place, "%s", fault);
    buf_cut(to, from);
    return false;
}

bool import_is_link(struct pattern_import *im, const char *path,
                    const char *place)
{
    struct stat st;

    if (lstat(path, &st) != 0 || !S_ISLNK(st.st_mode))
        return false;
    problems_add(&im->refused, place,
                 "is a link, and links are not followed: put in its place what "
                 "it leads to");
    return true;
}

json_t *import_json(struct pattern_import *im, const char *path,
                    const char *place)
{
    const struct origin o = {.arena = im->arena,
                             .problems = &im->refused,
                             .file = place,
                             .theirs = true};
    json_t *json = NULL;
    struct buf text;

    if (import_is_link(im, path, place))
        return NULL;
    buf_init(&text, IMPORT_READ_MAX);
    if (!import_read(im, &im->refused, path, place, &text) ||
        origin_json(&o, text.text, text.len, &json))
        json = NULL;
    buf_release(&text);
    return json;
}

const char *import_json_place(struct pattern_import *im, const char *path,
                              const char *place, const char *part)
{
    struct problems told = {.arena = im->arena};
    struct buf text;

    buf_init(&text, IMPORT_READ_MAX);
    if (import_read(im, &told, path, place, &text))
        place = arena_printf(im->arena, "%s:%d", place,
                             json_line(text.text, text.len, part));
    buf_release(&text);
    return place;
}

json_t *import_package(struct pattern_import *im, const char *folder)
{
    const struct problems before = im->refused;
    json_t *json = import_json(
        im, arena_printf(im->arena, "%s/package.json", folder), "package.json");

    im->refused = before;
    return json;
}

const char *import_version(const json_t *package)
{
    const char *version =
        json_string_value(json_object_get(package, "version"));

    return version && strlen(version) <= PATTERN_VERSION_MAX ? version : "";
}
