#include "patterns/making.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/entry.h"

static void release(void *self)
{
    struct making *m = self;

    free(m->files);
}

struct making *making_new(struct pattern_import *im, enum pattern_kind kind,
                          const char *slug, const char *place)
{
    struct making *m = arena_alloc(im->arena, sizeof(*m));
    bool added;

    m->im = im;
    m->kind = kind;
    m->slug = slug;
    m->name = arena_printf(im->arena, "%s/%s", pattern_kind_key(kind), slug);
    (void)map_put(im->seen, m->name, strlen(m->name), &added);
    m->place = place;
    arena_own(im->arena, release, m);
    return m;
}

const char *import_quoted(struct arena *a, const char *text)
{
    struct buf b;
    const char *copy;

    buf_init(&b, FILE_SIZE_MAX);
    buf_adds(&b, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_adds(&b, "\\");
        buf_add(&b, (unsigned char)*text < ' ' ? " " : text, 1);
    }
    buf_adds(&b, "\"");
    copy = arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return copy;
}

const char *import_title(struct arena *a, const char *name)
{
    char *title = arena_strdup(a, name), *c;

    for (c = title; *c; c++)
        if (*c == '-' || *c == '_')
            *c = ' ';
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

const char *import_slug(const struct pattern_import *im, const char *name)
{
    enum { KEPT = 59, HEX = 4 };
    struct arena *a = im->arena;
    const char *whole = arena_printf(a, "%s-%s", im->prefix, name);
    const char *slug = text_slug(a, whole);
    char hex[2 * DIGEST_SIZE + 1];

    if (strlen(slug) <= KEPT || strlen(whole) <= KEPT + 1 + HEX)
        return slug;
    /* what was cut off may be all that tells it from another */
    text_hex(digest_of(name, strlen(name)).bytes, DIGEST_SIZE, hex);
    return text_slug(a, arena_printf(a, "%.*s-%.*s", KEPT, slug, HEX, hex));
}

bool making_add(struct making *m, const struct import_file *f)
{
    if (m->n == MAKING_FILES_MAX)
        return false;
    m->files = mem_grow(m->files, m->n, &m->room, sizeof(*m->files));
    m->files[m->n++] = *f;
    return true;
}

void making_file(struct making *m, const char *path, const char *text)
{
    making_bytes(m, path, text, strlen(text));
}

void making_bytes(struct making *m, const char *path, const char *bytes,
                  size_t n)
{
    if (!making_add(m, &(struct import_file){path, bytes, n}))
        problems_add(&m->im->refused, m->place,
                     "%s was left out: an entry has at most %d files", path,
                     MAKING_FILES_MAX);
}

static bool is_used(const struct making *m, const char *name)
{
    size_t i, n = strlen(name);

    for (i = 0; i < m->n; i++)
        if (strncmp(m->files[i].path, name, n) == 0 &&
            m->files[i].path[n] == '/')
            return true;
    return entry_is_reserved(name);
}

/* Folders of one entry have different names. */
static const char *folder_name(const struct making *m, const char *title)
{
    struct arena *a = m->im->arena;
    const char *slug = text_slug(a, title), *name = slug;
    int again = 1;

    while (is_used(m, name))
        name = arena_printf(a, "%.50s-%d", slug, ++again);
    return name;
}

void making_example(struct making *m, const struct made_example *x)
{
    struct arena *a = m->im->arena;
    const char *name = folder_name(m, x->title);
    const char *place = arena_printf(a, "%s, %s", m->place, x->title);
    char *capital = arena_strdup(a, x->title);
    const char *html;

    if (m->n_examples == PATTERN_EXAMPLES_MAX) {
        problems_add(&m->im->refused, place,
                     "was left out: an entry has at most %d examples",
                     PATTERN_EXAMPLES_MAX);
        return;
    }
    m->n_examples++;
    html = import_pictures(m, place, brand_cut(m->im, place, x->html));
    capital[0] = (char)toupper((unsigned char)capital[0]);
    making_file(m, arena_printf(a, "%s/index.html", name),
                arena_printf(a, "---\ntitle: %s\n%slang: %s\n---\n%s\n",
                             import_quoted(a, capital),
                             x->inverse ? "layout: inverse\n" : "",
                             x->lang ? x->lang : "en", html));
    if (x->njk)
        making_file(m, arena_printf(a, "%s/index.njk", name), x->njk);
}

static void add_line(struct buf *b, struct arena *a, const char *key,
                     const char *value)
{
    if (!value || !*value)
        return;
    buf_adds(b, key);
    buf_adds(b, ": ");
    buf_adds(b, import_quoted(a, value));
    buf_adds(b, "\n");
}

enum pattern_state import_state(const char *said)
{
    static const struct {
        const char *said;
        enum pattern_state state;
    } words[] = {{"", STATE_STABLE},
                 {"official", STATE_STABLE},
                 {"ready", STATE_STABLE},
                 {"complete", STATE_STABLE},
                 {"experimental", STATE_TRIAL},
                 {"to be reviewed", STATE_TRIAL},
                 {"wip", STATE_TRIAL},
                 {"inreview", STATE_IN_REVIEW}};
    enum pattern_state state;
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcasecmp(words[i].said, said) == 0)
            return words[i].state;
    return pattern_state_find(said, &state) ? state : STATE_IN_PROGRESS;
}

/* What is offered for use has an example; without one it is still being made.
 */
static enum pattern_state state_of(struct making *m, enum pattern_state state)
{
    if (m->n_examples || m->kind == KIND_STYLE ||
        !pattern_state_is_offered(state))
        return state;
    problems_add(&m->im->cuts, m->place,
                 "has no example that runs as it is: taken as in progress");
    return STATE_IN_PROGRESS;
}

static void add_names(struct buf *b, const char *key, const char *names)
{
    if (names && *names)
        buf_addf(b, "%s: [%s]\n", key, names);
}

static const char *index_text(struct making *m, const struct made_index *x)
{
    struct arena *a = m->im->arena;
    enum pattern_state state = state_of(m, x->state);
    const char *text;
    struct buf b;

    buf_init(&b, FILE_SIZE_MAX);
    buf_adds(&b, "---\n");
    add_line(&b, a, "title", x->title);
    add_line(&b, a, "description", x->description);
    add_line(&b, a, "theme", x->theme);
    add_names(&b, "aliases", x->aliases);
    add_names(&b, "aliasesCy", x->aliases_cy);
    buf_adds(&b, "status:\n");
    add_line(&b, a, "  type", pattern_state_key(state));
    add_line(&b, a, "  date", x->state_date);
    add_line(&b, a, "version", x->version);
    if (m->im->sheet && strcmp(m->im->sheet, m->name) != 0)
        buf_addf(&b, "uses: [\"%s\"]\n", m->im->sheet);
    add_line(&b, a, "owner", x->owner);
    add_line(&b, a, "licence", x->licence);
    buf_adds(&b, "---\n");
    buf_adds(&b, x->body);
    text = buf_finish(&b) ? "" : arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return text;
}

/* What is made of a library's files may hold what no file may. */
static bool are_texts(const struct files *fs, struct arena *a,
                      struct problems *problems)
{
    size_t i;
    int line;

    for (i = 0; i < fs->n; i++) {
        const struct file *f = &fs->at[i];
        const char *fault = files_is_picture(f->path)
                                ? NULL
                                : text_file_fault(a, f->text, f->size, &line);

        if (fault)
            problems_add(problems, arena_printf(a, "%s:%d", f->path, line),
                         "%s", fault);
    }
    return problems->n == 0;
}

/* As the catalogue would read it: what it would say is said of the source. */
static bool is_in_order(struct making *m)
{
    struct pattern_import *im = m->im;
    struct arena *a = arena_new();
    struct problems problems;
    struct pattern p = {.kind = m->kind, .slug = m->slug};
    struct entry entry = {.n = m->n};
    struct files fs = {0};
    const char *folder = arena_printf(a, "%s/", m->name);
    bool good;
    size_t i;

    for (i = 0; i < m->n; i++)
        files_add(&fs, arena_printf(a, "%s%s", folder, m->files[i].path),
                  m->files[i].text, m->files[i].size);
    files_sort(&fs);
    entry.files = fs.at;
    entry.prefix = strlen(folder);
    problems_init(&problems, a, 20);
    good = are_texts(&fs, a, &problems) &&
           entry_read(&entry, a, &problems, &p) == OK;
    for (i = 0; i < problems.n; i++)
        problems_add(&im->refused, m->place, "as an entry, %s: %s",
                     problems.at[i].place, problems.at[i].message);
    files_release(&fs);
    arena_free(a);
    return good;
}

static void note(const struct making *m, enum import_fate fate)
{
    struct pattern_import *im = m->im;

    im->entries = arena_grow(im->arena, im->entries, im->n, &im->room,
                             sizeof(*im->entries));
    im->entries[im->n++] = (struct imported){m->name, m->place, fate};
    im->taken += fate == IMPORT_TAKEN;
    im->unchanged += fate == IMPORT_UNCHANGED;
}

/* Where the entry of that name was taken from; NULL: there is none yet. */
static const char *kept_from(const struct pattern_import *im, const char *name)
{
    size_t i;

    for (i = 0; i < im->n; i++)
        if (im->entries[i].fate != IMPORT_REFUSED &&
            strcmp(im->entries[i].name, name) == 0)
            return im->entries[i].from;
    return NULL;
}

enum err making_keep(struct making *m)
{
    struct pattern_import *im = m->im;
    const char *from;
    bool changed = false;
    enum err e;

    if (!text_is_key(m->slug, strlen(m->slug))) {
        problems_add(&im->refused, m->place,
                     "\"%s\" cannot be a name here: it is made of a-z, 0-9 "
                     "and -",
                     m->slug);
        note(m, IMPORT_REFUSED);
        return OK;
    }
    from = kept_from(im, m->name);
    if (from) {
        problems_add(&im->refused, m->place,
                     "%s is there already, from %s: give one of the two "
                     "another name",
                     m->name, from);
        note(m, IMPORT_REFUSED);
        return OK;
    }
    if (!is_in_order(m)) {
        note(m, IMPORT_REFUSED);
        return OK;
    }
    e = import_write(m, &changed);
    if (e == ERR_CONFLICT) {
        problems_add(&im->refused, m->place,
                     "%s is there already, and no import wrote it: it stays as "
                     "it is; to have this one, move %s/%s elsewhere",
                     m->name, im->to, m->name);
        note(m, IMPORT_REFUSED);
        return OK;
    }
    if (!e)
        note(m, changed ? IMPORT_TAKEN : IMPORT_UNCHANGED);
    return e;
}

enum err making_finish(struct making *m, const struct made_index *x)
{
    making_file(m, "index.md", index_text(m, x));
    return making_keep(m);
}
