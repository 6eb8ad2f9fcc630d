/* Front matter: where it begins and ends. */
#include <string.h>

#include "base/text.h"
#include "patterns/entry.h"

/* The line of "---" that ends it. */
static const char *last_line(const struct file *f)
{
    const char *at;

    if (!text_starts(f->text, "---\n"))
        return NULL;
    at = strstr(f->text + 3, "\n---\n");
    if (at)
        return at + 1;
    return text_ends(f->text, "\n---") ? f->text + f->size - 3 : NULL;
}

static const char *after(const char *last)
{
    return last[3] ? last + 4 : last + 3;
}

const char *front_rest(const struct file *f)
{
    const char *last = last_line(f);

    return last ? after(last) : f->text;
}

enum err front_read(const struct origin *o, const struct file *f,
                    struct node **ret_front, const char **ret_rest)
{
    const char *last = last_line(f);

    if (!text_starts(f->text, "---\n"))
        return origin_refuse(o, 1,
                             "it does not begin with front matter: a "
                             "line of \"---\"");
    if (!last)
        return origin_refuse(o, 1,
                             "its front matter does not end: there is "
                             "no second line of \"---\"");
    *ret_rest = after(last);
    return node_parse(o, f->text + 4, (size_t)(last - (f->text + 4)), 2,
                      ret_front);
}

enum err front_read_any(const struct origin *o, const struct file *f,
                        struct node **ret_front, const char **ret_rest)
{
    if (text_starts(f->text, "---\n"))
        return front_read(o, f, ret_front, ret_rest);
    *ret_rest = f->text;
    return node_parse(o, "", 0, 1, ret_front);
}
