/* Finding entries: by what people call them, also when they slip. */
#include "tests/unit/searching.h"

#include <pthread.h>

#include "base/buf.h"
#include "base/text.h"
#include "store/text_index.h"

static void this_sqlite_can_search(void **state)
{
    const double weights[TEXT_FIELDS] = {1, 1, 1, 1, 1, 1, 1};
    struct text_index *ix;

    (void)state;
    assert_ok(text_index_new(weights, &ix));
    text_index_free(ix);
}

static void a_name_that_is_the_question_comes_first(void **state)
{
    struct library *l = open_library(*state, council);

    finds(*state, l, "proof of address", "upload-evidence, address-lookup");
    finds(*state, l, "Proof  of ADDRESS!", "upload-evidence, address-lookup");
    finds(*state, l, "name", "name");
}

/* Not the one that says it most often. */
static void the_name_itself_goes_before_any_number_of_words(void **state)
{
    static const struct given rivals[] = {
        {"page/letter/index.md",
         ENTRY("Proof of address, proof of address",
               "Proof of address is a name for a proof of address.",
               "aliases: [a proof of address letter, name]\n",
               "Proof of address, proof of address.")},
        {"pattern/name/index.md", ENTRY("Name", "What.", "", "Short.")},
        {"pattern/upload-evidence/index.md",
         ENTRY("Upload evidence", "A file.", "aliases: [proof of address]\n",
               "Short.")},
        {0}};
    struct library *l = open_library(*state, rivals);

    finds(*state, l, "proof of address", "upload-evidence, letter");
    finds(*state, l, "proofs of addresses", "upload-evidence, letter");
    finds(*state, l, "proof address", "upload-evidence, letter");
    finds(*state, l, "name", "name, letter");
}

static void what_an_entry_is_called_weighs_more_than_what_it_says(void **state)
{
    struct library *l = open_library(*state, council);

    finds(*state, l, "address",
          "address-lookup, upload-evidence, directory, name");
}

static void the_last_word_need_not_be_finished(void **state)
{
    struct library *l = open_library(*state, council);

    finds(*state, l, "upl", "upload-evidence");
    finds(*state, l, "upload evid", "upload-evidence");
    finds(*state, l, "evid upload", "upload-evidence"); /* the best there is */
    finds(*state, l, "lette", "upload-evidence");
    finds(*state, l, "rad ", ""); /* it is finished: a space stands behind */
}

static void words_are_found_in_other_forms(void **state)
{
    struct library *l = open_library(*state, council);

    finds(*state, l, "documents", "upload-evidence");
    finds(*state, l, "CAFE", "directory");
    finds(*state, l, "café", "directory");
    finds(*state, l, "ty", "upload-evidence"); /* of its Welsh title */
    finds(*state, l, "tystiolaeth", "upload-evidence");
}

static void class_names_and_options_are_found(void **state)
{
    struct library *l = open_library(*state, council);

    finds(*state, l, "govuk-radios--inline", "radios");
    finds(*state, l, "idPrefix", "radios");
    finds(*state, l, "zebra", ""); /* the address of a link is no word of it */
}

static void only_what_has_all_words_is_found_if_something_has(void **state)
{
    struct library *l = open_library(*state, council);
    struct search_answer answer = find(*state, l, "postcode identifier");

    finds(*state, l, "find address", "address-lookup, directory");
    assert_true(answer.partly);
    assert_int_equal(answer.n, 2);
    assert_false(find(*state, l, "find address").partly);
}

/* "Where do I put the photo?" asks for photos. */
static void words_around_a_question_hide_nothing(void **state)
{
    struct library *l = open_library(*state, council);

    finds(*state, l, "where do I put the photos", "upload-evidence");
    assert_false(find(*state, l, "where do I put the photos").partly);
    finds(*state, l, "the name", "name");
    assert_int_not_equal(find(*state, l, "what do they").n, 0);
}

/* Nothing says "radios" and "zebra", and one entry "postcode" and "radios":
 * who asks for radios by name gets them first. */
static void what_is_asked_by_name_is_found_among_other_words(void **state)
{
    static const struct given some[] = {
        {"component/radios/index.md",
         ENTRY("Radios", "Choose one.", "aliases: [radio button]\n", "Do.")},
        {"pattern/street/index.md",
         ENTRY("Street", "Find it.", "aliases: [list of roads]\n",
               "Offer radios on a telephone. A list on a telephone.")},
        {"pattern/people/index.md",
         ENTRY("People", "Who.", "aliases: [list of people]\n", "None.")},
        {"pattern/long/index.md",
         ENTRY("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochllan"
               "fairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
               "Far.", "", "None.")},
        {0}};
    struct library *l = open_library(*state, some);

    finds(*state, l, "radios on a telephone", "radios, street");
    finds(*state, l, "a radio button, on a telephone", "radios, street");
    assert_false(find(*state, l, "radios on a telephone").partly);
    finds(*state, l, "which radio or telephone button", "radios, street");
    finds(*state, l, "a list on a telephone", "street"); /* of people: not */
    finds(*state, l, "zebra radios", "radios, street");
    finds(*state, l, "xylo", ""); /* nor is it the word that is too long */
}

static void one_word_or_two_find_the_same(void **state)
{
    static const struct given boxes[] = {
        {"component/input/index.md",
         ENTRY("Input", "One line.", "aliases: [text box]\n", "Box.")},
        {"component/table/index.md",
         ENTRY("Table", "Rows.", "", "A text in a box. Text.")},
        {"pattern/address-lookup/index.md",
         ENTRY("Address lookup", "By postcode.", "", "Postcode.")},
        {0}};
    struct library *l = open_library(*state, boxes);

    finds(*state, l, "text box", "input, table");
    finds(*state, l, "textbox", "input, table");
    finds(*state, l, "text-box", "input, table");
    finds(*state, l, "post code", "address-lookup");
    assert_false(find(*state, l, "post code").partly);
    assert_string_equal(find(*state, l, "textbox").suggestion, "");
}

/* Not the first page that happens to use it. */
static void a_class_leads_to_the_component_it_belongs_to(void **state)
{
#define MARKUP "---\ntitle: Default\n---\n<p class=\"govuk-tag--red\">x</p>\n"
    static const struct given users[] = {
        {"page/red/index.md",
         ENTRY("Red tag", "A red tag, govuk red.", "", "Tag, red.")},
        {"page/red/default/index.html", MARKUP},
        {"component/tag/index.md", ENTRY("Status", "A word.", "", "Do.")},
        {"component/tag/default/index.html", MARKUP},
        {0}};
#undef MARKUP
    struct library *l = open_library(*state, users);

    finds(*state, l, "govuk-tag--red", "tag, red");
    finds(*state, l, "red", "red, tag");
}

static void what_a_welsh_example_says_is_found(void **state)
{
    static const struct given welsh[] = {
        {"pattern/dob/index.md", ENTRY("Date of birth", "A day.", "", "Do.")},
        {"pattern/dob/default/index.html",
         "---\ntitle: Default\n---\n<p class=\"x\">Birthday</p>\n"},
        {"pattern/dob/default.cy/index.html",
         "---\ntitle: Rhagosodedig\nlang: cy\n---\n<p id=\"cuddiedig\">Eich "
         "dyddiad <b>geni</b></p>\n"},
        {0}};
    struct library *l = open_library(*state, welsh);

    finds(*state, l, "dyddiad geni", "dob");
    finds(*state, l, "cuddiedig", ""); /* an attribute says nothing */
}

static void two_of_three_words_are_better_than_one(void **state)
{
    static const struct given parts[] = {
        {"page/a/index.md", ENTRY("First", "A garden.", "", "One.")},
        {"page/b/index.md",
         ENTRY("Second", "Two.", "", "Garden, waste. Waste of a garden.")},
        {"page/c/index.md", ENTRY("Third", "Three.", "", "Waste.")},
        {0}};
    struct library *l = open_library(*state, parts);

    finds(*state, l, "garden", "a, b");
    finds(*state, l, "garden qqqq waste", "b, a, c");
}

/* Two entries with the same words as often: one as they were asked. */
static void words_in_a_row_count_for_more(void **state)
{
    static const struct given rows[] = {
        {"page/a/index.md",
         ENTRY("Apart", "One.", "", "Waste is one, garden another.")},
        {"page/b/index.md",
         ENTRY("Beside", "Two.", "", "The garden waste. One of another.")},
        {"page/c/index.md",
         ENTRY("Crossed", "Three.", "", "The waste garden, of one other.")},
        {0}};
    struct library *l = open_library(*state, rows);
    struct search_answer answer = find(*state, l, "garden waste");

    finds(*state, l, "garden waste", "b, a, c");
    assert_true(answer.at[1].score == answer.at[2].score);
    finds(*state, l, "waste garden", "c, a, b");
}

static void a_question_that_is_too_long_says_so(void **state)
{
    struct library *l = open_library(*state, council);
    const char *many = "name";
    size_t i;

    for (i = 1; i < SEARCH_WORDS_MAX; i++)
        many = arena_printf(*state, "%s name", many);
    assert_false(find(*state, l, many).cut);
    assert_true(find(*state, l, arena_printf(*state, "%s name", many)).cut);
}

/* Nothing that anybody types is anything but words. */
static void no_question_is_a_fault(void **state)
{
    static const char *const hostile[] = {"\"",
                                          "\"\"\"",
                                          "NEAR(",
                                          "NEAR(name address)",
                                          "AND",
                                          "name AND",
                                          "OR OR",
                                          "NOT name",
                                          "name NOT",
                                          "*",
                                          "name*",
                                          "^name",
                                          "a:name",
                                          "{a b}: name",
                                          "(name",
                                          "name)",
                                          "((((((",
                                          "-name",
                                          "name + address",
                                          "'; DROP TABLE d; --",
                                          "\\",
                                          "%00",
                                          "…",
                                          "🗑",
                                          "document:x",
                                          "name\taddress",
                                          "a b c d e f g h i j k l m n o p",
                                          "\xcc\x81",
                                          " ",
                                          "",
                                          "rank:1",
                                          "text_rank(x)"};
    struct library *l = open_library(*state, council);
    const char *many = "name";
    size_t i;

    for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
        (void)find(*state, l, hostile[i]);
    for (i = 0; i < 12; i++)
        many = arena_printf(*state, "%s %s", many, many);
    (void)find(*state, l, many);
    finds(*state, l, "\"name\" AND (", "name");
    finds(*state, l, "…", "");
    finds(*state, l, "", "");
}

struct asker {
    pthread_t thread;
    const struct library *library;
    bool is_right;
};

static void *ask(void *self)
{
    struct asker *asker = self;
    struct arena *a = arena_new();
    int i;

    asker->is_right = true;
    for (i = 0; i < 50; i++) {
        arena_empty(a);
        asker->is_right &= strcmp(found(a, asker->library, "proof of adress"),
                                  "upload-evidence, address-lookup") == 0;
    }
    arena_free(a);
    return NULL;
}

static void many_may_ask_at_once_while_it_is_still_made(void **state)
{
    struct asker askers[4];
    struct library *l = open_library(*state, council);
    size_t i;

    for (i = 0; i < 4; i++) {
        askers[i].library = l;
        assert_int_equal(
            pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
    }
    for (i = 0; i < 4; i++) {
        (void)pthread_join(askers[i].thread, NULL);
        assert_true(askers[i].is_right);
    }
}

static void an_empty_library_finds_nothing(void **state)
{
    static const struct given none[] = {{0}};

    finds(*state, open_library(*state, none), "address", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_sqlite_can_search),
        with_arena(a_name_that_is_the_question_comes_first),
        with_arena(the_name_itself_goes_before_any_number_of_words),
        with_arena(what_an_entry_is_called_weighs_more_than_what_it_says),
        with_arena(the_last_word_need_not_be_finished),
        with_arena(words_are_found_in_other_forms),
        with_arena(class_names_and_options_are_found),
        with_arena(only_what_has_all_words_is_found_if_something_has),
        with_arena(words_around_a_question_hide_nothing),
        with_arena(what_is_asked_by_name_is_found_among_other_words),
        with_arena(one_word_or_two_find_the_same),
        with_arena(a_class_leads_to_the_component_it_belongs_to),
        with_arena(what_a_welsh_example_says_is_found),
        with_arena(two_of_three_words_are_better_than_one),
        with_arena(words_in_a_row_count_for_more),
        with_arena(a_question_that_is_too_long_says_so),
        with_arena(no_question_is_a_fault),
        with_arena(many_may_ask_at_once_while_it_is_still_made),
        with_arena(an_empty_library_finds_nothing),
    };

    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
