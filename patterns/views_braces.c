#include "patterns/views_braces.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

static void read_comment(struct braces *t)
{
    const char *mark, *end;

    t->trims_before = *t->at == '~';
    t->at += t->trims_before;
    mark = strncmp(t->at, "!--", 3) == 0 ? "--}}" : "}}";
    end = strstr(t->at, mark);
    t->n = end ? 1 : 0;
    t->trims_after = end && end[-1] == '~';
    t->to = end ? end + strlen(mark) : t->from;
}

static void read_inside(struct braces *t)
{
    const char *end;

    t->raw = *t->at == '{';
    t->at += t->raw;
    end = strstr(t->at, t->raw ? "}}}" : "}}");
    t->n = end ? (size_t)(end - t->at) : 0;
    t->to = end ? end + (t->raw ? 3 : 2) : t->from;
    t->trims_before = t->n && *t->at == '~';
    t->at += t->trims_before;
    t->n -= t->trims_before;
    t->trims_after = t->n && t->at[t->n - 1] == '~';
    t->n -= t->trims_after;
}

/* Takes off the spaces around it, and the sign in front. */
static void read_sign(struct braces *t)
{
    const char *end = t->at + t->n;

    t->at = view_skip(t->at, end);
    t->n = (size_t)(view_back(t->at, end) - t->at);
    if (t->n && strchr("&#^", *t->at)) {
        t->sign = *t->at;
        for (t->at++, t->n--; t->n && *t->at == ' '; t->at++)
            t->n--;
    }
    t->raw = t->raw || t->sign == '&';
}

bool view_is_mustache(const struct view *v)
{
    return text_ends(v->name, ".mustache");
}

bool braces_say(const struct braces *t, const char *word)
{
    size_t n = strlen(word);

    return t->n >= n && memcmp(t->at, word, n) == 0 &&
           (t->n == n || isspace((unsigned char)t->at[n]));
}

static bool is_else(const struct view *v, const struct braces *t)
{
    return (t->sign == '^' && !t->n) ||
           (!t->sign && braces_say(t, "else") && !view_is_mustache(v));
}

/* Alone on its line, such a tag leaves no line behind. */
static void take_line(const struct view_part *p, struct braces *t)
{
    const char *text = p->view->text, *before = t->from, *behind = t->to;

    if (t->raw || (!t->sign && !strchr("/>!", *t->at) && !is_else(p->view, t)))
        return;
    while (before > text && (before[-1] == ' ' || before[-1] == '\t'))
        before--;
    behind += strspn(behind, " \t");
    if ((before > text && before[-1] != '\n') || (*behind && *behind != '\n'))
        return;
    t->before = before;
    t->behind = behind + (*behind == '\n');
}

/* from: where what is still to be shown begins. */
static void find_edges(const struct view_part *p, const char *from,
                       struct braces *t)
{
    t->before = t->from;
    t->behind = t->to;
    take_line(p, t);
    if (t->trims_before)
        t->before = view_back(from, t->from);
    if (t->trims_after)
        t->behind = view_skip(t->to, p->to);
    t->before = t->before < from ? from : t->before;
    t->behind = t->behind > p->to ? p->to : t->behind;
}

bool braces_next(struct view_run *r, const struct view_part *p,
                 const char *from, struct braces *t, enum err *ret_fault)
{
    *ret_fault = OK;
    *t = (struct braces){.from = strstr(from, "{{")};
    view_spend(r, (size_t)((t->from ? t->from : p->to) - from));
    if (!t->from || t->from >= p->to)
        return false;
    t->at = t->from + 2;
    if (*t->at == '!' || strncmp(t->at, "~!", 2) == 0)
        read_comment(t);
    else
        read_inside(t);
    if (t->to == t->from || t->to > p->to) {
        *ret_fault = view_refuse(r, p, t->from, 60);
        return false;
    }
    read_sign(t);
    find_edges(p, from, t);
    return true;
}

static int opens(const struct braces *t)
{
    if (!t->sign && t->n && *t->at == '/')
        return -1;
    return t->n && (t->sign == '#' || t->sign == '^');
}

enum err braces_find_end(struct view_run *r, const struct view_part *p,
                         const char *from, bool otherwise, struct braces *t)
{
    int depth = 1;
    enum err fault;

    while (braces_next(r, p, from, t, &fault)) {
        depth += opens(t);
        if (depth == 0 || (otherwise && depth == 1 && is_else(p->view, t)))
            return OK;
        from = t->to;
    }
    if (!fault && otherwise) { /* up to its end, without one */
        *t = (struct braces){.from = p->to, .to = p->to, .behind = p->to};
        return OK;
    }
    return fault ? fault : view_refuse(r, p, p->from, 60);
}

/* Values ------------------------------------------------------------------- */

static json_t *literal(struct view_run *r, const char *s, size_t n,
                       bool *ret_is)
{
    int64_t number;

    *ret_is = true;
    if (n > 1 && (*s == '"' || *s == '\'') && s[n - 1] == *s)
        return value_own(r, json_stringn(s + 1, n - 2));
    if (text_int(s, n, -1000000000, 1000000000, &number) == OK)
        return value_own(r, json_integer(number));
    if (n == 4 && memcmp(s, "true", 4) == 0)
        return json_true();
    if (n == 5 && memcmp(s, "false", 5) == 0)
        return json_false();
    *ret_is = (n == 4 && memcmp(s, "null", 4) == 0) ||
              (n == 9 && memcmp(s, "undefined", 9) == 0);
    return NULL;
}

/* The next part of a path, without brackets. */
static const char *segment(struct view_run *r, const char **s, size_t *n)
{
    size_t size = 0;
    const char *from = *s;

    while (size < *n && from[size] != '.' && from[size] != '/')
        size++;
    *s += size < *n ? size + 1 : size;
    *n -= size < *n ? size + 1 : size;
    if (size > 1 && *from == '[' && from[size - 1] == ']')
        return arena_strndup(r->arena, from + 1, size - 2);
    return arena_strndup(r->arena, from, size);
}

/* Mustache looks in the nearest frame that has the name. */
static json_t *first_of(struct view_run *r, const struct view_frame *f,
                        const char *name)
{
    json_t *value = NULL;

    for (; f && !value; f = f->above) {
        value = json_object_get(f->vars, name);
        if (!value)
            value = value_at(r, f->self, name);
    }
    return value;
}

/* The nearest frame's own name, or one of the value at hand. */
static json_t *name_in(struct view_run *r, const struct view_frame *f,
                       const char *name)
{
    json_t *var = frame_var(f, name);

    return var ? var : value_at(r, f->self, name);
}

static json_t *look_up(struct view_run *r, const struct view_frame *f,
                       const char *s, size_t n, bool mustache)
{
    json_t *value;
    const char *name;
    size_t skip;

    for (; f && n > 1 && *s == '.'; s += skip, n -= skip) {
        skip = s[1] == '.' ? 3 : 2; /* "../" or "./" */
        skip = skip < n ? skip : n;
        f = s[1] == '.' ? f->above : f;
    }
    if (!f)
        return NULL;
    value = f->self;
    if (!n || (n == 1 && *s == '.'))
        return value;
    name = segment(r, &s, &n);
    if (mustache)
        value = first_of(r, f, name);
    else if (strcmp(name, "@root") == 0)
        value = r->data;
    else if (strcmp(name, "this") != 0)
        value = name_in(r, f, name);
    while (n && value)
        value = value_at(r, value, segment(r, &s, &n));
    return value;
}

bool braces_argument(struct view_run *r, const char **s, size_t *n,
                     struct braces_argument *ret)
{
    const char *end = *s + *n;
    size_t i = 0;

    *ret = (struct braces_argument){0};
    *s = view_skip(*s, end);
    *n = (size_t)(end - *s);
    while (i < *n && (isalnum((unsigned char)(*s)[i]) || strchr("-_", (*s)[i])))
        i++;
    if (i && i < *n && (*s)[i] == '=') {
        ret->key = arena_strndup(r->arena, *s, i);
        *s += i + 1;
        *n -= i + 1;
    }
    ret->at = *s;
    if (*n && (**s == '"' || **s == '\'')) {
        const char *quote = memchr(*s + 1, **s, *n - 1);

        ret->n = quote ? (size_t)(quote - *s) + 1 : *n;
    } else {
        while (ret->n < *n && !isspace((unsigned char)(*s)[ret->n]))
            ret->n++;
    }
    *s += ret->n;
    *n -= ret->n;
    return ret->n > 0;
}

enum err braces_value(struct view_run *r, const struct view_part *p,
                      const struct view_frame *f,
                      const struct braces_argument *a, json_t **ret)
{
    bool is_literal;

    if (*a->at == '(' || *a->at == '|')
        return view_refuse(r, p, a->at, a->n);
    *ret = literal(r, a->at, a->n, &is_literal);
    if (!is_literal)
        *ret = look_up(r, f, a->at, a->n, view_is_mustache(p->view));
    return OK;
}
