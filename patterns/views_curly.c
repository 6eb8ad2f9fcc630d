#include "patterns/views_curly.h"

#include <ctype.h>
#include <string.h>

static const char *find_brace(const char *from, const char *to)
{
    for (; from + 1 < to; from++)
        if (*from == '{' && strchr("{%#", from[1]))
            return from;
    return NULL;
}

bool curly_next(struct view_run *r, const struct view_part *p, const char *from,
                struct curly *t, enum err *ret_fault)
{
    bool trims_before, trims_after;
    const char *end;

    *ret_fault = OK;
    *t = (struct curly){.from = find_brace(from, p->to)};
    view_spend(r, (size_t)((t->from ? t->from : p->to) - from));
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

bool curly_says(const struct curly *t, const char *word)
{
    size_t n = strlen(word), size = (size_t)(t->in.to - t->in.from);

    return t->kind == '%' && size >= n && memcmp(t->in.from, word, n) == 0 &&
           (size == n || isspace((unsigned char)t->in.from[n]));
}

/* "block title", and not "block title 'text'". */
static bool is_named(const struct curly *t)
{
    struct view_part p = curly_behind(t, "block");

    while (p.from < p.to && !isspace((unsigned char)*p.from))
        p.from++;
    return p.from == p.to;
}

bool curly_is_block(const struct curly *t)
{
    return curly_says(t, "if") || curly_says(t, "for") ||
           curly_says(t, "macro") || curly_says(t, "call") ||
           (curly_says(t, "block") && is_named(t)) ||
           (curly_says(t, "set") &&
            !memchr(t->in.from, '=', (size_t)(t->in.to - t->in.from)));
}

static int opens(const struct curly *t)
{
    if (curly_is_block(t))
        return 1;
    return curly_says(t, "endif") || curly_says(t, "endfor") ||
                   curly_says(t, "endset") || curly_says(t, "endblock") ||
                   curly_says(t, "endmacro") || curly_says(t, "endcall")
               ? -1
               : 0;
}

static bool is_else(const struct curly *t)
{
    return curly_says(t, "else") || curly_says(t, "elif") ||
           curly_says(t, "elseif");
}

enum err curly_find_end(struct view_run *r, const struct view_part *p,
                        const char *from, bool otherwise, struct curly *t)
{
    const char *open = from;
    int depth = 1;
    enum err fault;

    while (curly_next(r, p, from, t, &fault)) {
        depth += opens(t);
        if (depth == 0 || (otherwise && depth == 1 && is_else(t)))
            return OK;
        from = t->to;
    }
    if (!fault && otherwise) { /* up to its end, without one */
        *t = (struct curly){.from = p->to, .to = p->to, .behind = p->to};
        return OK;
    }
    while (open > p->from && (open[0] != '{' || open[1] != '%'))
        open--;
    return fault ? fault : view_refuse(r, p, open, 60);
}

struct view_part curly_behind(const struct curly *t, const char *word)
{
    struct view_part p = t->in;

    p.from = view_skip(p.from + strlen(word), p.to);
    return p;
}
