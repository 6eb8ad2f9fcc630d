#include "web/templates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/memory.h"
#include "base/text.h"

static const char suffix[] = ".html";

struct entry {
    char *name;
    const struct template *template;
};

struct templates {
    struct arena *arena;
    size_t n;
    struct entry *at; /* by name */
};

/* For partials: where to look, and the arena for what is read live. */
struct search {
    const struct templates *templates;
    struct arena *arena;
    const struct template *page; /* what the layout is around */
    struct fault *fault;
};

/* Pages of the demonstration and of the catalogue are content. */
static bool is_template(const char *file)
{
    return text_ends(file, suffix) && !text_starts(file, "server/demo/") &&
           !text_starts(file, "patterns/catalogue/");
}

static enum err parse(struct arena *a, const struct embedded_file *file,
                      const struct template **ret_template,
                      struct fault *ret_fault)
{
    size_t n = strlen(file->name) - strlen(suffix);
    const struct template *t;
    enum err e = template_parse(a, arena_strndup(a, file->name, n), file->text,
                                file->size, &t, ret_fault);

    if (!e)
        e = template_check_html(t, ret_fault);
    if (e)
        return e;
    *ret_template = t;
    return OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name,
                  ((const struct entry *)b)->name);
}

static int compare_name(const void *name, const void *entry)
{
    return strcmp(name, ((const struct entry *)entry)->name);
}

static enum err add_all(struct templates *ts, struct fault *ret_fault)
{
    const struct embedded_file *f;
    size_t room = 0;
    enum err e = OK;

    for (f = embedded_all(); f->name && !e; f++)
        room += is_template(f->name);
    ts->at = arena_array(ts->arena, room + 1, sizeof(*ts->at));
    for (f = embedded_all(); f->name && !e; f++) {
        struct entry *at = &ts->at[ts->n];

        if (!is_template(f->name))
            continue;
        at->name =
            arena_strndup(ts->arena, f->name, strlen(f->name) - strlen(suffix));
        e = parse(ts->arena, f, &at->template, ret_fault);
        ts->n++;
    }
    if (ts->n)
        qsort(ts->at, ts->n, sizeof(*ts->at), by_name);
    return e;
}

enum err templates_new(struct templates **ret_templates,
                       struct fault *ret_fault)
{
    struct templates *ts = mem_new(1, sizeof(*ts));
    enum err e;

    ts->arena = arena_new();
    e = add_all(ts, ret_fault);
    if (e) {
        templates_free(ts);
        return e;
    }
    *ret_templates = ts;
    return OK;
}

void templates_free(struct templates *ts)
{
    if (!ts)
        return;
    arena_free(ts->arena);
    free(ts);
}

static enum err find_live(const struct search *s, const char *name,
                          const struct template **ret_template)
{
    struct embedded_file file;
    enum err e = embedded_find(
        s->arena, arena_printf(s->arena, "%s%s", name, suffix), &file);

    return e ? e : parse(s->arena, &file, ret_template, s->fault);
}

static enum err find(const struct search *s, const char *name,
                     const struct template **ret_template)
{
    const struct templates *ts = s->templates;
    const struct entry *at = NULL;

    if (embedded_is_live())
        return find_live(s, name, ret_template);
    if (ts->n)
        at = bsearch(name, ts->at, ts->n, sizeof(*at), compare_name);
    if (!at)
        return ERR_NOT_FOUND;
    *ret_template = at->template;
    return OK;
}

static enum err find_partial(void *context, const char *name,
                             const struct template **ret_template)
{
    const struct search *s = context;

    if (strcmp(name, "page") != 0)
        return find(s, name, ret_template);
    *ret_template = s->page;
    return OK;
}

static enum err find_whole(const struct search *s, const char *name,
                           const struct template **ret_template)
{
    enum err e = find(s, name, ret_template);

    if (e == ERR_NOT_FOUND)
        (void)snprintf(s->fault->text, sizeof(s->fault->text),
                       "there is no template \"%s\"", name);
    return e;
}

enum err templates_render(const struct templates *ts, struct arena *a,
                          const char *page, const struct rendering *with,
                          struct buf *out, struct fault *ret_fault)
{
    struct search s = {ts, a, NULL, ret_fault};
    struct rendering r = *with;
    const struct template *layout;
    enum err e = find_whole(&s, page, &s.page);

    if (!e)
        e = find_whole(&s, "lib/web/layout", &layout);
    if (e)
        return e;
    r.find = find_partial;
    r.context = &s;
    r.strict = true;
    return template_render(layout, &r, out, ret_fault);
}
