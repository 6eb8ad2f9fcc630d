/* test_store_turns.c - writers of one database take turns (turns.h). */
#include "store/store_inside.h"
#include "tests/unit/store_folder.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/file.h>

static struct rows asked_for(struct store *st, enum query q, const char *slug)
{
    struct rows r = rows_open(st, q);

    rows_bind_text(&r, ":slug", slug);
    return r;
}

static void *add_in_turn(void *self)
{
    struct store *st = self;
    struct rows r;

    assert_ok(store_begin(st));
    r = asked_for(st, Q_ORGANISATION_ADD, "late");
    rows_bind_text(&r, ":zone", "UTC");
    assert_ok(rows_run(&r));
    assert_ok(store_commit(st));
    return NULL;
}

static bool is_free(int locked)
{
    bool is = flock(locked, LOCK_EX | LOCK_NB) == 0;

    (void)flock(locked, LOCK_UN);
    return is;
}

static void who_waits_goes_before_who_begins_again_at_once(void **state)
{
    struct store *greedy = opened(STORE_WRITE), *patient = opened(STORE_WRITE);
    int locked = open(folder, O_RDONLY | O_DIRECTORY);
    pthread_t thread;
    struct rows r;

    (void)state;
    assert_ok(store_begin(greedy));
    assert_true(is_free(locked));
    assert_int_equal(pthread_create(&thread, NULL, add_in_turn, patient), 0);
    while (!__atomic_load_n(&patient->turns.waiting, __ATOMIC_ACQUIRE))
        (void)sched_yield();
    assert_false(is_free(locked));
    assert_ok(store_commit(greedy));
    assert_ok(store_begin(greedy));
    r = asked_for(greedy, Q_ORGANISATION_FIND, "late");
    assert_true(rows_next(&r));
    assert_ok(rows_close(&r));
    store_rollback(greedy);

    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(is_free(locked));
    assert_int_equal(close(locked), 0);
    store_close(patient);
    store_close(greedy);
}

/* As "flock FOLDER COMMAND" of a nightly script does. */
static void a_lock_of_somebody_else_on_the_folder_keeps_nobody_out(void **state)
{
    struct store *st = opened(STORE_WRITE);
    int locked = open(folder, O_RDONLY | O_DIRECTORY);
    struct turns t;

    (void)state;
    assert_int_equal(flock(locked, LOCK_EX), 0);
    (void)alarm(20); /* rather than wait for ever */
    assert_ok(store_begin(st));
    store_rollback(st);
    turns_open(&t, path);
    turns_give_way(&t);
    assert_true(turns_wait(&t, 0));
    (void)alarm(0);

    turns_taken(&t);
    turns_close(&t);
    assert_int_equal(close(locked), 0);
    store_close(st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_lock_of_somebody_else_on_the_folder_keeps_nobody_out),
        in_folder(who_waits_goes_before_who_begins_again_at_once),
    };

    return cmocka_run_group_tests_name("store turns", tests, NULL, NULL);
}
