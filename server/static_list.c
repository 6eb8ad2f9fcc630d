#include "server/static_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const char head[] = "waymark build 1\n";

void static_list_init(struct static_list *l)
{
    *l = (struct static_list){.arena = arena_new()};
    map_init(&l->places);
    problems_init(&l->told, l->arena, STATIC_TOLD_MAX);
}

void static_list_release(struct static_list *l)
{
    map_release(&l->places);
    static_sources_release(&l->sources);
    arena_free(l->arena);
    free(l->at);
}

/* A path we could have written. */
static bool is_ours(const char *path)
{
    return *path && *path != '/' && strlen(path) < STATIC_PATH_MAX &&
           !strstr(path, "..") && !strstr(path, "//");
}

static bool read_hex(const char *text, struct digest *ret)
{
    return text_unhex(text, DIGEST_SIZE, ret->bytes) == OK;
}

static void take(struct static_list *l, const struct static_record *r)
{
    l->at = mem_grow(l->at, l->n, &l->room, sizeof(*l->at));
    l->at[l->n++] = *r;
}

/* "DIGEST SIZE CHANGED PATH" */
static bool read_record(struct static_list *l, char *text, size_t n)
{
    enum { HEX = 2 * DIGEST_SIZE };
    struct static_record r = {.path = ""};
    char *at;

    if (n < HEX + 2 || text[HEX] != ' ')
        return false;
    text[HEX] = '\0';
    if (!read_hex(text, &r.digest))
        return false;
    r.size = strtoll(text + HEX + 1, &at, 10);
    r.changed_ns = strtoll(at, &at, 10);
    if (*at != ' ' || !is_ours(at + 1))
        return false;
    r.path = at + 1;
    take(l, &r);
    return true;
}

/* "< 1 exampleton/brand.yml" */
static bool read_source(struct static_list *l, const char *text)
{
    size_t folder = (size_t)(*text - '0');

    if (folder >= STATIC_SOURCE_FOLDERS || text[1] != ' ')
        return false;
    seen_add(&l->sources.folders[folder], text + 2, NULL);
    return !l->sources.folders[folder].torn;
}

static bool read_of(struct static_list *l, const char *text)
{
    l->has_stamp = text_starts(text, "of ") && read_hex(text + 3, &l->stamp);
    l->unfinished = strcmp(text, "unfinished") == 0;
    return l->has_stamp || l->unfinished || strcmp(text, "of this moment") == 0;
}

static bool read_told(struct static_list *l, char *text)
{
    char *tab = strchr(text, '\t');

    if (!tab)
        return false;
    *tab = '\0';
    problems_add(&l->told, text, "%s", tab + 1);
    return true;
}

static bool read_line(struct static_list *l, char *text, size_t n)
{
    if (text_starts(text, "! "))
        return read_told(l, text + 2);
    if (text_starts(text, "< "))
        return read_source(l, text + 2);
    return read_record(l, text, n);
}

void static_list_tell(struct static_list *l, const struct problems *p)
{
    problems_add_all(&l->told, p);
}

bool static_list_read(struct static_list *l, const char *text, size_t n)
{
    char *copy = arena_strndup(l->arena, text, n), *end = copy + n;
    char *p = copy + sizeof(head) - 1, *line_end;
    bool first = true, good = text_starts(copy, head);

    for (; good && (line_end = memchr(p, '\n', (size_t)(end - p)));
         p = line_end + 1) {
        *line_end = '\0';
        good = first ? read_of(l, p) : read_line(l, p, (size_t)(line_end - p));
        first = false;
    }
    return good && !first && p == end && l->n <= STATIC_FILES_MAX;
}

void static_list_index(struct static_list *l)
{
    bool added;
    size_t i;

    for (i = 0; i < l->n; i++)
        *map_put(&l->places, l->at[i].path, strlen(l->at[i].path), &added) =
            (int64_t)i + 1;
}

struct static_record *static_list_find(const struct static_list *l,
                                       const char *path)
{
    const int64_t *place = map_find(&l->places, path, strlen(path));

    return place ? &l->at[*place - 1] : NULL;
}

void static_list_add(struct static_list *l, const struct static_record *like,
                     const char *path)
{
    struct static_record r = *like;

    r.path = arena_strdup(l->arena, path);
    take(l, &r);
}

static void write_record(const struct static_record *r, struct buf *out)
{
    char hex[2 * DIGEST_SIZE + 1];

    text_hex(r->digest.bytes, DIGEST_SIZE, hex);
    buf_adds(out, hex);
    buf_add(out, " ", 1);
    buf_add_int(out, r->size);
    buf_add(out, " ", 1);
    buf_add_int(out, r->changed_ns);
    buf_add(out, " ", 1);
    buf_adds(out, r->path);
    buf_add(out, "\n", 1);
}

static void write_sources(const struct seen *s, size_t folder, struct buf *out)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        buf_adds(out, folder ? "< 1 " : "< 0 ");
        buf_adds(out, s->at[i].path);
        buf_adds(out, "\n");
    }
}

void static_list_write(const struct static_list *l, const char *of,
                       const struct static_sources *sources, struct buf *out)
{
    size_t i;

    buf_adds(out, head);
    buf_adds(out, of);
    buf_add(out, "\n", 1);
    for (i = 0; i < l->told.n; i++)
        buf_addf(out, "! %s\t%s\n", l->told.at[i].place, l->told.at[i].message);
    for (i = 0; sources && i < STATIC_SOURCE_FOLDERS; i++)
        write_sources(&sources->folders[i], i, out);
    for (i = 0; i < l->n; i++)
        write_record(&l->at[i], out);
}
