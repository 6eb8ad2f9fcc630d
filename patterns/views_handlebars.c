/*
 * Handlebars: values, if, unless, each, with, else, partials with data of
 * their own or around a block.  Mustache is the same without the words, and
 * with what Pattern Lab adds to its partials.
 */
#include <string.h>

#include "patterns/views_braces.h"

/* Blocks ------------------------------------------------------------------- */

/* A block while it is run: its tag, its one value, and what is in it. */
struct block {
    const struct view_frame *frame;
    const struct view_part *in; /* the text around it */
    struct braces open, otherwise, close;
    const char *names[2]; /* "as |item place|" */
    json_t *value;
};

static enum err run_between(struct view_run *r, const struct view_part *in,
                            const struct braces *from, const struct braces *to,
                            const struct view_frame *f)
{
    const struct view_part part =
        view_between(in->view, from->behind, to->before);

    return handlebars_run(r, &part, f);
}

static enum err read_condition(struct view_run *r, struct block *b,
                               const char *s, size_t n)
{
    struct braces_argument a, more;
    enum err e;

    if (!braces_argument(r, &s, &n, &a) || a.key)
        return view_refuse(r, b->in, b->open.at, b->open.n);
    e = braces_value(r, b->in, b->frame, &a, &b->value);
    if (e || !braces_argument(r, &s, &n, &more))
        return e;
    if (more.key || more.n != 2 || memcmp(more.at, "as", 2) != 0)
        return view_refuse(r, b->in, b->open.at, b->open.n);
    while (n && (*s == ' ' || *s == '|'))
        s++, n--;
    for (int i = 0; i < 2 && n && *s != '|'; i++) {
        size_t size = strcspn(s, " |}");

        b->names[i] = arena_strndup(r->arena, s, size);
        s += size + strspn(s + size, " ");
        n = *s == '|' ? 0 : n;
    }
    return OK;
}

/* The block's end, where it has none. */
static enum err find_else(struct view_run *r, struct block *b)
{
    const struct view_part inside = {b->in->view, b->open.to, b->close.from};
    enum err e = braces_find_end(r, &inside, b->open.to, true, &b->otherwise);

    if (!e && b->otherwise.from == b->close.from)
        b->otherwise = b->close;
    return e;
}

static enum err run_else(struct view_run *r, struct block *b);

static enum err run_if(struct view_run *r, struct block *b, bool wanted)
{
    if (value_is_true(b->value) != wanted)
        return run_else(r, b);
    return run_between(r, b->in, &b->open, &b->otherwise, b->frame);
}

/* "else", or "else if NAME", which is a block as far as the same end. */
static enum err run_else(struct view_run *r, struct block *b)
{
    struct block next = {.frame = b->frame,
                         .in = b->in,
                         .open = b->otherwise,
                         .close = b->close};
    const struct braces *t = &b->otherwise;
    struct braces rest;
    bool wanted;
    size_t skip;
    enum err e;

    if (t->from == b->close.from)
        return OK;
    if (t->n == 0 || t->n == strlen("else"))
        return run_between(r, b->in, t, &b->close, b->frame);
    rest = *t;
    rest.at = view_skip(t->at + strlen("else"), t->at + t->n);
    rest.n = t->n - (size_t)(rest.at - t->at);
    wanted = braces_say(&rest, "if");
    if (!wanted && !braces_say(&rest, "unless"))
        return view_refuse(r, b->in, t->at, t->n);
    skip = strlen(wanted ? "if" : "unless");
    e = read_condition(r, &next, rest.at + skip, rest.n - skip);
    if (!e)
        e = find_else(r, &next);
    return e ? e : run_if(r, &next, wanted);
}

static enum err run_item(struct view_run *r, const struct block *b,
                         json_t *item, json_t *key, bool first, bool last)
{
    struct view_frame f = {.above = b->frame, .self = item};
    enum err e = view_enter(r);

    f.vars = value_own(r, json_pack("{s:O s:O s:b s:b}", "@key", key, "@index",
                                    key, "@first", first, "@last", last));
    if (b->names[0])
        (void)json_object_set(f.vars, b->names[0], item);
    if (b->names[1])
        (void)json_object_set(f.vars, b->names[1], key);
    return e ? e : run_between(r, b->in, &b->open, &b->otherwise, &f);
}

static enum err run_each(struct view_run *r, struct block *b)
{
    const char *name;
    json_t *item;
    size_t i, n = json_array_size(b->value), place = 0;
    enum err e = OK;

    if (!value_is_true(b->value) ||
        (json_is_object(b->value) && json_object_size(b->value) == 0))
        return run_else(r, b);
    json_array_foreach(b->value, i, item)
    {
        if (!e)
            e = run_item(r, b, item, value_own(r, json_integer((json_int_t)i)),
                         i == 0, i + 1 == n);
    }
    n = json_object_size(b->value);
    json_object_foreach(b->value, name, item)
    {
        if (!e)
            e = run_item(r, b, item, value_own(r, json_string(name)),
                         place == 0, place + 1 == n);
        place++;
    }
    return e;
}

static enum err run_with(struct view_run *r, struct block *b)
{
    struct view_frame f = {.above = b->frame, .self = b->value};

    if (!value_is_true(b->value))
        return run_else(r, b);
    if (b->names[0])
        f.vars = value_own(r, json_pack("{s:O}", b->names[0], b->value));
    return run_between(r, b->in, &b->open, &b->otherwise, &f);
}

/* "#name" and "^name": as the value is. */
static enum err run_named(struct view_run *r, struct block *b, bool inverted)
{
    if (inverted)
        return run_if(r, b, false);
    if (json_is_array(b->value))
        return run_each(r, b);
    return json_is_object(b->value) ? run_with(r, b) : run_if(r, b, true);
}

/* Partials ----------------------------------------------------------------- */

/* What the partial sees: its data, or that of the place, and "key=value". */
static enum err read_frame(struct view_run *r, const struct block *b,
                           const char *s, size_t n, struct view_frame *to)
{
    struct braces_argument a;
    json_t *value, *self = b->frame->self, *more = NULL;
    enum err e = OK;

    while (!e && braces_argument(r, &s, &n, &a)) {
        e = braces_value(r, b->in, b->frame, &a, &value);
        if (!e && !a.key)
            self = value;
        if (e || !a.key)
            continue;
        if (!more)
            more = value_own(r, json_object());
        (void)json_object_set(more, a.key, value ? value : json_null());
    }
    if (more && json_is_object(self))
        (void)json_object_update_missing(more, self);
    to->self = more ? more : self;
    return e;
}

static const char *unquoted(struct view_run *r, const struct braces_argument *a)
{
    bool quoted = a->n > 1 && (*a->at == '"' || *a->at == '\'');

    return arena_strndup(r->arena, a->at + quoted, a->n - 2 * quoted);
}

/* The block that the nearest partial was put around. */
static enum err run_block_of(struct view_run *r, const struct block *b)
{
    const struct view_frame *f = b->frame;
    struct view_frame in = {0};

    while (f && !f->block)
        f = f->above;
    if (!f)
        return view_refuse(r, b->in, b->open.at, b->open.n);
    in.above = f->block_in;
    in.self = b->frame->self; /* it sees what the partial sees */
    return handlebars_run(r, f->block, &in);
}

/* What was written from there on, each line moved in as its tag was. */
static void move_in(struct view_run *r, size_t start, const struct braces *t)
{
    size_t indent = t->before < t->from ? (size_t)(t->from - t->before) : 0;
    const char *line;

    if (indent == 0 || t->trims_before || r->out->len == start)
        return;
    line = arena_strdup(r->arena, r->out->text + start);
    buf_cut(r->out, start);
    for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t n = strcspn(line, "\n");

        buf_add(r->out, t->before, indent);
        buf_add(r->out, line, n + (line[n] == '\n'));
    }
}

/* "> name", "> name data key=value"; around: what stands inside "#> name". */
static enum err run_partial(struct view_run *r, const struct block *b,
                            size_t skip, const struct view_part *around)
{
    const char *s = b->open.at + skip;
    size_t n = b->open.n - skip, start = r->out->len;
    struct view_frame f = {.block = around, .block_in = b->frame};
    struct braces_argument a;
    enum err e;

    if (!braces_argument(r, &s, &n, &a) || a.key || *a.at == '(')
        return view_refuse(r, b->in, b->open.at, b->open.n);
    if (a.n == strlen("@partial-block") &&
        memcmp(a.at, "@partial-block", a.n) == 0)
        return run_block_of(r, b);
    e = read_frame(r, b, s, n, &f);
    if (!e)
        e = view_include(r, unquoted(r, &a), &f);
    if (!e && !around)
        move_in(r, start, &b->open);
    return e;
}

/* Tags --------------------------------------------------------------------- */

static enum err run_block(struct view_run *r, struct block *b)
{
    static const char *const words[] = {"if", "unless", "each", "with"};
    const struct view_part inside = {
        b->in->view, b->open.behind,
        b->close.before > b->open.behind ? b->close.before : b->open.behind};
    size_t i, skip = 0;
    bool words_count = b->open.sign == '#' && !view_is_mustache(b->in->view);
    enum err e;

    if (*b->open.at == '>')
        return run_partial(r, b, 1, &inside);
    for (i = 0; i < 4; i++)
        if (words_count && b->open.n > strlen(words[i]) &&
            braces_say(&b->open, words[i]))
            break;
    if (i < 4)
        skip = strlen(words[i]);
    e = read_condition(r, b, b->open.at + skip, b->open.n - skip);
    if (!e)
        e = find_else(r, b);
    if (e)
        return e;
    if (i < 2)
        return run_if(r, b, i == 0);
    if (i < 4)
        return i == 2 ? run_each(r, b) : run_with(r, b);
    return run_named(r, b, b->open.sign == '^');
}

/* "render '@handle' data merge=true", which is Fractal's. */
static enum err run_render(struct view_run *r, const struct block *b)
{
    const char *s = b->open.at + strlen("render");
    size_t n = b->open.n - strlen("render"), given = 0;
    json_t *with[2] = {NULL, NULL}, *value;
    struct braces_argument a;
    bool over = false;
    enum err e = OK;

    while (!e && braces_argument(r, &s, &n, &a)) {
        e = braces_value(r, b->in, b->frame, &a, &value);
        if (a.key)
            over = over ||
                   (!e && strcmp(a.key, "merge") == 0 && value_is_true(value));
        else if (!e && given < 2)
            with[given++] = value;
    }
    if (!e && !json_is_string(with[0]))
        e = view_refuse(r, b->in, b->open.at, b->open.n);
    return e ? e : view_component(r, json_string_value(with[0]), with[1], over);
}

static enum err put_value(struct view_run *r, const struct block *b)
{
    const char *s = b->open.at, *text;
    size_t n = b->open.n;
    struct braces_argument a, more;
    json_t *value;
    enum err e;

    if (braces_say(&b->open, "render") && !view_is_mustache(b->in->view))
        return run_render(r, b);
    /* Fractal's: an address as it will be, which here it is already. */
    if (braces_say(&b->open, "path")) {
        s += strlen("path");
        n -= strlen("path");
    }
    if (!braces_argument(r, &s, &n, &a) || a.key ||
        braces_argument(r, &s, &n, &more))
        return view_refuse(r, b->in, b->open.at, b->open.n);
    e = braces_value(r, b->in, b->frame, &a, &value);
    if (e)
        return e;
    if (!value_text(r, value, &text))
        return view_refuse(r, b->in, b->open.at, b->open.n);
    view_spend(r, strlen(text));
    if (b->open.raw)
        buf_adds(r->out, text);
    else
        buf_add_html(r->out, text, strlen(text));
    return OK;
}

static enum err run_tag(struct view_run *r, struct block *b,
                        const char **ret_at)
{
    const struct braces *t = &b->open;
    enum err e = view_enter(r);

    *ret_at = t->behind;
    if (e || t->n == 0 || *t->at == '!')
        return e;
    if (!t->sign && *t->at == '>')
        return view_is_mustache(b->in->view)
                   ? pattern_lab_partial(r, b->in, b->frame, t)
                   : run_partial(r, b, 1, NULL);
    if (!t->sign || t->sign == '&')
        return *t->at == '/' ? view_refuse(r, b->in, t->at, t->n)
                             : put_value(r, b);
    e = braces_find_end(r, b->in, t->to, false, &b->close);
    if (e)
        return e;
    *ret_at = b->close.behind;
    return run_block(r, b);
}

enum err handlebars_run(struct view_run *r, const struct view_part *p,
                        const struct view_frame *f)
{
    struct block b = {.frame = f, .in = p};
    const char *at = p->from;
    enum err e = OK, fault = OK;

    r->depth++;
    while (!e && braces_next(r, p, at, &b.open, &fault)) {
        bool escaped = b.open.from > at && b.open.from[-1] == '\\';

        buf_add(r->out, at,
                (size_t)((escaped ? b.open.from - 1 : b.open.before) - at));
        if (escaped) {
            at = b.open.to;
            buf_add(r->out, b.open.from, (size_t)(at - b.open.from));
            continue;
        }
        e = run_tag(r, &b, &at);
        b = (struct block){.frame = f, .in = p};
    }
    if (!e && !fault && at < p->to)
        buf_add(r->out, at, (size_t)(p->to - at));
    r->depth--;
    return e ? e : fault;
}
