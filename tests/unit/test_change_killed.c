/* test_change_killed.c - what changes many attempts at once is killed after a
 * step, and goes on from there. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/changing.h"
#include "tracker/folder.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(killed_after_each_step_it_goes_on_where_it_was),
        with_arena(killed_it_is_finished_by_whoever_keeps_the_folder),
        with_arena(killed_it_is_finished_before_anything_else_is_begun),
    };

    return cmocka_run_group_tests_name("change_killed", tests, NULL, NULL);
}
