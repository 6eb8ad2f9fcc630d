#include "patterns/lint/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "patterns/lint/gather.h"
#include "patterns/lint/inside.h"

struct run {
    struct lint lint;
    struct gathered gathered;
};

static bool is_in(const char *place, const struct lint_entry *e)
{
    size_t kind = strlen(e->kind), slug = strlen(e->slug);

    return strncmp(place, e->kind, kind) == 0 && place[kind] == '/' &&
           strncmp(place + kind + 1, e->slug, slug) == 0 &&
           place[kind + 1 + slug] == '/';
}

/* The entry that a place of the catalogue's problems is in. */
static const struct lint_entry *entry_of(const struct run *r, const char *place)
{
    size_t i;

    for (i = 0; i < r->gathered.n; i++)
        if (is_in(place, &r->gathered.entries[i]))
            return &r->gathered.entries[i];
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

/* The first n_built_in are not told of an entry that a folder's stands in
 * for. */
static void tell_problems(struct run *r, size_t n_built_in)
{
    const struct problems *p = &r->lint.catalogue->problems;
    size_t i, k;

    for (i = 0; i < r->gathered.n_layers; i++) {
        const struct layer *layer = &r->gathered.layers[i];
        struct lint_entry e = {.lint = &r->lint,
                               .root = layer->root,
                               .cut = layer->cut,
                               .told = layer->told};

        for (k = 0; k < layer->problems.n; k++)
            tell_refused(&e, &layer->problems.at[k]);
    }
    for (i = 0; i < p->n; i++) {
        const struct lint_entry *e = entry_of(r, p->at[i].place);

        if (e && (i >= n_built_in || !e->from_folder))
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

        if (!slash || strcmp(slash, "/index.html") != 0)
            continue;
        lint_example(
            &f, arena_strndup(e->lint->arena, name, (size_t)(slash - name)));
        lint_nesting(&f);
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
    const struct pattern *p =
        pattern_kind_find(e->kind, &kind)
            ? catalogue_find(r->lint.catalogue, kind, e->slug)
            : NULL;

    e->pattern = p && p->from_folder == e->from_folder ? p : NULL;
    if (e->told) {
        r->lint.report->entries++;
        r->lint.report->files += e->n;
    }
    if (e->torn)
        return;
    check_guide(e);
    if (is_from_elsewhere(e))
        return;
    lint_beside_files(e);
    if (!e->told)
        return;
    lint_unread(e);
    check_examples(e);
    lint_pictures(e);
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

static void check_all(struct run *r)
{
    struct arena *a = r->lint.arena;
    struct embedded_file words;
    struct problems told;
    struct catalogue *c;
    size_t i, n_built_in;

    if (embedded_find(a, "patterns/lint/words.txt", &words))
        abort(); /* it is built in */
    problems_init(&told, a, 1);
    jargon_init(&r->lint.jargon, a, words.text, words.size, &told);
    c = catalogue_over(&r->gathered.layers[0].files, &r->gathered.folders,
                       &n_built_in);
    r->lint.catalogue = c;
    lint_shared_begin(&r->lint);
    lint_facts_begin(&r->lint);
    lint_tell_begin(&r->lint);
    tell_problems(r, n_built_in);
    for (i = 0; i < r->gathered.n; i++)
        check_entry(r, &r->gathered.entries[i]);
    lint_tell_end(&r->lint);
    lint_facts_end(&r->lint);
    lint_shared_end(&r->lint);
    catalogue_close(c);
    jargon_release(&r->lint.jargon);
}

enum err lint_run(struct arena *a, const struct lint_options *options,
                  struct lint_report *ret_report)
{
    struct run *r = arena_alloc(a, sizeof(*r));
    struct lint_report report = {0};
    enum err e;

    report.at = arena_array(a, LINT_FINDINGS_MAX, sizeof(*report.at));
    r->lint = (struct lint){.arena = a, .options = options, .report = &report};
    e = lint_gather(&r->lint, &r->gathered);
    if (!e)
        check_all(r);
    lint_gathered_release(&r->gathered);
    if (e)
        return e;
    if (report.n)
        qsort(report.at, report.n, sizeof(*report.at), by_place);
    *ret_report = report;
    return OK;
}
