/*
 * What people ask the library for, and the entry that must be among the first
 * three: judged by what each entry is for, before anybody looked at what the
 * search makes of it.  Where one of several would do, they are all named:
 * tests/cases/search.json.
 */
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "patterns/search.h"

enum { FIRST = 3 };

/* Whether "page/news pattern/name" names the entry. */
static bool is_named(struct arena *a, const char *entries,
                     const struct pattern *p)
{
    const char *name =
        arena_printf(a, " %s/%s ", pattern_kind_key(p->kind), p->slug);

    return strstr(arena_printf(a, " %s ", entries), name) != NULL;
}

static void what_people_ask_for_is_among_the_first_three(void **state)
{
    json_t *asked = json_load_file("tests/cases/search.json", 0, NULL), *one;
    struct catalogue *c = catalogue_open(NULL);
    struct search *s = search_new(c);
    size_t i, j, wrong = 0;

    assert_true(json_array_size(asked) > 200);
    json_array_foreach(asked, i, one)
    {
        const char *question = json_string_value(json_array_get(one, 0)),
                   *entries = json_string_value(json_array_get(one, 1));
        struct search_answer answer;
        const char *first = "";
        bool found = false;

        assert_ok(search_find(s, *state, question, &answer));
        search_best(answer.at, answer.n, FIRST);
        for (j = 0; j < answer.n && j < FIRST; j++) {
            const struct pattern *p = answer.at[j].pattern;

            found |= is_named(*state, entries, p);
            first = arena_printf(*state, "%s %s", first, p->slug);
        }
        if (found)
            continue;
        print_error("\"%s\" finds%s, not %s\n", question, first, entries);
        wrong++;
    }
    json_decref(asked);
    search_free(s);
    catalogue_close(c);
    assert_int_equal(wrong, 0);
}

/* Its title, then its other names, then those in Welsh. */
static const char *name_of(const struct pattern *p, size_t i)
{
    if (!i)
        return p->title;
    return i <= p->aliases.n ? p->aliases.at[i - 1]
                             : p->aliases_cy.at[i - 1 - p->aliases.n];
}

/* Each entry by its own title, and by each of its other names unless another
 * is called so, too. */
static void every_entry_is_found_by_its_names(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    struct search *s = search_new(c);
    size_t i, j, k;

    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];

        for (j = 0; j <= p->aliases.n + p->aliases_cy.n; j++) {
            const char *name = name_of(p, j);
            struct search_answer answer;

            assert_ok(search_find(s, *state, name, &answer));
            search_best(answer.at, answer.n, FIRST);
            for (k = 0; k < answer.n && answer.at[k].pattern != p; k++)
                ;
            if (k >= (j ? FIRST : 2))
                fail_msg("\"%s\" does not find %s", name, p->slug);
        }
    }
    search_free(s);
    catalogue_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_people_ask_for_is_among_the_first_three),
        with_arena(every_entry_is_found_by_its_names),
    };

    return cmocka_run_group_tests_name("search questions", tests, NULL, NULL);
}
