#include "tests/unit/input_files.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

enum { LID = 1024 * 1024 };

static void lines_end_in_lf_or_crlf_or_the_file(void **state)
{
    struct input *in = open_text("one\ntwo\r\n\n\r\n  \rx\ry\nlast");

    (void)state;

    assert_line(in, 1, "one");
    assert_line(in, 2, "two");
    assert_line(in, 3, "");
    assert_line(in, 4, "");
    assert_line(in, 5, "  \rx\ry");
    assert_line(in, 6, "last");
    assert_end(in, OK);
}

static void an_empty_file_has_no_line(void **state)
{
    (void)state;

    assert_end(open_text(""), OK);
    assert_end(open_text("\xEF\xBB\xBF"), OK);
}

static void a_byte_order_mark_is_dropped_where_the_file_begins(void **state)
{
    struct input *in = open_text("\xEF\xBB\xBFone\n\xEF\xBB\xBFtwo\n");

    (void)state;

    assert_line(in, 1, "one");
    assert_line(in, 2, "\xEF\xBB\xBFtwo");
    assert_end(in, OK);
    in = open_text("\xEF\xBB");
    assert_line(in, 1, "\xEF\xBB");
    assert_end(in, OK);
}

static void a_nul_is_a_byte_like_any_other(void **state)
{
    struct input *in = open_bytes("a\0b\nc", 5);
    struct line l;

    (void)state;

    assert_true(input_line(in, &l));
    assert_int_equal(l.n, 3);
    assert_memory_equal(l.text, "a\0b", 4);
    assert_line(in, 2, "c");
    assert_end(in, OK);
}

/* A line of n bytes between two short ones: is it handed out whole? */
static void check_long_line(struct arena *a, size_t n, const char *end)
{
    char *text = arena_alloc(a, n + 32);
    struct input *in;
    struct line l;

    memcpy(text, "first\n", 6);
    memset(text + 6, 'x', n);
    memcpy(text + 6 + n, end, strlen(end));
    memcpy(text + 6 + n + strlen(end), "last\n", 5);
    in = open_bytes(text, 6 + n + strlen(end) + 5);

    assert_line(in, 1, "first");
    assert_true(input_line(in, &l));
    assert_int_equal(l.n, n < LID ? n : LID);
    assert_int_equal(l.cut, n > LID);
    assert_int_equal(l.text[0], 'x');
    assert_int_equal(l.text[l.n - 1], 'x');
    assert_int_equal(l.text[l.n], '\0');
    assert_line(in, 3, "last");
    assert_end(in, OK);
}

static void a_line_past_the_lid_is_cut_and_the_next_is_whole(void **state)
{
    static const size_t sizes[] = {LID - 1,     LID,         LID + 1,
                                   LID + 2,     LID + 3,     LID + 65535,
                                   LID + 65536, LID + 65537, LID + 131072,
                                   2 * LID,     3 * LID + 7};
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        check_long_line(*state, sizes[i], "\n");
        check_long_line(*state, sizes[i], "\r\n");
    }
}

static void a_last_line_past_the_lid_is_cut_too(void **state)
{
    char *text = arena_alloc(*state, 2 * LID);
    struct input *in;
    struct line l;

    memset(text, 'x', 2 * LID);
    in = open_bytes(text, 2 * LID);

    assert_true(input_line(in, &l));
    assert_true(l.cut);
    assert_end(in, OK);
}

static void bytes_are_handed_out_as_they_are(void **state)
{
    struct input *in = open_text("a\r\nb\n");
    char to[8];

    (void)state;

    assert_int_equal(input_bytes(in, to, 2), 2);
    assert_memory_equal(to, "a\r", 2);
    assert_int_equal(input_bytes(in, to, sizeof(to)), 3);
    assert_memory_equal(to, "\nb\n", 3);
    assert_end(in, OK);
}

static void looking_ahead_takes_nothing(void **state)
{
    struct input *in = open_text("\xEF\xBB\xBFone\ntwo\n");
    const char *bytes;

    (void)state;

    assert_int_equal(input_peek(in, &bytes), 8);
    assert_memory_equal(bytes, "one\ntwo\n", 8);
    assert_line(in, 1, "one");
    assert_int_equal(input_peek(in, &bytes), 4);
    assert_line(in, 2, "two");
    assert_int_equal(input_peek(in, &bytes), 0);
    assert_end(in, OK);
}

static void what_is_no_file_is_not_opened(void **state)
{
    struct input *in = NULL;

    (void)state;

    assert_err(ERR_INVALID, input_open(folder, &in));
    assert_err(ERR_NOT_FOUND, input_open("", &in));
    assert_err(ERR_NOT_FOUND, input_open("/tmp/no/such/file", &in));
    assert_null(in);
}

static void *write_slowly(void *unused)
{
    static const char *const pieces[] = {"o", "ne", "\r", "\ntwo\nth", "ree"};
    int fd = open(path, O_WRONLY);
    size_t i;

    (void)unused;
    for (i = 0; fd >= 0 && i < sizeof(pieces) / sizeof(*pieces); i++)
        if (write(fd, pieces[i], strlen(pieces[i])) < 0)
            break;
    close(fd);
    return NULL;
}

static void a_pipe_is_read_as_it_fills(void **state)
{
    struct input *in = NULL;
    pthread_t writer;

    (void)state;
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(pthread_create(&writer, NULL, write_slowly, NULL), 0);

    assert_ok(input_open(path, &in));

    assert_int_equal(input_size(in), 0);
    assert_line(in, 1, "one");
    assert_line(in, 2, "two");
    assert_line(in, 3, "three");
    assert_int_equal(input_taken(in), 14);
    assert_end(in, OK);
    pthread_join(writer, NULL);
    unlink(path);
}

static void a_dash_is_standard_input(void **state)
{
    int saved = dup(STDIN_FILENO), fd;
    struct input *in = NULL;

    (void)state;
    write_file("one\n", 4);
    fd = open(path, O_RDONLY);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    close(fd);

    assert_ok(input_open("-", &in));

    assert_int_equal(input_size(in), 4);
    assert_line(in, 1, "one");
    assert_end(in, OK);
    dup2(saved, STDIN_FILENO);
    close(saved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_in_lf_or_crlf_or_the_file),
        cmocka_unit_test(an_empty_file_has_no_line),
        cmocka_unit_test(a_byte_order_mark_is_dropped_where_the_file_begins),
        cmocka_unit_test(a_nul_is_a_byte_like_any_other),
        with_arena(a_line_past_the_lid_is_cut_and_the_next_is_whole),
        with_arena(a_last_line_past_the_lid_is_cut_too),
        cmocka_unit_test(bytes_are_handed_out_as_they_are),
        cmocka_unit_test(looking_ahead_takes_nothing),
        cmocka_unit_test(what_is_no_file_is_not_opened),
        cmocka_unit_test(a_pipe_is_read_as_it_fills),
        cmocka_unit_test(a_dash_is_standard_input),
    };

    return cmocka_run_group_tests_name("input", tests, make_folder,
                                       remove_folder);
}
