/* A file of an entry that somebody contributed, beside others that are in
 * order: it is refused by its name, or every page of the entry can be shown.
 * The first byte says which file it is. */
#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "patterns/patterns.h"
#include "patterns/search.h"
#include "tests/fuzz/asked.h"

#define AT "pattern/x/"

static const struct file good[] = {
    {AT "accessibility.yml", "notes:\n  - Say it.\n", 0},
    {AT "changelog.yml",
     "- date: 2026-11-21\n  version: \"1.0.0\"\n  description: First.\n", 0},
    {AT "content.example.json", "{\"name\": \"Hall\", \"opens\": \"09:30\"}",
     0},
    {AT "content.yml",
     "need: I need to go there.\nfields:\n  - name: name\n    title: Name\n"
     "    type: text\n    required: true\n  - name: opens\n    title: Opens\n"
     "    type: time\n",
     0},
    {AT "default/index.html", "---\ntitle: Default\n---\n<p>x</p>\n", 0},
    {AT "default/index.njk", "{{ govukButton({ text: \"Go on\" }) }}\n", 0},
    {AT "index.md",
     "---\ntitle: X\ndescription: Ask.\nstatus: trial\nversion: \"1.0.0\"\n"
     "---\n## When to use\n\nA.\n\n## When not to use\n\nB.\n\n"
     "## How it works\n\nC.\n\n## Research\n\nNone yet.\n",
     0},
    {AT "issues.yml", "- title: It is slow\n  text: Wait.\n", 0},
    {AT "journey.json", "{\"waymark\": \"journey/1\", \"id\": \"x\"}", 0},
    {AT "options.json", "[]", 0},
    {AT "process.bpmn", "", 0},
    {AT "settings.yml",
     "- name: fee\n  title: Fee\n  value: \"10\"\n  text: Pounds.\n", 0},
    {AT "sheet.css", "a { color: red }\n", 0},
};

enum { FILES = sizeof(good) / sizeof(good[0]) };

static struct patterns patterns; /* of the entry at hand */

static const struct router *router(void)
{
    static struct routes folders[2];
    static struct router *one;
    struct router_options options = {.folders = folders};

    if (!one) {
        folders[0] =
            (struct routes){.table = patterns_routes, .context = &patterns};
        one = router_new(asked_site(), &options);
    }
    return one;
}

static void ask_all(struct arena *a)
{
    static const char *const paths[] = {"/patterns/",
                                        "/patterns/pattern/x",
                                        "/patterns/pattern/x.json",
                                        "/patterns/pattern/x.txt",
                                        "/patterns/feed.atom",
                                        "/patterns/pattern/x/history",
                                        "/patterns/search?q=ask"};
    struct message m;
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        m = message_get(paths[i]);
        (void)asked(router(), a, &m);
    }
    m = message_get("/patterns/pattern/x");
    FUZZ_HOLDS(asked(router(), a, &m) == 200);
}

/* As they are read from a folder.  Whether that one is refused, and so the
 * entry. */
static bool add_files(struct arena *a, struct files *fs, size_t which,
                      const char *bytes, size_t n)
{
    bool refused = false;
    size_t i;
    int line;

    for (i = 0; i < FILES; i++) {
        const struct file *f = &good[i];
        size_t size = i == which ? n : strlen(f->text);
        char *text = arena_strndup(a, i == which ? bytes : f->text, size);
        const char *fault = files_tidy(a, f->path, text, size, &size, &line);

        FUZZ_HOLDS(!fault || i == which);
        refused = refused || fault;
        if (size || i == which)
            files_add(fs, f->path, fault ? NULL : text, size);
    }
    return refused;
}

void fuzz_entry(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct files fs = {0};
    struct catalogue *c;
    bool refused;
    size_t i;

    if (n > 0) {
        refused =
            add_files(a, &fs, (unsigned char)*bytes % FILES, bytes + 1, n - 1);
        c = catalogue_make(&fs);
        FUZZ_HOLDS(refused ? c->n == 0 : c->n == 1 || c->problems.n > 0);
        for (i = 0; i < c->problems.n; i++)
            FUZZ_HOLDS(text_starts(c->problems.at[i].place, "pattern/x") &&
                       *c->problems.at[i].message);
        c->search = search_new(c);
        patterns.catalogue = c;
        if (c->n)
            ask_all(a);
        catalogue_close(c);
        files_release(&fs);
    }
    arena_free(a);
}
