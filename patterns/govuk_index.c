/*
 * The index.md of an imported component: our own guidance for councils, where
 * there is some (patterns/govuk/), and where the component is from.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/embedded.h"
#include "patterns/entry.h"
#include "patterns/files.h"
#include "patterns/import.h"

/* "date-input" as "Date input". */
static const char *title_of(struct arena *a, const char *name)
{
    char *title = arena_strdup(a, name), *c;

    for (c = title; *c; c++)
        if (*c == '-')
            *c = ' ';
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

const char *import_quoted(struct arena *a, const char *text)
{
    struct buf b;
    const char *copy;

    buf_init(&b, FILE_SIZE_MAX);
    buf_adds(&b, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_adds(&b, "\\");
        buf_add(&b, (unsigned char)*text < ' ' ? " " : text, 1);
    }
    buf_adds(&b, "\"");
    copy = arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return copy;
}

/* What says "this is GOV.UK" is not for councils to begin with. */
static const char *state_of(const char *name)
{
    if (strcmp(name, "header") == 0 || strcmp(name, "footer") == 0)
        return "deprecated";
    return "stable";
}

/* What stands there for a component nobody has written about. */
static const char *no_guidance(struct arena *a, const char *title)
{
    return arena_printf(
        a,
        "## When to use\n\nThe GOV.UK Design System says when to use each of "
        "[its components](https://design-system.service.gov.uk/components/). "
        "Waymark has no guidance of its own on “%s” yet.\n\n"
        "## When not to use\n\nNobody has told Waymark when “%s” does not "
        "serve.\n\n"
        "## How it works\n\nThe examples show “%s” as it comes.\n\n"
        "## Research\n\nNo council has sent us findings on “%s” yet.\n",
        title, title, title, title);
}

static const char *list_of(struct arena *a, const struct node *list)
{
    const struct node *n;
    const char *text = "";

    for (n = list ? list->first : NULL; n; n = n->next)
        text = arena_printf(a, "%s%s%s", text, *text ? ", " : "",
                            import_quoted(a, n->text));
    return *text ? arena_printf(a, "aliases: [%s]\n", text) : "";
}

/* patterns/govuk/NAME.md; false: there is none, or it is not in order. */
static bool find_guidance(struct pattern_import *im, const char *name,
                          const struct node **ret_front, const char **ret_body)
{
    const char *path = arena_printf(im->arena, "patterns/govuk/%s.md", name);
    const struct origin o = {im->arena, &im->refused, path};
    struct embedded_file f;
    struct node *front;

    if (embedded_find(im->arena, path, &f))
        return false;
    if (front_read(&o, &(struct file){path, f.text, f.size}, &front, ret_body))
        return false;
    *ret_front = front;
    return true;
}

const char *govuk_index(struct pattern_import *im, const char *name,
                        const char *version)
{
    struct arena *a = im->arena;
    const char *title = title_of(a, name), *body = "";
    const struct node *front = NULL;
    const char *words = "A component of GOV.UK Frontend.";

    if (find_guidance(im, name, &front, &body))
        words = node_text(front, "description");
    if (!*body)
        body = no_guidance(a, title);
    return arena_printf(
        a,
        "---\ntitle: %s\ndescription: %s\n%sstatus: %s\n%s%s%s"
        "owner: \"GOV.UK Frontend\"\n"
        "licence: \"MIT, copyright 2017 Crown Copyright (Government Digital "
        "Service)\"\n---\n%s",
        import_quoted(a, title), import_quoted(a, words),
        list_of(a, front ? node_find(front, "aliases") : NULL), state_of(name),
        *version ? "version: \"" : "", version, *version ? "\"\n" : "", body);
}
