/* searching.h - a library of a few entries, to be asked. */
#ifndef TESTS_SEARCHING_H
#define TESTS_SEARCHING_H

#include <string.h>

#include "patterns/files.h"
#include "patterns/search.h"
#include "tests/unit.h"

enum { LIBRARY_MAX = 400 };

#define ENTRY(title, says, more, guidance)                                     \
    "---\ntitle: " title "\ndescription: " says "\nstatus: proposed\n" more    \
    "---\n## When to use\n\n" guidance                                         \
    "\n\n## When not to use\n\nNever at night.\n\n## How it works\n\nC.\n\n"   \
    "## Research\n\nNone yet.\n"

struct given {
    const char *path, *text;
};

static const struct given council[] = {
    {"pattern/address-lookup/index.md",
     ENTRY("Address lookup", "Find an address by its postcode.",
           "aliases: [postcode finder]\n",
           "Ask for an address. Somebody may want proof of the address, and "
           "an address is proof of little.")},
    {"pattern/upload-evidence/index.md",
     ENTRY("Upload evidence", "Take a file that shows something.",
           "aliases: [attach a document, proof of address]\n",
           "Use it for photos and letters.")},
    {"pattern/upload-evidence/default.cy/index.html",
     "---\ntitle: Lanlwytho tystiolaeth o’ch tŷ\nlang: cy\n---\n<p>x</p>\n"},
    {"pattern/name/index.md",
     ENTRY("Name", "Ask people what they are called.", "",
           "Names are long. Some people have one name. Do not part an "
           "address here.")},
    {"page/directory/index.md",
     ENTRY("Directory", "Help people find cafés and addresses.", "",
           "A [list](https://zebra.example/) of **places** & <b>no</b> "
           "1 < 2.")},
    {"component/radios/index.md",
     ENTRY("Radios", "Choose one of a list.", "", "Do.")},
    {"component/radios/default/index.html",
     "---\ntitle: Default\n---\n<div class=\"govuk-radios "
     "govuk-radios--inline\"><p class=\"govuk-body\">x</p></div>\n"},
    {"component/radios/options.json",
     "[{\"name\":\"idPrefix\",\"type\":\"string\",\"description\":\"Begins "
     "each identifier\"}]"},
    {0}};

struct library {
    struct catalogue *catalogue;
    struct search *search;
};

static inline void let_go(void *self)
{
    struct library *l = self;

    search_free(l->search);
    catalogue_close(l->catalogue);
}

static inline struct library *open_library(struct arena *a,
                                           const struct given *given)
{
    struct library *l = arena_alloc(a, sizeof(*l));
    struct files fs = {0};

    fs.at = arena_array(a, LIBRARY_MAX, sizeof(*fs.at));
    for (; given->path; given++)
        fs.at[fs.n++] =
            (struct file){given->path, given->text, strlen(given->text)};
    files_sort(&fs);
    l->catalogue = catalogue_make(&fs);
    if (l->catalogue->problems.n)
        fail_msg("%s: %s", l->catalogue->problems.at[0].place,
                 l->catalogue->problems.at[0].message);
    l->search = search_new(l->catalogue);
    arena_own(a, let_go, l);
    return l;
}

static inline struct search_answer
find(struct arena *a, const struct library *l, const char *query)
{
    struct search_answer answer;

    assert_ok(search_find(l->search, a, query, &answer));
    search_best(answer.at, answer.n, answer.n);
    return answer;
}

/* "name, radios": what is found, best first. */
static inline const char *found(struct arena *a, const struct library *l,
                                const char *query)
{
    struct search_answer answer = find(a, l, query);
    const char *all = "";
    size_t i;

    for (i = 0; i < answer.n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? ", " : "",
                           answer.at[i].pattern->slug);
    return all;
}

static inline void finds(struct arena *a, const struct library *l,
                         const char *query, const char *slugs)
{
    const char *is = found(a, l, query);

    if (strcmp(is, slugs) != 0)
        fail_msg("\"%s\" finds %s, not %s", query, is, slugs);
}

#endif
