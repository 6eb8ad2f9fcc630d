/* The search against slow ones: everything read, everything counted, everything
 * put in order. */
#include "tests/unit/searching.h"

#include <math.h>

#include "store/text_index.h"
#include "tests/oracle/dice.h"

static const char *const stock[] = {"bin",  "kerb", "skip", "tax", "rent",
                                    "lamp", "tree", "dog",  "van", "bus"};

enum { STOCK = sizeof(stock) / sizeof(stock[0]), DOCS = 120, ASKS = 300 };

/* Which words of the stock a text has, as bits. */
static unsigned words_in(const char *text)
{
    unsigned bits = 0;
    size_t i;

    for (i = 0; i < STOCK; i++)
        if (strstr(text, stock[i]))
            bits |= 1U << i;
    return bits;
}

static const char *throw_words(struct arena *a, struct dice *d, unsigned n)
{
    const char *all = "";

    while (n--)
        all = arena_printf(a, "%s %s", all, stock[dice_below(d, STOCK)]);
    return all;
}

/* Entries of fewer words than that in title and text, which given holds. */
static struct library *open_words(struct arena *a, struct dice *d,
                                  struct given given[DOCS + 1], size_t in_title,
                                  size_t in_text)
{
    size_t i;

    for (i = 0; i < DOCS; i++)
        given[i] = (struct given){
            arena_printf(a, "page/p%zu/index.md", i),
            arena_printf(a, ENTRY("P%zu%s", "S.", "", "G%s."), i,
                         throw_words(a, d, (unsigned)dice_below(d, in_title)),
                         throw_words(a, d, (unsigned)dice_below(d, in_text)))};
    return open_library(a, given);
}

static void the_same_is_found_as_by_reading_everything(void **state)
{
    struct arena *a = *state;
    struct given given[DOCS + 1] = {{0}};
    struct dice d = {7};
    struct library *l = open_words(a, &d, given, 2, 6);
    size_t i, j;

    for (i = 0; i < ASKS; i++) {
        const char *query = throw_words(a, &d, 1 + (unsigned)dice_below(&d, 3));
        unsigned wanted = words_in(query);
        struct search_answer answer = find(a, l, query);
        size_t n = 0;

        for (j = 0; j < DOCS; j++)
            n += (words_in(given[j].text) & wanted) == wanted;
        if (!answer.partly)
            assert_int_equal(answer.n, n);
        else
            assert_int_equal(n, 0);
        for (j = 1; j < answer.n; j++)
            assert_true(answer.at[j - 1].score >= answer.at[j].score);
    }
}

/* How often a word of the stock stands in a text. */
static double count_in(const char *text, const char *word)
{
    double n = 0;

    for (; (text = strstr(text, word)); text += strlen(word))
        n++;
    return n;
}

/* BM25 of each field, as text_index.h says it, by counting everything anew:
 * what a title says ten times over counts, and what a text says once. */
static double score_of(const struct pattern *p, const char *word, double rarity)
{
    double title = count_in(p->title, word), text = count_in(p->markdown, word);

    return rarity *
           (10 * title * 2.2 / (title + 1.2) + 1 * text * 2.2 / (text + 1.2));
}

static void scores_are_what_the_formula_says(void **state)
{
    struct arena *a = *state;
    struct given given[DOCS + 1] = {{0}};
    struct dice d = {11};
    struct library *l = open_words(a, &d, given, 3, 30);
    size_t i, j;

    for (i = 0; i < STOCK; i++) {
        struct search_answer answer = find(a, l, stock[i]);
        double n = (double)answer.n, rarity;

        assert_true(answer.n > 0 && answer.n < DOCS);
        rarity = log1p((DOCS - n + 0.5) / (n + 0.5));
        for (j = 0; j < answer.n; j++)
            assert_true(fabs(answer.at[j].score -
                             score_of(answer.at[j].pattern, stock[i], rarity)) <
                        0.01);
    }
}

/* Beside putting all of them in order, one by one. */
static void the_first_few_are_the_best(void **state)
{
    enum { MANY = 300 };
    struct dice d = {3};
    struct pattern *patterns = arena_array(*state, MANY, sizeof(*patterns));
    struct search_hit hits[MANY], all[MANY], one;
    size_t first, n, i, j;

    for (first = 0; first < 40; first++) {
        n = dice_below(&d, MANY);
        for (i = 0; i < n; i++) {
            one = (struct search_hit){&patterns[i],
                                      (double)dice_below(&d, 1 + 9 * first)};
            hits[i] = one;
            for (j = i; j > 0 && all[j - 1].score < one.score; j--)
                all[j] = all[j - 1];
            all[j] = one;
        }
        search_best(hits, n, first);
        for (i = 0; i < first && i < n; i++)
            assert_ptr_equal(hits[i].pattern, all[i].pattern);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_same_is_found_as_by_reading_everything),
        with_arena(scores_are_what_the_formula_says),
        with_arena(the_first_few_are_the_best),
    };

    return cmocka_run_group_tests_name("search, slowly", tests, NULL, NULL);
}
