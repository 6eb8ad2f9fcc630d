/* library.h - a pattern library of given files, asked through the router. */
#ifndef TESTS_UNIT_LIBRARY_H
#define TESTS_UNIT_LIBRARY_H

#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "patterns/files.h"
#include "patterns/patterns.h"
#include "patterns/search.h"
#include "tests/unit.h"
#include "web/router.h"

/* 2026-03-02T10:00:00Z */
#define LIBRARY_NOW_MS INT64_C(1772445600000)

#define LIBRARY_GUIDANCE                                                       \
    "## When to use\n\nA.\n\n## When not to use\n\nB.\n\n"                     \
    "## How it works\n\nC.\n\n## Research\n\nNone yet.\n"

/* The text of an index.md. */
#define LIBRARY_ENTRY(title, says, status, more)                               \
    "---\ntitle: " title "\ndescription: " says "\nstatus: " status "\n" more  \
    "---\n" LIBRARY_GUIDANCE

enum { LIBRARY_FILES_MAX = 1000 };

struct given {
    const char *path, *text; /* the list ends with {0} */
};

struct library {
    struct arena *arena; /* of the test */
    struct catalogue *catalogue;
    struct patterns patterns;
    struct routes folders[3]; /* the third stays empty */
    struct site *site;
    struct router *router;
};

static inline void library_release(void *self)
{
    struct library *l = self;

    router_free(l->router);
    site_free(l->site);
    catalogue_close(l->catalogue);
}

/* Of the entry whose folder that is (its first n bytes). */
static inline bool library_has_example(const struct given *all,
                                       const char *folder, size_t n)
{
    for (; all->path; all++)
        if (strncmp(all->path, folder, n) == 0 && all->path[n] == '/' &&
            text_ends(all->path, "/index.html") &&
            !strstr(all->path, "/versions/"))
            return true;
    return false;
}

/* An entry that is given no example gets one. */
static inline void library_add(struct arena *a, struct files *fs,
                               const struct given *all,
                               const struct given *given)
{
    static const char example[] = "---\ntitle: Default\n---\n<p>x</p>\n";
    const char *end = strstr(given->path, "/index.md");

    assert_true(fs->n + 2 < LIBRARY_FILES_MAX);
    fs->at[fs->n++] =
        (struct file){given->path, given->text, strlen(given->text)};
    if (end && !strstr(given->path, "/versions/") &&
        !library_has_example(all, given->path, (size_t)(end - given->path)))
        fs->at[fs->n++] =
            (struct file){arena_printf(a, "%.*s/default/index.html",
                                       (int)(end - given->path), given->path),
                          example, sizeof(example) - 1};
}

/* With the routes of more beside those of the library; NULL: none. */
static inline struct library *library_with(struct arena *a,
                                           const struct given *given,
                                           const struct routes *more)
{
    struct library *l = arena_alloc(a, sizeof(*l));
    struct router_options options = {.folders = l->folders};
    struct files fs = {0};
    struct fault fault = {""};
    size_t i;

    l->arena = a;
    fs.at = arena_array(a, LIBRARY_FILES_MAX, sizeof(*fs.at));
    for (i = 0; given[i].path; i++)
        library_add(a, &fs, given, &given[i]);
    files_sort(&fs);
    l->catalogue = catalogue_make(&fs);
    if (l->catalogue->problems.n)
        fail_msg("%s: %s", l->catalogue->problems.at[0].place,
                 l->catalogue->problems.at[0].message);
    l->catalogue->search = search_new(l->catalogue);
    l->patterns.catalogue = l->catalogue;
    l->folders[0] =
        (struct routes){.table = patterns_routes, .context = &l->patterns};
    if (more)
        l->folders[1] = *more;
    if (site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 1), NULL,
                 &l->site, &fault))
        fail_msg("%s", fault.text);
    l->router = router_new(l->site, &options);
    arena_own(a, library_release, l);
    return l;
}

static inline struct library *library_of(struct arena *a,
                                         const struct given *given)
{
    return library_with(a, given, NULL);
}

static inline const char *library_get(struct library *l, const char *target,
                                      int status)
{
    struct message m = message_get(target);
    struct answer answer;
    const char *body;

    router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
    body = arena_strndup(l->arena, answer.body.text, answer.body.len);
    if (answer.status != status)
        fail_msg("%s answers %d\n%s", target, answer.status, body);
    answer_release(&answer);
    return body;
}

/* "" where it has no such header. */
static inline const char *library_header(struct library *l, const char *target,
                                         const char *name)
{
    struct message m = message_get(target);
    struct answer answer;
    const char *value;

    router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
    value = answer_header(&answer, name);
    value = value ? arena_strdup(l->arena, value) : "";
    answer_release(&answer);
    return value;
}

static inline void library_let_json_go(void *json)
{
    json_decref(json);
}

static inline json_t *library_json(struct library *l, const char *target)
{
    json_error_t error;
    json_t *json = json_loads(library_get(l, target, 200), 0, &error);

    if (!json)
        fail_msg("%s is no JSON: %s", target, error.text);
    arena_own(l->arena, library_let_json_go, json);
    return json;
}

static inline void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

static inline void assert_silent(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("it says \"%s\":\n%s", words, text);
}

#endif
