/*
 * What the index.md of an imported component says: our own guidance for
 * councils, where there is some (patterns/govuk/).
 */
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "patterns/entry.h"
#include "patterns/making.h"

/* What stands there for a component nobody has written about. */
static const char *no_guidance(struct arena *a, const char *title,
                               const char *where)
{
    return arena_printf(
        a,
        "## When to use\n\n%s says when to use “%s”. Waymark has no guidance "
        "of its own on it yet.\n\n"
        "## When not to use\n\nNobody has told Waymark when “%s” does not "
        "serve.\n\n"
        "## How it works\n\nThe examples show “%s” as it comes.\n\n"
        "## Research\n\nNo council has sent us findings on “%s” yet.\n",
        where, title, title, title, title);
}

static const char *list_of(struct arena *a, const struct node *list)
{
    const struct node *n;
    const char *text = "";

    for (n = list ? list->first : NULL; n; n = n->next)
        text = text_join(a, text, ", ", import_quoted(a, n->text));
    return text;
}

/* patterns/govuk/NAME.md; false: there is none, or it is not in order. */
static bool find_guidance(struct pattern_import *im, const char *name,
                          const struct node **ret_front, const char **ret_body)
{
    const char *path = arena_printf(im->arena, "patterns/govuk/%s.md", name);
    const struct origin o = {
        .arena = im->arena, .problems = &im->refused, .file = path};
    struct embedded_file f;
    struct node *front;

    if (embedded_find(im->arena, path, &f))
        return false;
    if (front_read(&o, &(struct file){path, f.text, f.size}, &front, ret_body))
        return false;
    *ret_front = front;
    return true;
}

void govuk_guidance(struct pattern_import *im, const char *component,
                    struct made_index *x)
{
    struct arena *a = im->arena;
    const struct node *front;

    x->title = import_title(a, component);
    x->description = "A component of GOV.UK Frontend.";
    /* what says "this is GOV.UK" is not for councils to begin with */
    x->state =
        strcmp(component, "header") == 0 || strcmp(component, "footer") == 0
            ? STATE_DEPRECATED
            : STATE_STABLE;
    x->body = "";
    if (find_guidance(im, component, &front, &x->body)) {
        x->description = node_text(front, "description");
        x->aliases = list_of(a, node_find(front, "aliases"));
        x->aliases_cy = list_of(a, node_find(front, "aliasesCy"));
    }
    if (!*x->body)
        x->body =
            no_guidance(a, x->title,
                        "The [GOV.UK Design System]"
                        "(https://design-system.service.gov.uk/components/)");
}

void nhsuk_guidance(struct pattern_import *im, const char *component,
                    struct made_index *x)
{
    struct arena *a = im->arena;

    x->state = STATE_STABLE;
    x->title = arena_printf(a, "%s (NHS)", import_title(a, component));
    x->description =
        arena_printf(a, "The component %s of the NHS’s library%s.", component,
                     im->sheet ? "" : ", without its stylesheet");
    x->body =
        no_guidance(a, x->title,
                    "The [NHS digital service manual]"
                    "(https://service-manual.nhs.uk/design-system/components)");
}
