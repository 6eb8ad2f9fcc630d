/* waymark journey lint */
#include "server/journey_lint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/patterns.h"
#include "server/commands.h"
#include "tracker/lint.h"

enum { TEXT_MAX = 1024 * 1024, DEPTH_MAX = 16 };

/* All files that were named. */
struct linting {
    struct arena *arena;
    const struct catalogue *catalogue;
    bool json;
    json_t *list; /* what was found, for --json */
    size_t files, found;
};

/* "1" of "radios@1" is the first part of "1.2.0". */
static bool is_version(const char *asked, const char *version)
{
    size_t n = strlen(asked);

    return strncmp(asked, version, n) == 0 &&
           (version[n] == '\0' || version[n] == '.');
}

/* An entry without a version of its own is of any. */
static bool has_version(const struct pattern *p, const char *asked)
{
    size_t i;

    if (!*p->version || is_version(asked, p->version))
        return true;
    for (i = 0; i < p->n_versions; i++)
        if (is_version(asked, p->versions[i].version))
            return true;
    return false;
}

static const char *pattern_fault(const void *self, struct arena *a,
                                 const char *name)
{
    const struct pattern *p = catalogue_named(self, name);
    const char *at = strchr(name, '@');

    if (!p)
        return "is no entry of the pattern library: correct it, or add the "
               "entry";
    if (at && !has_version(p, at + 1))
        return arena_printf(a,
                            "asks for a version that the pattern library does "
                            "not have: it has %s",
                            p->version);
    return NULL;
}

static void lint_text(const struct catalogue *c, struct arena *a,
                      const json_t *json, struct journey_lint *ret)
{
    *ret = (struct journey_lint){.pattern_fault = pattern_fault, .self = c};
    journey_lint(ret, a, json);
}

void journey_template_check(const struct catalogue *c, struct arena *a,
                            const char *text, size_t n,
                            struct problems *problems)
{
    struct journey_lint l;
    const char *reason;
    json_t *json;
    size_t i;

    if (json_read(a, text, n, DEPTH_MAX, &json, &reason)) {
        problems_add(problems, "", "%s", reason);
        return;
    }
    lint_text(c, a, json, &l);
    for (i = 0; i < l.n; i++)
        problems_add(problems, l.at[i].place, "%s", l.at[i].what);
}

static void take(struct linting *l, const char *file, int line,
                 const struct journey_finding *f)
{
    const char *key = journey_rule_key(f->rule);

    if (!l->json)
        say("%s:%d: %s%s%s [%s]\n", file, line, f->place, *f->place ? ": " : "",
            f->what, key);
    (void)json_array_append_new(
        l->list, json_pack("{s:s s:i s:s s:s s:s s:s}", "file", file, "line",
                           line, "place", f->place, "step", f->step, "rule",
                           key, "what", f->what));
}

static void lint_file(struct linting *l, const char *file,
                      const struct buf *text)
{
    const struct journey_finding *f;
    struct journey_lint found;
    const char *reason;
    json_t *json;
    size_t i;

    l->files++;
    if (json_read(l->arena, text->text, text->len, DEPTH_MAX, &json, &reason)) {
        const struct journey_finding broken = {JOURNEY_DEFINITION, "", "",
                                               reason};

        take(l, file, 1, &broken);
        l->found++;
        return;
    }
    lint_text(l->catalogue, l->arena, json, &found);
    l->found += found.total;
    for (i = 0; i < found.n; i++) {
        f = &found.at[i];
        take(l, file, json_line(text->text, text->len, f->place), f);
    }
}

static int lint_files(struct linting *l, const struct texts *files)
{
    int status = EXIT_DONE;
    size_t i;

    l->list = json_array();
    for (i = 0; i < files->n; i++) {
        struct buf text;
        int read;

        buf_init(&text, TEXT_MAX);
        read = read_file(files->at[i], &text);
        if (read)
            status = read;
        else
            lint_file(l, files->at[i], &text);
        buf_release(&text);
    }
    if (l->json)
        (void)print_json(json_pack("{s:i s:i s:O}", "files", (int)l->files,
                                   "found", (int)l->found, "findings",
                                   l->list));
    else
        say("%zu %s, %zu found\n", l->files, l->files == 1 ? "file" : "files",
            l->found);
    json_decref(l->list);
    if (!status && l->found)
        status = EXIT_SOME_REFUSED;
    return finish_output(status);
}

static int print_rules(void)
{
    int rule;

    for (rule = 0; rule < JOURNEY_RULES; rule++)
        say("%-18s %s\n", journey_rule_key((enum journey_rule)rule),
            journey_rule_why((enum journey_rule)rule));
    return finish_output(EXIT_DONE);
}

int run_journey_lint(const struct command *self, const struct call *c)
{
    bool rules = false;
    struct linting l = {0};
    const struct option options[] = {{"--json", OPTION_FLAG, &l.json},
                                     {"--rules", OPTION_FLAG, &rules},
                                     {NULL, OPTION_FLAG, NULL}};
    struct catalogue *catalogue;
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 0, WORDS_MAX, &rest))
        return EXIT_USED_WRONGLY;
    if (rules)
        return print_rules();
    if (rest.n == 0)
        return used_wrongly(self, "name a file");
    l.arena = arena_new();
    catalogue = catalogue_open(arena_printf(l.arena, "%s/catalogue", c->data));
    l.catalogue = catalogue;
    status = lint_files(&l, &rest);
    catalogue_close(catalogue);
    arena_free(l.arena);
    return status;
}
