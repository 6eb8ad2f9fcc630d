/* Views that Nunjucks and Twig take into others. */
#include <string.h>

#include "patterns/views_curly.h"

/* "include 'folder/' + name": a name that is worked out. */
static enum err include_found(struct view_run *r, const struct view_part *p,
                              const struct view_frame *f)
{
    json_t *name;
    enum err e = expression_value(r, p, f, &name);

    if (!e && !json_is_string(name))
        e = view_refuse(r, p, p->from, (size_t)(p->to - p->from));
    if (e)
        return e;
    return view_include(r, json_string_value(name), f);
}

enum err nunjucks_include(struct view_run *r, const struct view_part *in,
                          const struct curly *open,
                          const struct view_frame *frame)
{
    struct view_part p = curly_behind(open, "include"), quoted = p, with = p;
    struct view_frame f = {.above = frame};
    json_t *name, *vars = NULL;
    enum err e;

    with.from = strchr("\"'", *p.from)
                    ? memchr(p.from + 1, *p.from, (size_t)(p.to - p.from - 1))
                    : NULL;
    if (!with.from)
        return view_refuse(r, in, open->from, 60);
    quoted.to = ++with.from;
    e = expression_value(r, &quoted, frame, &name);
    with.from += strspn(with.from, " ");
    f.vars = value_copy(r, NULL);
    if (!e && with.from < with.to && strchr("+~", *with.from))
        return include_found(r, &p, &f);
    if (!e && with.from < with.to && strncmp(with.from, "with ", 5) == 0) {
        with.from += 5;
        if (with.to - with.from > 5 && memcmp(with.to - 5, " only", 5) == 0) {
            with.to -= 5;
            f.above = NULL;
        }
        e = expression_value(r, &with, frame, &vars);
    } else if (!e && with.from < with.to) {
        e = view_refuse(r, in, open->from, 60);
    }
    f.vars = value_copy(r, vars);
    return e ? e : view_include(r, json_string_value(name), &f);
}
