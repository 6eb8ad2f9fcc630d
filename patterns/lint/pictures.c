/* The pictures of an entry, and what its examples say they show. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/picture.h"
#include "web/srcset.h"

/* What a picture of this entry is called on the page at base. */
static const char *name_on(struct arena *a, const char *base)
{
    return text_ends(base, "/") ? PICTURES_LINK "NAME" /* of an example */
                                : arena_printf(a, "%s/pictures/NAME", base);
}

void lint_picture(const struct lint_file *f, const char *src, int line,
                  const char *base)
{
    const struct lint *l = f->entry->lint;
    const char *path = arena_strndup(l->arena, src, strcspn(src, "?#"));

    if (!f->entry->pattern || /* it was refused, and so were its pictures */
        strncasecmp(src, "data:", strlen("data:")) == 0)
        return;
    if (picture_is_elsewhere(src))
        lint_tell(f, line, LINT_PICTURE,
                  "the picture %s is elsewhere, and nothing is loaded from "
                  "there: lay it into pictures/ and name it %s",
                  src, name_on(l->arena, base));
    else if (!*path || !lint_leads(l, base, path))
        lint_tell(f, line, LINT_PICTURE,
                  "the picture \"%s\" is not there: lay it into pictures/ and "
                  "name it %s",
                  src, name_on(l->arena, base));
}

void lint_shown(const struct lint_file *f, const struct tag *tag,
                const char *base)
{
    struct arena *a = f->entry->lint->arena;
    const char *set, *end, *src;
    size_t n;

    src = tag_is_picture(a, tag) ? tag_attribute(a, tag, "src") : NULL;
    if (src)
        lint_picture(f, src, tag->line, base);
    set = tag_attribute(a, tag, "srcset");
    end = set ? set + strlen(set) : NULL;
    while (set && (src = srcset_next(&set, end, &n)))
        lint_picture(f, arena_strndup(a, src, n), tag->line, base);
}

/* In an example, or linked from its guidance. */
static bool is_used(const struct pattern *p, const struct pattern_file *f)
{
    size_t i;

    for (i = 0; i < p->n_examples; i++)
        if (picture_is_in(f, p->examples[i].html))
            return true;
    return strstr(p->markdown, f->name) != NULL;
}

void lint_pictures(const struct lint_entry *entry)
{
    const struct pattern *p = entry->pattern;
    size_t i;

    if (!p)
        return;
    for (i = picture_next(p, 0); i < p->n_files; i = picture_next(p, i + 1)) {
        const struct file *file = lint_beside(entry, p->files[i].name);

        if (file && !is_used(p, &p->files[i]))
            lint_tell(&(struct lint_file){entry, file}, 1, LINT_PICTURE,
                      "no example shows it: name it in one as ../%s, or take "
                      "it out",
                      p->files[i].name);
    }
}
