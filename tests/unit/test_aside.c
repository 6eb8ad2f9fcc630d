#include <string.h>

#include "base/aside.h"
#include "base/parts.h"
#include "tests/unit.h"

/* Work beside other work is done whether threads can be had or not. */

enum { LIST = 1000 };

struct work {
    pthread_t by;
    int times;
};

static void note_who(void *self)
{
    struct work *w = self;

    w->by = pthread_self();
    w->times++;
}

/* How often each place of a list was looked at. */
static void count(void *self, size_t part, size_t from, size_t until)
{
    int *places = self;

    (void)part;
    for (; from < until; from++)
        places[from]++;
}

/* No thread has so large a stack. */
static void allow_no_threads(pthread_attr_t *ret_before)
{
    pthread_attr_t huge;

    assert_int_equal(pthread_getattr_default_np(ret_before), 0);
    assert_int_equal(pthread_attr_init(&huge), 0);
    assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 47), 0);
    assert_int_equal(pthread_setattr_default_np(&huge), 0);
    (void)pthread_attr_destroy(&huge);
}

static void allow_threads(pthread_attr_t *before)
{
    assert_int_equal(pthread_setattr_default_np(before), 0);
    (void)pthread_attr_destroy(before);
}

static void what_was_begun_is_done_once_by_another_thread(void **state)
{
    struct work w = {.times = 0};
    struct aside a = {.has_thread = false};

    (void)state;
    aside_wait(&a); /* for nothing */
    aside_begin(&a, note_who, &w);
    aside_wait(&a);
    aside_wait(&a);

    assert_int_equal(w.times, 1);
    assert_false(pthread_equal(w.by, pthread_self()));
}

static void without_a_thread_it_is_done_here(void **state)
{
    struct work w = {.times = 0};
    struct aside a = {.has_thread = false};
    pthread_attr_t before;

    (void)state;
    allow_no_threads(&before);
    aside_begin(&a, note_who, &w);
    allow_threads(&before);

    assert_int_equal(w.times, 1);
    assert_true(pthread_equal(w.by, pthread_self()));
    aside_wait(&a);
    assert_int_equal(w.times, 1);
}

static void each_place_of_a_list_is_in_one_part(void **state)
{
    int places[LIST] = {0}, once[LIST];
    pthread_attr_t before;
    size_t of, i;

    (void)state;
    for (of = 1; of <= PARTS_MAX; of++)
        parts_run(of, LIST, count, places);
    allow_no_threads(&before);
    for (of = 1; of <= PARTS_MAX; of++)
        parts_run(of, LIST, count, places);
    allow_threads(&before);

    for (i = 0; i < LIST; i++)
        once[i] = 2 * PARTS_MAX;
    assert_memory_equal(places, once, sizeof(once));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_begun_is_done_once_by_another_thread),
        cmocka_unit_test(without_a_thread_it_is_done_here),
        cmocka_unit_test(each_place_of_a_list_is_in_one_part),
    };

    return cmocka_run_group_tests_name("aside", tests, NULL, NULL);
}
