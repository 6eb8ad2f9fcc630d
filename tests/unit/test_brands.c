/* The colours of councils: what is taken, and what is refused and how. */
#include "tests/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "patterns/brands.h"
#include "patterns/palette.h"

struct folder {
    char dir[64];
    struct brands *brands;
};

static int open_folder(void **state)
{
    struct folder *f = test_calloc(1, sizeof(*f));

    (void)snprintf(f->dir, sizeof(f->dir), "/tmp/waymark-brands-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    *state = f;
    return 0;
}

static void path_of(const struct folder *f, const char *name, char path[200])
{
    (void)snprintf(path, 200, "%s/%s", f->dir, name);
}

static void put(const struct folder *f, const char *name, const char *text)
{
    char path[200];
    FILE *out;

    path_of(f, name, path);
    out = fopen(path, "w");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static int close_folder(void **state)
{
    static const char *const names[] = {"harrow.css", "quayside.css",
                                        "link.css", "Bad Name.css"};
    struct folder *f = *state;
    char path[200];
    size_t i;

    brands_close(f->brands);
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        path_of(f, names[i], path);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(f->dir), 0);
    test_free(f);
    return 0;
}

#define with_folder(fn)                                                        \
    cmocka_unit_test_setup_teardown(fn, open_folder, close_folder)

/* The sheet alone; what is said of it is in f->brands->problems. */
static const struct brand *read_sheet(struct folder *f, const char *sheet)
{
    put(f, "harrow.css", sheet);
    brands_close(f->brands);
    f->brands = brands_open(f->dir, NULL);
    return brands_find(f->brands, "harrow");
}

static void is_refused(struct folder *f, const char *sheet, const char *place,
                       const char *words)
{
    const struct problems *p;
    size_t i;

    if (read_sheet(f, sheet))
        fail_msg("it takes\n%s", sheet);
    p = &f->brands->problems;
    for (i = 0; i < p->n; i++)
        if (strcmp(p->at[i].place, place) == 0 &&
            strstr(p->at[i].message, words))
            return;
    fail_msg("nobody says at %s that %s, but at %s that %s", place, words,
             p->n ? p->at[0].place : "", p->n ? p->at[0].message : "");
}

/* Figures of WebAIM's contrast checker. */
static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    assert_true(fabs(palette_contrast(0x000000, 0xffffff) - 21) < 0.001);
    assert_true(fabs(palette_contrast(0x123456, 0x123456) - 1) < 0.001);
    assert_true(fabs(palette_contrast(0x767676, 0xffffff) - 4.54) < 0.005);
    assert_true(fabs(palette_contrast(0xffffff, 0x777777) - 4.48) < 0.005);
    assert_true(fabs(palette_contrast(0xff0000, 0xffffff) - 4.00) < 0.005);
    assert_true(fabs(palette_contrast(0x0000ff, 0xffffff) - 8.59) < 0.005);
    assert_true(fabs(palette_contrast(0x1d70b8, 0xffffff) - 5.17) < 0.005);
}

static void every_brand_built_in_is_in_order(void **state)
{
    struct brands *bs = brands_open(NULL, NULL);

    (void)state;
    assert_int_equal(bs->problems.n, 0);
    assert_true(bs->n >= 4);
    assert_string_equal(bs->at[0].key, BRAND_PLAIN);
    assert_non_null(brands_find(bs, "exampleton"));
    assert_null(brands_find(bs, "nobody"));
    brands_close(bs);
}

static void
a_sheet_has_its_name_its_colours_and_the_rest_of_no_council(void **state)
{
    const struct brand *b = read_sheet(
        *state, "/* Harrow Vale */\n:root {\n  --govuk-brand-colour: #049;\n"
                "  --govuk-link-colour: #0A4B78; /* dark */\n}\n");

    assert_non_null(b);
    assert_string_equal(b->name, "Harrow Vale");
    assert_non_null(strstr(b->css, "--govuk-brand-colour: #004499;"));
    assert_non_null(strstr(b->css, "--govuk-link-colour: #0a4b78;"));
    assert_non_null(strstr(b->css, "--govuk-focus-colour: #ffd166;"));
    assert_null(strstr(b->css, "dark"));
}

static void a_sheet_without_a_name_is_called_by_its_key(void **state)
{
    const struct brand *b = read_sheet(*state, ":root{}");

    assert_non_null(b);
    assert_string_equal(b->name, "harrow");
}

static void what_is_no_colour_of_a_brand_is_refused_by_its_line(void **state)
{
    is_refused(*state, ":root {\n --govuk-brand-color: #049;\n}",
               "brands/harrow.css:2", "\"--govuk-brand-color\" is no colour");
    is_refused(*state, ":root {\n\n --govuk-brand-colour: blue;\n}",
               "brands/harrow.css:3", "must be a colour written like #0d4552");
    is_refused(*state, ":root { --govuk-brand-colour: url(//evil/x) }",
               "brands/harrow.css:1", "must be a colour");
    is_refused(*state, ":root { --govuk-brand-colour: ; }",
               "brands/harrow.css:1", "must be a colour");
    is_refused(*state, ":root { --govuk-brand-colour: #12345 }",
               "brands/harrow.css:1", "must be a colour");
    is_refused(*state,
               ":root {\n--govuk-text-colour: #111;\n"
               "--govuk-text-colour: #222;\n}",
               "brands/harrow.css:3", "is set in line 2 already");
}

static void anything_but_one_block_of_colours_is_refused(void **state)
{
    is_refused(*state, "@import url(//evil.example/x.css);\n:root {}",
               "brands/harrow.css:1", "one block");
    is_refused(*state, ":root { }\nbody { background: url(//evil) }",
               "brands/harrow.css:2", "nothing may stand behind");
    is_refused(*state, ":root {\n--govuk-text-colour: #111;\n",
               "brands/harrow.css:3", "} is missing");
    is_refused(*state, ":root { ;;; }", "brands/harrow.css:1", "write --govuk");
    is_refused(*state, ":root { x { y: z } }", "brands/harrow.css:1",
               "is no colour");
    is_refused(*state, "", "brands/harrow.css:1", "one block");
    is_refused(*state, "/* no end", "brands/harrow.css:1", "one block");
}

/* 0x888888 on white is 3.54 to 1. */
static void colours_nobody_can_tell_apart_are_refused_with_figures(void **state)
{
    is_refused(*state, ":root {\n  --govuk-link-colour: #888888;\n}",
               "brands/harrow.css:2",
               "--govuk-link-colour #888888 on --govuk-body-background-colour "
               "#ffffff: a contrast of 3.54 to 1, where people need 4.5 to see "
               "links");
    /* its own dark ground under the text of no council */
    is_refused(*state,
               ":root {\n\n  --govuk-body-background-colour: #222222;\n}",
               "brands/harrow.css:3", "to see text");
    is_refused(*state, ":root {\n--govuk-input-border-colour: #cccccc;\n}",
               "brands/harrow.css:2", "need 3.0 to see the border");
}

static void one_bad_sheet_leaves_the_others_and_the_built_in_one(void **state)
{
    struct folder *f = *state;
    char path[200];

    put(f, "quayside.css", ":root { --govuk-text-colour: #eee }");
    put(f, "Bad Name.css", ":root {}");
    path_of(f, "link.css", path);
    assert_int_equal(symlink("/etc/passwd", path), 0);

    assert_non_null(read_sheet(f, ":root { --govuk-brand-colour: #049 }"));
    assert_string_equal(brands_find(f->brands, "quayside")->name, "Quayside");
    assert_true(f->brands->problems.n >= 3);
    assert_null(brands_find(f->brands, "link"));
}

static void a_sheet_of_the_folder_stands_for_the_built_in_one(void **state)
{
    struct folder *f = *state;

    put(f, "quayside.css", "/* Ours */ :root { }");
    f->brands = brands_open(f->dir, NULL);

    assert_string_equal(brands_find(f->brands, "quayside")->name, "Ours");
}

static void a_sheet_that_is_too_long_is_refused(void **state)
{
    static char sheet[PALETTE_SHEET_MAX + 2];

    memset(sheet, ' ', sizeof(sheet) - 1);
    memcpy(sheet, ":root {}", 8);
    is_refused(*state, sheet, "brands/harrow.css:1", "larger than 16 KiB");
    sheet[PALETTE_SHEET_MAX] = '\0';
    assert_non_null(read_sheet(*state, sheet));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(every_brand_built_in_is_in_order),
        with_folder(
            a_sheet_has_its_name_its_colours_and_the_rest_of_no_council),
        with_folder(a_sheet_without_a_name_is_called_by_its_key),
        with_folder(what_is_no_colour_of_a_brand_is_refused_by_its_line),
        with_folder(anything_but_one_block_of_colours_is_refused),
        with_folder(colours_nobody_can_tell_apart_are_refused_with_figures),
        with_folder(one_bad_sheet_leaves_the_others_and_the_built_in_one),
        with_folder(a_sheet_of_the_folder_stands_for_the_built_in_one),
        with_folder(a_sheet_that_is_too_long_is_refused),
    };

    return cmocka_run_group_tests_name("brands", tests, NULL, NULL);
}
