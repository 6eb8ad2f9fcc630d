#include "patterns/lint/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/text.h"
#include "patterns/entry.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"

/* Where files come from; an entry of a later one stands for one of the same
 * name in those before. */
struct layer {
    const char *root; /* before each path when it is told */
    bool told;
    bool is_entry; /* the folder of one entry */
    struct files files;
    struct problems problems;
};

enum { LAYERS = 3, PROBLEMS_MAX = 500 };

struct run {
    struct lint lint;
    struct layer layers[LAYERS];
    size_t n_layers;
    size_t n;
    struct lint_entry *entries;
    struct map by_name; /* "kind/slug/" to a place in entries[] */
    struct files all;
};

/* On one line: what stands for code is a backtick, anything else that is not
 * shown a space. */
static const char *one_line(struct arena *a, const char *s)
{
    char *line = arena_strdup(a, s), *to = line;

    for (; *s; s++) {
        char c = *s == SENTENCE_CODE ? '`' : *s;

        if ((unsigned char)c < ' ' || c == 0x7f)
            c = ' ';
        if (c != ' ' || to == line || to[-1] != ' ')
            *to++ = c;
    }
    *to = '\0';
    return line;
}

void lint_tell(const struct lint_file *f, int line, enum lint_rule rule,
               const char *fmt, ...)
{
    struct lint *l = f->entry->lint;
    struct lint_report *r = l->report;
    char message[600];
    va_list args;

    if (!f->entry->told)
        return;
    r->total++;
    if (r->n == LINT_FINDINGS_MAX)
        return;
    va_start(args, fmt);
    (void)vsnprintf(message, sizeof(message), fmt, args);
    va_end(args);
    r->at[r->n++] = (struct finding){
        one_line(l->arena, arena_printf(l->arena, "%s%s", f->entry->root,
                                        f->file->path + f->entry->cut)),
        line, rule, one_line(l->arena, message)};
}

const struct file *lint_beside(const struct lint_entry *entry, const char *name)
{
    size_t i;

    for (i = 0; i < entry->n; i++)
        if (strcmp(entry->files[i].path + entry->prefix, name) == 0)
            return &entry->files[i];
    return NULL;
}

const char *lint_body(const struct file *f, int *ret_line)
{
    const char *end = text_starts(f->text, "---\n")
                          ? strstr(f->text + 3, "\n---\n")
                          : NULL,
               *at;

    *ret_line = 1;
    if (!end)
        return f->text;
    for (at = f->text; at < end + 5; at++)
        *ret_line += *at == '\n';
    return end + 5;
}

/* "component/radios/" at the beginning of a path; 0: there is none. */
static size_t prefix_size(const char *path)
{
    const char *slash = strchr(path, '/');

    slash = slash ? strchr(slash + 1, '/') : NULL;
    return slash ? (size_t)(slash + 1 - path) : 0;
}

static void add_entry(struct run *r, const struct layer *layer,
                      const struct file *files, size_t n, size_t prefix)
{
    struct arena *a = r->lint.arena;
    size_t kind_n = strcspn(files->path, "/"), i;
    struct file *kept = arena_array(a, n, sizeof(*kept));
    struct lint_entry e = {.lint = &r->lint,
                           .prefix = prefix,
                           .files = kept,
                           .root = layer->root,
                           .cut = layer->is_entry ? prefix : 0,
                           .told = layer->told};
    bool added;
    int64_t *place;

    for (i = 0; i < n; i++)
        if (!text_starts(files[i].path + prefix, ENTRY_VERSIONS))
            kept[e.n++] = files[i];
    e.kind = arena_strndup(a, files->path, kind_n);
    e.slug = arena_strndup(a, files->path + kind_n + 1, prefix - kind_n - 2);
    place = map_put(&r->by_name, files->path, prefix, &added);
    if (added)
        *place = (int64_t)r->n++;
    r->entries[*place] = e;
}

/* Files of one entry stand together. */
static void add_layer(struct run *r, const struct layer *layer)
{
    const struct files *fs = &layer->files;
    size_t i = 0, n;

    while (i < fs->n) {
        const char *path = fs->at[i].path;
        size_t prefix = prefix_size(path);

        for (n = 1; prefix && i + n < fs->n &&
                    strncmp(fs->at[i + n].path, path, prefix) == 0;
             n++)
            ;
        if (prefix)
            add_entry(r, layer, &fs->at[i], n, prefix);
        i += n;
    }
}

static int by_path(const void *a, const void *b)
{
    const struct lint_entry *x = a, *y = b;
    int order = strcmp(x->root, y->root);

    if (order)
        return order;
    order = strcmp(x->kind, y->kind);
    return order ? order : strcmp(x->slug, y->slug);
}

/* The files that the catalogue of all is made of. */
static void gather_all(struct run *r)
{
    size_t i, n = 0;

    for (i = 0; i < r->n_layers; i++)
        n += r->layers[i].files.n;
    r->entries = arena_array(r->lint.arena, n, sizeof(*r->entries));
    map_init(&r->by_name);
    for (i = 0; i < r->n_layers; i++)
        add_layer(r, &r->layers[i]);
    map_release(&r->by_name);
    r->all.at = arena_array(r->lint.arena, n, sizeof(*r->all.at));
    for (i = 0; i < r->n; i++) {
        memcpy(r->all.at + r->all.n, r->entries[i].files,
               r->entries[i].n * sizeof(*r->all.at));
        r->all.n += r->entries[i].n;
    }
    files_sort(&r->all);
    if (r->n)
        qsort(r->entries, r->n, sizeof(*r->entries), by_path);
}

/* The entry that a place of the catalogue's problems is in. */
static const struct lint_entry *entry_of(const struct run *r, const char *place)
{
    size_t i;

    for (i = 0; i < r->n; i++)
        if (strncmp(r->entries[i].files->path, place, r->entries[i].prefix) ==
            0)
            return &r->entries[i];
    return NULL;
}

/* "component/radios/index.md:4" in its parts. */
static void tell_refused(const struct lint_entry *e, const struct problem *p)
{
    const char *colon = strrchr(p->place, ':');
    int64_t line = 1;
    size_t n = strlen(p->place);

    if (colon && !text_int(colon + 1, strlen(colon + 1), 1, 1 << 24, &line))
        n = (size_t)(colon - p->place);
    lint_tell(
        &(struct lint_file){
            e,
            &(struct file){.path = arena_strndup(e->lint->arena, p->place, n)}},
        (int)line, LINT_REFUSED, "it is left out of the catalogue: %s",
        p->message);
}

static void tell_problems(struct run *r)
{
    const struct problems *p = &r->lint.catalogue->problems;
    size_t i, k;

    for (i = 0; i < r->n_layers; i++) {
        const struct layer *layer = &r->layers[i];
        struct lint_entry e = {
            .lint = &r->lint, .root = layer->root, .told = layer->told};

        for (k = 0; k < layer->problems.n; k++)
            tell_refused(&e, &layer->problems.at[k]);
    }
    for (i = 0; i < p->n; i++) {
        const struct lint_entry *e = entry_of(r, p->at[i].place);

        if (e)
            tell_refused(e, &p->at[i]);
    }
}

static void check_guide(const struct lint_entry *e)
{
    const struct lint_file index = {e, lint_beside(e, "index.md")};

    if (index.file)
        lint_guide(&index);
}

static void check_examples(const struct lint_entry *e)
{
    size_t i;

    for (i = 0; i < e->n; i++) {
        const struct lint_file f = {e, &e->files[i]};
        const char *name = f.file->path + e->prefix;
        const char *slash = strchr(name, '/');

        if (slash && strcmp(slash, "/index.html") == 0)
            lint_example(&f, arena_strndup(e->lint->arena, name,
                                           (size_t)(slash - name)));
    }
}

/* Taken as it is from those who made it, who have rules of their own. */
static bool is_from_elsewhere(const struct lint_entry *e)
{
    return e->pattern && *e->pattern->licence;
}

/* What components and styles are is not said by their classes. */
static bool is_made_of_parts(const struct lint_entry *e)
{
    return strcmp(e->kind, pattern_kind_key(KIND_COMPONENT)) != 0 &&
           strcmp(e->kind, pattern_kind_key(KIND_STYLE)) != 0;
}

static void check_entry(struct run *r, struct lint_entry *e)
{
    enum pattern_kind kind;

    e->pattern = pattern_kind_find(e->kind, &kind)
                     ? catalogue_find(r->lint.catalogue, kind, e->slug)
                     : NULL;
    check_guide(e);
    if (e->told) {
        r->lint.report->entries++;
        r->lint.report->files += e->n;
    }
    if (is_from_elsewhere(e))
        return;
    lint_beside_files(e);
    if (!e->told)
        return;
    check_examples(e);
    if (is_made_of_parts(e))
        lint_classes(e);
    lint_twins(e);
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    int order = strcmp(x->file, y->file);

    if (order || x->line != y->line)
        return order ? order : x->line < y->line ? -1 : 1;
    return x->rule != y->rule ? (x->rule < y->rule ? -1 : 1)
                              : strcmp(x->what, y->what);
}

static struct layer *add_folder(struct run *r, const char *dir)
{
    struct layer *layer = &r->layers[r->n_layers++];
    struct arena *a = r->lint.arena;

    layer->root = arena_printf(a, "%s%s", dir, text_ends(dir, "/") ? "" : "/");
    problems_init(&layer->problems, a, PROBLEMS_MAX);
    files_folder(&layer->files, a, dir, &layer->problems);
    files_sort(&layer->files);
    return layer;
}

static bool is_there(struct arena *a, const char *dir, const char *name)
{
    return access(arena_printf(a, "%s/%s", dir, name), R_OK) == 0;
}

/* The folder of one entry is read as if it lay in a catalogue. */
static enum err add_one(struct run *r, const char *dir)
{
    struct arena *a = r->lint.arena;
    char *real = realpath(dir, NULL), *slash, *prefix;
    enum pattern_kind kind;
    struct layer *layer;
    size_t i;

    if (!real)
        return ERR_NOT_FOUND;
    slash = strrchr(real, '/');
    while (slash && slash > real && *--slash != '/')
        ;
    prefix = arena_printf(a, "%s/", slash ? slash + 1 : real);
    free(real);
    slash = strchr(prefix, '/');
    if (!pattern_kind_find(arena_strndup(a, prefix, (size_t)(slash - prefix)),
                           &kind))
        return ERR_NOT_FOUND;
    layer = add_folder(r, dir);
    layer->told = layer->is_entry = true;
    for (i = 0; i < layer->files.n; i++)
        layer->files.at[i].path =
            arena_printf(a, "%s%s", prefix, layer->files.at[i].path);
    return OK;
}

static bool is_catalogue(struct arena *a, const char *dir)
{
    int kind;

    for (kind = 0; kind < PATTERN_KINDS; kind++)
        if (is_there(a, dir, pattern_kind_key((enum pattern_kind)kind)))
            return true;
    return false;
}

static enum err add_layers(struct run *r)
{
    const struct lint_options *o = r->lint.options;
    struct arena *a = r->lint.arena;
    struct layer *built_in = &r->layers[r->n_layers++];

    built_in->root = "patterns/catalogue/";
    built_in->told = !o->dir;
    problems_init(&built_in->problems, a, 1);
    files_embedded(&built_in->files);
    files_sort(&built_in->files);
    if (o->data)
        add_folder(r, o->data)->told = !o->dir;
    if (!o->dir)
        return OK;
    if (is_there(a, o->dir, "index.md"))
        return add_one(r, o->dir);
    if (!is_catalogue(a, o->dir))
        return ERR_NOT_FOUND;
    add_folder(r, o->dir)->told = true;
    return OK;
}

static void check_all(struct run *r)
{
    struct arena *a = r->lint.arena;
    struct embedded_file words;
    struct problems told;
    struct catalogue *c;
    size_t i;

    if (embedded_find(a, "patterns/lint/words.txt", &words))
        abort(); /* it is built in */
    problems_init(&told, a, 1);
    jargon_init(&r->lint.jargon, a, words.text, words.size, &told);
    c = catalogue_make(&r->all);
    r->lint.catalogue = c;
    lint_shared_begin(&r->lint);
    tell_problems(r);
    for (i = 0; i < r->n; i++)
        check_entry(r, &r->entries[i]);
    lint_shared_end(&r->lint);
    catalogue_close(c);
    jargon_release(&r->lint.jargon);
}

enum err lint_run(struct arena *a, const struct lint_options *options,
                  struct lint_report *ret_report)
{
    struct run *r = arena_alloc(a, sizeof(*r));
    struct lint_report report = {0};
    size_t i;
    enum err e;

    report.at = arena_array(a, LINT_FINDINGS_MAX, sizeof(*report.at));
    r->lint = (struct lint){.arena = a, .options = options, .report = &report};
    e = add_layers(r);
    if (!e) {
        gather_all(r);
        check_all(r);
    }
    for (i = 0; i < r->n_layers; i++)
        files_release(&r->layers[i].files);
    if (e)
        return e;
    if (report.n)
        qsort(report.at, report.n, sizeof(*report.at), by_place);
    *ret_report = report;
    return OK;
}
