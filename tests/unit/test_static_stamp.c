/* What a site is made of, looked at again: no change of it may be missed. */
#include "server/static_stamp.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "patterns/files.h"
#include "server/static_folder.h"
#include "tests/unit.h"

static char dir[] = "/tmp/waymark-stamp.XXXXXX";

/* Long after all that a test does. */
static int64_t later(void)
{
    return static_stamp_now() + INT64_C(3600) * 1000 * 1000 * 1000;
}

/* Files are dated in steps: what is written now has another date than what was
 * written before. */
static void until_the_clock_moves(void)
{
    struct timespec from, now;

    (void)clock_gettime(CLOCK_REALTIME_COARSE, &from);
    do
        (void)clock_gettime(CLOCK_REALTIME_COARSE, &now);
    while (now.tv_nsec == from.tv_nsec);
}

static void run(const char *command)
{
    const char *const argv[] = {"sh", "-c", command, NULL};
    pid_t child = fork();
    int status = 1;

    if (child == 0) {
        if (chdir(dir) == 0)
            (void)execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* The folders of a catalogue and of brands, which may not be there. */
static const char *const folders[STATIC_SOURCE_FOLDERS] = {"c", "b"};

/* As a build reads them. */
static struct static_sources read_all(struct arena *a)
{
    struct static_sources sources = {0};
    struct problems p;
    size_t i;

    problems_init(&p, a, 10);
    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++) {
        struct files fs = {.seen = &sources.folders[i]};

        files_folder(&fs, a, arena_printf(a, "%s/%s", dir, folders[i]), &p);
        files_release(&fs);
    }
    return sources;
}

static void look_again(struct arena *a, struct static_sources *sources)
{
    size_t i;

    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++)
        seen_again(&sources->folders[i],
                   arena_printf(a, "%s/%s", dir, folders[i]));
}

static void make_library(void)
{
    run("rm -rf c b && mkdir -p c/pattern/x/default c/pattern/y "
        "c/pattern/empty && "
        "echo 1 >c/pattern/x/index.md && echo 2 >c/pattern/x/default/a && "
        "ln -s x c/pattern/link && touch -d '1 hour ago' c/pattern/x/index.md");
    until_the_clock_moves();
}

static void every_change_of_a_source_is_seen(void **state)
{
    static const char *const changes[] = {
        "echo 3 >c/pattern/x/index.md", /* as long as before */
        "echo 33 >c/pattern/x/index.md",
        "touch -d '2 hours ago' c/pattern/x/default/a",
        "touch c/pattern/x/new.md",
        "touch c/pattern/x/default/new",
        "mkdir c/pattern/z",
        "touch c/new",
        "rm c/pattern/x/default/a",
        "rm -r c/pattern/x",
        "mv c/pattern/x c/pattern/xx",
        "mv c/pattern/x/index.md c/pattern/y/",
        "cp -p c/pattern/x/index.md n && mv n c/pattern/x/index.md",
        "chmod go-r c/pattern/x/index.md",
        "touch c/pattern/empty/new",
        "ln -sfn y c/pattern/link",
        "mkdir b",
        "rm -r c",
        "mv c cc && cp -a cc c && rm -r cc",
    };
    size_t i;

    for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct static_sources sources;
        struct digest before, after;

        make_library();
        sources = read_all(*state);
        assert_true(static_stamp(&sources, 7, later(), &before));
        look_again(*state, &sources);
        assert_true(static_stamp(&sources, 7, later(), &after));
        assert_memory_equal(&before, &after, sizeof(before));
        run(changes[i]);
        look_again(*state, &sources);
        assert_true(static_stamp(&sources, 7, later(), &after));
        if (memcmp(&before, &after, sizeof(before)) == 0)
            fail_msg("not seen: %s", changes[i]);
        static_sources_release(&sources);
    }
}

static void another_day_is_not_the_same(void **state)
{
    struct static_sources sources;
    struct digest before, after;

    make_library();
    sources = read_all(*state);
    assert_true(static_stamp(&sources, 7, later(), &before));
    assert_true(static_stamp(&sources, 8, later(), &after));
    assert_memory_not_equal(&before, &after, sizeof(before));
    static_sources_release(&sources);
}

/* When something of it changed last. */
static int64_t newest_ns(const struct static_sources *s)
{
    int64_t newest = 0;
    size_t i, k;

    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++)
        for (k = 0; k < s->folders[i].n; k++)
            if (s->folders[i].at[k].changed_ns > newest)
                newest = s->folders[i].at[k].changed_ns;
    return newest;
}

/* It could be changed once more and bear the same date. */
static void what_changed_just_now_or_since_has_no_stamp(void **state)
{
    struct static_sources sources;
    struct digest stamp;

    make_library();
    sources = read_all(*state);
    assert_false(static_stamp(&sources, 7, newest_ns(&sources) + 1, &stamp));
    assert_false(static_stamp(&sources, 7, 0, &stamp));
    static_sources_release(&sources);
}

/* Nobody knows what else is in it. */
static void what_could_not_be_looked_at_has_no_stamp(void **state)
{
    struct static_sources sources;
    struct digest stamp;

    make_library();
    sources = read_all(*state);
    assert_false(sources.folders[0].torn);
    sources.folders[0].torn = true;
    assert_false(static_stamp(&sources, 7, later(), &stamp));
    static_sources_release(&sources);
}

static void a_list_keeps_what_its_stamp_is_of(void **state)
{
    struct static_sources sources, *kept;
    struct static_counts counts;
    struct static_folder *f;
    struct problems p;
    struct digest stamp, again;
    const char *site = arena_printf(*state, "%s/site", dir);

    make_library();
    run("mkdir b && touch 'b/a name.yml'");
    sources = read_all(*state);
    assert_true(static_stamp(&sources, 7, later(), &stamp));
    problems_init(&p, *state, 10);
    assert_ok(static_folder_open(site, &f));
    assert_null(static_folder_sources(f));
    assert_ok(static_folder_begin(f));
    assert_ok(static_folder_finish(f, &stamp, &sources, &p, &counts));
    static_folder_close(f);

    assert_ok(static_folder_open(site, &f));
    kept = static_folder_sources(f);
    assert_int_equal(kept->folders[0].n, sources.folders[0].n);
    assert_int_equal(kept->folders[1].n, 2);
    look_again(*state, kept);
    assert_true(static_stamp(kept, 7, later(), &again));
    assert_memory_equal(&stamp, &again, sizeof(stamp));
    static_folder_close(f);
    static_sources_release(&sources);
}

static int make_dir(void **state)
{
    *state = arena_new();
    (void)memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    run("rm -rf \"$PWD\"");
    arena_free(*state);
    return 0;
}

int main(void)
{
#define WITH_DIR(test)                                                         \
    cmocka_unit_test_setup_teardown(test, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(every_change_of_a_source_is_seen),
        WITH_DIR(another_day_is_not_the_same),
        WITH_DIR(what_changed_just_now_or_since_has_no_stamp),
        WITH_DIR(what_could_not_be_looked_at_has_no_stamp),
        WITH_DIR(a_list_keeps_what_its_stamp_is_of),
    };

    return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
