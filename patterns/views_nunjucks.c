/*
 * Nunjucks, and Twig as far as it is the same: values, if, for, set and
 * include.
 */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "patterns/views_curly.h"

/* Blocks ------------------------------------------------------------------- */

struct block {
    const struct view_frame *frame;
    const struct view_part *in;
    struct curly open, otherwise, close;
};

static enum err run_between(struct view_run *r, const struct block *b,
                            const struct curly *from, const struct curly *to,
                            const struct view_frame *f)
{
    const struct view_part part =
        view_between(b->in->view, from->behind, to->before);

    return nunjucks_run(r, &part, f);
}

/* The block's end, where it has none. */
static enum err find_else(struct view_run *r, struct block *b)
{
    const struct view_part inside = {b->in->view, b->open.to, b->close.from};
    enum err e = curly_find_end(r, &inside, b->open.to, true, &b->otherwise);

    if (!e && b->otherwise.from == b->close.from)
        b->otherwise = b->close;
    return e;
}

static enum err run_if(struct view_run *r, struct block *b, const char *word);

static enum err run_else(struct view_run *r, const struct block *b)
{
    struct block next = {.frame = b->frame,
                         .in = b->in,
                         .open = b->otherwise,
                         .close = b->close};

    if (b->otherwise.from == b->close.from)
        return OK;
    if (curly_says(&b->otherwise, "else"))
        return run_between(r, b, &b->otherwise, &b->close, b->frame);
    return run_if(r, &next,
                  curly_says(&b->otherwise, "elif") ? "elif" : "elseif");
}

static enum err run_if(struct view_run *r, struct block *b, const char *word)
{
    const struct view_part question = curly_behind(&b->open, word);
    json_t *value;
    enum err e = expression_value(r, &question, b->frame, &value);

    if (!e)
        e = find_else(r, b);
    if (e)
        return e;
    if (!expression_is_true(b->in->view, value))
        return run_else(r, b);
    return run_between(r, b, &b->open, &b->otherwise, b->frame);
}

/* "name, other in …": up to two names; where the rest begins, or NULL. */
static const char *read_names(struct view_run *r, const struct view_part *p,
                              const char *names[2])
{
    const char *s = p->from;
    int i;

    for (i = 0; i < 2 && s < p->to; i++) {
        const char *from = s;

        while (s < p->to && (isalnum((unsigned char)*s) || *s == '_'))
            s++;
        names[i] = arena_strndup(r->arena, from, (size_t)(s - from));
        s = view_skip(s, p->to);
        if (s == p->to || *s != ',')
            break;
        s = view_skip(s + 1, p->to);
    }
    return p->to - s > 3 && memcmp(s, "in", 2) == 0 &&
                   isspace((unsigned char)s[2])
               ? s + 3
               : NULL;
}

static json_t *loop_of(size_t i, size_t n)
{
    return json_pack("{s:I s:I s:b s:b s:I}", "index", (json_int_t)i + 1,
                     "index0", (json_int_t)i, "first", i == 0, "last",
                     i + 1 == n, "length", (json_int_t)n);
}

static enum err run_item(struct view_run *r, const struct block *b,
                         const char *const names[2], json_t *key, json_t *item,
                         json_t *loop)
{
    struct view_frame f = {.above = b->frame};
    enum err e = view_enter(r);

    f.vars = value_own(r, json_pack("{s:o}", "loop", loop));
    (void)json_object_set(f.vars, names[names[1] ? 1 : 0], item);
    if (names[1])
        (void)json_object_set(f.vars, names[0], key);
    return e ? e : run_between(r, b, &b->open, &b->otherwise, &f);
}

static enum err run_items(struct view_run *r, const struct block *b,
                          const char *const names[2], json_t *list)
{
    size_t n =
        json_is_array(list) ? json_array_size(list) : json_object_size(list);
    const char *name;
    json_t *item;
    size_t i;
    enum err e = OK;

    if (n == 0)
        return run_else(r, b);
    json_array_foreach(list, i, item)
    {
        if (!e)
            e = run_item(r, b, names, value_own(r, json_integer((json_int_t)i)),
                         item, loop_of(i, n));
    }
    i = 0;
    json_object_foreach(list, name, item)
    {
        if (!e)
            e = run_item(r, b, names, value_own(r, json_string(name)), item,
                         loop_of(i++, n));
    }
    return e;
}

static enum err run_for(struct view_run *r, struct block *b)
{
    struct view_part all = curly_behind(&b->open, "for");
    const char *names[2] = {NULL, NULL};
    json_t *list;
    enum err e;

    all.from = read_names(r, &all, names);
    if (!all.from)
        return view_refuse(r, b->in, b->open.from, 60);
    e = expression_value(r, &all, b->frame, &list);
    if (!e)
        e = find_else(r, b);
    return e ? e : run_items(r, b, names, list);
}

/* Single tags -------------------------------------------------------------- */

/* The name that "set" gives a value to; p goes on behind it. */
static const char *set_name(struct view_run *r, struct view_part *p)
{
    const char *from = p->from, *to = from;

    while (to < p->to && (isalnum((unsigned char)*to) || *to == '_'))
        to++;
    p->from = view_skip(to, p->to);
    return arena_strndup(r->arena, from, (size_t)(to - from));
}

/* "set name = value", in the nearest frame. */
static enum err run_set(struct view_run *r, const struct block *b)
{
    struct view_part p = curly_behind(&b->open, "set");
    const char *name = set_name(r, &p);
    json_t *value;
    enum err e;

    if (!*name || p.from == p.to || *p.from++ != '=')
        return view_refuse(r, b->in, b->open.from, 60);
    e = expression_value(r, &p, b->frame, &value);
    if (!e && b->frame->vars)
        (void)json_object_set(b->frame->vars, name,
                              value ? value : json_null());
    return e;
}

/* "set name" … "endset": what is between, as a text. */
static enum err run_capture(struct view_run *r, const struct block *b)
{
    struct view_part p = curly_behind(&b->open, "set");
    const char *name = set_name(r, &p);
    struct buf *out = r->out, text;
    enum err e;

    if (!*name || p.from != p.to)
        return view_refuse(r, b->in, b->open.from, 60);
    buf_init(&text, out->max);
    r->out = &text;
    e = run_between(r, b, &b->open, &b->close, b->frame);
    r->out = out;
    if (!e && buf_finish(&text)) {
        r->reason = "it is too long";
        e = ERR_INVALID;
    }
    if (!e && b->frame->vars)
        (void)json_object_set(b->frame->vars, name,
                              value_own(r, json_stringn(text.text, text.len)));
    buf_release(&text);
    return e;
}

static enum err run_block(struct view_run *r, const struct block *b)
{
    struct view_part p = curly_behind(&b->open, "block");
    const struct view_part own =
        view_between(b->in->view, b->open.behind, b->close.before);
    const char *name = set_name(r, &p);

    if (!*name || p.from != p.to)
        return view_refuse(r, b->in, b->open.from, 60);
    return block_run(r, name, &own, b->frame);
}

static enum err run_extends(struct view_run *r, const struct block *b)
{
    const struct view_part p = curly_behind(&b->open, "extends");
    json_t *name;
    enum err e = expression_value(r, &p, b->frame, &name);

    if (!e && !json_is_string(name))
        e = view_refuse(r, b->in, b->open.from, 60);
    if (!e)
        r->parent = json_string_value(name);
    return e;
}

static enum err run_macro(struct view_run *r, const struct block *b,
                          bool is_call)
{
    const struct view_part said =
        curly_behind(&b->open, is_call ? "call" : "macro");
    const struct view_part body =
        view_between(b->in->view, b->open.behind, b->close.before);

    return is_call ? macro_call_with(r, &said, &body, b->frame)
                   : macro_define(r, &said, &body, b->frame);
}

static enum err run_import(struct view_run *r, const struct block *b,
                           const char *word)
{
    const struct view_part said = curly_behind(&b->open, word);

    return macros_import(r, &said, b->frame);
}

/* What has an end of its own. */
static enum err run_until_end(struct view_run *r, struct block *b)
{
    if (curly_says(&b->open, "if"))
        return run_if(r, b, "if");
    if (curly_says(&b->open, "for"))
        return run_for(r, b);
    if (curly_says(&b->open, "macro") || curly_says(&b->open, "call"))
        return run_macro(r, b, curly_says(&b->open, "call"));
    return curly_says(&b->open, "set") ? run_capture(r, b) : run_block(r, b);
}

/* "render '@handle', data, true", or "merge=true"; it is Fractal's. */
static enum err run_render(struct view_run *r, const struct block *b)
{
    static const char named[] = "merge=", end[] = "merge=true]";
    const struct view_part p = curly_behind(&b->open, "render");
    char *text = arena_printf(r->arena, "[%.*s]", (int)(p.to - p.from), p.from);
    const struct view own = {p.view->name, text};
    const struct view_part list = {&own, text, text + strlen(text)};
    const char *handle;
    json_t *all;

    if (text_ends(text, end))
        memset(text + strlen(text) - strlen(end), ' ', strlen(named));
    if (expression_value(r, &list, b->frame, &all) ||
        !json_is_string(json_array_get(all, 0)))
        return view_refuse(r, b->in, b->open.from, 60);
    handle = json_string_value(json_array_get(all, 0));
    return view_component(r, handle, json_array_get(all, 1),
                          json_is_true(json_array_get(all, 2)));
}

static enum err put_value(struct view_run *r, const struct block *b)
{
    const char *text;
    json_t *value;
    enum err e = expression_value(r, &b->open.in, b->frame, &value);

    if (e)
        return e;
    if (!value_text(r, value, &text))
        return view_refuse(r, b->in, b->open.from, 60);
    view_spend(r, strlen(text));
    if (value_is_safe(r, value) ||
        (view_is_twig(b->in->view) && !r->views->twig_escapes))
        buf_adds(r->out, text);
    else
        buf_add_html(r->out, text, strlen(text));
    return OK;
}

static enum err run_tag(struct view_run *r, struct block *b, const char **at)
{
    enum err e = view_enter(r);

    *at = b->open.behind;
    if (e || b->open.kind == '#')
        return e;
    if (b->open.kind == '{')
        return put_value(r, b);
    if (curly_says(&b->open, "set") && !curly_is_block(&b->open))
        return run_set(r, b);
    if (curly_says(&b->open, "include"))
        return nunjucks_include(r, b->in, &b->open, b->frame);
    if (curly_says(&b->open, "render"))
        return run_render(r, b);
    if (curly_says(&b->open, "import"))
        return run_import(r, b, "import");
    if (curly_says(&b->open, "from"))
        return run_import(r, b, "from");
    if (curly_says(&b->open, "extends"))
        return run_extends(r, b);
    if (curly_says(&b->open, "spaceless") ||
        curly_says(&b->open, "endspaceless"))
        return OK; /* spaces between tags */
    if (!curly_is_block(&b->open))
        return view_refuse(r, b->in, b->open.from, 60);
    e = curly_find_end(r, b->in, b->open.to, false, &b->close);
    if (!e)
        e = run_until_end(r, b);
    *at = b->close.behind;
    return e;
}

enum err nunjucks_run(struct view_run *r, const struct view_part *p,
                      const struct view_frame *f)
{
    struct block b = {.frame = f, .in = p};
    const char *at = p->from;
    enum err e = OK, fault = OK;

    r->depth++;
    while (!e && curly_next(r, p, at, &b.open, &fault)) {
        buf_add(r->out, at, (size_t)(b.open.before - at));
        e = run_tag(r, &b, &at);
        b = (struct block){.frame = f, .in = p};
    }
    if (!e && !fault && at < p->to)
        buf_add(r->out, at, (size_t)(p->to - at));
    r->depth--;
    return e ? e : fault;
}
