/* The folder that a site is written into. */
#include "server/static_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit.h"

static char dir[] = "/tmp/waymark-static.XXXXXX";

static const char *in_dir(struct arena *a, const char *path)
{
    return arena_printf(a, "%s/site/%s", dir, path);
}

static void put(struct static_folder *f, const char *path, const char *text)
{
    assert_ok(static_folder_put(f, path, text, strlen(text)));
}

/* Build these files of text (a NULL ends them); how it went. */
static struct static_counts build(struct arena *a, const char *const *files,
                                  const struct digest *stamp,
                                  struct problems *p)
{
    struct static_counts counts;
    struct static_folder *f;

    assert_ok(static_folder_open(in_dir(a, ""), &f));
    assert_ok(static_folder_begin(f));
    for (; *files; files += 2)
        put(f, files[0], files[1]);
    problems_init(p, a, 10);
    assert_ok(static_folder_finish(f, stamp, NULL, p, &counts));
    static_folder_close(f);
    return counts;
}

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    (void)close(fd);
}

static bool is_there(struct arena *a, const char *path)
{
    return access(in_dir(a, path), F_OK) == 0;
}

static void what_is_the_same_is_left_and_what_is_gone_is_removed(void **state)
{
    static const char *const first[] = {"a/index.html", "1", "b/c/d.txt", "2",
                                        "same.txt",     "3", NULL};
    static const char *const then[] = {"a/index.html", "!", "same.txt", "3",
                                       NULL}; /* another, of the same size */
    struct problems p;
    struct static_counts n;

    n = build(*state, first, NULL, &p);
    assert_int_equal(n.written, 3);
    write_file(in_dir(*state, "a/mine.txt"), "mine");
    n = build(*state, then, NULL, &p);

    assert_int_equal(n.written, 1);
    assert_int_equal(n.unchanged, 1);
    assert_int_equal(n.removed, 1);
    assert_false(is_there(*state, "b"));
    assert_true(is_there(*state, "a/mine.txt"));
    assert_int_equal(p.total, 0);
}

static void what_was_changed_by_hand_is_made_again(void **state)
{
    static const char *const files[] = {"a.html", "as it was", NULL};
    const struct timespec times[] = {{.tv_sec = 1}, {.tv_sec = 1}};
    struct problems p;

    (void)build(*state, files, NULL, &p);
    write_file(in_dir(*state, "a.html"), "as it is!");
    assert_int_equal(utimensat(AT_FDCWD, in_dir(*state, "a.html"), times, 0),
                     0);
    assert_int_equal(build(*state, files, NULL, &p).written, 1);
    assert_int_equal(build(*state, files, NULL, &p).written, 0);
}

static void a_file_of_somebody_else_is_neither_written_nor_removed(void **state)
{
    static const char *const none[] = {NULL}, *const two[] = {"x.txt", "2",
                                                              NULL};
    struct problems p;
    struct static_folder *f;

    (void)build(*state, two, NULL, &p);
    write_file(in_dir(*state, "x.txt"), "changed by hand");
    (void)build(*state, none, NULL, &p);
    assert_true(is_there(*state, "x.txt"));
    assert_int_equal(p.total, 1);
    assert_string_equal(p.at[0].place, "x.txt");

    assert_ok(static_folder_open(in_dir(*state, ""), &f));
    assert_ok(static_folder_begin(f));
    assert_err(ERR_CONFLICT, static_folder_put(f, "x.txt", "2", 1));
    static_folder_close(f);
}

static void a_folder_with_other_files_is_refused(void **state)
{
    struct static_folder *f;

    assert_int_equal(mkdir(in_dir(*state, ""), 0700), 0);
    write_file(in_dir(*state, "mine.txt"), "mine");

    assert_err(ERR_CONFLICT, static_folder_open(in_dir(*state, ""), &f));
}

static void a_list_that_names_files_outside_removes_nothing(void **state)
{
    static const char list[] =
        "waymark build 1\nof this moment\n"
        "00000000000000000000000000000000 4 0 ../outside.txt\n";
    struct static_folder *f;

    assert_int_equal(mkdir(in_dir(*state, ""), 0700), 0);
    write_file(in_dir(*state, ".waymark-build"), list);

    assert_err(ERR_CONFLICT, static_folder_open(in_dir(*state, ""), &f));
}

static void a_build_that_was_cut_off_is_gone_on_with(void **state)
{
    static const char *const files[] = {"a.txt", "1", "b.txt", "2", NULL};
    struct static_folder *f;
    struct problems p;

    assert_ok(static_folder_open(in_dir(*state, ""), &f));
    assert_ok(static_folder_begin(f));
    put(f, "a.txt", "half");
    static_folder_close(f); /* and never finished */

    assert_int_equal(build(*state, files, NULL, &p).written, 2);
}

/* No room for the first list, or no power. */
static void a_first_build_that_was_cut_off_is_begun_again(void **state)
{
    static const char *const one[] = {"a.html", "1", NULL};
    struct static_folder *f;
    struct problems p;

    assert_int_equal(mkdir(in_dir(*state, ""), 0700), 0);
    write_file(in_dir(*state, ".waymark-build.part"), "waymark bui");
    (void)build(*state, one, NULL, &p);
    assert_true(is_there(*state, "a.html"));
    assert_false(is_there(*state, ".waymark-build.part"));

    assert_int_equal(remove(in_dir(*state, ".waymark-build")), 0);
    write_file(in_dir(*state, ".waymark-build.part"), "waymark bui");
    assert_err(ERR_CONFLICT, static_folder_open(in_dir(*state, ""), &f));
}

static void only_a_whole_and_untouched_folder_is_made_of_the_same(void **state)
{
    static const char *const files[] = {"a.txt", "1", NULL};
    const struct digest stamp = digest_of("x", 1), other = digest_of("y", 1);
    struct static_folder *f;
    const struct problems *told;
    struct problems p;
    size_t n;

    (void)build(*state, files, &stamp, &p);
    assert_ok(static_folder_open(in_dir(*state, ""), &f));
    assert_true(static_folder_is_made_of(f, &stamp, &n, &told));
    assert_int_equal(n, 1);
    assert_false(static_folder_is_made_of(f, &other, &n, &told));
    write_file(in_dir(*state, "a.txt"), "22");
    assert_false(static_folder_is_made_of(f, &stamp, &n, &told));
    (void)unlink(in_dir(*state, "a.txt"));
    assert_false(static_folder_is_made_of(f, &stamp, &n, &told));
    static_folder_close(f);
}

static int make_dir(void **state)
{
    *state = arena_new();
    (void)memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    const char *const argv[] = {"rm", "-rf", dir, NULL};
    pid_t child = fork();

    if (child == 0) {
        (void)execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(1);
    }
    arena_free(*state);
    return waitpid(child, NULL, 0) == child ? 0 : -1;
}

#define in_a_folder(test)                                                      \
    cmocka_unit_test_setup_teardown(test, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_folder(what_is_the_same_is_left_and_what_is_gone_is_removed),
        in_a_folder(what_was_changed_by_hand_is_made_again),
        in_a_folder(a_file_of_somebody_else_is_neither_written_nor_removed),
        in_a_folder(a_folder_with_other_files_is_refused),
        in_a_folder(a_list_that_names_files_outside_removes_nothing),
        in_a_folder(a_build_that_was_cut_off_is_gone_on_with),
        in_a_folder(a_first_build_that_was_cut_off_is_begun_again),
        in_a_folder(only_a_whole_and_untouched_folder_is_made_of_the_same),
    };

    return cmocka_run_group_tests_name("static folder", tests, NULL, NULL);
}
