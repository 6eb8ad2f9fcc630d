/* What Pattern Lab adds to Mustache: "> name:class|other(key: value)". */
#include <string.h>

#include "patterns/views_braces.h"

/* "(key: value, …)", and the classes behind ":" before it. */
static enum err read_parameters(struct view_run *r, const struct view_part *in,
                                const struct braces *t, const char *s,
                                struct view_frame *to)
{
    const char *end = t->at + t->n, *open = memchr(s, '(', (size_t)(end - s));
    struct view own = {in->view->name, NULL};
    struct view_part p = {&own, NULL, NULL};
    char *text, *c;

    to->vars = value_own(r, json_object());
    if (open && end[-1] == ')') {
        text =
            arena_printf(r->arena, "{%.*s}", (int)(end - open - 2), open + 1);
        own.text = p.from = text;
        p.to = text + strlen(text);
        if (expression_value(r, &p, to->above, &to->vars))
            return view_refuse(r, in, t->at, t->n);
        to->vars = value_copy(r, to->vars); /* what it sets is its own */
        end = open;
    }
    if (s == end || *s != ':')
        return OK;
    text = arena_strndup(r->arena, s + 1, (size_t)(end - s - 1));
    for (c = text; *c; c++)
        if (*c == '|')
            *c = ' ';
    (void)json_object_set_new(to->vars, "styleModifier", json_string(text));
    return OK;
}

enum err pattern_lab_partial(struct view_run *r, const struct view_part *in,
                             const struct view_frame *above,
                             const struct braces *t)
{
    const char *s = t->at + 1, *end = t->at + t->n, *name;
    struct view_frame f = {.above = above, .self = above->self};
    enum err e;

    for (name = s = view_skip(s, end); s < end && !strchr(":( ", *s);)
        s++;
    name = arena_strndup(r->arena, name, (size_t)(s - name));
    while (s < end && *s == ' ')
        s++;
    if (s < end && *s != ':' && *s != '(')
        return view_refuse(r, in, t->at, t->n);
    e = read_parameters(r, in, t, s, &f);
    return e ? e : view_include(r, name, &f);
}
