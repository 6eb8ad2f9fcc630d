#include "patterns/catalogue.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/text.h"
#include "patterns/entry.h"

enum { PROBLEMS_MAX = 200, USES_MAX = 100 };

#define X(name, key, text) {key, text},
static const struct {
    const char *key, *text;
} kinds[] = {PATTERN_KIND_MAP(X)}, states[] = {PATTERN_STATE_MAP(X)};
#undef X

const char *pattern_kind_key(enum pattern_kind kind)
{
    return kinds[kind].key;
}

const char *pattern_kind_plural(enum pattern_kind kind)
{
    return kinds[kind].text;
}

const char *pattern_state_key(enum pattern_state state)
{
    return states[state].key;
}

const char *pattern_state_means(enum pattern_state state)
{
    return states[state].text;
}

bool pattern_kind_find(const char *key, enum pattern_kind *ret_kind)
{
    size_t i;

    for (i = 0; i < PATTERN_KINDS; i++) {
        if (strcmp(kinds[i].key, key) != 0)
            continue;
        *ret_kind = (enum pattern_kind)i;
        return true;
    }
    return false;
}

bool pattern_state_find(const char *key, enum pattern_state *ret_state)
{
    size_t i;

    for (i = 0; i < PATTERN_STATES; i++) {
        if (strcasecmp(states[i].key, key) != 0)
            continue;
        *ret_state = (enum pattern_state)i;
        return true;
    }
    return false;
}

/* "component/radios/" of a path: its length, and what it names; 0: none. */
static size_t entry_prefix(struct catalogue *c, const char *path,
                           struct pattern *ret_pattern)
{
    size_t kind_n = strcspn(path, "/"), slug_n;
    const char *slug;

    if (!path[kind_n])
        return 0;
    slug = path + kind_n + 1;
    slug_n = strcspn(slug, "/");
    if (!slug[slug_n] || !text_is_key(slug, slug_n))
        return 0;
    if (!pattern_kind_find(arena_strndup(c->arena, path, kind_n),
                           &ret_pattern->kind))
        return 0;
    ret_pattern->slug = arena_strndup(c->arena, slug, slug_n);
    return kind_n + slug_n + 2;
}

static struct pattern *find(const struct catalogue *c, enum pattern_kind kind,
                            const char *slug)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        if (c->at[i].kind == kind && strcmp(c->at[i].slug, slug) == 0)
            return &c->at[i];
    return NULL;
}

static void add(struct catalogue *c, const struct pattern *p, const char *path)
{
    struct pattern *same = find(c, p->kind, p->slug);

    if (same)
        *same = *p;
    else if (c->n < CATALOGUE_ENTRIES_MAX)
        c->at[c->n++] = *p;
    else
        problems_add(&c->problems, path,
                     "left out: there are %d entries already",
                     CATALOGUE_ENTRIES_MAX);
}

/* Files in order of path; those of one entry stand together. */
static void read_files(struct catalogue *c, const struct files *fs)
{
    size_t i = 0, n;

    while (i < fs->n) {
        struct pattern p = {0};
        struct entry entry = {.files = &fs->at[i]};

        entry.prefix = entry_prefix(c, entry.files->path, &p);
        if (!entry.prefix) {
            problems_add(&c->problems, fs->at[i++].path,
                         "is not in a folder kind/slug of the catalogue");
            continue;
        }
        for (n = 0;
             i + n < fs->n &&
             strncmp(fs->at[i + n].path, entry.files->path, entry.prefix) == 0;
             n++)
            ;
        entry.n = n;
        if (!entry_read(&entry, c->arena, &c->problems, &p))
            add(c, &p, entry.files->path);
        i += n;
    }
}

static int compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcasecmp(x->title, y->title);
}

/* "govuk-date-input__item" of a class attribute is of the component
 * date-input: the root of the name, which ends at "__", "--" or the word. */
static size_t root_size(const char *s)
{
    size_t n;

    for (n = 0; s[n] && !strchr(" \t\n\"'", s[n]); n++)
        if ((s[n] == '-' && s[n + 1] == '-') ||
            (s[n] == '_' && s[n + 1] == '_'))
            break;
    return n;
}

static bool is_there(const struct pattern *const *list, size_t n,
                     const struct pattern *p)
{
    size_t i;

    for (i = 0; i < n && list[i] != p; i++)
        ;
    return i < n;
}

static void note_use(struct pattern *p, const struct pattern *used)
{
    if (used && used != p && p->n_uses < USES_MAX &&
        !is_there(p->uses, p->n_uses, used))
        p->uses[p->n_uses++] = used;
}

static void note_markup(const struct catalogue *c, struct pattern *p,
                        const char *html)
{
    static const char mark[] = "govuk-";
    const char *at = html;

    while ((at = strstr(at, mark))) {
        size_t n;
        char slug[65];

        at += sizeof(mark) - 1;
        n = root_size(at);
        if (n == 0 || n >= sizeof(slug))
            continue;
        memcpy(slug, at, n);
        slug[n] = '\0';
        note_use(p, find(c, KIND_COMPONENT, slug));
    }
}

/* What each entry is made of, as declared and as its markup shows. */
static void link_uses(struct catalogue *c)
{
    size_t i, j;

    for (i = 0; i < c->n; i++) {
        struct pattern *p = &c->at[i];

        p->uses = arena_array(c->arena, USES_MAX, sizeof(void *));
        for (j = 0; j < p->declared_uses.n; j++)
            note_use(p, catalogue_named(c, p->declared_uses.at[j]));
        for (j = 0; j < p->n_examples; j++)
            note_markup(c, p, p->examples[j].html);
    }
}

/* The same the other way about. */
static void link_used_in(struct catalogue *c)
{
    size_t i, j;

    for (i = 0; i < c->n; i++) {
        struct pattern *p = &c->at[i];

        for (j = 0; j < c->n; j++)
            p->n_used_in += is_there(c->at[j].uses, c->at[j].n_uses, p);
        p->used_in = arena_array(c->arena, p->n_used_in, sizeof(void *));
        p->n_used_in = 0;
        for (j = 0; j < c->n; j++)
            if (is_there(c->at[j].uses, c->at[j].n_uses, p))
                p->used_in[p->n_used_in++] = &c->at[j];
    }
}

static struct catalogue *begin(void)
{
    struct catalogue *c = mem_new(1, sizeof(*c));

    c->arena = arena_new();
    c->at = arena_array(c->arena, CATALOGUE_ENTRIES_MAX, sizeof(*c->at));
    problems_init(&c->problems, c->arena, PROBLEMS_MAX);
    return c;
}

static struct catalogue *finish(struct catalogue *c)
{
    if (c->n)
        qsort(c->at, c->n, sizeof(*c->at), compare);
    link_uses(c);
    link_used_in(c);
    return c;
}

struct catalogue *catalogue_make(const struct files *fs)
{
    struct catalogue *c = begin();

    read_files(c, fs);
    return finish(c);
}

struct catalogue *catalogue_open(const char *dir)
{
    struct catalogue *c = begin();
    struct files built_in = {0}, folder = {0};

    files_embedded(&built_in);
    files_sort(&built_in);
    read_files(c, &built_in);
    if (dir) {
        files_folder(&folder, c->arena, dir, &c->problems);
        files_sort(&folder);
        read_files(c, &folder);
    }
    files_release(&built_in);
    files_release(&folder);
    return finish(c);
}

void catalogue_close(struct catalogue *c)
{
    if (!c)
        return;
    arena_free(c->arena);
    free(c);
}

const struct pattern *catalogue_find(const struct catalogue *c,
                                     enum pattern_kind kind, const char *slug)
{
    return find(c, kind, slug);
}

const struct pattern *catalogue_named(const struct catalogue *c,
                                      const char *name)
{
    size_t i, n = strcspn(name, "@");

    for (i = 0; i < c->n; i++)
        if (strlen(c->at[i].slug) == n && memcmp(c->at[i].slug, name, n) == 0)
            return &c->at[i];
    return NULL;
}

const char *pattern_address(struct arena *a, const struct pattern *p)
{
    return arena_printf(a, "/patterns/%s/%s", pattern_kind_key(p->kind),
                        p->slug);
}
