/* Front matter: where it begins and ends. */
#include <string.h>

#include "base/text.h"
#include "patterns/entry.h"

/* Bytes of a line of "---", with the spaces behind it and its end; 0: it is
 * another. */
static size_t fence_size(const char *at)
{
    size_t n = 3;

    if (!text_starts(at, "---"))
        return 0;
    n += strspn(at + n, " \t");
    return at[n] == '\n' ? n + 1 : at[n] ? 0 : n;
}

/* The line that ends it. */
static const char *last_line(const struct file *f)
{
    const char *at = fence_size(f->text) ? f->text : NULL;

    while (at && (at = strchr(at, '\n')) && !fence_size(++at))
        ;
    return at;
}

const char *front_rest(const struct file *f)
{
    const char *last = last_line(f);

    return last ? last + fence_size(last) : f->text;
}

/* Its first line is the one that should be "---". */
static enum err refuse_first(const struct origin *o, const struct file *f)
{
    size_t n = strcspn(f->text, "\n");
    static const char *const dashes[] = {"\u2013", "\u2014", "\u2012",
                                         "-",      "_",      "*"};
    size_t i;

    if (strspn(f->text, " \t") == n &&
        fence_size(f->text + strspn(f->text, " \t\n")))
        return origin_refuse(o, 1,
                             "there is nothing on its first line: take out "
                             "what is empty before the line of \"---\"");
    for (i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++)
        if (text_starts(f->text, dashes[i]) && n <= 20)
            return origin_refuse(
                o, 1,
                "its first line is \"%s\" and must be \"---\", three hyphens "
                "alone, which word processors make dashes of",
                text_shown(o->arena, f->text, n));
    return origin_refuse(o, 1,
                         "it does not begin with front matter: write a line "
                         "of \"---\" first, then \"title: …\" and the other "
                         "facts, a line each, then a second line of \"---\"");
}

enum err front_read(const struct origin *o, const struct file *f,
                    struct node **ret_front, const char **ret_rest)
{
    const char *last = last_line(f);

    if (!fence_size(f->text))
        return refuse_first(o, f);
    if (!last)
        return origin_refuse(o, 1,
                             "its front matter does not end: write a second "
                             "line of \"---\" behind the facts");
    *ret_rest = last + fence_size(last);
    return node_parse(o, f->text + fence_size(f->text),
                      (size_t)(last - (f->text + fence_size(f->text))), 2,
                      ret_front);
}

enum err front_read_any(const struct origin *o, const struct file *f,
                        struct node **ret_front, const char **ret_rest)
{
    if (fence_size(f->text))
        return front_read(o, f, ret_front, ret_rest);
    *ret_rest = f->text;
    return node_parse(o, "", 0, 1, ret_front);
}
