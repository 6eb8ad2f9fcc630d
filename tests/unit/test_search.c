/* Finding entries: by what people call them, also when they slip. */
#include "tests/unit.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/files.h"
#include "patterns/search.h"
#include "store/text_index.h"
#include "tests/oracle/dice.h"

enum { LIBRARY_MAX = 400 };

#define ENTRY(title, says, more, guidance)                                     \
    "---\ntitle: " title "\ndescription: " says "\nstatus: proposed\n" more    \
    "---\n## When to use\n\n" guidance                                         \
    "\n\n## When not to use\n\nNever at night.\n\n## How it works\n\nC.\n\n"   \
    "## Research\n\nNone yet.\n"

struct given {
    const char *path, *text;
};

static const struct given council[] = {
    {"pattern/address-lookup/index.md",
     ENTRY("Address lookup", "Find an address by its postcode.",
           "aliases: [postcode finder]\n",
           "Ask for an address. Somebody may want proof of the address, and "
           "an address is proof of little.")},
    {"pattern/upload-evidence/index.md",
     ENTRY("Upload evidence", "Take a file that shows something.",
           "aliases: [attach a document, proof of address]\n",
           "Use it for photos and letters.")},
    {"pattern/upload-evidence/default.cy/index.html",
     "---\ntitle: Lanlwytho tystiolaeth o’ch tŷ\nlang: cy\n---\n<p>x</p>\n"},
    {"pattern/name/index.md",
     ENTRY("Name", "Ask people what they are called.", "",
           "Names are long. Some people have one name. Do not part an "
           "address here.")},
    {"page/directory/index.md",
     ENTRY("Directory", "Help people find cafés and addresses.", "",
           "A [list](https://zebra.example/) of **places** & <b>no</b> "
           "1 < 2.")},
    {"component/radios/index.md",
     ENTRY("Radios", "Choose one of a list.", "", "Do.")},
    {"component/radios/default/index.html",
     "---\ntitle: Default\n---\n<div class=\"govuk-radios "
     "govuk-radios--inline\"><p class=\"govuk-body\">x</p></div>\n"},
    {"component/radios/options.json",
     "[{\"name\":\"idPrefix\",\"type\":\"string\",\"description\":\"Begins "
     "each identifier\"}]"},
    {0}};

struct library {
    struct catalogue *catalogue;
    struct search *search;
};

static void let_go(void *self)
{
    struct library *l = self;

    search_free(l->search);
    catalogue_close(l->catalogue);
}

static struct library *open_library(struct arena *a, const struct given *given)
{
    struct library *l = arena_alloc(a, sizeof(*l));
    struct files fs = {0};

    fs.at = arena_array(a, LIBRARY_MAX, sizeof(*fs.at));
    for (; given->path; given++)
        fs.at[fs.n++] =
            (struct file){given->path, given->text, strlen(given->text)};
    files_sort(&fs);
    l->catalogue = catalogue_make(&fs);
    if (l->catalogue->problems.n)
        fail_msg("%s: %s", l->catalogue->problems.at[0].place,
                 l->catalogue->problems.at[0].message);
    l->search = search_new(l->catalogue);
    arena_own(a, let_go, l);
    return l;
}

static struct search_answer find(struct arena *a, const struct library *l,
                                 const char *query)
{
    struct search_answer answer;

    assert_ok(search_find(l->search, a, query, &answer));
    search_best(answer.at, answer.n, answer.n);
    return answer;
}

/* "name, radios": what is found, best first. */
static const char *found(struct arena *a, const struct library *l,
                         const char *query)
{
    struct search_answer answer = find(a, l, query);
    const char *all = "";
    size_t i;

    for (i = 0; i < answer.n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? ", " : "",
                           answer.at[i].pattern->slug);
    return all;
}

static void finds(struct arena *a, const struct library *l, const char *query,
                  const char *slugs)
{
    const char *is = found(a, l, query);

    if (strcmp(is, slugs) != 0)
        fail_msg("\"%s\" finds %s, not %s", query, is, slugs);
}

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

/* The parts of a marked text: "[name] and [names]". */
static const char *shown(struct arena *a, json_t *parts)
{
    const char *all = "";
    const json_t *part;
    size_t i;

    if (!parts)
        return "(nothing)";
    json_array_foreach(parts, i, part)
    {
        const char *text = json_string_value(json_object_get(part, "text"));
        bool mark = json_is_true(json_object_get(part, "mark"));

        all = arena_printf(a, mark ? "%s[%s]" : "%s%s", all, text);
    }
    json_decref(parts);
    return all;
}

static const char *why(struct arena *a, const struct library *l,
                       const char *query)
{
    struct search_answer answer = find(a, l, query);
    json_t *model = search_why(l->search, &answer, answer.at[0].pattern);
    const char *field =
        arena_strdup(a, json_string_value(json_object_get(model, "field")));
    json_t *parts = json_incref(json_object_get(model, "parts"));

    json_decref(model);
    return arena_printf(a, "%s: %s", field, shown(a, parts));
}

static void what_matches_is_shown(void **state)
{
    struct library *l = open_library(*state, council);
    struct search_answer answer = find(*state, l, "places");

    assert_string_equal(why(*state, l, "proof address"),
                        "Also known as: [proof] of [address]");
    assert_string_equal(why(*state, l, "radios inline"),
                        "Class names: govuk-[radios]--[inline]");
    assert_string_equal(why(*state, l, "identifier"),
                        "Options: idPrefix: Begins each [identifier]");
    assert_string_equal(
        why(*state, l, "letter"),
        "Guidance: … Use it for photos and [letters].  When not to use  Never "
        "at night.  How it works  C.  Research  None yet.");
    assert_string_equal(shown(*state, search_marked(l->search, &answer,
                                                    "No <b>place</b>, &", 0)),
                        "No <b>[place]</b>, &");
}

/* Ten thousand words around it: a sentence is shown, not a chapter. */
static void a_long_text_is_cut_to_where_it_matches(void **state)
{
    struct library *l = open_library(*state, council);
    struct search_answer answer = find(*state, l, "address name");
    struct buf text;
    const char *cut;
    int i;

    buf_init(&text, 1 << 20);
    for (i = 0; i < 2000; i++)
        buf_adds(&text, "An address here. ");
    buf_adds(&text, "The name and address they gave. ");
    for (i = 0; i < 2000; i++)
        buf_adds(&text, "Nothing of that kind é. ");
    cut = shown(*state, search_marked(l->search, &answer, text.text, 120));
    buf_release(&text);

    assert_true(strlen(cut) < 250);
    assert_true(text_is_utf8(cut, strlen(cut)));
    assert_non_null(strstr(cut, "The [name] and [address] they gave."));
}

static void the_place_where_the_words_stand_close_is_shown(void **state)
{
    struct library *l = open_library(*state, council);
    struct search_answer answer = find(*state, l, "address name");
    const char *text =
        "The name stands far from what is called an address here. Nothing "
        "more of it for now. Name, address. Nothing of that kind for quite "
        "a while. A name once more, well away from its address.";
    const char *cut =
        shown(*state, search_marked(l->search, &answer, text, 60));

    if (!strstr(cut, "[Name], [address]."))
        fail_msg("it shows %s", cut);
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

/* Against a slow search ---------------------------------------------------- */

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

static void the_same_is_found_as_by_reading_everything(void **state)
{
    struct arena *a = *state;
    struct given given[DOCS + 1] = {{0}};
    struct dice d = {7};
    struct library *l;
    size_t i, j;

    for (i = 0; i < DOCS; i++)
        given[i] = (struct given){
            arena_printf(a, "page/p%zu/index.md", i),
            arena_printf(a, ENTRY("P%zu%s", "S.", "", "G%s."), i,
                         throw_words(a, &d, (unsigned)dice_below(&d, 2)),
                         throw_words(a, &d, (unsigned)dice_below(&d, 6)))};
    l = open_library(a, given);

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
    struct library *l;
    size_t i, j;

    for (i = 0; i < DOCS; i++)
        given[i] = (struct given){
            arena_printf(a, "page/p%zu/index.md", i),
            arena_printf(a, ENTRY("P%zu%s", "S.", "", "G%s."), i,
                         throw_words(a, &d, (unsigned)dice_below(&d, 3)),
                         throw_words(a, &d, (unsigned)dice_below(&d, 30)))};
    l = open_library(a, given);

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
        cmocka_unit_test(this_sqlite_can_search),
        with_arena(a_name_that_is_the_question_comes_first),
        with_arena(the_name_itself_goes_before_any_number_of_words),
        with_arena(what_an_entry_is_called_weighs_more_than_what_it_says),
        with_arena(the_last_word_need_not_be_finished),
        with_arena(words_are_found_in_other_forms),
        with_arena(class_names_and_options_are_found),
        with_arena(only_what_has_all_words_is_found_if_something_has),
        with_arena(words_around_a_question_hide_nothing),
        with_arena(one_word_or_two_find_the_same),
        with_arena(a_class_leads_to_the_component_it_belongs_to),
        with_arena(what_a_welsh_example_says_is_found),
        with_arena(two_of_three_words_are_better_than_one),
        with_arena(words_in_a_row_count_for_more),
        with_arena(a_question_that_is_too_long_says_so),
        with_arena(no_question_is_a_fault),
        with_arena(a_slip_of_the_hand_is_understood),
        with_arena(what_matches_is_shown),
        with_arena(a_long_text_is_cut_to_where_it_matches),
        with_arena(the_place_where_the_words_stand_close_is_shown),
        with_arena(many_may_ask_at_once_while_it_is_still_made),
        with_arena(an_empty_library_finds_nothing),
        with_arena(the_same_is_found_as_by_reading_everything),
        with_arena(scores_are_what_the_formula_says),
        with_arena(the_first_few_are_the_best),
    };

    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
