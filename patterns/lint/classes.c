/* What an entry's examples are made of, by the classes of their markup. */
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/near.h"
#include "patterns/uses.h"

/* Names behind "govuk-" that belong to no component: typography, layout,
 * and what hides or groups. */
static const char *const styles[] = {"heading-xl",
                                     "heading-l",
                                     "heading-m",
                                     "heading-s",
                                     "body",
                                     "body-l",
                                     "body-m",
                                     "body-s",
                                     "body-lead",
                                     "caption-xl",
                                     "caption-l",
                                     "caption-m",
                                     "list",
                                     "link",
                                     "section-break",
                                     "visually-hidden",
                                     "visually-hidden-focusable",
                                     "form-group",
                                     "button-group",
                                     "width-container",
                                     "main-wrapper",
                                     "grid-row",
                                     "grid-column-full",
                                     "grid-column-one-half",
                                     "grid-column-one-third",
                                     "grid-column-two-thirds",
                                     "grid-column-one-quarter",
                                     "grid-column-three-quarters",
                                     "clearfix",
                                     "template",
                                     "grid-column-one-half-from-desktop",
                                     "grid-column-one-third-from-desktop",
                                     "grid-column-two-thirds-from-desktop",
                                     "grid-column-one-quarter-from-desktop",
                                     "grid-column-three-quarters-from-desktop",
                                     "input-wrapper",
                                     "file-upload-wrapper",
                                     "summary-card",
                                     "label-wrapper",
                                     "frontend-supported",
                                     "text-align-left",
                                     "text-align-centre",
                                     "text-align-right"};

static const char mark[] = "govuk-";

struct parts {
    const struct lint_entry *entry;
    struct map shown; /* slugs of components that the markup shows */
    struct map told;  /* classes that were told of */
    bool has_example;
};

static bool is_style(const char *name, size_t n)
{
    size_t i;

    if (n >= 2 && name[0] == '!')
        return true; /* govuk-!-margin-bottom-4 */
    if (n > 3 && memcmp(name, "js-", 3) == 0)
        return true; /* by which a component's script finds its parts */
    for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
        if (strlen(styles[i]) == n && memcmp(styles[i], name, n) == 0)
            return true;
    return false;
}

/* Whether a sheet that the entry is shown in has a rule for it. */
static bool is_in_sheet(const struct parts *p, const char *name, size_t n)
{
    const struct pattern *entry = p->entry->pattern;
    const char *wanted =
        arena_printf(p->entry->lint->arena, ".%.*s", (int)n, name);
    size_t i;

    for (i = 0; entry && i < entry->n_uses; i++)
        if (entry->uses[i]->sheet && strstr(entry->uses[i]->sheet, wanted))
            return true;
    return false;
}

static void check_class(struct parts *p, const struct lint_file *f, int line,
                        const char *name, size_t n)
{
    const struct lint *l = p->entry->lint;
    const struct pattern *component = NULL;
    bool ours = n > strlen(mark) && memcmp(name, mark, strlen(mark)) == 0;
    bool added;

    if (ours) {
        const char *rest = name + strlen(mark);
        size_t size = uses_root_size(rest, n - strlen(mark));

        component = catalogue_find(l->catalogue, KIND_COMPONENT,
                                   arena_strndup(l->arena, rest, size));
        if (is_style(rest, size))
            return;
    }
    if (component) {
        int64_t *at = map_put(&p->shown, component->slug,
                              strlen(component->slug), &added);

        if (added)
            *at = (int64_t)(f->file - p->entry->files) << 24 | line;
        return;
    }
    (void)map_put(&p->told, name, n, &added);
    if (added && !is_in_sheet(p, name, n))
        lint_tell(f, line, LINT_CLASS,
                  "the class \"%.*s\" is of no component here and no style of "
                  "GOV.UK Frontend: correct it, or leave it out",
                  (int)n, name);
}

static void scan(struct parts *p, const struct lint_file *f)
{
    struct tags t;
    struct tag tag;
    int line;
    const char *body = lint_body(f->file, &line);

    tags_init(&t, body, f->file->size - (size_t)(body - f->file->text), line);
    while (tags_next(&t, &tag)) {
        const char *list =
            tag.kind != TAG_OPEN
                ? NULL
                : tag_attribute(p->entry->lint->arena, &tag, "class");
        while (list && *list) {
            size_t n;

            list += strspn(list, " \n\t\r");
            n = strcspn(list, " \n\t\r");
            if (n)
                check_class(p, f, tag.line, list, n);
            list += n;
        }
    }
}

/* By its name, or with its kind: "task-list", "component/task-list". */
static bool is_name_of(const char *name, const struct pattern *p)
{
    const char *slash = strchr(name, '/');

    if (slash &&
        strncmp(pattern_kind_key(p->kind), name, (size_t)(slash - name)) != 0)
        return false;
    return strcmp(slash ? slash + 1 : name, p->slug) == 0;
}

/* What "uses" names: in an entry that shares its name with a component, that
 * component. */
static const struct pattern *named(const struct lint_entry *e, const char *name)
{
    const struct pattern *p = catalogue_named(e->lint->catalogue, name);

    if (p && p == e->pattern)
        p = catalogue_find(e->lint->catalogue, KIND_COMPONENT, e->slug);
    return p;
}

/* "button" of "Button" and of "buton"; NULL: it is like none. */
static const struct pattern *meant(const struct lint *l, const char *name)
{
    const char *bare = near_bare(l->arena, name);
    const struct pattern *found = NULL;
    size_t i;

    for (i = 0; i < l->catalogue->n; i++) {
        const struct pattern *p = &l->catalogue->at[i];
        const char *slug = near_bare(l->arena, p->slug);

        if (strcmp(slug, bare) == 0)
            return p;
        if (!found && near_is(bare, slug))
            found = p;
    }
    return found;
}

/* look: for what is meant, which takes its time. */
static void tell_unknown(const struct lint_file *index, const struct node *n,
                         bool look)
{
    const struct pattern *p = look ? meant(index->entry->lint, n->text) : NULL;

    lint_tell(index, n->line, LINT_USES,
              "uses names \"%s\", which is no entry here: %s%s%s", n->text,
              p ? "write \"" : "correct it, or leave it out", p ? p->slug : "",
              p ? "\", if that is what is meant" : "");
}

static void check_declared(const struct parts *p, const struct lint_file *index,
                           const struct node *first)
{
    const struct node *n;
    size_t unknown = 0;

    for (n = first; n; n = n->next) {
        const struct pattern *part = named(p->entry, n->text);

        if (!part)
            tell_unknown(index, n, unknown++ < LINT_ALIKE_MAX);
        else if (part->kind == KIND_COMPONENT && p->has_example &&
                 !map_find(&p->shown, part->slug, strlen(part->slug)))
            lint_tell(index, n->line, LINT_USES,
                      "uses names \"%s\", and no example shows it: show it, or "
                      "leave it out",
                      n->text);
    }
}

/* Which was told by itself. */
static bool is_slip_of(const struct lint_entry *e, const char *name,
                       const struct pattern *p)
{
    struct arena *a = e->lint->arena;

    return !named(e, name) &&
           near_is(near_bare(a, name), near_bare(a, p->slug));
}

static void check_shown(const struct parts *p, const struct node *first)
{
    const struct lint *l = p->entry->lint;
    size_t i;

    for (i = 0; i < l->catalogue->n; i++) {
        const struct pattern *part = &l->catalogue->at[i];
        const struct node *n = first;
        const int64_t *at;
        struct lint_file f = {.entry = p->entry};

        if (part->kind != KIND_COMPONENT || part == p->entry->pattern)
            continue;
        at = map_find(&p->shown, part->slug, strlen(part->slug));
        while (at && n && !is_name_of(n->text, part) &&
               !is_slip_of(p->entry, n->text, part))
            n = n->next;
        if (!at || n)
            continue;
        f.file = &p->entry->files[*at >> 24];
        lint_tell(&f, (int)(*at & 0xffffff), LINT_USES,
                  "the example shows the component \"%s\", which uses does "
                  "not name: add it to uses in index.md",
                  part->slug);
    }
}

void lint_classes(const struct lint_entry *entry)
{
    struct parts p = {.entry = entry};
    struct lint_file index = {entry, lint_beside(entry, "index.md")};
    const struct node *front, *first;
    size_t i;

    map_init(&p.shown);
    map_init(&p.told);
    for (i = 0; i < entry->n; i++) {
        const struct lint_file f = {entry, &entry->files[i]};

        if (!text_ends(f.file->path, "/index.html"))
            continue;
        p.has_example = true;
        scan(&p, &f);
    }
    front = index.file ? lint_front(&index) : NULL;
    if (front) { /* else it is not known what is declared */
        first = lint_list(entry->lint->arena, node_find(front, "uses"));
        check_declared(&p, &index, first);
        check_shown(&p, first);
    }
    map_release(&p.told);
    map_release(&p.shown);
}
