#include "tests/unit/transcript.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Files with bytes changed, taken out and put in at random: whatever they have
 * become, reading ends, and says something of each line it does not take. */

enum { ROUNDS = 150, FILE_ROOM = 64 * 1024 };

static char path[] = "/tmp/test-damage-XXXXXX";

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t damage(char *text, size_t n, uint64_t *random)
{
    static const char likely[] = "\"\"\t,;\n\r<>/&{}[]=\0\xFF\xC3\x1F\x8B";
    size_t changes = 1 + next_random(random) % 8;

    for (; changes > 0 && n > 0; changes--) {
        size_t at = next_random(random) % n;

        switch (next_random(random) % 4) {
        case 0:
            text[at] = (char)next_random(random);
            break;
        case 1:
            text[at] = likely[next_random(random) % (sizeof(likely) - 1)];
            break;
        case 2:
            memmove(text + at, text + at + 1, n - at - 1);
            n--;
            break;
        default:
            n = at + 1;
            break;
        }
    }
    return n;
}

static void read_damaged(const char *text, size_t n, enum read_format format)
{
    struct read_options o = {.format = format};
    struct transcript t = {0};
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    assert_ok(zone_open("UTC", &o.zone));
    transcript_read(&t, path, &o);
    if (strstr(t.text.text, "not valid\n"))
        assert_true(t.refused > 0);
    buf_release(&t.text);
}

static void damage_file(const char *name, uint64_t *random)
{
    char *text = malloc(FILE_ROOM), *copy = malloc(FILE_ROOM);
    FILE *f = fopen(name, "rb");
    size_t n;
    int i;

    assert_non_null(f);
    assert_non_null(text);
    assert_non_null(copy);
    n = fread(text, 1, FILE_ROOM, f);
    assert_int_equal(fclose(f), 0);
    for (i = 0; i < ROUNDS; i++) {
        memcpy(copy, text, n);
        read_damaged(copy, damage(copy, n, random),
                     i % 2 ? READ_AUTO : read_format_of_name(name));
    }
    free(text);
    free(copy);
}

static void no_damage_stops_the_reader_from_ending(void **state)
{
    uint64_t random = 88172645463325252u;
    glob_t found;
    size_t i;

    (void)state;
    assert_int_equal(glob("tests/cases/read/*", 0, NULL, &found), 0);
    for (i = 0; i < found.gl_pathc; i++)
        if (!strstr(found.gl_pathv[i], ".want"))
            damage_file(found.gl_pathv[i], &random);
    globfree(&found);
}

static int make_path(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_damage_stops_the_reader_from_ending),
    };

    return cmocka_run_group_tests_name("read damaged files", tests, make_path,
                                       remove_path);
}
