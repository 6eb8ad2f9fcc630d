/*
 * test_histories.c - the tracker and the oracle, on the same random histories.
 *
 *   HISTORIES=n   how many (seeds 1 to n)
 *   HISTORY=n     only the one of that seed
 */
#include "tests/oracle/agree.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"
#include "tests/unit.h"

enum {
#ifdef __SANITIZE_ADDRESS__
    USUAL = 600, /* each takes ten times as long */
#else
    USUAL = 5000,
#endif
    FOLDER_HOLDS = 100, /* journeys, before it is verified and a new one made */
    KILLED = 20,
    KILL_WITHIN_US = 8000,
};

static bool differs(const json_t *history, void *tracker)
{
    struct arena *a = arena_new();
    bool found = oracle_and_tracker_differ(a, tracker, history) != NULL;

    arena_free(a);
    return found;
}

static void print_failure(struct arena *a, struct asked *t,
                          const json_t *history)
{
    json_t *small = history_shrunk(history, differs, t);
    const char *d = oracle_and_tracker_differ(a, t, small);

    history_print(small);
    printf("# %s\n", d ? d : "gone when tried again");
    json_decref(small);
}

/* Whether tracker and oracle agree on that seed's history. */
static bool agree_on(struct asked *t, uint64_t seed)
{
    struct arena *a = arena_new();
    json_t *history = history_make(seed);
    const char *d = oracle_and_tracker_differ(a, t, history);

    if (d) {
        printf("seed %d: %s\n", (int)seed, d);
        print_failure(a, t, history);
    }
    json_decref(history);
    arena_free(a);
    return d == NULL;
}

/* Figures were kept up to date all the way; a recount must find the same. */
static bool recount_agrees(struct asked *t)
{
    struct arena *a = arena_new();
    const char *d = asked_verify(a, t);

    if (d)
        printf("%s\n", d);
    arena_free(a);
    return d == NULL;
}

static uint64_t number_from(const char *variable, uint64_t usual)
{
    const char *text = getenv(variable);

    return text ? strtoull(text, NULL, 10) : usual;
}

static void the_tracker_agrees_with_the_oracle(void **state)
{
    uint64_t only = number_from("HISTORY", 0);
    uint64_t first = only ? only : 1;
    uint64_t last = only ? only : number_from("HISTORIES", USUAL);
    (void)state;

    for (uint64_t seed = first; seed <= last;) {
        struct asked *t = asked_open();
        bool agree = true;
        for (int i = 0; i < FOLDER_HOLDS && seed <= last && agree; i++)
            agree = agree_on(t, seed++);
        agree = agree && recount_agrees(t);
        asked_close(t);
        assert_true(agree);
    }
    printf("%d histories\n", (int)(last - first + 1));
}

/* The process is killed at any point of the import; the file is imported
 * again. */
static void an_import_that_was_killed_can_be_repeated(void **state)
{
    struct asked *t = asked_open();
    struct dice dice = {1};
    const char *d = NULL;

    for (uint64_t i = 1; i <= KILLED && !d; i++) {
        json_t *history = history_make(i * HISTORY_CROWD);
        d = oracle_and_killed_tracker_differ(
            *state, t, history, 1 + (int)dice_below(&dice, KILL_WITHIN_US));
        if (d)
            printf("seed %d: %s\n", (int)i * HISTORY_CROWD, d);
        json_decref(history);
    }
    asked_close(t);
    assert_null(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(an_import_that_was_killed_can_be_repeated),
        cmocka_unit_test(the_tracker_agrees_with_the_oracle),
    };

    return cmocka_run_group_tests_name("histories", tests, NULL, NULL);
}
