/* Files of a library that an importer knows by their paths. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "patterns/making.h"
#include "patterns/origin.h"

bool import_read(struct pattern_import *im, struct problems *problems,
                 const char *path, const char *place, struct buf *to)
{
    char piece[16 * 1024];
    FILE *f = fopen(path, "rb");
    size_t n, from = to->len;
    const char *fault;
    int line;

    while (f && !to->overflowed && (n = fread(piece, 1, sizeof(piece), f)) > 0)
        buf_add(to, piece, n);
    if (f)
        (void)fclose(f);
    if (!f || to->overflowed) {
        problems_add(problems, place,
                     f ? "is larger than 8 MiB" : "is not there");
        return false;
    }
    buf_cut(to, from + text_tidy(to->text + from, to->len - from));
    fault = text_file_fault(im->arena, to->text + from, to->len - from, &line);
    if (fault)
        problems_add(problems, arena_printf(im->arena, "%s:%d", place, line),
                     "%s", fault);
    return !fault;
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

    buf_init(&text, IMPORT_READ_MAX);
    if (!import_read(im, &im->refused, path, place, &text) ||
        origin_json(&o, text.text, text.len, &json))
        json = NULL;
    buf_release(&text);
    return json;
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
