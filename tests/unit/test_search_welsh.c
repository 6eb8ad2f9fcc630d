/* A Welsh word is found however its beginning changes after other words.  The
 * forms are those that grammars give: after "ei" (his), "fy" and "ei" (her). */
#include "tests/unit/searching.h"

static const struct {
    const char *radical, *mutated[4];
} words[] = {
    {"pobl", {"bobl", "mhobl", "phobl"}},
    {"tref", {"dref", "nhref", "thref"}},
    {"cegin", {"gegin", "nghegin", "chegin"}},
    {"basged", {"fasged", "masged"}},
    {"drws", {"ddrws", "nrws"}},
    {"gardd", {"ardd", "ngardd"}},
    {"merch", {"ferch"}},
    {"llyfr", {"lyfr"}},
    {"rhosyn", {"rosyn"}},
    {"ysgol", {0}},
};

#define NAMED(name, more)                                                      \
    {                                                                          \
        "page/" name "/index.md",                                              \
            ENTRY("Page " name, "A page.", more, "Use it.")                    \
    }

static bool finds_only(struct arena *a, const struct library *l,
                       const char *query, const char *slug)
{
    struct search_answer answer;

    assert_ok(search_find_exactly(l->search, a, query, &answer));
    return answer.n == 1 && strcmp(answer.at[0].pattern->slug, slug) == 0;
}

/* Each form finds the entry that has only the other. */
static void a_word_is_found_by_all_its_forms(void **state)
{
    size_t i, j;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        for (j = 0; j < 4 && words[i].mutated[j]; j++) {
            const char *forms[] = {words[i].radical, words[i].mutated[j]};
            size_t k;

            for (k = 0; k < 2; k++) {
                const struct given given[] = {
                    {"page/one/index.md",
                     arena_printf(*state,
                                  ENTRY("One", "A page.", "aliasesCy: [%s]\n",
                                        "Use it."),
                                  forms[k])},
                    NAMED("other", ""),
                    {0}};
                struct library *l = open_library(*state, given);

                if (!finds_only(*state, l, forms[!k], "one"))
                    fail_msg("%s does not find %s", forms[!k], forms[k]);
            }
        }
}

/* Two mutations of one word have its radical in common, which nobody wrote. */
static void a_mutation_finds_another(void **state)
{
    static const struct given given[] = {
        NAMED("privacy", "aliasesCy: [am gydraddoldeb]\n"), {0}};
    struct library *l = open_library(*state, given);

    assert_true(finds_only(*state, l, "nghydraddoldeb", "privacy"));
    assert_true(finds_only(*state, l, "chydraddoldeb", "privacy"));
    assert_true(finds_only(*state, l, "cydraddoldeb", "privacy"));
}

/* "Ball" is no mutation of "pall"; "pint" stands in English, so it is none of
 * a Welsh word either. */
static void english_words_do_not_mutate(void **state)
{
    static const struct given given[] = {
        {"page/ball/index.md", ENTRY("Ball", "A ball.", "", "Throw a pint.")},
        {"page/pall/index.md", ENTRY("Pall", "A pall.", "", "Use it.")},
        {"page/welsh/index.md",
         ENTRY("Welsh", "A page.", "aliasesCy: [bint]\n", "Use it.")},
        {0}};
    struct library *l = open_library(*state, given);

    assert_true(finds_only(*state, l, "ball", "ball"));
    assert_true(finds_only(*state, l, "pall", "pall"));
    assert_true(finds_only(*state, l, "pint", "ball"));
    assert_true(finds_only(*state, l, "mhint", "welsh"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_word_is_found_by_all_its_forms),
        with_arena(a_mutation_finds_another),
        with_arena(english_words_do_not_mutate),
    };

    return cmocka_run_group_tests_name("search in Welsh", tests, NULL, NULL);
}
