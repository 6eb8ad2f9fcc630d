/* test_change_killed.c - what changes many attempts at once is killed after a
 * step, and goes on from there, by whoever comes or is there. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/changing.h"
#include "tracker/folder.h"
#include "tracker/leftover.h"

/* When nobody disturbs the job. */
static char *answers_at_once(struct arena *a, uint64_t seed,
                             const struct job *job)
{
    struct tracked *w = prepared(seed, job);
    char *answers;

    assert_ok(job->run(w->t));
    answers = tracked_answers(a, w);
    tracked_free(w);
    return answers;
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
        char *answers = answers_at_once(*state, 4, &jobs[i]);
        struct tracked *w;
        int kills = 0;

        w = prepared(4, &jobs[i]);
        while (kills < 1000 && run_killed(w, &jobs[i], 1)) {
            assert_clean(w->t);
            kills++;
        }

        assert_true(kills > 5 && kills < 1000);
        assert_string_equal(answers, tracked_answers(*state, w));
        tracked_free(w);
    }
}

/* Where it is. */
static struct change under_way(struct tracker *t)
{
    struct change c;
    struct journey *j;

    assert_ok(folder_begin(t));
    assert_ok(folder_journey(t, "own", &j));
    c = j->change;
    folder_end(t);
    return c;
}

static bool is_under_way(struct tracker *t)
{
    return under_way(t).kind != CHANGE_NONE;
}

static void killed_it_is_finished_by_whoever_keeps_the_folder(void **state)
{
    size_t i;

    for (i = 0; i < JOBS; i++) {
        char *answers = answers_at_once(*state, 5, &jobs[i]);
        struct tracked *w;
        int64_t dropped;

        w = prepared(5, &jobs[i]);
        assert_true(run_killed(w, &jobs[i], 3));
        assert_true(is_under_way(w->t));
        assert_ok(tracker_retain(w->t, TRACKED_LATER_MS, &dropped));
        assert_false(is_under_way(w->t));

        assert_string_equal(answers, tracked_answers(*state, w));
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

/* A command at work, in a process of its own. */
struct worker {
    pid_t process;
    int steps;       /* still to go */
    int said, heard; /* where it says that it has come to its third step, and
                        waits for a word, which never comes */
};

static void say_and_wait(void *self)
{
    struct worker *k = self;
    char word = '3';

    if (--k->steps == 0 && write(k->said, &word, 1) == 1)
        (void)!read(k->heard, &word, 1);
}

static void work(struct tracked *w, const struct job *job, struct worker *k)
{
    enum err e = tracker_open(w->dir, TRACKER_WRITE, &w->t);

    k->steps = 3;
    if (e)
        _exit(70);
    w->t->watch =
        (struct change_watch){.each = say_and_wait, .self = k, .most = 1};
    _exit(job->run(w->t) ? 71 : 0);
}

/* It is in the middle, and stays there until it is killed. */
static void start_worker(struct tracked *w, const struct job *job,
                         struct worker *k)
{
    int from[2], to[2];
    char word;

    tracked_stop(w);
    assert_int_equal(pipe(from), 0);
    assert_int_equal(pipe(to), 0);
    k->process = fork();
    if (k->process == 0) {
        k->said = from[1];
        k->heard = to[0];
        (void)close(to[1]);
        work(w, job, k);
    }
    k->said = to[1]; /* the other ends of both */
    k->heard = from[0];
    (void)close(from[1]);
    (void)close(to[0]);
    assert_int_equal(read(k->heard, &word, 1), 1);
    tracked_start(w);
}

static void kill_worker(struct worker *k)
{
    int status;

    assert_int_equal(kill(k->process, SIGKILL), 0);
    assert_int_equal(waitpid(k->process, &status, 0), k->process);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    (void)close(k->said);
    (void)close(k->heard);
}

/* Without the pause between two looks. */
static bool look_now(struct leftover *l)
{
    l->look_ms = 0;
    return leftover_look(l);
}

static void a_server_goes_on_with_what_was_killed_and_no_sooner(void **state)
{
    size_t i;

    for (i = 0; i < JOBS; i++) {
        char *answers = answers_at_once(*state, 8, &jobs[i]);
        struct tracked *w = prepared(8, &jobs[i]);
        struct leftover l = {.tracker = NULL};
        struct worker k;
        struct change at;
        int steps;

        start_worker(w, &jobs[i], &k);
        l.tracker = w->t;
        at = under_way(w->t);
        assert_true(at.kind != CHANGE_NONE);
        assert_false(look_now(&l));
        assert_false(look_now(&l));
        assert_int_equal(under_way(w->t).from_ms, at.from_ms);
        kill_worker(&k);
        for (steps = 0; look_now(&l); steps++)
            leftover_step(&l);

        assert_true(steps > 0);
        assert_false(is_under_way(w->t));
        assert_string_equal(answers, tracked_answers(*state, w));
        leftover_release(&l);
        tracked_free(w);
    }
}

/* The one that is in the middle leaves it to whoever comes for it. */
static void a_server_does_nothing_twice_that_a_command_does(void **state)
{
    char *answers = answers_at_once(*state, 9, &jobs[1]);
    struct tracked *w = prepared(9, &jobs[1]), other = *w;
    struct leftover l = {.tracker = NULL};
    struct change at;

    assert_true(run_killed(w, &jobs[1], 2));
    w->t->watch.most = 1;
    l.tracker = w->t;
    assert_true(look_now(&l));
    leftover_step(&l);
    at = under_way(w->t);
    tracked_start(&other);
    change_hold(other.t);
    assert_true(leftover_look(&l));
    leftover_step(&l);
    assert_int_equal(under_way(w->t).from_ms, at.from_ms);
    assert_false(look_now(&l));
    assert_ok(set_aside(other.t));
    assert_false(look_now(&l));

    assert_false(is_under_way(w->t));
    assert_string_equal(answers, tracked_answers(*state, w));
    leftover_release(&l);
    tracked_stop(&other);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(killed_after_each_step_it_goes_on_where_it_was),
        with_arena(killed_it_is_finished_by_whoever_keeps_the_folder),
        with_arena(killed_it_is_finished_before_anything_else_is_begun),
        with_arena(a_server_goes_on_with_what_was_killed_and_no_sooner),
        with_arena(a_server_does_nothing_twice_that_a_command_does),
    };

    return cmocka_run_group_tests_name("change_killed", tests, NULL, NULL);
}
