#include "tracker/discover.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit.h"
#include "tracker/definition.h"

#define LOGS "../shared/data/real/journeys/"

/* A real log: its reference figures, and what was discovered from it. */
struct log {
    const char *name;
    json_t *ref, *found;
};

static json_t *discovered(struct arena *a, const char *name)
{
    struct read_options o = {.format = READ_AUTO};
    const char *path = arena_printf(a, LOGS "%s.tsv.gz", name);
    struct input *in = NULL;
    json_t *d = NULL;
    struct problems p;

    problems_init(&p, a, 10);
    assert_ok(zone_open("UTC", &o.zone));
    if (input_open(path, &in))
        assert_ok(input_open(arena_printf(a, LOGS "%s.tsv", name), &in));
    assert_ok(discover(in, &o, name, &p, &d));
    assert_int_equal(p.total, 0);
    input_close(in);
    return d;
}

static int64_t count(const json_t *counts, const char *title)
{
    return json_integer_value(json_object_get(counts, title));
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static const char *start_of(const struct log *log)
{
    const char *title, *start = "";
    int64_t most = 0;
    json_t *n;

    json_object_foreach(json_object_get(log->ref, "start_activities"), title, n)
    {
        if (json_integer_value(n) > most) {
            most = json_integer_value(n);
            start = title;
        }
    }
    return start;
}

static void check_step(const struct log *log, const json_t *step)
{
    const char *title = text_at(step, "title"), *kind = text_at(step, "kind");
    int64_t cases =
        count(json_object_get(log->ref, "cases_with_activity"), title);
    int64_t last = count(json_object_get(log->ref, "end_activities"), title);
    bool is_start = strcmp(title, start_of(log)) == 0;
    bool is_end = !is_start && last * 20 >= cases * 19 &&
                  cases * 100 >= count(log->ref, "cases");

    assert_true(cases > 0);
    assert_string_equal(kind, is_start ? "start" : is_end ? "end" : "question");
    if (is_end)
        assert_near(json_real_value(json_object_get(step, "lastInShare")),
                    (double)last / (double)cases, 0.00005);
}

/* Which step that id is of. */
static const json_t *step_of(const struct log *log, const char *id)
{
    json_t *step;
    size_t i;

    json_array_foreach(json_object_get(log->found, "steps"), i, step)
    {
        if (strcmp(text_at(step, "id"), id) == 0)
            return step;
    }
    fail_msg("%s: no step %s", log->name, id);
    return NULL;
}

static double seen_of(const struct log *log, const json_t *from,
                      const char *title)
{
    json_t *edge;
    size_t i;

    json_array_foreach(json_object_get(from, "next"), i, edge)
    {
        const json_t *to = step_of(log, text_at(edge, "to"));

        if (strcmp(text_at(to, "title"), title) == 0)
            return json_real_value(json_object_get(edge, "seen"));
    }
    return 0;
}

/* The reference has the most usual edges, and leavings where none is to the
 * step itself. */
static void check_edges(const struct log *log)
{
    const json_t *top = json_object_get(log->ref, "dfg_top");
    json_t *edge, *step;
    size_t i, k;

    json_array_foreach(json_object_get(log->found, "steps"), i, step)
    {
        const char *title = text_at(step, "title");
        int64_t leavings =
            count(json_object_get(log->ref, "activity_events"), title) -
            count(json_object_get(log->ref, "end_activities"), title);

        json_array_foreach(top, k, edge)
        {
            int64_t n = json_integer_value(json_array_get(edge, 2));

            if (strcmp(json_string_value(json_array_get(edge, 0)), title) != 0)
                continue;
            if (strcmp(text_at(step, "kind"), "end") == 0 || n * 100 < leavings)
                continue;
            assert_near(
                seen_of(log, step, json_string_value(json_array_get(edge, 1))),
                (double)n / (double)leavings, 0.00005);
        }
    }
}

static void check_log(struct arena *a, struct log *log)
{
    const json_t *steps = json_object_get(log->found, "steps");
    struct definition *d = NULL;
    struct problems p;
    json_t *step;
    size_t i;

    problems_init(&p, a, 10);
    assert_ok(definition_read(a, log->found, &p, &d));
    assert_int_equal(json_array_size(steps), count(log->ref, "activities"));
    assert_string_equal(d->steps[d->start].title, start_of(log));
    assert_int_equal(d->start, 0);
    json_array_foreach(steps, i, step)
    {
        check_step(log, step);
    }
    if (count(log->ref, "self_loops") == 0)
        check_edges(log);
}

static void real_logs_give_what_their_reference_figures_say(void **state)
{
    static const char *const names[] = {"bpic2020-domestic", "interval",
                                        "patients-start", "roadtraffic100",
                                        "running-example"};
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct log log = {.name = names[i]};

        log.ref = json_load_file(
            arena_printf(*state, LOGS "%s.ref.json", names[i]), 0, NULL);
        if (!log.ref) {
            print_message("SKIP: " LOGS " is not here\n");
            skip();
        }
        log.found = discovered(*state, names[i]);
        check_log(*state, &log);
        json_decref(log.ref);
        json_decref(log.found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(real_logs_give_what_their_reference_figures_say),
    };

    return cmocka_run_group_tests_name("discover from real logs", tests, NULL,
                                       NULL);
}
