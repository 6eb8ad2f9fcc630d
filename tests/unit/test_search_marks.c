/* What a result shows of an entry: the words that match, marked. */
#include "tests/unit/searching.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/text.h"

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
    assert_string_equal(why(*state, l, "letter"),
                        "Guidance: … Use it for photos and [letters]. · When "
                        "not to use · Never "
                        "at night. · How it works · C. · Research · None yet.");
    assert_string_equal(shown(*state, search_marked(l->search, &answer,
                                                    "No <b>place</b>, &", 0)),
                        "No <b>[place]</b>, &");
}

/* The lines of a list are told apart, wherever in them the mark stands. */
static void blocks_are_told_apart(void **state)
{
    struct library *l = open_library(*state, council);
    struct search_answer answer = find(*state, l, "places");

    assert_string_equal(
        shown(*state,
              search_marked(l->search, &answer,
                            "Not for:\n\n- a place\n- places here\n\nNo", 0)),
        "Not for: · a [place] · [places] here · No");
    assert_string_equal(shown(*state, search_marked(l->search, &answer,
                                                    "One.\n\n- a place", 15)),
                        "… a [place]");
    assert_string_equal(
        shown(*state, search_marked(l->search, &answer,
                                    "1. One\n2. a place\n10. More", 0)),
        "1. One · a [place] · More");
    assert_string_equal(shown(*state, search_marked(l->search, &answer,
                                                    "A place.\n\n- b c", 12)),
                        "A [place]. …");
    assert_string_equal(shown(*state, search_marked(l->search, &answer,
                                                    "A place.\n12. b c", 13)),
                        "A [place]. …");
    assert_string_equal(shown(*state, search_marked(l->search, &answer,
                                                    "A place in 2. Bees", 14)),
                        "A [place] in 2. …");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_matches_is_shown),
        with_arena(blocks_are_told_apart),
        with_arena(a_long_text_is_cut_to_where_it_matches),
        with_arena(the_place_where_the_words_stand_close_is_shown),
    };

    return cmocka_run_group_tests_name("what a search shows", tests, NULL,
                                       NULL);
}
