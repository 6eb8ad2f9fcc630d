/* What lint finds in the entries of a folder, held against each other. */
#include "tests/unit/linted.h"

static void two_entries_that_share_a_paragraph_are_told(void **state)
{
    static const char same[] =
        HOW_IS("Ask for the thing – and say what happens to it next.");
    static const char nearly[] =
        HOW_IS("Ask for **the thing** and say\nwhat happens, to it, next");
    const struct given one = {"index.md", same}, two = {"index.md", nearly};
    struct folder *f = *state;
    const char *all;

    write_entry(f, "pattern/one", &one);
    write_entry(f, "pattern/two", &two);
    all = found(f);
    assert_non_null(strstr(all, "pattern/two/index.md:11 [shared-paragraph]"));
    assert_non_null(strstr(all, "pattern/two/index.md:19 [shared-paragraph] "
                                "pattern/one says the same"));
    assert_null(strstr(all, "No council"));
    assert_null(strstr(all, "pattern/one/index.md:23"));
}

static void an_entry_that_was_copied_is_told_by_its_title(void **state)
{
    const struct given renamed = {
        "index.md", "---\ntitle: Tell them\ndescription: Ask "
                    "for another thing of theirs and of one of "
                    "ours.\nstatus: trial\nversion: \"1.0.0\"\n"
                    "uses: [button]\n---\n" SECTIONS(USE, NOT_TO, HOW)};
    /* the last of the services, and the only process */
    const struct given last = {
        "index.md",
        "---\ntitle: Zoo\ndescription: Ask.\nstatus: trial\n"
        "version: \"1.0.0\"\nuses: [button]\n---\n" SECTIONS(USE, NOT_TO, HOW)};
    struct folder *f = *state;
    const char *all;

    write_entry(f, "pattern/one", NULL);
    write_entry(f, "pattern/copy", NULL);
    write_entry(f, "service/zoo", &last);
    write_entry(f, "process/zoo", &last);
    all = found(f);
    assert_non_null(strstr(all, "pattern/one/index.md:2 [shared-paragraph] "
                                "pattern/copy has this title too"));
    assert_non_null(strstr(all, "pattern/copy/index.md:2 [shared-paragraph] "
                                "pattern/one has this title too"));
    assert_null(
        strstr(all, "page/one/index.md:2 ")); /* it is of its own kind */

    write_entry(f, "pattern/copy", &renamed);
    write_entry(f, "page/one", &renamed);
    all = found(f);
    assert_null(strstr(all, "title too"));
    assert_non_null(strstr(all, ":3 [shared-paragraph] page/one says the "
                                "same")); /* of what is for */
}

static void one_entry_is_held_against_the_rest_of_the_catalogue(void **state)
{
    struct folder *f = *state;
    struct lint_report r;

    write_entry(f, "pattern/one", NULL);
    write_entry(f, "pattern/two",
                &(struct given){"index.md", HOW_IS("Please ask.")});
    lint(f, arena_printf(f->arena, "%s/pattern/two", f->path), &r);

    assert_int_equal(r.entries, 1);
    assert_int_equal(r.total, 1);
    assert_string_equal(
        r.at[0].file,
        arena_printf(f->arena, "%s/pattern/two/index.md", f->path));
}

/* pay-online, which is built in, uses check-answers. */
static void what_is_built_in_stands_in_for_what_is_refused(void **state)
{
    static const char *const refused[] = {
        "---\ntitle: Ours\ndescription: Round.\nstatus: trial\n"
        "version: \"1.0.0\"\nuses: [button, pay-online]\n---\n" SECTIONS(
            "Use it here, where people check.",
            "Do not ask for it twice in a row.",
            "See [the payment](/patterns/pattern/pay-online)."),
        "no front matter\n"};
    const struct given linking = {
        "index.md",
        HOW_IS("[The answers](/patterns/pattern/check-answers) come before "
               "[the payment](/patterns/pattern/pay-online).")};
    struct folder *f = *state;
    const char *all;
    size_t i;

    for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        write_entry(f, "pattern/check-answers",
                    &(struct given){"index.md", refused[i]});
        write_entry(f, "pattern/one", &linking);
        all = found(f);
        assert_non_null(strstr(all, "pattern/check-answers/index.md:"));
        assert_non_null(strstr(all, "[refused]"));
        assert_null(strstr(all, "[dead-link]"));
        assert_null(strstr(all, "pattern/one/"));
    }
}

static void a_folder_that_is_no_catalogue_is_refused(void **state)
{
    struct folder *f = *state;
    struct lint_options o = {.dir = f->path};
    struct lint_report r;

    assert_err(ERR_NOT_FOUND, lint_run(f->arena, &o, &r));
    o.dir = "/nowhere/at/all";
    assert_err(ERR_NOT_FOUND, lint_run(f->arena, &o, &r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(two_entries_that_share_a_paragraph_are_told),
        in_folder(an_entry_that_was_copied_is_told_by_its_title),
        in_folder(one_entry_is_held_against_the_rest_of_the_catalogue),
        in_folder(what_is_built_in_stands_in_for_what_is_refused),
        in_folder(a_folder_that_is_no_catalogue_is_refused),
    };

    return cmocka_run_group_tests_name("lint of a folder", tests, NULL, NULL);
}
