/* The guidance of an imported component: where it is from, and little more. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
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

static const char *avoid(const char *name)
{
    if (strcmp(name, "header") == 0)
        return "Do not use it on a council's site. It says that a page is "
               "part of GOV.UK, and only GOV.UK may say that. Use the generic "
               "header.";
    if (strcmp(name, "footer") == 0)
        return "Do not use it as it is on a council's site. The crest and the "
               "Crown copyright are not the council's to show.";
    return "Waymark holds no findings against it yet. What councils measured "
           "stands under “In live journeys”.";
}

/* What says "this is GOV.UK" is not for councils to begin with. */
static const char *state_of(const char *name)
{
    if (strcmp(name, "header") == 0 || strcmp(name, "footer") == 0)
        return "deprecated";
    return "stable";
}

const char *govuk_index(struct arena *a, const char *name, const char *version,
                        size_t n_examples)
{
    const char *words = govuk_words(name);
    const char *named = *version ? version : "of unknown version";

    if (!words)
        words = "A component of GOV.UK Frontend.";
    return arena_printf(
        a,
        "---\ntitle: %s\ndescription: %s\nstatus: %s\n%s%s%s"
        "owner: \"GOV.UK Frontend\"\n---\n"
        "## When to use\n\n%s\n\nThe GOV.UK Design System says more about "
        "[when to use each component]"
        "(https://design-system.service.gov.uk/components/).\n\n"
        "## When not to use\n\n%s\n\n"
        "## How it works\n\n"
        "The markup, the macro and the options are those of GOV.UK "
        "Frontend %s. It is under the MIT licence, copyright 2017 Crown "
        "Copyright (Government Digital Service). This entry has %zu of "
        "its examples. Brand marks of GOV.UK are left out of them.\n\n"
        "The examples run without script.\n\n"
        "## Research\n\nNo council has sent us findings yet.\n",
        import_quoted(a, title_of(a, name)), import_quoted(a, words),
        state_of(name), *version ? "version: \"" : "", version,
        *version ? "\"\n" : "", words, avoid(name), named, n_examples);
}
