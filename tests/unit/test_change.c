/* test_change.c - what changes many attempts at once goes a step at a time, and
 * can be read after each. */
#include "tests/unit/changing.h"
#include "tracker/folder.h"
#include "tracker/intake.h"

enum { DAYS = 120 };

/* What is asked of each day. */
static void ask_days(struct arena *a, struct tracker *t, char *days[DAYS])
{
    int32_t first = day_utc(TRACKED_START_MS) - 1;
    int i;

    for (i = 0; i < DAYS; i++) {
        struct figures_query q = {.journey = "own", .now_ms = TRACKED_LATER_MS};
        struct figures f;
        json_t *json;

        q.period = (struct period){.has_from = true,
                                   .has_until = true,
                                   .from = first + i,
                                   .until = first + i};
        assert_ok(tracker_figures(t, a, &q, &f));
        assert_int_equal(f.started, f.completed + f.failed + f.abandoned +
                                        f.saved + f.open);
        f.under_way = NULL; /* what it says is asked for in look() */
        json = figures_json(&f);
        days[i] = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
        json_decref(json);
    }
}

static void free_days(char *days[DAYS])
{
    int i;

    for (i = 0; i < DAYS; i++)
        free(days[i]);
}

struct watcher {
    struct tracker *t;
    char *before[DAYS], *after[DAYS];
    bool by_days; /* attempts stay on their days */
    int steps, told;
    char says[400]; /* of what is under way, after the first step */
};

/* Do the figures say that something is under way? */
static bool is_told(struct arena *a, struct tracker *t, char ret_says[400])
{
    const struct figures_query q = {.journey = "own",
                                    .now_ms = TRACKED_LATER_MS};
    struct words said;
    struct figures f;

    assert_ok(tracker_figures(t, a, &q, &f));
    assert_ok(tracker_under_way(t, a, &said));
    assert_int_equal(said.n, f.under_way != NULL);
    if (said.n && !*ret_says) {
        assert_non_null(strstr(said.at[0], f.under_way));
        (void)snprintf(ret_says, 400, "%s", said.at[0]);
    }
    return f.under_way != NULL;
}

/* A day is as it was or as it will be; the one it is in may be between. */
static void look(void *self)
{
    struct watcher *w = self;
    struct arena *a = arena_new();
    char *now[DAYS];
    int i, between = 0;

    w->steps++;
    assert_clean(w->t);
    w->told += is_told(a, w->t, w->says);
    ask_days(a, w->t, now);
    for (i = 0; i < DAYS; i++)
        between += strcmp(now[i], w->before[i]) != 0 &&
                   strcmp(now[i], w->after[i]) != 0;
    if (w->by_days && between > 1)
        fail_msg("after step %d, %d days are neither as they were nor as they "
                 "will be",
                 w->steps, between);
    free_days(now);
    arena_free(a);
}

/* What all days answer when the job is done at once. */
static void expect(struct arena *a, uint64_t seed, const struct job *job,
                   struct watcher *v, char **ret_answers)
{
    struct tracked *w = prepared(seed, job);

    ask_days(a, w->t, v->before);
    assert_ok(job->run(w->t));
    ask_days(a, w->t, v->after);
    *ret_answers = tracked_answers(a, w);
    tracked_free(w);
}

static void
after_every_step_each_day_is_as_it_was_or_as_it_will_be(void **state)
{
    static const char *const says[JOBS] = {
        "own: Import 2 is being undone. Attempts that started",
        "own: What quarantine 1 names is being set aside. Its attempts that",
        "own: Quarantine 1 is being removed. Its attempts that started",
        "own: Version 2 is taking over the attempts of its time. Those that"};
    size_t i;

    for (i = 0; i < JOBS; i++) {
        struct watcher v = {.by_days = jobs[i].run != undo};
        char *answers;
        struct tracked *w;

        expect(*state, 3, &jobs[i], &v, &answers);
        w = prepared(3, &jobs[i]);
        v.t = w->t;
        w->t->watch =
            (struct change_watch){.each = look, .self = &v, .most = 1};
        assert_ok(jobs[i].run(w->t));
        w->t->watch = (struct change_watch){NULL, NULL, 0};

        assert_true(v.steps > 5);
        assert_int_equal(v.told, v.steps - 1); /* all but the last */
        assert_non_null(strstr(v.says, says[i]));
        assert_non_null(strstr(v.says, " March 2026"));
        assert_string_equal(answers, tracked_answers(*state, w));
        free_days(v.before);
        free_days(v.after);
        tracked_free(w);
    }
}

/* Somebody else sends what an undo is about to take. */
struct resender {
    struct tracked *w;
    const char *text;
    int steps;
    int64_t accepted;
};

static void send_again(void *self)
{
    struct resender *s = self;
    struct tracked other = *s->w;

    if (++s->steps != 3)
        return;
    tracked_start(&other);
    s->accepted = tracked_import(&other, s->text).accepted;
    tracked_stop(&other);
}

static void what_is_sent_again_while_an_undo_goes_on_stays(void **state)
{
    struct stream s = stream_make(*state, 7, EVENTS);
    struct tracked *w = prepared(7, &jobs[0]), *all = prepared(7, &jobs[0]);
    struct resender sender = {.w = w, .text = part_text(*state, &s, 1)};

    w->t->watch =
        (struct change_watch){.each = send_again, .self = &sender, .most = 1};
    assert_ok(undo(w->t));

    assert_true(sender.steps > 5);
    assert_int_equal(sender.accepted, EVENTS / PARTS + MIDNIGHTS);
    assert_string_equal(tracked_answers(*state, all),
                        tracked_answers(*state, w));
    tracked_free(w);
    tracked_free(all);
}

static void count_step(void *self)
{
    ++*(int *)self;
}

/* Saved, and not at rest for years. */
#define WAITS                                                                  \
    "{\"attempt\":\"waiting-%02d\",\"seq\":0,\"kind\":\"view\",\"step\":"      \
    "\"a\","                                                                   \
    "\"at\":%lld}\n{\"attempt\":\"waiting-%02d\",\"seq\":1,\"kind\":\"save\"," \
    "\"at\":%lld}\n"

static void attempts_under_way_are_gone_through_in_steps_too(void **state)
{
    enum { WAITING = 20 };
    struct tracked *w = tracked_new();
    const char *text = "";
    int64_t events;
    int i, steps = 0;

    tracked_add_at(w,
                   "{\"waymark\":\"journey/1\",\"organisation\":\"exampleton\","
                   "\"saveDays\":365,\"retentionMonths\":0,\"id\":\"own\","
                   "\"start\":\"a\",\"steps\":" TRACKED_STEPS "}",
                   TRACKED_START_MS, ADDED_REPLACED);
    for (i = 0; i < WAITING; i++) {
        long long ms = time_now_ms() - (WAITING - i) * MS_PER_DAY;

        text = arena_printf(*state, "%s" WAITS, text, i, ms, i, ms + 1);
    }
    assert_int_equal(tracked_import_at(w, text, time_now_ms()).accepted,
                     2 * WAITING);
    w->t->watch =
        (struct change_watch){.each = count_step, .self = &steps, .most = 1};
    assert_ok(tracker_undo(w->t, 1, &events));

    assert_int_equal(events, 2 * WAITING);
    assert_true(steps >= WAITING);
    assert_int_equal(tracked_figure(w, "started"), 0);
    tracked_assert_clean(w);
    tracked_free(w);
}

/* Where attempts are is read anew only when somebody has moved one. */
static void others_keep_where_attempts_are_unless_one_was_moved(void **state)
{
    struct tracked *w = prepared(9, &jobs[0]), other = *w;
    struct intake in;
    uint64_t read;

    tracked_start(&other);
    intake_init(&in, w->t, "own");
    assert_ok(intake_begin(&in));
    assert_ok(intake_commit(&in));
    read = w->t->keys_generation;
    assert_ok(set_aside(other.t));
    assert_ok(intake_begin(&in));
    assert_int_equal(w->t->keys_generation, read);
    assert_ok(intake_commit(&in));

    (void)tracked_import(&other, "case-one\ta\t1772445600000\n");
    assert_ok(intake_begin(&in));
    assert_true(w->t->keys_generation != read);
    assert_ok(intake_commit(&in));

    (void)state;
    intake_release(&in);
    tracked_stop(&other);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(after_every_step_each_day_is_as_it_was_or_as_it_will_be),
        with_arena(what_is_sent_again_while_an_undo_goes_on_stays),
        with_arena(attempts_under_way_are_gone_through_in_steps_too),
        cmocka_unit_test(others_keep_where_attempts_are_unless_one_was_moved),
    };

    return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
