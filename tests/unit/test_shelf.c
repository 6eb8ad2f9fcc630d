/* A catalogue that changes under those who show it. */
#include "tests/unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "patterns/shelf.h"

/* VERSION_AT: bytes of an entry before the digits of its version. */
enum { READERS = 4, CHANGES = 60, VERSION_AT = sizeof("---\nversion: \"") - 1 };

struct place {
    char dir[40];
    struct shelf *shelf;
    atomic_bool stop;
};

static void write_entry(const struct place *p, int n)
{
    char path[120], beside[120];
    FILE *f;

    snprintf(path, sizeof(path), "%s/pattern/x/index.md", p->dir);
    snprintf(beside, sizeof(beside), "%s/pattern/x/.index.md", p->dir);
    f = fopen(beside, "w");
    assert_non_null(f);
    fprintf(f,
            "---\nversion: \"%d\"\ntitle: Number %d\ndescription: D.\n"
            "status: proposed\n---\n## When to use\n\nA.\n\n"
            "## When not to use\n\nB.\n\n## How it works\n\nC.\n\n"
            "## Research\n\nNone.\n",
            n, n);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(rename(beside, path), 0);
}

static int open_place(void **state)
{
    struct place *p = test_calloc(1, sizeof(*p));
    char path[80];

    snprintf(p->dir, sizeof(p->dir), "/tmp/test-shelf-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    snprintf(path, sizeof(path), "%s/pattern", p->dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof(path), "%s/pattern/x", p->dir);
    assert_int_equal(mkdir(path, 0700), 0);
    write_entry(p, 0);
    p->shelf = shelf_open("/nowhere", p->dir);
    *state = p;
    return 0;
}

static int close_place(void **state)
{
    struct place *p = *state;
    static const char *const all[] = {"pattern/x/index.md", "pattern/x",
                                      "pattern", "."};
    char path[80];
    size_t i;

    shelf_close(p->shelf);
    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", p->dir, all[i]);
        (void)remove(path);
    }
    (void)remove(p->dir);
    test_free(p);
    return 0;
}

static int number_of(const struct catalogue *c)
{
    return (int)strtol(catalogue_named(c, "x")->version, NULL, 10);
}

static void what_is_held_stays_as_it_was(void **state)
{
    struct place *p = *state;
    const struct catalogue *held = shelf_take(p->shelf, NULL, NULL);

    write_entry(p, 1);
    shelf_look(p->shelf);
    assert_int_equal(number_of(held), 0);
    held = shelf_take(p->shelf, held, NULL);
    assert_int_equal(number_of(held), 1);
}

/* What was written a moment ago is read again until the moment is over. */
static void without_a_change_it_is_the_same_one(void **state)
{
    enum { ENOUGH = 10000 };
    struct place *p = *state;
    const struct catalogue *held = shelf_take(p->shelf, NULL, NULL), *before;
    int i = 0;

    do {
        before = held;
        shelf_look(p->shelf);
        held = shelf_take(p->shelf, held, NULL);
    } while (held != before && ++i < ENOUGH);

    shelf_look(p->shelf);
    assert_ptr_equal(shelf_take(p->shelf, held, NULL), held);
}

/* In its place, and as if nothing had been. */
static void write_over(const struct place *p, int n)
{
    char path[120], digit = (char)('0' + n);
    struct stat st;
    int fd;

    snprintf(path, sizeof(path), "%s/pattern/x/index.md", p->dir);
    fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(pwrite(fd, &digit, 1, VERSION_AT), 1);
    assert_int_equal(futimens(fd, (struct timespec[]){st.st_atim, st.st_mtim}),
                     0);
    (void)close(fd);
}

static void a_change_that_leaves_size_and_time_is_seen(void **state)
{
    struct place *p = *state;
    const struct catalogue *held = shelf_take(p->shelf, NULL, NULL);
    int i;

    for (i = 1; i <= CHANGES; i++) {
        write_over(p, i % 10);
        shelf_look(p->shelf);
        held = shelf_take(p->shelf, held, NULL);
        assert_int_equal(number_of(held), i % 10);
    }
}

/* Reads as a page would, for as long as somebody writes. */
static void *read_on(void *self)
{
    struct place *p = self;
    const struct catalogue *held = NULL;
    int last = 0, n;
    bool stop;

    do {
        stop = atomic_load(&p->stop);
        shelf_look(p->shelf);
        held = shelf_take(p->shelf, held, NULL);
        n = number_of(held);
        if (n < last)
            return p; /* it went back */
        last = n;
    } while (!stop);
    return last == CHANGES ? NULL : p;
}

static void many_may_read_while_one_writes(void **state)
{
    struct place *p = *state;
    pthread_t readers[READERS];
    void *said;
    int i;

    for (i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(&readers[i], NULL, read_on, p), 0);
    for (i = 1; i <= CHANGES; i++) {
        write_entry(p, i);
        shelf_look(p->shelf);
    }
    atomic_store(&p->stop, true);
    for (i = 0; i < READERS; i++) {
        (void)pthread_join(readers[i], &said);
        assert_null(said);
    }
}

#define with_place(fn)                                                         \
    cmocka_unit_test_setup_teardown(fn, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_place(what_is_held_stays_as_it_was),
        with_place(without_a_change_it_is_the_same_one),
        with_place(a_change_that_leaves_size_and_time_is_seen),
        with_place(many_may_read_while_one_writes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
