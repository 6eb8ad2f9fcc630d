/* Macros of Nunjucks and Twig, and where they are taken from. */
#include <string.h>

#include "base/text.h"
#include "patterns/views_reading.h"

struct macro {
    struct view_part names, body;
    json_t *vars; /* what else is set, outside of all loops and blocks */
    json_t *data; /* and what that view is shown with; or NULL */
};

static enum err refuse(struct view_run *r, const struct view_part *said)
{
    return view_refuse(r, said, said->from, (size_t)(said->to - said->from));
}

enum err macro_define(struct view_run *r, const struct view_part *said,
                      const struct view_part *body, const struct view_frame *f)
{
    struct reading x = {.run = r, .part = said, .frame = f, .at = *said};
    struct macro *m = arena_alloc(r->arena, sizeof(*m));
    json_t *value = value_own(r, json_string(""));
    uintptr_t key = (uintptr_t)value;
    const char *name = reading_name(&x);
    const struct view_frame *top = f;
    bool added;

    if (!*name || !reading_take(&x, "(") || said->to[-1] != ')' || !f->vars)
        return refuse(r, said);
    x.at.to--;
    while (top->above)
        top = top->above;
    *m = (struct macro){x.at, *body, top->vars,
                        view_is_twig(said->view) ? NULL : r->data};
    *map_put(&r->macros, &key, sizeof(key), &added) = (int64_t)(intptr_t)m;
    (void)json_object_set(f->vars, name, value);
    return OK;
}

static enum err run_body(struct view_run *r, const struct macro *m,
                         const struct view_frame *f, json_t **ret_value)
{
    struct buf *out = r->out, text;
    json_t *data = r->data;
    enum err e;

    buf_init(&text, out->max);
    r->out = &text;
    r->data = m->data;
    e = nunjucks_run(r, &m->body, f);
    r->data = data;
    r->out = out;
    if (!e && buf_finish(&text)) {
        r->reason = "it is too long";
        e = ERR_INVALID;
    }
    if (!e)
        *ret_value = value_make_safe(r, text.text);
    buf_release(&text);
    return e;
}

enum err macro_call(struct view_run *r, const json_t *macro, const json_t *list,
                    const json_t *named, json_t **ret_value)
{
    uintptr_t key = (uintptr_t)macro;
    const int64_t *found = map_find(&r->macros, &key, sizeof(key));
    struct view_frame home = {0}, f = {.above = &home};
    const struct macro *m;
    enum err e;

    if (!found)
        return ERR_INVALID;
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): it was put in above */
    m = (const struct macro *)(intptr_t)*found;
    home.vars = m->vars;
    f.vars = value_own(r, json_object());
    e = expression_bind(r, &m->names, list, named, f.vars);
    return e ? e : run_body(r, m, &f, ret_value);
}

/* What a file sets: it is run, and what it writes is of no use. */
static enum err read_file(struct view_run *r, const char *name,
                          json_t **ret_vars)
{
    struct view_frame f = {.vars = value_own(r, json_object())};
    struct buf *out = r->out, text;
    json_t *data = r->data;
    enum err e;

    buf_init(&text, out->max);
    r->out = &text;
    r->data = NULL;
    e = view_include(r, name, &f);
    r->data = data;
    r->out = out;
    buf_release(&text);
    *ret_vars = f.vars;
    return e;
}

/* "one, two as other" of those. */
static enum err take_names(struct reading *x, const json_t *from, json_t *to)
{
    while (view_skip(x->at.from, x->at.to) != x->at.to) {
        const char *name = reading_name(x);
        json_t *value = json_object_get(from, name);

        if (!value)
            return refuse(x->run, x->part);
        if (reading_take(x, "as"))
            name = reading_name(x);
        (void)json_object_set(to, name, value);
        (void)reading_take(x, ",");
    }
    return OK;
}

enum err macros_import(struct view_run *r, const struct view_part *said,
                       const struct view_frame *f)
{
    struct reading x = {.run = r, .part = said, .frame = f, .at = *said};
    json_t *file = reading_value(&x), *vars;
    bool some = reading_take(&x, "import");
    const char *name = !some && reading_take(&x, "as") ? reading_name(&x) : "";
    enum err e;

    if (!json_is_string(file) || !f->vars || some == (*name != '\0'))
        return refuse(r, said);
    e = read_file(r, json_string_value(file), &vars);
    if (!e && some)
        return take_names(&x, vars, f->vars);
    if (!e && view_skip(x.at.from, x.at.to) != x.at.to)
        return refuse(r, said);
    if (!e)
        (void)json_object_set(f->vars, name, vars);
    return e;
}
