#include "server/static_links.h"

#include <string.h>

#include "base/text.h"

enum { RELATIVE_MAX = 64 * 1024 };

/* How many bytes, from the first, a file's path has as they are. */
static size_t plain_bytes(const char *s)
{
    size_t n = 0;

    while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= '-' && s[n] <= '9') ||
           (s[n] >= 'A' && s[n] <= 'Z') || s[n] == '_' || s[n] == '+')
        n++; /* between "-" and "9" are only ".", "/" and digits */
    return n;
}

/* Endings of what is no page. */
static const char *const endings[] = {
    "json", "md",  "txt",   "zip", "csv", "atom", "xml", "svg",  "bpmn", "css",
    "js",   "png", "woff2", "ico", "jpg", "jpeg", "gif", "webp", NULL};

/* ".json" of it; NULL: it is a page. */
static const char *ending_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    size_t i;

    for (i = 0; dot && endings[i]; i++)
        if (strcmp(dot + 1, endings[i]) == 0)
            return dot;
    return NULL;
}

/* "at=1.0.0" as "at-1.0.0"; NULL: that cannot be. */
static const char *query_name(struct arena *a, const char *query)
{
    size_t name = strcspn(query, "=");
    const char *value = query[name] ? query + name + 1 : "";

    if (!name || !*value || value[plain_bytes(value)] ||
        plain_bytes(query) != name || strchr(value, '/') || *value == '.')
        return NULL;
    return arena_printf(a, "%.*s-%s", (int)name, query, value);
}

const char *static_file(struct arena *a, const char *address)
{
    size_t n = strcspn(address, "?#");
    const char *query = "", *name = "", *ending;
    char *path;

    if (*address != '/' || address[1] == '/')
        return NULL;
    path = arena_strndup(a, address + 1, n - 1);
    if (path[plain_bytes(path)] || strstr(path, ".."))
        return NULL;
    if (address[n] == '?')
        query =
            arena_strndup(a, address + n + 1, strcspn(address + n + 1, "#"));
    if (*query && !text_starts(query, "v=")) /* an asset's version */
        name = query_name(a, query);
    if (!name)
        return NULL;
    if (!(ending = ending_of(path)))
        return arena_printf(a, "%s%s%s%sindex.html", path,
                            *path && !text_ends(path, "/") ? "/" : "", name,
                            *name ? "/" : "");
    if (!*name)
        return path;
    return text_starts(name, "at-")
               ? arena_printf(a, "%.*s/%s%s", (int)(ending - path), path, name,
                              ending)
               : NULL;
}

size_t static_depth(const char *file)
{
    return text_times(file, strlen(file), '/');
}

void static_add_relative(struct buf *out, const char *from_file, size_t depth,
                         const char *to_file)
{
    size_t i, same = 0;

    for (i = 0; from_file[i] && from_file[i] == to_file[i]; i++) {
        if (from_file[i] != '/')
            continue;
        same = i + 1;
        depth--;
    }
    while (depth--)
        buf_add(out, "../", 3);
    buf_adds(out, to_file + same);
}

const char *static_relative(struct arena *a, const char *from_file,
                            const char *to_file)
{
    struct buf b;
    const char *text;

    buf_init(&b, RELATIVE_MAX);
    static_add_relative(&b, from_file, static_depth(from_file), to_file);
    text = arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return text;
}
