/* test_salt.c - how long a salt lasts, who shares it, and where it lies. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/time.h"
#include "server/salt.h"
#include "tests/unit/store_folder.h"

#define HOUR_MS (60 * MS_PER_MINUTE)
#define DAY     INT64_C(1772409600000) /* midnight, UTC */

/* The folder is both the data's and in the place of /dev/shm. */
static struct salts *opened_salts(void)
{
    return salts_open(folder, folder);
}

static bool is_same(const struct hash_key *a, const struct hash_key *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

static bool is_none(const struct hash_key *k)
{
    static const struct hash_key none;

    return is_same(k, &none);
}

static void it_is_one_all_day_and_another_the_next(void **state)
{
    struct salts *s = opened_salts();
    struct salt morning = salts_at(s, DAY), night, next;

    (void)state;
    night = salts_at(s, DAY + MS_PER_DAY - 1);
    next = salts_at(s, DAY + MS_PER_DAY);
    assert_true(is_same(&morning.today, &night.today));
    assert_false(is_same(&morning.today, &next.today));
    assert_false(is_none(&next.today));
    salts_close(s);
}

static void that_of_the_day_before_is_kept_two_hours(void **state)
{
    struct salts *s = opened_salts();
    struct salt night = salts_at(s, DAY + 23 * HOUR_MS), early, late;

    (void)state;
    assert_false(night.has_before);
    early = salts_at(s, DAY + 24 * HOUR_MS);
    assert_true(early.has_before);
    assert_true(is_same(&early.before, &night.today));
    early = salts_at(s, DAY + 26 * HOUR_MS - 1);
    assert_true(early.has_before);
    late = salts_at(s, DAY + 26 * HOUR_MS);
    assert_false(late.has_before);
    assert_true(is_none(&late.before));
    assert_true(is_same(&late.today, &early.today));
    salts_close(s);
}

/* The only file there is, in the arena. */
static const char *file_bytes(struct arena *a, size_t *ret_n)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char *bytes = arena_alloc(a, 4096);

    *ret_n = 0;
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.') {
            FILE *f =
                fopen(arena_printf(a, "%s/%s", folder, entry->d_name), "rb");

            assert_int_equal(*ret_n, 0);
            *ret_n = fread(bytes, 1, 4096, f);
            (void)fclose(f);
        }
    (void)closedir(dir);
    return bytes;
}

static void what_is_over_is_overwritten_in_the_file_too(void **state)
{
    struct arena *a = arena_new();
    struct salts *s = opened_salts();
    struct salt night = salts_at(s, DAY + 23 * HOUR_MS);
    const char *bytes;
    size_t n;

    (void)state;
    (void)salts_at(s, DAY + 25 * HOUR_MS);
    bytes = file_bytes(a, &n);
    assert_non_null(memmem(bytes, n, &night.today, sizeof(night.today)));
    (void)salts_at(s, DAY + 26 * HOUR_MS);
    bytes = file_bytes(a, &n);
    assert_true(n > 0);
    assert_null(memmem(bytes, n, &night.today, sizeof(night.today)));
    salts_close(s);
    arena_free(a);
}

static void a_restart_and_another_collector_have_the_same(void **state)
{
    struct salts *one = opened_salts(), *other;
    struct salt first = salts_at(one, DAY), same;

    (void)state;
    other = opened_salts();
    same = salts_at(other, DAY + HOUR_MS);
    assert_true(is_same(&first.today, &same.today));
    assert_int_equal(same.lost_ms, first.lost_ms);
    salts_close(one);
    salts_close(other);

    one = opened_salts();
    same = salts_at(one, DAY + 2 * HOUR_MS);
    assert_true(is_same(&first.today, &same.today));
    salts_close(one);
}

enum { PROCESSES = 4, ROUNDS = 400 };

/* What processes share to cross each midnight together. */
struct together {
    pthread_barrier_t barrier;
    struct hash_key made[PROCESSES][ROUNDS];
};

static void cross_midnights(struct together *t, int me)
{
    struct salts *s = opened_salts();
    int i;

    for (i = 0; i < ROUNDS; i++) {
        (void)pthread_barrier_wait(&t->barrier);
        t->made[me][i] = salts_at(s, DAY + i * MS_PER_DAY).today;
    }
    salts_close(s);
}

static void processes_that_renew_together_agree(void **state)
{
    struct together *t = mmap(NULL, sizeof(*t), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_barrierattr_t shared;
    int i, status;

    (void)state;
    assert_ptr_not_equal(t, MAP_FAILED);
    (void)pthread_barrierattr_init(&shared);
    (void)pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    (void)pthread_barrier_init(&t->barrier, &shared, PROCESSES);
    for (i = 1; i < PROCESSES; i++)
        if (fork() == 0) {
            cross_midnights(t, i);
            _exit(0);
        }
    cross_midnights(t, 0);
    while (wait(&status) > 0)
        assert_int_equal(status, 0);
    for (i = 1; i < PROCESSES; i++)
        assert_memory_equal(t->made[i], t->made[0], sizeof(t->made[0]));
    (void)munmap(t, sizeof(*t));
}

static void a_reboot_is_told_and_midnight_is_none(void **state)
{
    struct salts *s = opened_salts();
    struct salt before = salts_at(s, DAY + HOUR_MS), after;

    (void)state;
    assert_int_equal(before.lost_ms, DAY + HOUR_MS);
    assert_int_equal(salts_at(s, DAY + 30 * HOUR_MS).lost_ms, 0);
    salts_close(s);
    (void)files(true); /* what a reboot does */

    s = opened_salts();
    after = salts_at(s, DAY + 31 * HOUR_MS);
    assert_false(is_same(&before.today, &after.today));
    assert_false(after.has_before);
    assert_int_equal(after.lost_ms, DAY + 31 * HOUR_MS);
    salts_close(s);
}

static void a_day_without_anybody_leaves_none_from_before(void **state)
{
    struct salts *s = opened_salts();
    struct salt first = salts_at(s, DAY), later;

    (void)state;
    later = salts_at(s, DAY + 2 * MS_PER_DAY + 1);
    assert_false(later.has_before);
    assert_true(is_none(&later.before));
    assert_false(is_same(&first.today, &later.today));
    salts_close(s);
}

static void
a_clock_that_steps_back_changes_nothing_and_one_mended_does(void **state)
{
    struct salts *s = opened_salts();
    struct salt now = salts_at(s, DAY), got;

    (void)state;
    got = salts_at(s, DAY - 5 * MS_PER_MINUTE);
    assert_true(is_same(&now.today, &got.today));
    salts_close(s);
    s = opened_salts(); /* nor where a server starts meanwhile */
    got = salts_at(s, DAY - 5 * MS_PER_MINUTE);
    assert_true(is_same(&now.today, &got.today));
    (void)salts_at(s, DAY + 20000 * MS_PER_DAY);
    got = salts_at(s, DAY);
    assert_false(is_same(&now.today, &got.today));
    assert_false(got.has_before);
    assert_int_equal(salts_at(s, DAY + MS_PER_DAY).lost_ms, 0);
    salts_close(s);
}

static const char *name_of_file(struct arena *a)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    const char *name = NULL;

    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            name = arena_printf(a, "%s/%s", folder, entry->d_name);
    (void)closedir(dir);
    return name;
}

static void nobody_else_may_read_it(void **state)
{
    struct arena *a = arena_new();
    struct salts *s = opened_salts();
    struct stat st;

    (void)state;
    assert_int_equal(files(false), 0); /* not before somebody asks */
    (void)salts_at(s, DAY);
    assert_int_equal(stat(name_of_file(a), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    salts_close(s);
    arena_free(a);
}

/* Somebody may have made a file of that name, to know what is in it. */
static void a_file_that_others_may_read_is_not_used(void **state)
{
    struct arena *a = arena_new();
    struct salts *s = opened_salts();
    const char *name;
    struct salt made;
    struct stat st;

    (void)state;
    (void)salts_at(s, DAY);
    name = name_of_file(a);
    salts_close(s);
    assert_int_equal(truncate(name, 0), 0);
    assert_int_equal(chmod(name, 0644), 0);
    s = opened_salts();
    made = salts_at(s, DAY);
    assert_false(is_none(&made.today));
    assert_int_equal(stat(name, &st), 0);
    assert_int_equal(st.st_size, 0);
    salts_close(s);

    assert_int_equal(unlink(name), 0);
    assert_int_equal(symlink("/etc/hostname", name), 0);
    s = opened_salts();
    (void)salts_at(s, DAY);
    salts_close(s);
    arena_free(a);
}

static void without_a_folder_of_memory_it_is_in_the_process(void **state)
{
    struct salts *s = salts_open(folder, "/nonexistent");
    struct salt one = salts_at(s, DAY), same = salts_at(s, DAY + HOUR_MS);

    (void)state;
    assert_false(is_none(&one.today));
    assert_true(is_same(&one.today, &same.today));
    salts_close(s);
}

/* As systemd gives a service a folder of memory. */
static void the_folder_of_the_service_goes_first(void **state)
{
    char given[] = "/dev/shm/test-salt-XXXXXX";
    struct salts *s;

    (void)state;
    if (!mkdtemp(given))
        skip();
    assert_int_equal(setenv("RUNTIME_DIRECTORY", given, 1), 0);
    s = salts_open(folder, NULL);
    (void)salts_at(s, DAY);
    salts_close(s);
    assert_int_equal(unsetenv("RUNTIME_DIRECTORY"), 0);
    assert_int_equal(rmdir(given), -1); /* it holds the file */
    assert_int_equal(files(false), 0);
    (void)snprintf(folder, sizeof(folder), "%s", given);
    assert_int_equal(files(true), 1);
}

static void its_keeper_ends_when_told(void **state)
{
    struct salts *s = opened_salts();

    (void)state;
    salts_keep(s);
    salts_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(it_is_one_all_day_and_another_the_next),
        in_folder(that_of_the_day_before_is_kept_two_hours),
        in_folder(what_is_over_is_overwritten_in_the_file_too),
        in_folder(a_restart_and_another_collector_have_the_same),
        in_folder(processes_that_renew_together_agree),
        in_folder(a_reboot_is_told_and_midnight_is_none),
        in_folder(a_day_without_anybody_leaves_none_from_before),
        in_folder(a_clock_that_steps_back_changes_nothing_and_one_mended_does),
        in_folder(nobody_else_may_read_it),
        in_folder(a_file_that_others_may_read_is_not_used),
        in_folder(without_a_folder_of_memory_it_is_in_the_process),
        in_folder(the_folder_of_the_service_goes_first),
        in_folder(its_keeper_ends_when_told),
    };

    return cmocka_run_group_tests_name("salt", tests, NULL, NULL);
}
