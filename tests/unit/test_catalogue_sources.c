/* Where entries come from: what is built in is in order, and of a folder only
 * its own files are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "tests/unit.h"

static void the_built_in_entries_are_in_order(void **state)
{
    static const char *const wanted[] = {"address-lookup",     "check-answers",
                                         "confirmation",       "service-start",
                                         "correct-errors",     "missed-bin",
                                         "contact-preferences"};
    struct catalogue *c = catalogue_open(NULL);
    size_t i;

    (void)state;
    if (c->problems.n)
        fail_msg("%s: %s", c->problems.at[0].place, c->problems.at[0].message);
    for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        const struct pattern *p = catalogue_named(c, wanted[i]);

        if (!p || p->n_examples == 0 || p->n_changes == 0 || p->n_checks == 0 ||
            p->aliases.n == 0)
            fail_msg("%s is not whole", wanted[i]);
    }
    catalogue_close(c);
}

/* Guidance is for busy people: no sentence is longer than 25 words. */
static void no_sentence_of_the_guidance_is_long(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    size_t i;

    (void)state;
    for (i = 0; i < c->n; i++) {
        const char *at, *from = c->at[i].markdown;
        int words = 0;

        for (at = from; *at; at++) {
            words += *at == ' ';
            if (!strchr("\n.?:|", *at))
                continue;
            if (words > 25)
                fail_msg("%s: %d words: %.*s", c->at[i].slug, words,
                         (int)(at - from), from);
            from = at + 1;
            words = 0;
        }
    }
    catalogue_close(c);
}

static void write_file(struct arena *a, const char *dir, const char *name,
                       const char *bytes, size_t n)
{
    const char *path = arena_printf(a, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void nothing_outside_the_folder_is_read(void **state)
{
    struct arena *a = *state;
    char dir[] = "/tmp/test-catalogue-XXXXXX";
    const char *inside, *radios;
    char *big = arena_alloc(a, FILE_SIZE_MAX + 1);
    struct files fs = {0};
    struct problems p;
    size_t i;

    assert_non_null(mkdtemp(dir));
    inside = arena_printf(a, "%s/component", dir);
    radios = arena_printf(a, "%s/radios", inside);
    assert_int_equal(mkdir(inside, 0700), 0);
    assert_int_equal(mkdir(radios, 0700), 0);
    write_file(a, radios, "index.md", "text", 4);
    write_file(a, radios, "latin.yml", "\xe9", 1);
    write_file(a, radios, "big.json", big, FILE_SIZE_MAX + 1);
    assert_int_equal(
        symlink("/etc/passwd", arena_printf(a, "%s/options.json", radios)), 0);
    assert_int_equal(symlink("/etc", arena_printf(a, "%s/x", inside)), 0);

    problems_init(&p, a, 20);
    files_folder(&fs, a, dir, &p);

    for (i = 0; i < fs.n; i++)
        if (fs.at[i].text)
            assert_string_equal(fs.at[i].path, "component/radios/index.md");
    assert_int_equal(fs.n, 5); /* what is refused keeps its place */
    assert_int_equal(p.n, 4);
    files_release(&fs);
    unlink(arena_printf(a, "%s/options.json", radios));
    unlink(arena_printf(a, "%s/index.md", radios));
    unlink(arena_printf(a, "%s/latin.yml", radios));
    unlink(arena_printf(a, "%s/big.json", radios));
    unlink(arena_printf(a, "%s/x", inside));
    rmdir(radios);
    rmdir(inside);
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_built_in_entries_are_in_order),
        with_arena(no_sentence_of_the_guidance_is_long),
        with_arena(nothing_outside_the_folder_is_read),
    };

    return cmocka_run_group_tests_name("catalogue sources", tests, NULL, NULL);
}
