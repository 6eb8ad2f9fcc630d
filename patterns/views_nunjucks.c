/*
 * Nunjucks, and Twig as far as it is the same: values, if, for, set and
 * include.
 */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "patterns/views_run.h"

/* "{{ value }}", "{% word … %}", "{# comment #}". */
struct tag {
    const char *from, *to; /* with its braces */
    /* Where the text before it ends, and what is behind begins. */
    const char *before, *behind;
    struct view_part in; /* what stands between, without spaces */
    char kind;           /* of the second brace */
};

/* Tags --------------------------------------------------------------------- */

static const char *find_brace(const char *from, const char *to)
{
    for (; from + 1 < to; from++)
        if (*from == '{' && strchr("{%#", from[1]))
            return from;
    return NULL;
}

/* false, with OK: there is no more. */
static bool next_tag(struct view_run *r, const struct view_part *p,
                     const char *from, struct tag *t, enum err *ret_fault)
{
    bool trims_before, trims_after;
    const char *end;

    *ret_fault = OK;
    *t = (struct tag){.from = find_brace(from, p->to)};
    if (!t->from)
        return false;
    t->kind = t->from[1];
    end = strstr(t->from + 2, t->kind == '{'   ? "}}"
                              : t->kind == '%' ? "%}"
                                               : "#}");
    if (!end || end + 2 > p->to) {
        *ret_fault = view_refuse(r, p, t->from, 60);
        return false;
    }
    t->to = end + 2;
    t->in = (struct view_part){p->view, t->from + 2, end};
    trims_before = t->in.from < end && *t->in.from == '-';
    t->in.from += trims_before;
    trims_after = t->in.to > t->in.from && t->in.to[-1] == '-';
    t->in.to -= trims_after;
    t->in.from = view_skip(t->in.from, t->in.to);
    t->in.to = view_back(t->in.from, t->in.to);
    t->before = trims_before ? view_back(from, t->from) : t->from;
    t->behind = trims_after ? view_skip(t->to, p->to) : t->to;
    return true;
}

static bool says(const struct tag *t, const char *word)
{
    size_t n = strlen(word), size = (size_t)(t->in.to - t->in.from);

    return t->kind == '%' && size >= n && memcmp(t->in.from, word, n) == 0 &&
           (size == n || isspace((unsigned char)t->in.from[n]));
}

static int opens(const struct tag *t)
{
    if (says(t, "if") || says(t, "for"))
        return 1;
    return says(t, "endif") || says(t, "endfor") ? -1 : 0;
}

static bool is_else(const struct tag *t)
{
    return says(t, "else") || says(t, "elif") || says(t, "elseif");
}

/* The end of the block that is open at from, or its first "else". */
static enum err find_end(struct view_run *r, const struct view_part *p,
                         const char *from, bool otherwise, struct tag *t)
{
    int depth = 1;
    enum err fault;

    while (next_tag(r, p, from, t, &fault)) {
        depth += opens(t);
        if (depth == 0 || (otherwise && depth == 1 && is_else(t)))
            return OK;
        from = t->to;
    }
    if (!fault && otherwise) { /* up to its end, without one */
        *t = (struct tag){.from = p->to, .to = p->to, .behind = p->to};
        return OK;
    }
    return fault ? fault : view_refuse(r, p, p->from, 60);
}

/* What stands behind its first word. */
static struct view_part behind(const struct tag *t, const char *word)
{
    struct view_part p = t->in;

    p.from = view_skip(p.from + strlen(word), p.to);
    return p;
}

/* Blocks ------------------------------------------------------------------- */

struct block {
    const struct view_frame *frame;
    const struct view_part *in;
    struct tag open, otherwise, close;
};

static enum err run_between(struct view_run *r, const struct block *b,
                            const struct tag *from, const struct tag *to,
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
    enum err e = find_end(r, &inside, b->open.to, true, &b->otherwise);

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
    if (says(&b->otherwise, "else"))
        return run_between(r, b, &b->otherwise, &b->close, b->frame);
    return run_if(r, &next, says(&b->otherwise, "elif") ? "elif" : "elseif");
}

static enum err run_if(struct view_run *r, struct block *b, const char *word)
{
    const struct view_part question = behind(&b->open, word);
    json_t *value;
    bool safe;
    enum err e = expression_value(r, &question, b->frame, &value, &safe);

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
    return p->to - s > 3 && memcmp(s, "in", 2) == 0 ? s + 3 : NULL;
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

    f.vars = value_own(r, json_pack("{s:o}", "loop", loop));
    (void)json_object_set(f.vars, names[names[1] ? 1 : 0], item);
    if (names[1])
        (void)json_object_set(f.vars, names[0], key);
    return run_between(r, b, &b->open, &b->otherwise, &f);
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
    struct view_part all = behind(&b->open, "for");
    const char *names[2] = {NULL, NULL};
    json_t *list;
    bool safe;
    enum err e;

    all.from = read_names(r, &all, names);
    if (!all.from)
        return view_refuse(r, b->in, b->open.from, 60);
    e = expression_value(r, &all, b->frame, &list, &safe);
    if (!e)
        e = find_else(r, b);
    return e ? e : run_items(r, b, names, list);
}

/* Single tags -------------------------------------------------------------- */

/* "set name = value", in the nearest frame. */
static enum err run_set(struct view_run *r, const struct block *b)
{
    struct view_part p = behind(&b->open, "set");
    const char *from = p.from, *name;
    json_t *value;
    bool safe;
    enum err e;

    while (p.from < p.to && (isalnum((unsigned char)*p.from) || *p.from == '_'))
        p.from++;
    name = arena_strndup(r->arena, from, (size_t)(p.from - from));
    p.from = view_skip(p.from, p.to);
    if (!*name || p.from == p.to || *p.from++ != '=')
        return view_refuse(r, b->in, b->open.from, 60);
    e = expression_value(r, &p, b->frame, &value, &safe);
    if (!e && b->frame->vars)
        (void)json_object_set(b->frame->vars, name,
                              value ? value : json_null());
    return e;
}

/* "include 'name'", "include 'name' with data", and "only" that. */
static enum err run_include(struct view_run *r, const struct block *b)
{
    struct view_part p = behind(&b->open, "include"), quoted = p, with = p;
    struct view_frame f = {.above = b->frame};
    json_t *name, *vars = NULL;
    bool safe;
    enum err e;

    with.from = strchr("\"'", *p.from)
                    ? memchr(p.from + 1, *p.from, (size_t)(p.to - p.from - 1))
                    : NULL;
    if (!with.from)
        return view_refuse(r, b->in, b->open.from, 60);
    quoted.to = ++with.from;
    e = expression_value(r, &quoted, b->frame, &name, &safe);
    with.from += strspn(with.from, " ");
    if (!e && with.from < with.to && strncmp(with.from, "with ", 5) == 0) {
        with.from += 5;
        if (with.to - with.from > 5 && memcmp(with.to - 5, " only", 5) == 0) {
            with.to -= 5;
            f.above = NULL;
        }
        e = expression_value(r, &with, b->frame, &vars, &safe);
    } else if (!e && with.from < with.to) {
        e = view_refuse(r, b->in, b->open.from, 60);
    }
    f.vars =
        value_own(r, json_is_object(vars) ? json_copy(vars) : json_object());
    return e ? e : view_include(r, json_string_value(name), &f);
}

static enum err put_value(struct view_run *r, const struct block *b)
{
    const char *text;
    json_t *value;
    bool safe;
    enum err e = expression_value(r, &b->open.in, b->frame, &value, &safe);

    if (e)
        return e;
    if (!value_text(r, value, &text))
        return view_refuse(r, b->in, b->open.from, 60);
    if (safe ||
        (text_ends(b->in->view->name, ".twig") && !r->views->twig_escapes))
        buf_adds(r->out, text);
    else
        buf_add_html(r->out, text, strlen(text));
    return OK;
}

static enum err run_tag(struct view_run *r, struct block *b, const char **at)
{
    enum err e = view_enter(r);
    bool is_if = says(&b->open, "if");

    *at = b->open.behind;
    if (e || b->open.kind == '#')
        return e;
    if (b->open.kind == '{')
        return put_value(r, b);
    if (says(&b->open, "set"))
        return run_set(r, b);
    if (says(&b->open, "include"))
        return run_include(r, b);
    if (says(&b->open, "spaceless") || says(&b->open, "endspaceless"))
        return OK; /* spaces between tags */
    if (!is_if && !says(&b->open, "for"))
        return view_refuse(r, b->in, b->open.from, 60);
    e = find_end(r, b->in, b->open.to, false, &b->close);
    if (!e)
        e = is_if ? run_if(r, b, "if") : run_for(r, b);
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
    while (!e && next_tag(r, p, at, &b.open, &fault)) {
        buf_add(r->out, at, (size_t)(b.open.before - at));
        e = run_tag(r, &b, &at);
        b = (struct block){.frame = f, .in = p};
    }
    if (!e && !fault && at < p->to)
        buf_add(r->out, at, (size_t)(p->to - at));
    r->depth--;
    return e ? e : fault;
}
