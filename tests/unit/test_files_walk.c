/* The files of a folder, walked by a thread a core. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/parts.h"
#include "patterns/files.h"
#include "tests/unit.h"

enum { ENTRIES = 400 };

static char dir[] = "/tmp/waymark-walk.XXXXXX";

static void write_file(struct arena *a, const char *path, const char *text)
{
    const char *whole = arena_printf(a, "%s/%s", dir, path);
    char *folder = arena_strdup(a, whole), *slash = folder + strlen(dir);
    FILE *f;

    while ((slash = strchr(slash + 1, '/'))) {
        *slash = '\0';
        (void)mkdir(folder, 0700);
        *slash = '/';
    }
    f = fopen(whole, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static const char *path_of(struct arena *a, int entry, const char *name)
{
    return arena_printf(a, "pattern/entry-%03d/%s", entry, name);
}

/* Each has two files of its own; one has a fault that its name tells. */
static int make(void **state)
{
    struct arena *a = arena_new();
    int i;

    (void)state;
    if (!mkdtemp(dir))
        return 1;
    for (i = 0; i < ENTRIES; i++) {
        write_file(a, path_of(a, i, "index.md"),
                   i == 30 ? "# \x01\n" : arena_printf(a, "# Entry %d\n", i));
        write_file(a, path_of(a, i, "default/index.html"),
                   i == 390 ? "<p>\xFF</p>\n" : "<p>Hello</p>\n");
    }
    (void)symlink("/etc/hostname",
                  arena_printf(a, "%s/%s", dir, path_of(a, 200, "link.md")));
    write_file(a, "pattern/bad\x02name", "");
    arena_free(a);
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag,
                      struct FTW *at)
{
    (void)st;
    (void)flag;
    (void)at;
    return remove(path);
}

static int take_away(void **state)
{
    (void)state;
    return nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void all_files_are_there_with_their_texts(void **state)
{
    struct arena *a = *state;
    struct problems p;
    struct files fs = {0};
    size_t i, refused = 0, bytes = 0;

    problems_init(&p, a, 10);
    files_folder(&fs, a, dir, &p);
    files_sort(&fs);
    for (i = 0; i < ENTRIES; i++) {
        const struct file *md = files_find(&fs, path_of(a, (int)i, "index.md"));
        const struct file *html =
            files_find(&fs, path_of(a, (int)i, "default/index.html"));

        assert_non_null(md);
        assert_non_null(html);
        if (i != 30)
            assert_string_equal(md->text,
                                arena_printf(a, "# Entry %d\n", (int)i));
        if (i != 390)
            assert_string_equal(html->text, "<p>Hello</p>\n");
    }
    for (i = 0; i < fs.n; i++) {
        refused += !fs.at[i].text;
        bytes += fs.at[i].size;
    }
    assert_int_equal(fs.n, 2 * ENTRIES + 2);
    assert_int_equal(refused, 4);
    assert_int_equal(fs.total, bytes);
    files_release(&fs);
}

static bool is_told(const struct problems *p, const char *place,
                    const char *words)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (strcmp(p->at[i].place, place) == 0 &&
            strstr(p->at[i].message, words))
            return true;
    return false;
}

static void each_fault_is_told_whoever_met_it(void **state)
{
    struct arena *a = *state;
    struct problems p;
    struct files fs = {0};

    problems_init(&p, a, 10);
    files_folder(&fs, a, dir, &p);
    assert_int_equal(p.total, 4);
    assert_true(is_told(&p, "pattern/entry-030/index.md:1", "character 01"));
    assert_true(is_told(&p, "pattern/entry-200/link.md", "is a link"));
    assert_true(
        is_told(&p, "pattern/entry-390/default/index.html:1", "byte FF"));
    assert_true(is_told(&p, "pattern/bad?name", "cannot be shown"));
    files_release(&fs);
}

/* What nftw() walks through: every folder, and every file that has a name. */
static size_t walked;

static int count_one(const char *path, const struct stat *st, int flag,
                     struct FTW *at)
{
    (void)st;
    (void)flag;
    (void)at;
    walked += strchr(path, '\x02') == NULL;
    return 0;
}

static void what_was_seen_is_all_that_was_looked_at(void **state)
{
    struct arena *a = *state;
    struct seen seen = {0};
    struct files fs = {.seen = &seen};
    struct problems p;
    struct stat st;
    size_t i;

    problems_init(&p, a, 10);
    files_folder(&fs, a, dir, &p);
    walked = 0;
    assert_int_equal(nftw(dir, count_one, 8, FTW_PHYS), 0);
    assert_int_equal(seen.n, walked);
    assert_false(seen.torn);
    for (i = 0; i < seen.n; i++) {
        assert_int_equal(
            lstat(arena_printf(a, "%s/%s", dir, seen.at[i].path), &st), 0);
        assert_int_equal(seen.at[i].inode, st.st_ino);
    }
    files_release(&fs);
    seen_release(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(all_files_are_there_with_their_texts),
        with_arena(each_fault_is_told_whoever_met_it),
        with_arena(what_was_seen_is_all_that_was_looked_at),
    };

    return cmocka_run_group_tests(tests, make, take_away);
}
