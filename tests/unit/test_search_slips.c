/* Finding entries: when what was typed is not quite what was meant. */
#include "tests/unit/searching.h"

static void a_slip_of_the_hand_is_understood(void **state)
{
    static const struct {
        const char *typed, *meant;
    } slips[] = {
        {"adress", "address"},
        {"addresss", "address"},
        {"addrsse", "address"},
        {"evidnece", "evidence"},
        {"uplaod", "upload"},
        {"radois", "radios"},
        {"derictory", "directory"},
        {"adress lookup", "address lookup"},
        {"prof of adress", "proof of address"},
        {"nmae", "name"},
    };
    struct library *l = open_library(*state, council);
    size_t i;

    for (i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
        struct search_answer answer = find(*state, l, slips[i].typed);

        assert_string_equal(answer.suggestion, slips[i].meant);
        assert_true(answer.instead);
        assert_string_equal(found(*state, l, slips[i].typed),
                            found(*state, l, slips[i].meant));
    }
    finds(*state, l, "prof of adress", "upload-evidence, address-lookup");
    assert_string_equal(find(*state, l, "xylophone").suggestion, "");
    assert_string_equal(find(*state, l, "address").suggestion, "");
    assert_string_equal(find(*state, l, "524").suggestion, "");
    assert_string_equal(find(*state, l, "qne").suggestion, ""); /* not "one" */
}

/* Words that are right as they are, in a library that does not have them. */
static void another_word_is_offered_and_not_taken(void **state)
{
    static const struct {
        const char *typed, *offered;
    } words[] = {
        {"bind", "find"},       /* begins otherwise */
        {"retters", "letters"}, /* so does a long one */
        {"photon", "photos"},   /* too short for another letter */
        {"lather", "later"},    /* one letter too many */
        {"lator", "later"},     /* sounds alike, but is too short */
    };
    static const struct given sorts[] = {
        {"page/a/index.md",
         ENTRY("First", "Find past letters, later.", "", "Photos.")},
        {0}};
    struct library *l = open_library(*state, sorts);
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct search_answer answer = find(*state, l, words[i].typed);

        assert_string_equal(answer.suggestion, words[i].offered);
        assert_false(answer.instead);
        assert_int_equal(answer.n, 0);
    }
    finds(*state, l, "photon letters", "a"); /* what has one of them */
    assert_string_equal(find(*state, l, "photon letters").suggestion,
                        "photos letters");
}

/* "Mould" is no slip for "would", but "teh" is one for "the". */
static void a_word_that_tells_nothing_is_not_offered(void **state)
{
    static const struct given would[] = {
        {"page/a/index.md",
         ENTRY("First", "It would do, there and here.", "", "The damp.")},
        {0}};
    struct library *l = open_library(*state, would);

    assert_string_equal(find(*state, l, "damp mould").suggestion, "");
    assert_string_equal(find(*state, l, "hero").suggestion, "");
    assert_string_equal(find(*state, l, "damp thrue").suggestion, "");
    assert_string_equal(find(*state, l, "damp theer").suggestion, "damp there");
    assert_true(find(*state, l, "damp theer").instead);
}

static void what_was_typed_can_be_insisted_on(void **state)
{
    struct library *l = open_library(*state, council);
    struct search_answer answer;

    assert_ok(search_find_exactly(l->search, *state, "radois", &answer));
    assert_int_equal(answer.n, 0);
    assert_false(answer.instead);
    assert_string_equal(answer.suggestion, "radios");
    assert_ok(search_find_exactly(l->search, *state, "radios", &answer));
    assert_int_equal(answer.n, 1);
}

/* Of characters, not bytes: none is cut in two. */
static void a_question_is_looked_for_by_its_first_characters(void **state)
{
    struct library *l = open_library(*state, council);
    const char *typed = "name ";
    struct search_answer answer;
    size_t i;

    for (i = strlen(typed); i < SEARCH_QUERY_MAX; i++)
        typed = arena_printf(*state, "%sŷ", typed);
    answer = find(*state, l, typed);
    assert_false(answer.shortened);
    assert_string_equal(answer.query, typed);

    typed = arena_printf(*state, "%sŷ radios", typed);
    answer = find(*state, l, typed);
    assert_true(answer.shortened);
    assert_int_equal(strlen(answer.query), 5 + 2 * (SEARCH_QUERY_MAX - 5));
    assert_true(strncmp(answer.query, typed, strlen(answer.query)) == 0);
    assert_string_equal(found(*state, l, typed), "name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_slip_of_the_hand_is_understood),
        with_arena(another_word_is_offered_and_not_taken),
        with_arena(a_word_that_tells_nothing_is_not_offered),
        with_arena(what_was_typed_can_be_insisted_on),
        with_arena(a_question_is_looked_for_by_its_first_characters),
    };

    return cmocka_run_group_tests_name("search_slips", tests, NULL, NULL);
}
