/* Files of an entry that no page shows, and what they may have been meant to
 * be. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/sheet.h"

static const char *const names[] = {
    "index.md",     "changelog.yml",        "accessibility.yml", "issues.yml",
    "settings.yml", "options.json",         "journey.json",      "process.bpmn",
    "content.yml",  "content.example.json", SHEET_FILE};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* By the ending of what has none of these names. */
static const struct {
    const char *ending, *advice;
} endings[] = {
    {".html", "an example is a folder beside index.md with an index.html in "
              "it, so make it NAME/index.html"},
    {".njk", "an index.njk stands beside the index.html that it makes: add "
             "that, or take this one out"},
    {".bpmn", "the process is process.bpmn, beside index.md: rename it"},
    {".md", "the guidance is index.md, and Welsh stands in examples: put what "
            "it says there, or take it out"},
    {".js", "an example runs no script of its own: take it out"},
    {".css", "an example has no styles of its own: take it out"},
    {".svg", "pictures lie in pictures/, beside the folders of examples: move "
             "it there"},
};

/* "default" of "default/index.njk"; 0: it is no file of an example. */
static size_t example_size(const char *name, const char *file)
{
    const char *slash = strchr(name, '/');

    return slash && strcmp(slash + 1, file) == 0 ? (size_t)(slash - name) : 0;
}

static bool is_read(const struct lint_entry *e, const char *name)
{
    size_t n = example_size(name, "index.njk");

    if (LINT_ONE_OF(name, names) || text_starts(name, FILES_PICTURES) ||
        example_size(name, "index.html"))
        return true;
    return n && lint_beside(e, arena_printf(e->lint->arena, "%.*s/index.html",
                                            (int)n, name));
}

/* "changelog.yml" of "Changelog.yaml" and of "changelog.md"; NULL: of none. */
static const char *of_that_name(const char *name)
{
    size_t n = strcspn(name, "."), i;

    for (i = 0; i < NAMES; i++)
        if (n == strcspn(names[i], ".") &&
            strncasecmp(name, names[i], n) == 0 &&
            (i > 0 || text_ends(name, ".txt")))
            return names[i];
    return NULL;
}

static const char *advice_of(struct arena *a, const char *name)
{
    const char *meant = of_that_name(name);
    size_t i;

    if (meant)
        return arena_printf(a, "rename it to %s, if that is what it is", meant);
    for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (text_ends(name, endings[i].ending))
            return endings[i].advice;
    return "take it out";
}

void lint_unread(const struct lint_entry *entry)
{
    size_t i;

    for (i = 0; i < entry->n; i++) {
        const struct lint_file f = {entry, &entry->files[i]};
        const char *name = f.file->path + entry->prefix;

        if (!is_read(entry, name))
            lint_tell(&f, 1, LINT_UNREAD, "no page shows this file: %s",
                      advice_of(entry->lint->arena, name));
    }
}
