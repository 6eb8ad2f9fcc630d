/* A view of Nunjucks or Twig that fills the blocks of another one. */
#include <string.h>

#include "patterns/views_curly.h"

struct view_block {
    const char *name;
    struct view_part part;
    const struct view_block *next;
};

static const struct view_block *find(struct view_run *r, const char *name)
{
    const struct view_block *b = r->blocks;

    while (b && strcmp(b->name, name) != 0)
        b = b->next;
    return b;
}

/* Whoever comes first fills it: a view runs before the one it extends. */
enum err block_run(struct view_run *r, const char *name,
                   const struct view_part *own, const struct view_frame *f)
{
    const struct view_block *filled = find(r, name);
    struct view_frame inside = {.above = f, .self = f->self};
    struct view_block *b;

    if (!r->parent) {
        inside.vars = value_own(r, json_object());
        return nunjucks_run(r, filled ? &filled->part : own, &inside);
    }
    if (!filled) {
        b = arena_alloc(r->arena, sizeof(*b));
        *b = (struct view_block){name, *own, r->blocks};
        r->blocks = b;
    }
    return OK;
}

/* Of one that extends another, only its blocks are shown. */
enum err nunjucks_view(struct view_run *r, const struct view_part *whole,
                       const struct view_frame *f)
{
    const char *outer = r->parent, *parent;
    size_t start = r->out->len;
    enum err e;

    r->parent = NULL;
    e = nunjucks_run(r, whole, f);
    parent = r->parent;
    r->parent = outer;
    if (e || !parent)
        return e;
    buf_cut(r->out, start);
    return view_extend(r, parent, f);
}
