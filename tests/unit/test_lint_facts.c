/* What lint says of the words of front matter that lists go by. */
#include "tests/unit/linted.h"

#define WITH(line)                                                             \
    "---\ntitle: Tell us\ndescription: Ask for one thing.\nstatus: trial\n"    \
    "version: \"1.0.0\"\nuses: [button]\n" line                                \
    "\n---\n" SECTIONS(USE, NOT_TO, HOW)
#define TWO "index.md:7 [fact] "

static void a_slip_is_told_with_the_word_that_is_there(void **state)
{
    static const struct test_case cases[] = {
        {"index.md", WITH("verb: aply"),
         TWO "\"aply\" and \"apply\" are two verbs, and whoever looks for one "
             "misses the other: write \"apply\""},
        {"index.md", WITH("verb: registration"),
         TWO "\"registration\" and \"register\" are two verbs"},
        {"index.md", WITH("verb: notfy"),
         TWO "\"notfy\" and \"notify\" are two verbs"},
        {"index.md", WITH("theme: Bins & environment"),
         TWO "\"Bins & environment\" and \"Bins and environment\" are two "
             "themes"},
        {"index.md", WITH("theme: Parking, roads and travell"),
         TWO
         "\"Parking, roads and travell\" and \"Parking, roads and travel\""},
        {"index.md", WITH("theme: Ask user for"),
         TWO "\"Ask user for\" and \"Ask users for…\""},
        {"index.md", WITH("tier: [unitary, distict]"),
         TWO "\"distict\" and \"district\" are two kinds of council"},
        {"index.md", WITH("tier: county council"),
         TWO "\"county council\" and \"county\""},
        {"index.md", WITH("lifeEvents:\n  - Moving home\n  - Bereavement"),
         "index.md:9 [fact] \"Bereavement\" and \"Death of somebody close\" "
         "are two life events"},
        {"index.md", WITH("lifeEvents: Having a child, Moving hous"),
         TWO "\"Moving hous\" and \"Moving home\""},
        {"index.md", WITH("lgsl: 17\nlgil: [17, 524]"),
         "index.md:8 [fact] lgil says what people do, in numbers from 0 to "
         "34: \"524\" may be one of lgsl"},
    };

    CHECK(state, cases);
}

static void curly_quotes_are_told_where_straight_ones_are_meant(void **state)
{
    static const struct test_case cases[] = {
        {"index.md", WITH("owner: “Harrow Vale”"),
         TWO "the curly quotes are taken for a part of the owner"},
        {"index.md", WITH("owner: \"Harrow Vale\""), ""},
        {"index.md", WITH("owner: “Bins” and more"), ""},
    };

    CHECK(state, cases);
}

static void a_word_of_a_councils_own_is_as_good_as_ours(void **state)
{
    static const struct test_case cases[] = {
        {"index.md", WITH("theme: Harbours and markets"), ""},
        {"index.md", WITH("theme: Careers"), ""},
        {"index.md", WITH("theme: ask users for"), ""},
        {"index.md", WITH("verb: adopt"), ""},
        {"index.md", WITH("verb: charge"), ""},
        {"index.md", WITH("verb: Renew"), ""},
        {"index.md", WITH("tier: [combined-authority, town]"), ""},
        {"index.md", WITH("tier: [London borough, parish]"), ""},
        {"index.md", WITH("lifeEvents: [Going to university]"), ""},
        {"index.md", WITH("lifeEvents: [moving home]"), ""},
        {"index.md", WITH("lgsl: 524\nlgil: 34"), ""},
    };

    CHECK(state, cases);
}

static void of_two_words_of_ones_own_the_usual_one_is_named(void **state)
{
    const struct given usual = {"index.md", WITH("theme: Harbours")},
                       slip = {"index.md", WITH("theme: Harbuors")};
    struct folder *f = *state;
    const char *all;

    write_entry(f, "pattern/one", &usual);
    write_entry(f, "pattern/two", &slip);
    assert_null(strstr(found(f), "[fact]")); /* nobody knows which is usual */

    write_entry(f, "pattern/three", &usual);
    all = found(f);
    assert_non_null(strstr(all, "pattern/two/index.md:7 [fact] \"Harbuors\" "
                                "and \"Harbours\" are two themes"));
    assert_null(strstr(all, "pattern/one/index.md:7"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_slip_is_told_with_the_word_that_is_there),
        in_folder(curly_quotes_are_told_where_straight_ones_are_meant),
        in_folder(a_word_of_a_councils_own_is_as_good_as_ours),
        in_folder(of_two_words_of_ones_own_the_usual_one_is_named),
    };

    return cmocka_run_group_tests_name("lint of facts", tests, NULL, NULL);
}
