/* test_change.c - what changes many attempts at once goes a step at a time:
 * readable, killable and resumable after each. */
#include <signal.h>
#include <sys/wait.h>

#include "tests/unit/stream.h"
#include "tracker/folder.h"
#include "tracker/intake.h"

enum { EVENTS = 300, PARTS = 3, DAYS = 120 };

/* From the middle of the events on. */
#define SECOND_VERSION                                                         \
    "{" TRACKED_HEAD ",\"from\":\"2026-03-05T00:00:00Z\",\"id\":\"own\","      \
    "\"start\":\"b\",\"steps\":" TRACKED_STEPS "}"

/* One thing to be done to all attempts, and what is needed before. */
struct job {
    const char *name;
    enum err (*run)(struct tracker *t);
    enum err (*before)(struct tracker *t); /* or NULL */
};

static enum err undo(struct tracker *t)
{
    int64_t events;

    return tracker_undo(t, 2, &events);
}

static enum err set_aside(struct tracker *t)
{
    const struct quarantine q = {
        .journey = "own", .import = 2, .reason = "the wrong file"};
    struct arena *a = arena_new();
    struct quarantine_done done;
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    e = quarantine_add(t, &q, &p, &done);
    arena_free(a);
    return e;
}

static enum err give_back(struct tracker *t)
{
    struct quarantine_done done;

    return quarantine_remove(t, 1, &done);
}

static enum err add_version(struct tracker *t)
{
    struct arena *a = arena_new();
    struct addition done;
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    e = tracker_add(t, SECOND_VERSION, strlen(SECOND_VERSION), TRACKED_LATER_MS,
                    &p, &done);
    arena_free(a);
    return e;
}

static const struct job jobs[] = {{"undo", undo, NULL},
                                  {"set aside", set_aside, NULL},
                                  {"give back", give_back, set_aside},
                                  {"version", add_version, NULL}};

enum { JOBS = sizeof(jobs) / sizeof(jobs[0]) };

/* Whoever starts as a day begins stands where a step ends. */
#define AT_MIDNIGHT(day)                                                       \
    "{\"attempt\":\"midnight-" day "\",\"seq\":0,\"kind\":\"view\","           \
    "\"step\":\"a\",\"at\":\"2026-03-0" day "T00:00:00Z\"}\n"

enum { MIDNIGHTS = 2 };

static char *part_text(struct arena *a, const struct stream *s, size_t part)
{
    return arena_printf(a, "%s%s", stream_text(a, s, part, PARTS),
                        part == 1 ? AT_MIDNIGHT("4") AT_MIDNIGHT("6") : "");
}

/* Three imports, of which the jobs are about the second; half of the attempts
 * are at rest. */
static struct tracked *prepared(uint64_t seed, const struct job *job)
{
    struct arena *a = arena_new();
    struct stream s = stream_make(a, seed, EVENTS);
    struct tracked *w = tracked_new();
    size_t i;

    for (i = 0; i < PARTS; i++)
        (void)tracked_import(w, part_text(a, &s, i));
    if (job->before)
        assert_ok(job->before(w->t));
    arena_free(a);
    return w;
}

static void assert_clean(struct tracker *t)
{
    struct arena *a = arena_new();
    struct problems p;
    int64_t attempts;

    problems_init(&p, a, 10);
    assert_ok(tracker_verify(t, &p, &attempts));
    if (p.total)
        fail_msg("verify: %s: %s", p.at[0].place, p.at[0].message);
    assert_true(attempts > 0);
    arena_free(a);
}

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
};

/* Do the figures say that something is under way? */
static bool is_told(struct arena *a, struct tracker *t)
{
    const struct figures_query q = {.journey = "own",
                                    .now_ms = TRACKED_LATER_MS};
    struct words said;
    struct figures f;

    assert_ok(tracker_figures(t, a, &q, &f));
    assert_ok(tracker_under_way(t, a, &said));
    assert_int_equal(said.n, f.under_way != NULL);
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
    w->told += is_told(a, w->t);
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
        assert_string_equal(answers, tracked_answers(*state, w));
        free_days(v.before);
        free_days(v.after);
        tracked_free(w);
    }
}

static void kill_self(void *self)
{
    int *steps = self;

    if (--*steps == 0)
        (void)raise(SIGKILL);
}

/* The job by another process, which is killed after so many steps.  false: it
 * was done before. */
static bool run_killed(struct tracked *w, const struct job *job, int steps)
{
    int status;
    pid_t child;

    tracked_stop(w); /* no connection goes over to the child */
    child = fork();
    if (child == 0) {
        enum err e = tracker_open(w->dir, TRACKER_WRITE, &w->t);

        if (e)
            _exit(70);
        w->t->watch =
            (struct change_watch){.each = kill_self, .self = &steps, .most = 1};
        e = job->run(w->t);
        /* Killed after its last step it was done, and is no more. */
        _exit(e && e != ERR_CONFLICT && e != ERR_NOT_FOUND ? 71 : 0);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    tracked_start(w);
    if (WIFEXITED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    else
        assert_int_equal(WTERMSIG(status), SIGKILL);
    return WIFSIGNALED(status);
}

static void killed_after_each_step_it_goes_on_where_it_was(void **state)
{
    size_t i;

    for (i = 0; i < JOBS; i++) {
        struct watcher v = {0};
        struct tracked *w;
        char *answers;
        int kills = 0;

        expect(*state, 4, &jobs[i], &v, &answers);
        w = prepared(4, &jobs[i]);
        while (kills < 1000 && run_killed(w, &jobs[i], 1)) {
            assert_clean(w->t);
            kills++;
        }

        assert_true(kills > 5 && kills < 1000);
        assert_string_equal(answers, tracked_answers(*state, w));
        free_days(v.before);
        free_days(v.after);
        tracked_free(w);
    }
}

static bool is_under_way(struct tracker *t)
{
    struct journey *j;
    bool is;

    assert_ok(folder_begin(t));
    assert_ok(folder_journey(t, "own", &j));
    is = j->change.kind != CHANGE_NONE;
    folder_end(t);
    return is;
}

/* As a server does when it starts. */
static void killed_it_is_finished_by_whoever_keeps_the_folder(void **state)
{
    size_t i;

    for (i = 0; i < JOBS; i++) {
        struct watcher v = {0};
        struct tracked *w;
        char *answers;
        int64_t dropped;

        expect(*state, 5, &jobs[i], &v, &answers);
        w = prepared(5, &jobs[i]);
        assert_true(run_killed(w, &jobs[i], 3));
        assert_true(is_under_way(w->t));
        assert_ok(tracker_retain(w->t, TRACKED_LATER_MS, &dropped));
        assert_false(is_under_way(w->t));

        assert_string_equal(answers, tracked_answers(*state, w));
        free_days(v.before);
        free_days(v.after);
        tracked_free(w);
    }
}

static void killed_it_is_finished_before_anything_else_is_begun(void **state)
{
    struct tracked *plain = prepared(6, &jobs[0]), *w = prepared(6, &jobs[0]);

    assert_ok(undo(plain->t));
    assert_ok(add_version(plain->t));
    assert_true(run_killed(w, &jobs[0], 2));
    assert_ok(add_version(w->t));

    assert_string_equal(tracked_answers(*state, plain),
                        tracked_answers(*state, w));
    assert_err(ERR_CONFLICT, undo(w->t));
    tracked_free(plain);
    tracked_free(w);
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
        with_arena(killed_after_each_step_it_goes_on_where_it_was),
        with_arena(killed_it_is_finished_by_whoever_keeps_the_folder),
        with_arena(killed_it_is_finished_before_anything_else_is_begun),
        with_arena(what_is_sent_again_while_an_undo_goes_on_stays),
        cmocka_unit_test(others_keep_where_attempts_are_unless_one_was_moved),
    };

    return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
