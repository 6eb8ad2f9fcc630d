/*
 * test_export.c - what goes out comes in again: every figure, every line.
 *
 *   EXPORTS=n   how many random histories (seeds 1 to n)
 */
#include "tests/oracle/ask_tracker.h"
#include "tests/oracle/compare.h"
#include "tests/oracle/histories.h"
#include "tests/unit.h"
#include "tests/unit/exported.h"

enum { USUAL = 400, FOLDER_HOLDS = 100 };

static size_t count_events(const char *text)
{
    size_t n = 0;

    while ((text = strstr(text, "\"attempt\":\"h:"))) {
        text++;
        n++;
    }
    return n;
}

/* Figures of attempts: what was received twice or refused stays behind. */
static const char *part_differs(struct arena *a, struct asked *from,
                                struct asked *into, const json_t *history,
                                int version)
{
    static const char *const stay[] = {"duplicates", "conflicts"};
    struct asked_part part = {.version = version};
    json_t *want = NULL, *got = NULL;
    const char *d = asked_figures(a, from, history, part, &want);

    if (!d)
        d = asked_figures(a, into, history, part, &got);
    for (size_t i = 0; i < 2 && !d; i++) {
        (void)json_object_del(want, stay[i]);
        (void)json_object_del(got, stay[i]);
    }
    if (!d)
        d = oracle_difference(a, want, got);
    if (!d && !json_equal(want, got))
        d = "there are more figures than there were";
    json_decref(want);
    json_decref(got);
    return d;
}

static const char *figures_differ(struct arena *a, struct asked *from,
                                  struct asked *into, const json_t *history)
{
    size_t n = json_array_size(json_object_get(history, "versions"));
    json_t *want = NULL, *got = NULL;
    const char *d = NULL;

    for (size_t v = 0; v <= n && !d; v++)
        d = part_differs(a, from, into, history, (int)v);
    if (!d)
        d = asked_attempts(a, from, history, &want);
    if (!d)
        d = asked_attempts(a, into, history, &got);
    if (!d)
        d = oracle_lists_differ(a, want, got);
    json_decref(want);
    json_decref(got);
    return d;
}

/* Into where it came from: nothing new. */
static const char *goes_back_in(struct arena *a, struct asked *from,
                                const json_t *history, const char *text)
{
    int64_t accepted, duplicates;
    const char *d =
        asked_import_export(a, from, history, text, &accepted, &duplicates);

    if (d)
        return d;
    if (accepted || duplicates != (int64_t)count_events(text))
        return arena_printf(a,
                            "of %zu events %d were new where they came "
                            "from, %d duplicates",
                            count_events(text), (int)accepted, (int)duplicates);
    return NULL;
}

/* Into an empty folder, and out of that again. */
static const char *goes_elsewhere(struct arena *a, struct asked *from,
                                  const json_t *history, const char *text)
{
    struct asked *into = asked_open();
    int64_t accepted = 0, duplicates;
    char *again = NULL;
    const char *d =
        asked_import_export(a, into, history, text, &accepted, &duplicates);

    if (!d && accepted != (int64_t)count_events(text))
        d = "not every event was taken";
    if (!d)
        d = figures_differ(a, from, into, history);
    if (!d)
        d = asked_verify(a, into);
    if (!d)
        d = asked_export(a, into, &again);
    if (!d && strcmp(exported_sorted(a, text), exported_sorted(a, again)) != 0)
        d = arena_printf(a, "another export: first\n%sand then\n%s",
                         exported_sorted(a, text), exported_sorted(a, again));
    asked_close(into);
    return d;
}

static const char *history_is_lost(struct arena *a, struct asked *from,
                                   const json_t *history)
{
    char *text = NULL;
    const char *d = asked_add(a, from, history);

    if (!d)
        d = asked_export(a, from, &text);
    if (!d && count_events(text) == 0)
        return NULL; /* nothing was stored */
    if (!d)
        d = goes_elsewhere(a, from, history, text);
    if (!d)
        d = goes_back_in(a, from, history, text);
    return d;
}

static void an_export_brings_the_same_figures_elsewhere(void **state)
{
    const char *said = getenv("EXPORTS");
    uint64_t n = said ? strtoull(said, NULL, 10) : USUAL;
    struct asked *from = asked_open();
    const char *d = NULL;
    (void)state;

    for (uint64_t seed = 1; seed <= n && !d; seed++) {
        struct arena *a = arena_new();
        json_t *history = history_make(seed);

        d = history_is_lost(a, from, history);
        if (d) {
            printf("seed %d: %s\n", (int)seed, d);
            history_print(history);
        }
        json_decref(history);
        arena_free(a);
        if (seed % FOLDER_HOLDS == 0) {
            asked_close(from);
            from = asked_open();
        }
    }
    asked_close(from);
    assert_null(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_brings_the_same_figures_elsewhere),
    };

    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
