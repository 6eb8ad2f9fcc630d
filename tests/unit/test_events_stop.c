/* test_events_stop.c - a server that is killed or asked to stop has kept what
 * it answered. */
#include "tests/unit/served.h"

/* Kill it from another process, in the middle of things. */
static pid_t kill_soon(pid_t whom, long after_ms)
{
    const struct timespec rest = {0, after_ms * 1000000};
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid)
        return pid;
    (void)nanosleep(&rest, NULL);
    (void)kill(whom, SIGKILL);
    _exit(0);
}

/* How many of those that were acknowledged are not there. */
static int64_t count_lost(struct served *s, const struct client *c)
{
    int64_t started = tracked_figure(s->w, "started"), all = 0;
    int i, j;

    for (i = 0; i < CONNECTIONS; i++)
        for (j = 0; j < c[i].acknowledged; j++) {
            const char *event = event_of(s->arena, c[i].number, j);
            struct import_summary sum =
                j % 16 ? (struct import_summary){.duplicates = 1}
                       : tracked_import(s->w,
                                        arena_printf(s->arena, "%s\n", event));

            all++;
            if (sum.duplicates != 1)
                return 1;
        }
    return started < all ? all - started : 0;
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    static struct client c[CONNECTIONS];
    struct served *s = *state;
    pid_t killer;
    int told, acknowledged;

    serve(s);
    dial_all(s, c);
    killer = kill_soon(s->pid, 300);
    told = talk(s, c, INT32_MAX);
    acknowledged = close_all(c);
    assert_int_equal(end(s, 0), SIGKILL);
    assert_int_equal(waitpid(killer, NULL, 0), killer);

    assert_int_equal(told, acknowledged);
    assert_true(acknowledged > 0);
    tracked_assert_clean(s->w);
    assert_int_equal(count_lost(s, c), 0);
    tracked_assert_clean(s->w);
}

/* Under load, to the last moment: what is kept is answered.  Who is not
 * answered knows that nothing of it was taken. */
static void asked_to_stop_it_keeps_all_it_answered(void **state)
{
    static struct client c[CONNECTIONS];
    struct served *s = *state;
    int told;

    serve(s);
    dial_all(s, c);
    assert_int_equal(kill(s->pid, SIGTERM), 0);
    told = talk(s, c, INT32_MAX);
    assert_int_equal(close_all(c), told);
    assert_int_equal(end(s, 0), 0);

    assert_true(told >= CONNECTIONS);
    assert_int_equal(tracked_figure(s->w, "started"), told);
    assert_int_equal(count_lost(s, c), 0);
    tracked_assert_clean(s->w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_served(what_was_acknowledged_survives_a_kill),
        with_served(asked_to_stop_it_keeps_all_it_answered),
    };

    return cmocka_run_group_tests_name("events of a server that ends", tests,
                                       NULL, NULL);
}
