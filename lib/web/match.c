#include "web/match.h"

#include <string.h>

#include "base/text.h"

static const struct {
    const char *suffix;
    enum format format;
} formats[] = {
    {".json", FORMAT_JSON}, {".csv", FORMAT_CSV}, {".md", FORMAT_MD},
    {".txt", FORMAT_TXT},   {".zip", FORMAT_ZIP},
};

bool match_ends_as_format(const char *path)
{
    size_t i;

    for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (text_ends(path, formats[i].suffix))
            return true;
    return false;
}

static enum format format_of(struct arena *a, const char *path,
                             const char **ret_stem)
{
    size_t i, n = strlen(path);

    *ret_stem = path;
    if (!memchr(path, '.', n))
        return FORMAT_HTML;
    for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        size_t end = strlen(formats[i].suffix);

        /* "/a/.json" has no name to put an end to */
        if (!text_ends(path, formats[i].suffix) || path[n - end - 1] == '/')
            continue;
        *ret_stem = arena_strndup(a, path, n - end);
        return formats[i].format;
    }
    return FORMAT_HTML;
}

/* A segment of the path, by the name the route gives it. */
static bool take_segment(const struct request *rq, const struct route *route,
                         const char *name, size_t name_size, const char *text)
{
    struct values *values = rq->values;
    struct value value = {.name = name, .name_size = name_size};
    const struct field *field = values_field(route, name, name_size);

    if (!*text || values->n == VALUES_MAX)
        return false;
    if (values_check(rq, field, text, &value))
        return false;
    values->at[values->n++] = value;
    return true;
}

/* Whether it is so long and has the same literal parts; most routes do not. */
static bool has_form_of(const char *path, const char *want)
{
    while (*want && *path) {
        if (*want == ':') {
            want = strchrnul(want, '/');
            path = strchrnul(path, '/');
        } else if (*want++ != *path++) {
            return false;
        }
    }
    return !*want && !*path;
}

/* Its segments are what they must be, and are taken. */
static bool take_segments(const struct request *rq, const struct route *route,
                          const char *path)
{
    const char *want = route->path;

    rq->values->n = 0;
    while (*want) {
        const char *want_end = strchrnul(++want, '/');
        const char *end = strchrnul(++path, '/');

        if (*want == ':' &&
            !take_segment(rq, route, want + 1, (size_t)(want_end - want) - 1,
                          arena_strndup(rq->arena, path, (size_t)(end - path))))
            return false;
        want = want_end;
        path = end;
    }
    return true;
}

static size_t slashes(const char *path)
{
    return text_times(path, strlen(path), '/');
}

struct entry match_entry(const struct route *route, const struct routes *folder)
{
    return (struct entry){route, folder, slashes(route->path)};
}

struct match match_route(const struct request *rq,
                         const struct entries *entries, int method,
                         const char *path)
{
    const char *stem;
    enum format format = format_of(rq->arena, path, &stem);
    struct match m = {.path = stem, .format = format};
    size_t i, n = slashes(path);

    for (i = 0; i < entries->n; i++) {
        const struct route *r = entries->at[i].route;
        bool ended = r->formats & (unsigned)format;

        if (entries->at[i].slashes != n ||
            !has_form_of(ended ? stem : path, r->path) ||
            !take_segments(rq, r, ended ? stem : path))
            continue;
        m.methods |= 1U << r->method;
        if ((int)r->method != method)
            continue;
        m.route = r;
        m.folder = entries->at[i].folder;
        m.format = ended ? format : FORMAT_HTML;
        m.path = ended ? stem : path;
        return m;
    }
    return m;
}
