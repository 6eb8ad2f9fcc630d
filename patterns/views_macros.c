/* Macros of Nunjucks and Twig, and where they are taken from. */
#include <string.h>

#include "base/buf.h"
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

/* By which it is known where a value is looked at: one that is true. */
static json_t *macro_value(struct view_run *r, const struct macro *m)
{
    json_t *value = value_own(r, json_object());
    uintptr_t key = (uintptr_t)value;
    bool added;

    *map_put(&r->macros, &key, sizeof(key), &added) = (int64_t)(intptr_t)m;
    return value;
}

enum err macro_define(struct view_run *r, const struct view_part *said,
                      const struct view_part *body, const struct view_frame *f)
{
    struct reading x = {.run = r, .part = said, .frame = f, .at = *said};
    struct macro *m = arena_alloc(r->arena, sizeof(*m));
    json_t *value;
    const char *name = reading_name(&x);
    const struct view_frame *top = f;

    if (!*name || !reading_take(&x, "(") || said->to[-1] != ')' || !f->vars)
        return refuse(r, said);
    x.at.to--;
    while (top->above)
        top = top->above;
    *m = (struct macro){x.at, *body, top->vars,
                        view_is_twig(said->view) ? NULL : r->data};
    value = macro_value(r, m);
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
    json_t *caller;
    enum err e;

    if (!found)
        return ERR_INVALID;
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): it was put in above */
    m = (const struct macro *)(intptr_t)*found;
    home.vars = m->vars;
    f.vars = value_own(r, json_object());
    caller = json_object_get(named, "caller");
    if (caller)
        (void)json_object_set(f.vars, "caller", caller);
    e = expression_bind(r, &m->names, list, named, f.vars);
    return e ? e : run_body(r, m, &f, ret_value);
}

/* What is set where the call stands, whichever frame has it. */
static json_t *all_vars(struct view_run *r, const struct view_frame *f)
{
    json_t *all = value_own(r, json_object());

    for (; f; f = f->above)
        (void)json_object_update_missing(all, f->vars);
    return all;
}

/* "name(one)" as "name(one, caller=_caller)", on the line where it stood; NULL:
 * it is no call. */
static const char *with_caller(struct view_run *r, const struct view_part *said)
{
    const char *end = view_back(said->from, said->to);
    const char *open = memchr(said->from, '(', (size_t)(end - said->from));
    int above = text_line(said->view->text, said->from) - 1;
    struct buf lines;
    const char *text;

    if (!open || open == said->from || end[-1] != ')')
        return NULL;
    buf_init(&lines, r->out->max);
    while (above-- > 0)
        buf_adds(&lines, "\n");
    text = arena_printf(r->arena, "%s%.*s%scaller=_caller)", lines.text,
                        (int)(end - 1 - said->from), said->from,
                        view_skip(open + 1, end) == end - 1 ? "" : ", ");
    buf_release(&lines);
    view_spend(r, strlen(text));
    return text;
}

enum err macro_call_with(struct view_run *r, const struct view_part *said,
                         const struct view_part *body,
                         const struct view_frame *f)
{
    const struct view view = {said->view->name, with_caller(r, said)};
    struct view_part call = {.view = &view};
    struct view_frame inner = {.above = f};
    struct macro *m = arena_alloc(r->arena, sizeof(*m));
    const char *text;
    json_t *value;
    enum err e;

    if (!view.text)
        return refuse(r, said);
    *m = (struct macro){
        {said->view, said->to, said->to}, *body, all_vars(r, f), r->data};
    inner.vars = value_own(r, json_object());
    (void)json_object_set(inner.vars, "_caller", macro_value(r, m));
    call.to = view.text + strlen(view.text);
    call.from = view_skip(view.text, call.to);
    e = expression_value(r, &call, &inner, &value);
    if (!e && !value_text(r, value, &text))
        return refuse(r, said);
    if (!e)
        buf_adds(r->out, text);
    return e;
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
