/* linted.h - a folder of entries that are in order, but for what a test
 * changes. */
#ifndef TESTS_UNIT_LINTED_H
#define TESTS_UNIT_LINTED_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"
#include "patterns/lint/lint.h"
#include "tests/unit.h"

#define FRONT                                                                  \
    "---\ntitle: Tell us\ndescription: Ask for one thing.\nstatus: trial\n"    \
    "version: \"1.0.0\"\nuses: [button]\nreviewDue: 2027-05-21\n---\n"
#define SECTIONS(to_use, not_to_use, how)                                      \
    "## When to use\n\n" to_use "\n\n## When not to use\n\n" not_to_use        \
    "\n\n## How it works\n\n" how                                              \
    "\n\n## Research\n\nNo council has sent us findings yet.\n"
#define USE       "Use it where people tell us one thing."
#define NOT_TO    "Do not use it for two things at once."
#define HOW       "Ask, then say what happens."
#define GUIDE     FRONT SECTIONS(USE, NOT_TO, HOW)
#define HOW_IS(s) FRONT SECTIONS(USE, NOT_TO, s)
#define EXAMPLE(markup)                                                        \
    "---\ntitle: Tell us\nlang: en\n---\n<h1 class=\"govuk-heading-l\">Tell "  \
    "us</h1>\n" markup                                                         \
    "<button id=\"go\" class=\"govuk-button\">Go on</button>\n"
#define WELSH(markup)                                                          \
    "---\ntitle: Dweud\nlang: cy\n---\n<h1 "                                   \
    "class=\"govuk-heading-l\">Dweud</h1>"                                     \
    "\n" markup "<button id=\"go\" class=\"govuk-button\">Ymlaen</button>\n"
#define CHANGES                                                                \
    "- date: 2026-11-21\n  version: \"1.0.0\"\n  description: First.\n"
#define FLOW(id, from, to)                                                     \
    "<sequenceFlow id='" id "' sourceRef='" from "' targetRef='" to "'/>"
#define BPMN(body)                                                             \
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>\n"      \
    "<process id='p'><startEvent id='a' name='Begun'/>\n"                      \
    "<endEvent id='e' name='Done'/>" body "</process></definitions>\n"
#define CHECKS "notes:\n  - Say it in words.\n"

/* A file of the entry: of the one all cases begin with, or in its stead. */
struct given {
    const char *name, *text; /* text NULL: it is not there */
};

static const struct given whole[] = {{"index.md", GUIDE},
                                     {"default/index.html", EXAMPLE("")},
                                     {"default.cy/index.html", WELSH("")},
                                     {"changelog.yml", CHANGES},
                                     {"accessibility.yml", CHECKS}};

struct folder {
    struct arena *arena;
    char path[64];
};

static inline int make_folder(void **state)
{
    struct folder *f = test_calloc(1, sizeof(*f));

    f->arena = arena_new();
    (void)snprintf(f->path, sizeof(f->path), "/tmp/test-lint-XXXXXX");
    *state = f;
    return mkdtemp(f->path) ? 0 : -1;
}

static inline int remove_one(const char *path, const struct stat *st, int type,
                             struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static inline int remove_folder(void **state)
{
    struct folder *f = *state;

    (void)nftw(f->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    arena_free(f->arena);
    test_free(f);
    return 0;
}

#define in_folder(fn)                                                          \
    cmocka_unit_test_setup_teardown(fn, make_folder, remove_folder)

static inline void write_file(struct folder *f, const char *path,
                              const char *text)
{
    char *full = arena_printf(f->arena, "%s/%s", f->path, path), *slash;
    FILE *to;

    for (slash = strchr(full + strlen(f->path) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(full, 0700);
        *slash = '/';
    }
    to = fopen(full, "w");
    assert_non_null(to);
    (void)fputs(text, to);
    assert_int_equal(fclose(to), 0);
}

static inline void write_entry(struct folder *f, const char *place,
                               const struct given *instead)
{
    size_t i;

    for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
        if (!instead || strcmp(whole[i].name, instead->name) != 0)
            write_file(f, arena_printf(f->arena, "%s/%s", place, whole[i].name),
                       whole[i].text);
    if (instead && instead->text)
        write_file(f, arena_printf(f->arena, "%s/%s", place, instead->name),
                   instead->text);
}

static inline void lint(struct folder *f, const char *dir,
                        struct lint_report *ret)
{
    struct lint_options o = {.dir = dir};

    assert_ok(day_parse("2026-11-22", &o.today));
    assert_ok(lint_run(f->arena, &o, ret));
}

/* All that was found, a line each: "index.md:12 [jargon] …". */
static const char *found(struct folder *f)
{
    const char *all = "";
    struct lint_report r;
    size_t i;

    lint(f, f->path, &r);
    for (i = 0; i < r.n; i++)
        all = arena_printf(f->arena, "%s%s:%d [%s] %s\n", all,
                           r.at[i].file + strlen(f->path) + 1, r.at[i].line,
                           lint_rule_key(r.at[i].rule), r.at[i].what);
    return all;
}

/* An entry with one file that is another, or is not there (text NULL). */
struct test_case {
    const char *name, *text, *want; /* want: the beginning of the one finding */
};

static inline void check_cases(void **state, const struct test_case *cases,
                               size_t n)
{
    struct folder *f = *state;
    size_t i;

    for (i = 0; i < n; i++) {
        const struct given instead = {cases[i].name, cases[i].text};
        const char *place = "pattern/tell-us", *got, *line_end;
        const char *want =
            arena_printf(f->arena, "%s/%s", place, cases[i].want);

        write_entry(f, place, &instead);
        if (!cases[i].text)
            (void)remove(arena_printf(f->arena, "%s/%s/%s", f->path, place,
                                      cases[i].name));
        got = found(f);
        line_end = strchr(got, '\n');
        if (*cases[i].want ? strncmp(got, want, strlen(want)) != 0 ||
                                 !line_end || line_end[1]
                           : *got != '\0')
            fail_msg("case %zu: it says\n%s\nand not\n%s", i, got, want);
        (void)remove(
            arena_printf(f->arena, "%s/%s/%s", f->path, place, cases[i].name));
    }
}

#define CHECK(state, cases)                                                    \
    check_cases((state), (cases), sizeof(cases) / sizeof((cases)[0]))

#endif
