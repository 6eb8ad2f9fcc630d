#include <math.h>

#include "tests/unit/tracked.h"

/* Funnels of real logs against the reference figures beside them. */

#define LOGS "../shared/data/real/journeys/"

static const char *const logs[] = {"running-example", "roadtraffic100",
                                   "patients-start", "interval",
                                   "bpic2020-domestic"};

/* A journey whose steps are the log's, byte for byte. */
static void add_journey(struct tracked *w, const json_t *ref)
{
    json_t *steps = json_array(), *n, *d;
    const char *title, *start = NULL;
    char *text;

    json_object_foreach(json_object_get(ref, "activity_events"), title, n)
    {
        json_array_append_new(steps, json_pack("{s:s}", "id", title));
        start = start ? start : title;
    }
    d = json_pack("{s:s s:s s:s s:i s:o}", "waymark", "journey/1", "id", "log",
                  "start", start, "retentionMonths", 0, "steps", steps);
    text = json_dumps(d, 0);
    tracked_add(w, text);
    free(text);
    json_decref(d);
}

static void import_log(struct arena *a, struct tracked *w, const char *name,
                       const json_t *ref)
{
    const struct import_options o = {
        .journey = "log", .name = name, .now_ms = TRACKED_LATER_MS};
    const char *path = arena_printf(a, LOGS "%s.tsv.gz", name);
    struct import_summary sum;
    struct input *in = NULL;
    struct problems p;

    problems_init(&p, a, 10);
    if (access(path, R_OK) != 0)
        path = arena_printf(a, LOGS "%s.tsv", name);
    assert_ok(input_open(path, &in));
    assert_ok(tracker_import(w->t, in, &o, &p, &sum));
    input_close(in);
    assert_int_equal(sum.refused, 0);
    assert_int_equal(sum.accepted + sum.duplicates,
                     json_integer_value(json_object_get(ref, "events")));
}

/* What a key of the reference asks; false if it is no counting. */
static bool question_of(const char *key, struct funnel_query *q)
{
    long long window;
    char start[8];

    if (strcmp(key, "strict") == 0)
        q->order = FUNNEL_STRICT;
    else if (strcmp(key, "any_order") == 0)
        q->order = FUNNEL_ANY;
    else if (sscanf(key, "window_%lldms_%7s", &window, start) == 2) {
        q->window_ms = window;
        q->first_start = strcmp(start, "first") == 0;
    } else
        return strcmp(key, "open") == 0;
    return true;
}

static void check_gaps(const json_t *gaps, const struct funnel *f)
{
    size_t i;

    for (i = 1; i < f->n; i++) {
        const json_t *gap = json_array_get(gaps, i);
        const json_t *median = json_object_get(gap, "median");

        assert_int_equal(f->at[i].n_gaps,
                         json_integer_value(json_object_get(gap, "n")));
        if (json_is_number(median))
            assert_near(f->at[i].gap_median_ms, json_number_value(median),
                        1e-6);
    }
}

static size_t check_funnel(struct arena *a, struct tracked *w, json_t *ref)
{
    const json_t *steps = json_object_get(ref, "steps");
    size_t i, n = json_array_size(steps), checked = 0;
    const char **names = arena_array(a, n, sizeof(*names)), *key;
    json_t *counts;

    for (i = 0; i < n; i++)
        names[i] = json_string_value(json_array_get(steps, i));
    json_object_foreach(ref, key, counts)
    {
        struct funnel_query q = {
            .journey = "log", .n_steps = n, .steps = names};
        struct problems p;
        struct funnel f;

        problems_init(&p, a, 1);
        if (!question_of(key, &q))
            continue;
        assert_ok(tracker_funnel(w->t, a, &q, &p, &f));
        for (i = 0; i < n; i++)
            if (f.at[i].reached !=
                json_integer_value(json_array_get(counts, i)))
                fail_msg("%s, step %zu: %lld", key, i,
                         (long long)f.at[i].reached);
        if (strcmp(key, "open") == 0)
            check_gaps(json_object_get(ref, "gap_ms"), &f);
        checked++;
    }
    return checked;
}

static void funnels_of_real_logs_are_those_of_the_reference(void **state)
{
    size_t i, k, checked = 0;

    if (access(LOGS, R_OK) != 0) {
        print_message("SKIP: %s is not here\n", LOGS);
        skip();
    }
    for (i = 0; i < sizeof(logs) / sizeof(logs[0]); i++) {
        json_t *ref = json_load_file(
            arena_printf(*state, LOGS "%s.ref.json", logs[i]), 0, NULL);
        struct tracked *w = tracked_new();
        json_t *funnel;

        assert_non_null(ref);
        add_journey(w, ref);
        import_log(*state, w, logs[i], ref);
        json_array_foreach(json_object_get(ref, "funnels"), k, funnel)
        {
            checked += check_funnel(*state, w, funnel);
        }
        tracked_assert_clean(w);
        tracked_free(w);
        json_decref(ref);
    }
    assert_true(checked > 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(funnels_of_real_logs_are_those_of_the_reference),
    };

    return cmocka_run_group_tests_name("funnel_real", tests, NULL, NULL);
}
