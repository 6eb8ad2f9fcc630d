/*
 * Pages of guidance: those of the GOV.UK Design System, and the Ministry of
 * Justice's.  Both are Markdown with front matter in a folder of its own, the
 * examples beside it.  An example in a template language is left out, unless
 * the catalogue has the component it shows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/catalogue.h"
#include "patterns/entry.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"
#include "patterns/sections.h"

enum { PARTS_MAX = 40 };

/* A folder of theirs, and the kind its pages are of. */
static const struct {
    const char *folder;
    enum pattern_kind kind;
} kinds[] = {{"components", KIND_COMPONENT},
             {"patterns", KIND_PATTERN},
             {"pages", KIND_PAGE},
             {"styles", KIND_STYLE}};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* What differs from site to site. */
struct pages_site {
    const char *below[3]; /* where the folders are; "" is DIR itself; NULL */
    const char *address, *owner, *licence;
    const char *description; /* the key of it */
    const char *slugs;       /* before the name of an entry */
    bool has_parts;          /* _overview.md and the like beside index.md */
    const char *package;     /* where its npm package has components; or NULL */
    const char *not_theirs;  /* a key that only pages of another source have */
    const char *other;       /* which is that one */
};

static const struct pages_site govuk = {
    .below = {"", "src"},
    .address = "https://design-system.service.gov.uk",
    .owner = "GOV.UK Design System",
    .licence = "Open Government Licence v3.0, Crown copyright",
    .description = "description",
    .slugs = "govuk-",
    .not_theirs = "lede",
    .other = "moj"};
static const struct pages_site moj = {
    .below = {"", "docs"},
    .address = "https://design-patterns.service.justice.gov.uk",
    .owner = "Ministry of Justice",
    .licence = "MIT, Crown copyright (Ministry of Justice)",
    .description = "lede",
    .slugs = "moj-",
    .has_parts = true,
    .package = "moj/components",
    .not_theirs = "backlogIssueId",
    .other = "govuk-design-system"};

/* A page that is read. */
struct page {
    struct pattern_import *im;
    const struct pages_site *site;
    const struct catalogue *ours;
    const struct file *files; /* of its folder */
    size_t n, prefix;         /* bytes of the folder's path */
    enum pattern_kind kind;
    const char *slug;
};

static const struct file *find_file(const struct page *p, const char *name)
{
    return files_named(p->files, p->n, p->prefix, name);
}

static enum pattern_state state_of(const struct node *front)
{
    const struct node *status = node_find(front, "status");
    const char *said = status && status->kind == NODE_MAP
                           ? node_text(status, "type")
                           : node_text(front, "status");

    return import_state(said);
}

static const char *date_of(const struct node *front)
{
    const struct node *status = node_find(front, "status");

    if (status && status->kind == NODE_MAP)
        return node_text(status, "date");
    return node_text(front, "statusDate");
}

/* "a, b" as "\"a\", \"b\"". */
static const char *aliases_of(struct arena *a, const struct node *front)
{
    const char *text = node_text(front, "aliases"), *all = "";

    while (*text) {
        size_t n;

        text += strspn(text, ", ");
        n = strcspn(text, ",");
        if (n)
            all = text_join(a, all, ", ",
                            import_quoted(a, arena_strndup(a, text, n)));
        text += n;
    }
    return all;
}

/* The parts of guidance -------------------------------------------------- */

struct part {
    long order;
    struct guidance_source source;
};

static int by_order(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->source.place, y->source.place);
}

static void read_part(const struct page *p, const struct file *f,
                      struct part *parts, size_t *n)
{
    const struct origin o = {.arena = p->im->arena,
                             .problems = &p->im->refused,
                             .file = f->path,
                             .theirs = true};
    struct node *front;
    const char *body;

    if (*n == PARTS_MAX || front_read(&o, f, &front, &body))
        return;
    parts[(*n)++] = (struct part){
        strtol(node_text(front, "order"), NULL, 10),
        {f->path, text_line(f->text, body), body, p->site->address}};
}

/* index.md first, then the parts beside it as they are numbered. */
static const char *read_body(const struct page *p, const struct file *index,
                             const char *body)
{
    struct guidance_source sources[PARTS_MAX + 2] = {0};
    struct part parts[PARTS_MAX];
    size_t i, n = 0;

    sources[0] = (struct guidance_source){
        index->path, text_line(index->text, body), body, p->site->address};
    for (i = 0; p->site->has_parts && i < p->n; i++) {
        const char *name = p->files[i].path + p->prefix;

        if (*name == '_' && text_ends(name, ".md") && !strchr(name, '/'))
            read_part(p, &p->files[i], parts, &n);
    }
    if (n)
        qsort(parts, n, sizeof(*parts), by_order);
    for (i = 0; i < n; i++)
        sources[i + 1] = parts[i].source;
    return import_sections(p->im, sources);
}

/* Examples --------------------------------------------------------------- */

static void add_example(const struct page *p, struct making *m,
                        const struct file *f)
{
    const struct origin o = {.arena = p->im->arena,
                             .problems = &p->im->refused,
                             .file = f->path,
                             .theirs = true};
    const char *body, *title;
    struct node *front;

    if (front_read_any(&o, f, &front, &body))
        return;
    if (strstr(body, "{{") || strstr(body, "{%")) {
        problems_add(&p->im->cuts, f->path,
                     "an example that needs Nunjucks to be run was left out");
        return;
    }
    title = node_text(front, "title");
    making_example(m,
                   &(struct made_example){.title = *title ? title : "Default",
                                          .html = body + strspn(body, "\n")});
}

/* Those of the component as the catalogue has it. */
static void add_ours(const struct page *p, struct making *m)
{
    const struct pattern *same = catalogue_find(p->ours, p->kind, m->slug);
    size_t i;

    for (i = 0; same && i < same->n_files; i++) {
        const char *name = same->files[i].name;

        if (!strchr(name, '/') && strcmp(name, "options.json") != 0)
            continue;
        making_bytes(m, name, same->files[i].text, same->files[i].size);
        m->n_examples += text_ends(name, "/index.html");
    }
}

static void add_examples(const struct page *p, struct making *m)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        const char *name = p->files[i].path + p->prefix;

        if (strchr(name, '/') &&
            (text_ends(name, "/index.njk") || text_ends(name, "/index.html")))
            add_example(p, m, &p->files[i]);
    }
    if (m->n_examples == 0)
        add_ours(p, m);
}

/* Pages ------------------------------------------------------------------ */

/* Pages of components are about those of GOV.UK Frontend, where "text-input"
 * is called "input".  Other names could be anybody's. */
static const char *slug_of(const struct page *p)
{
    if (p->kind == KIND_COMPONENT && p->site == &govuk)
        return strcmp(p->slug, "text-input") == 0 ? "input" : p->slug;
    return arena_printf(p->im->arena, "%s%s", p->site->slugs, p->slug);
}

static enum err import_page(const struct page *p)
{
    struct pattern_import *im = p->im;
    const struct file *index = find_file(p, "index.md");
    struct origin o = {.arena = im->arena,
                       .problems = &im->refused,
                       .file = NULL,
                       .theirs = true};
    struct made_index x = {.owner = p->site->owner,
                           .licence = p->site->licence};
    struct node *front;
    struct making *m;
    const char *body;

    if (!index)
        return OK;
    o.file = index->path;
    m = making_new(im, p->kind, slug_of(p), o.file);
    if (front_read(&o, index, &front, &body))
        return OK;
    if (node_find(front, p->site->not_theirs)) {
        problems_add(&im->refused, o.file,
                     "is of another source and licence: import it as %s",
                     p->site->other);
        return OK;
    }
    x.title = node_text(front, "title");
    if (!*x.title)
        x.title = import_title(im->arena, p->slug);
    x.description = node_text(front, p->site->description);
    if (!*x.description)
        x.description = x.title;
    x.theme = node_text(front, "theme");
    x.aliases = aliases_of(im->arena, front);
    x.state = state_of(front);
    x.state_date = date_of(front);
    x.body = read_body(p, index, body);
    add_examples(p, m);
    return making_finish(m, &x);
}

/* Of the npm package: README.md, with a heading and no front matter. */
static enum err import_readme(const struct page *p)
{
    struct pattern_import *im = p->im;
    const struct file *readme = find_file(p, "README.md");
    struct guidance_source sources[2] = {{0}};
    struct made_index x = {.owner = p->site->owner,
                           .licence = p->site->licence,
                           .state = STATE_IN_PROGRESS};
    const char *body;
    struct making *m;

    if (!readme || !*readme->text) {
        problems_add(&im->refused, p->files[0].path,
                     "nothing beside it says what the component is for");
        return OK;
    }
    body = readme->text;
    x.title = import_title(im->arena, p->slug);
    if (text_starts(body, "# ")) {
        x.title = arena_strndup(im->arena, body + 2, strcspn(body + 2, "\n"));
        body += strcspn(body, "\n");
    }
    x.description =
        arena_printf(im->arena, "%s, as its package describes it.", x.title);
    sources[0] = (struct guidance_source){
        readme->path, text_line(readme->text, body), body, p->site->address};
    x.body = import_sections(im, sources);
    m = making_new(im, p->kind, slug_of(p), readme->path);
    return making_finish(m, &x);
}

/* "button/" of "button/default/index.njk"; 0: it is in no folder. */
static size_t folder_size(const char *path)
{
    size_t n = strcspn(path, "/");

    return path[n] ? n + 1 : 0;
}

static enum err import_folder(struct page *p, const char *dir,
                              const char *folder, bool is_package)
{
    static const char *const wanted[] = {".md", ".njk", ".html", NULL};
    struct files fs = {0};
    size_t i = 0, n, prefix = strlen(folder) + 1;
    enum err e = OK;

    files_some(&fs, p->im->arena, dir, folder, wanted, &p->im->refused);
    files_sort(&fs);
    while (!e && i < fs.n) {
        const char *path = fs.at[i].path;
        size_t more = folder_size(path + prefix);

        if (!more) {
            i++;
            continue;
        }
        n = files_together(&fs.at[i], fs.n - i, prefix + more);
        p->files = fs.at + i;
        p->n = n;
        p->prefix = prefix + more;
        p->slug = arena_strndup(p->im->arena, path + prefix, more - 1);
        e = is_package ? import_readme(p) : import_page(p);
        i += n;
    }
    files_release(&fs);
    return e;
}

static enum err import_site(struct pattern_import *im,
                            const struct pages_site *site)
{
    struct catalogue *ours = catalogue_open(im->to);
    struct page p = {.im = im, .site = site, .ours = ours};
    enum err e = OK;
    size_t i, j;

    for (i = 0; !e && im->n == 0 && site->below[i]; i++)
        for (j = 0; !e && j < KINDS; j++) {
            p.kind = kinds[j].kind;
            e = import_folder(
                &p, arena_printf(im->arena, "%s/%s", im->from, site->below[i]),
                kinds[j].folder, false);
        }
    p.kind = KIND_COMPONENT;
    if (!e && im->n == 0 && im->refused.n == 0 && site->package)
        e = import_folder(&p, im->from, site->package, true);
    catalogue_close(ours);
    if (!e && im->n == 0 && im->refused.n == 0)
        return ERR_NOT_FOUND;
    return e;
}

enum err import_govuk_pages(struct pattern_import *im)
{
    return import_site(im, &govuk);
}

enum err import_moj(struct pattern_import *im)
{
    return import_site(im, &moj);
}
