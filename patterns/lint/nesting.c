/* Elements of an example that are not closed, or closed where none is open:
 * whoever pastes it has the fault in the page around it. */
#include <string.h>

#include "patterns/lint/inside.h"

enum { DEPTH_MAX = 200 };

struct open_tag {
    char name[TAG_NAME_MAX];
    int line;
};

struct nesting {
    const struct lint_file *file;
    struct open_tag open[DEPTH_MAX];
    size_t n;
    bool is_told; /* one fault makes others of all that follows */
};

/* Nothing can stand in them. */
static bool is_empty(const struct tag *tag)
{
    static const char *const all[] = {
        "area",  "base", "br",   "col",    "embed", "hr", "img",
        "input", "link", "meta", "source", "track", "wbr"};

    return LINT_ONE_OF(tag->name, all) ||
           (tag->n && tag->at[tag->n - 1] == '/');
}

/* The standard lets their end be left out. */
static bool ends_by_itself(const char *name)
{
    static const char *const all[] = {"body",   "colgroup", "dd",    "dt",
                                      "head",   "html",     "li",    "optgroup",
                                      "option", "p",        "tbody", "td",
                                      "tfoot",  "th",       "thead", "tr"};

    return LINT_ONE_OF(name, all);
}

static void tell_open(struct nesting *x, const struct open_tag *one)
{
    if (!x->is_told && !ends_by_itself(one->name))
        lint_tell(x->file, one->line, LINT_EXAMPLE,
                  "the %s that begins here is never closed: close it",
                  one->name);
    x->is_told = x->is_told || !ends_by_itself(one->name);
}

static void close_tag(struct nesting *x, const struct tag *tag)
{
    size_t at = x->n;

    while (at > 0 && strcmp(x->open[at - 1].name, tag->name) != 0)
        at--;
    if (at == 0 && !x->is_told) {
        x->is_told = true;
        lint_tell(x->file, tag->line, LINT_EXAMPLE,
                  "</%s> closes nothing that is open here: take it out, or "
                  "open it",
                  tag->name);
    }
    if (at == 0)
        return;
    while (x->n > at)
        tell_open(x, &x->open[--x->n]);
    x->n--;
}

void lint_nesting(const struct lint_file *f)
{
    struct nesting x = {.file = f};
    struct tags t;
    struct tag tag;
    int line;
    const char *body = lint_body(f->file, &line);

    tags_init(&t, body, f->file->size - (size_t)(body - f->file->text), line);
    while (x.n < DEPTH_MAX && tags_next(&t, &tag)) {
        if (tag.kind == TAG_CLOSE) {
            close_tag(&x, &tag);
        } else if (tag.kind == TAG_OPEN && !is_empty(&tag)) {
            struct open_tag *one = &x.open[x.n++];

            memcpy(one->name, tag.name, sizeof(one->name));
            one->line = tag.line;
        }
    }
    if (x.n == DEPTH_MAX)
        return; /* deeper than anybody writes: not looked at any further */
    while (x.n)
        tell_open(&x, &x.open[--x.n]);
}
