/* What lists count, against counting by hand. */
#include "tests/unit/library.h"

#include <stdbool.h>

#include "tests/oracle/dice.h"

enum { ENTRIES = 150, TRIES = 200 };

static const char *const kinds[] = {"page", "pattern", "component"};
static const char *const states[] = {"proposed", "in-progress", "declined"};
static const char *const verbs[] = {"pay", "ask", "book"};
static const char *const lgsl[] = {"1", "22", "333"};

/* What an entry is, or what is asked (-1: anything). */
struct made {
    int kind, state, verb, lgsl;
};

static struct made throw(struct dice * d, int chance)
{
    struct made m = {-1, -1, -1, -1};
    int *all[] = {&m.kind, &m.state, &m.verb, &m.lgsl};
    size_t i;

    for (i = 0; i < 4; i++)
        if (dice_chance(d, (size_t)chance))
            *all[i] = (int)dice_below(d, 3);
    return m;
}

static bool is(int has, int asked)
{
    return asked < 0 || has == asked;
}

static bool fits(const struct made *m, const struct made *asked)
{
    return is(m->kind, asked->kind) && is(m->state, asked->state) &&
           is(m->verb, asked->verb) && is(m->lgsl, asked->lgsl);
}

static size_t by_hand(const struct made *all, struct made asked)
{
    size_t i, n = 0;

    for (i = 0; i < ENTRIES; i++)
        n += fits(&all[i], &asked);
    return n;
}

static const char *field(struct arena *a, const char *name,
                         const char *const *values, int i)
{
    return i < 0 ? "" : arena_printf(a, "%s=%s&", name, values[i]);
}

static json_int_t count_of(const json_t *answer, const char *facet,
                           const char *key)
{
    const json_t *value,
        *list = json_object_get(json_object_get(answer, "facets"), facet);
    size_t i;

    json_array_foreach(list, i, value)
    {
        const json_t *is_key = json_object_get(value, "key");

        if (strcmp(json_string_value(is_key), key) == 0)
            return json_integer_value(json_object_get(value, "count"));
    }
    return 0;
}

static struct library *thrown_library(struct arena *a, struct dice *d,
                                      struct made made[ENTRIES])
{
    struct given given[ENTRIES + 1] = {{0}};
    size_t i;

    for (i = 0; i < ENTRIES; i++) {
        struct made *m = &made[i];

        *m = throw(d, 100);
        given[i] = (struct given){
            arena_printf(a, "%s/e%zu/index.md", kinds[m->kind], i),
            arena_printf(
                a, LIBRARY_ENTRY("E%zu", "X.", "%s", "verb: %s\nlgsl: [%s]\n"),
                i, states[m->state], verbs[m->verb], lgsl[m->lgsl])};
    }
    return library_of(a, given);
}

static void counts_beside_filters_are_what_a_click_would_show(void **state)
{
    struct arena *a = *state;
    struct dice d = {11};
    struct made made[ENTRIES];
    struct library *l = thrown_library(a, &d, made);
    int i, j;

    for (i = 0; i < TRIES; i++) {
        struct made asked = throw(&d, 40);
        json_t *answer = library_json(
            l, arena_printf(a, "/patterns.json?%s%s%s%s",
                            field(a, "kind", kinds, asked.kind),
                            field(a, "status", states, asked.state),
                            field(a, "verb", verbs, asked.verb),
                            field(a, "lgsl", lgsl, asked.lgsl)));

        assert_int_equal(json_integer_value(json_object_get(answer, "total")),
                         by_hand(made, asked));
        for (j = 0; j < 3; j++) {
            struct made kind = asked, verb = asked, number = asked;

            kind.kind = verb.verb = number.lgsl = j;
            assert_int_equal(count_of(answer, "kind", kinds[j]),
                             by_hand(made, kind));
            assert_int_equal(count_of(answer, "verb", verbs[j]),
                             by_hand(made, verb));
            assert_int_equal(count_of(answer, "lgsl", lgsl[j]),
                             by_hand(made, number));
        }
    }
}

static void a_long_list_has_pages_that_hold_each_entry_once(void **state)
{
    struct arena *a = *state;
    struct dice d = {5};
    struct made made[ENTRIES];
    struct library *l = thrown_library(a, &d, made);
    const char *first = library_get(l, "/patterns/", 200);
    const char *second = library_get(l, "/patterns/?page=2", 200);
    size_t i;

    assert_says(first, "1 to 120 of 150 entries");
    assert_says(first, "href=\"/patterns/?page=2\" rel=\"next\"");
    assert_says(second, "121 to 150 of 150 entries");
    assert_says(second, "(page 2)");
    for (i = 0; i < ENTRIES; i++) {
        const char *link = arena_printf(a, "href=\"/patterns/%s/e%zu\"",
                                        kinds[made[i].kind], i);

        assert_true(!strstr(first, link) != !strstr(second, link));
    }
    (void)library_get(l, "/patterns/?page=3", 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(counts_beside_filters_are_what_a_click_would_show),
        with_arena(a_long_list_has_pages_that_hold_each_entry_once),
    };

    return cmocka_run_group_tests_name("pattern counts", tests, NULL, NULL);
}
