/* What lint says to somebody whose entry is not read as it was meant. */
#include "tests/unit/linted.h"

#define NEW "pattern/new/"

/* An entry of one more file than all have, and without index.md or the like. */
static const char *found_with(struct folder *f, const char *without,
                              const char *name, const char *text)
{
    const struct given gone = {without, NULL};

    write_entry(f, "pattern/new", &gone);
    write_file(f, arena_printf(f->arena, NEW "%s", name), text);
    return found(f);
}

static void a_file_under_another_name_is_told_with_its_name(void **state)
{
    static const struct test_case cases[] = {
        {"changelog.yaml", "a: b\n",
         "changelog.yaml:1 [unread] no page shows this file: rename it to "
         "changelog.yml"},
        {"Accessibility.yml", "a: b\n",
         "Accessibility.yml:1 [unread] no page shows this file: rename it to "
         "accessibility.yml"},
        {"default/example.html", "<p>A</p>\n",
         "default/example.html:1 [unread] no page shows this file: an example "
         "is a folder beside index.md"},
        {"more/index.njk", "x\n",
         "more/index.njk:1 [unread] no page shows this file: an index.njk "
         "stands beside the index.html"},
        {"default/index.njk", "x\n", ""},
        {"missed-bin.bpmn", "<a/>\n",
         "missed-bin.bpmn:1 [unread] no page shows this file: the process is "
         "process.bpmn"},
        {"default/go.js", "go()\n",
         "default/go.js:1 [unread] no page shows this file: an example runs "
         "no script"},
        {"index.cy.md", "x\n",
         "index.cy.md:1 [unread] no page shows this file: the guidance is "
         "index.md"},
        {"notes.txt", "x\n",
         "notes.txt:1 [unread] no page shows this file: take it out"},
    };

    CHECK(state, cases);
}

static void an_entry_that_is_not_found_says_where_it_is(void **state)
{
    static const struct {
        const char *without, *name, *text, *want;
    } cases[] = {
        {"index.md", "Index.md", GUIDE,
         NEW "Index.md:1 [refused] it is left out of the catalogue: its name "
             "must be index.md, in small letters"},
        {"index.md", "index.md.txt", GUIDE,
         NEW "index.md.txt:1 [refused] it is left out of the catalogue: its "
             "name must be index.md"},
        {"index.md", "bins/index.md", GUIDE,
         NEW "bins/index.md:1 [refused] it is left out of the catalogue: it "
             "lies a folder too deep"},
    };
    struct folder *f = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *all =
            found_with(f, cases[i].without, cases[i].name, cases[i].text);

        if (!strstr(all, cases[i].want))
            fail_msg("case %zu: it says\n%s", i, all);
        (void)remove(
            arena_printf(f->arena, "%s/" NEW "%s", f->path, cases[i].name));
    }
}

static void an_example_that_is_not_found_says_where_it_is(void **state)
{
    struct folder *f = *state;
    const char *all;
    size_t i;

    for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
        if (!strstr(whole[i].name, "/index.html"))
            write_file(f, arena_printf(f->arena, NEW "%s", whole[i].name),
                       whole[i].text);
    write_file(f, NEW "default/index.njk", "x\n");
    all = found(f);
    assert_non_null(strstr(all, NEW "index.md:1 [refused] it is left out of "
                                    "the catalogue: there is no example: add "
                                    "default/index.html, with the HTML that"));
    assert_null(strstr(all, "[uses]")); /* which say nothing new */

    write_file(f, NEW "examples/default/index.html", EXAMPLE(""));
    assert_non_null(strstr(found(f), "so make examples/default/index.html "
                                     "default/index.html"));
}

static void what_is_no_text_is_told_as_what_it_is(void **state)
{
    static const struct given cases[] = {
        {"photo.png", "\x89PNG\r\n\x1a\n\x01"},
        {"default/bin.jpg", "\xff\xd8\xff\xe0\x01"},
        {"which-bin.docx", "PK\x03\x04\x14"},
        {"Thumbs.db", "\xd0\xcf\x11\xe0\xa1"},
        {"rules.pdf", "%PDF-1.7\n%\xb5\xed"},
        {"notes.txt", "caf\xe9"},
    };
    static const char *const wants[] = {
        "photo.png:1 [refused] it is left out of the catalogue: is a picture, "
        "and pictures lie in pictures/",
        "default/bin.jpg:1 [refused] it is left out of the catalogue: is a "
        "picture",
        "which-bin.docx:1 [refused] it is left out of the catalogue: is a zip "
        "file or an office document",
        "Thumbs.db:1 [refused] it is left out of the catalogue: is an office "
        "document or a thumbnail file",
        "rules.pdf:1 [refused] it is left out of the catalogue: is a PDF",
        "notes.txt:1 [refused] it is left out of the catalogue: is not UTF-8",
    };
    struct folder *f = *state;
    const char *all;
    size_t i;

    write_entry(f, "pattern/new", NULL);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        write_file(f, arena_printf(f->arena, NEW "%s", cases[i].name),
                   cases[i].text);
    all = found(f);
    for (i = 0; i < sizeof(wants) / sizeof(wants[0]); i++)
        if (!strstr(all, arena_printf(f->arena, NEW "%s", wants[i])))
            fail_msg("case %zu: it says\n%s", i, all);
}

static void a_heading_that_is_nearly_one_of_four_is_told_as_that(void **state)
{
    static const struct given cases[] = {
        {"## When Not To Use",
         "[section] the section \"When Not To Use\" is called \"When not to "
         "use\" in every entry: write \"## When not to use\""},
        {"## When not to use this",
         "[section] the section \"When not to use this\" is called"},
        {"##When not to use",
         "[section] the heading \"##When not to use\" is none: write a space"},
    };
    struct folder *f = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct given index = {
            "index.md",
            arena_printf(f->arena,
                         FRONT "## When to use\n\n" USE "\n\n%s\n\n" NOT_TO
                               "\n\n## How it works\n\n" HOW
                               "\n\n## Research\n\nNothing is known.\n",
                         cases[i].name)};
        const char *all;

        write_entry(f, "pattern/new", &index);
        all = found(f);
        if (!strstr(all, cases[i].text) || strstr(all, "level (###)"))
            fail_msg("case %zu: it says\n%s", i, all);
    }
}

static void spaces_that_nobody_sees_change_nothing(void **state)
{
    static const struct test_case cases[] = {
        {"index.md",
         "--- \ntitle: Tell us\ndescription: Ask for one thing.\n"
         "status: trial\nversion: \"1.0.0\"\nuses: [button]\n---\t\n"
         "##  When to use \n\n" USE "\n\n## When not to use ##\n\n" NOT_TO
         "\n\n## How it works\n\n" HOW "\n\n## Research\t\n\nNothing is known "
         "of it yet.\n",
         ""},
    };

    CHECK(state, cases);
}

static void what_should_be_front_matter_is_no_guidance(void **state)
{
    static const struct test_case cases[] = {
        {"index.md",
         "——\ntitle: Tell us "
         "a b c d e f g h i j k l m n o p q r s t u v w x y z"
         "\n——\n" SECTIONS(USE, NOT_TO, HOW),
         "index.md:1 [refused] it is left out of the catalogue: its first "
         "line is \"——\" and must be \"---\""},
    };

    CHECK(state, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_file_under_another_name_is_told_with_its_name),
        in_folder(an_entry_that_is_not_found_says_where_it_is),
        in_folder(an_example_that_is_not_found_says_where_it_is),
        in_folder(what_is_no_text_is_told_as_what_it_is),
        in_folder(a_heading_that_is_nearly_one_of_four_is_told_as_that),
        in_folder(spaces_that_nobody_sees_change_nothing),
        in_folder(what_should_be_front_matter_is_no_guidance),
    };

    return cmocka_run_group_tests_name("lint of an entry", tests, NULL, NULL);
}
