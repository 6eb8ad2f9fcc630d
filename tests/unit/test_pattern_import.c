/* GOV.UK Frontend, as entries of a catalogue. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "patterns/import_sources.h"
#include "patterns/nunjucks.h"
#include "tests/unit.h"

#define CASES   "tests/cases/catalogue/govuk-frontend"
#define PACKAGE "node_modules/govuk-frontend"

struct bench {
    struct arena *arena;
    char dir[40];
};

static int open_bench(void **state)
{
    struct bench *b = test_calloc(1, sizeof(*b));

    b->arena = arena_new();
    snprintf(b->dir, sizeof(b->dir), "/tmp/test-import-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    *state = b;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int type,
                      struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static int close_bench(void **state)
{
    struct bench *b = *state;

    (void)nftw(b->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_free(b->arena);
    test_free(b);
    return 0;
}

#define with_bench(fn)                                                         \
    cmocka_unit_test_setup_teardown(fn, open_bench, close_bench)

static struct pattern_import run(struct bench *b, const char *from)
{
    struct pattern_import im;

    pattern_import_init(&im, b->arena, from, b->dir);
    assert_ok(import_govuk_frontend(&im));
    return im;
}

/* Every file that was written, as "path\ntext\n". */
static const char *all_text(struct bench *b)
{
    struct files fs = {0};
    struct problems p;
    struct buf text;
    const char *copy;
    size_t i;

    problems_init(&p, b->arena, 10);
    buf_init(&text, 64 << 20);
    files_folder(&fs, b->arena, b->dir, &p);
    files_sort(&fs);
    assert_int_equal(p.n, 0);
    for (i = 0; i < fs.n; i++)
        buf_addf(&text, "%s\n%s\n", fs.at[i].path, fs.at[i].text);
    assert_ok(buf_finish(&text));
    copy = arena_strndup(b->arena, text.text, text.len);
    buf_release(&text);
    files_release(&fs);
    return copy;
}

static void what_is_whole_is_taken_and_the_rest_named(void **state)
{
    struct bench *b = *state;
    struct pattern_import im = run(b, CASES);

    assert_int_equal(im.taken, 2);
    assert_int_equal(im.unchanged, 0);
    assert_int_equal(im.refused.n, 3);
    assert_true(text_starts(im.refused.at[0].place,
                            "components/broken/fixtures.json:"));
    assert_string_equal(im.refused.at[1].message,
                        "example 1 has no name, options or html");
}

static void an_imported_entry_is_in_order(void **state)
{
    struct bench *b = *state;
    struct catalogue *c;
    const struct pattern *p;

    (void)run(b, CASES);
    c = catalogue_open(b->dir);
    p = catalogue_find(c, KIND_COMPONENT, "radios");

    assert_int_equal(c->problems.n, 0);
    assert_non_null(p);
    assert_string_equal(p->version, "9.8.7");
    assert_int_equal(p->n_examples, 4);
    assert_string_equal(p->examples[0].name, "default");
    assert_string_equal(p->examples[0].html,
                        "<div class=\"govuk-radios\">A & B</div>\n");
    assert_string_equal(p->examples[1].name, "inverse-2");
    assert_string_equal(p->examples[2].name, "inverse");
    assert_int_equal(p->examples[2].layout, LAYOUT_INVERSE);
    assert_string_equal(p->examples[3].title, "With: colons \"and\" quotes");
    assert_int_equal(json_array_size(p->options), 1);
    catalogue_close(c);
}

static void importing_twice_changes_nothing(void **state)
{
    struct bench *b = *state;
    struct pattern_import first = run(b, CASES);
    const char *before = all_text(b);
    struct pattern_import again = run(b, CASES);

    assert_int_equal(again.taken, 0);
    assert_int_equal(again.unchanged, first.taken);
    assert_string_equal(all_text(b), before);
}

static void a_dry_run_writes_nothing(void **state)
{
    struct bench *b = *state;
    struct pattern_import im;

    pattern_import_init(&im, b->arena, CASES, b->dir);
    im.dry_run = true;
    assert_ok(import_govuk_frontend(&im));

    assert_int_equal(im.taken, 2);
    assert_string_equal(all_text(b), "");
}

static void a_call_is_written_as_a_person_would(void **state)
{
    struct bench *b = *state;
    json_t *options =
        json_pack("{s:s s:[{s:s}] s:{} s:[] s:{s:i s:b s:n}}", "name",
                  "a \"b\" \\ c\n", "items", "text", "x", "none", "nothing",
                  "attributes", "data-x", 1, "y", 1, "z");

    assert_string_equal(
        nunjucks_call(b->arena, "govuk", "date-input", options),
        "{% from \"govuk/components/date-input/macro.njk\" import "
        "govukDateInput %}\n\n"
        "{{ govukDateInput({\n  name: \"a \\\"b\\\" \\\\ c\\n\",\n"
        "  items: [\n    {\n      text: \"x\"\n    }\n  ],\n"
        "  none: {},\n  nothing: [],\n"
        "  attributes: {\n    \"data-x\": 1,\n    y: true,\n    z: null\n"
        "  }\n}) }}\n");
    json_decref(options);
}

/* Marks that only GOV.UK may show: in no file, whatever it is called. */
static void has_no_mark(const char *text)
{
    static const char *const marks[] = {
        "M33.1,9.8c",          "logotype\"",
        "govuk-footer__crown", "aria-label=\"GOV.UK\"",
        "copyright-logo",      "govuk-crest",
        "<title>GOV.UK"};
    size_t i;

    for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (strstr(text, marks[i]))
            fail_msg("\"%s\" is left in", marks[i]);
}

static void brand_marks_are_cut_and_named(void **state)
{
    struct bench *b = *state;
    struct pattern_import im = run(b, CASES);
    const char *text = all_text(b);

    has_no_mark(text);
    assert_non_null(strstr(text, "Name of the council"));
    assert_non_null(strstr(text, "class=\"own\"")); /* no mark: it stays */
    assert_int_equal(im.cuts.n, 2);
    assert_string_equal(im.cuts.at[0].place,
                        "components/header/fixtures.json, default");
}

static void the_whole_package_comes_in_without_a_mark(void **state)
{
    struct bench *b = *state;
    struct pattern_import im;
    struct catalogue *c;

    if (access(PACKAGE "/package.json", R_OK) != 0) {
        print_message("SKIP: %s is not here\n", PACKAGE);
        return;
    }
    im = run(b, PACKAGE);
    c = catalogue_open(b->dir);

    assert_true(im.taken >= 39);
    assert_int_equal(im.refused.n, 0);
    assert_true(im.cuts.n >= 16);
    has_no_mark(all_text(b));
    if (c->problems.n)
        fail_msg("%s: %s", c->problems.at[0].place, c->problems.at[0].message);
    assert_non_null(catalogue_named(c, "radios"));
    assert_non_null(catalogue_named(c, "date-input"));
    assert_int_equal(catalogue_named(c, "header")->state, STATE_DEPRECATED);
    catalogue_close(c);
    im = run(b, PACKAGE);
    assert_int_equal(im.taken, 0);
}

static void a_folder_without_components_is_told(void **state)
{
    struct bench *b = *state;
    struct pattern_import im;

    pattern_import_init(&im, b->arena, "tools", b->dir);
    assert_err(ERR_NOT_FOUND, import_govuk_frontend(&im));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_bench(what_is_whole_is_taken_and_the_rest_named),
        with_bench(an_imported_entry_is_in_order),
        with_bench(importing_twice_changes_nothing),
        with_bench(a_dry_run_writes_nothing),
        with_bench(a_call_is_written_as_a_person_would),
        with_bench(brand_marks_are_cut_and_named),
        with_bench(the_whole_package_comes_in_without_a_mark),
        with_bench(a_folder_without_components_is_told),
    };

    return cmocka_run_group_tests_name("pattern import", tests, NULL, NULL);
}
