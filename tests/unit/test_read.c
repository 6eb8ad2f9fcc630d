#include "tracker/read.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <zlib.h>

#include "tests/unit/transcript.h"
#include "tracker/read_time.h"

#define CASES "tests/cases/read/"

enum { CASES_MIN = 35, FILE_ROOM = 4 * 1024 * 1024 };

static char zipped_path[] = "/tmp/test-read-XXXXXX";

static char *text_of_file(struct arena *a, const char *path, size_t *ret_n)
{
    char *text = arena_alloc(a, FILE_ROOM);
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    *ret_n = fread(text, 1, FILE_ROOM - 1, f);
    assert_int_equal(fclose(f), 0);
    return text;
}

static void zip_file(struct arena *a, const char *path)
{
    size_t n;
    char *text = text_of_file(a, path, &n);
    gzFile zip = gzopen(zipped_path, "wb");

    assert_non_null(zip);
    if (n > 0)
        assert_int_equal(gzwrite(zip, text, (unsigned)n), n);
    assert_int_equal(gzclose(zip), Z_OK);
}

/* Take the lines "--zone Europe/London" off the front of what is wanted. */
static void take_options(struct arena *a, char **want, struct read_options *o)
{
    while (strncmp(*want, "--", 2) == 0) {
        char *space = strchr(*want, ' '), *end = strchr(*want, '\n');
        const char *value =
            arena_strndup(a, space + 1, (size_t)(end - space - 1));

        if (strncmp(*want, "--zone", 6) == 0)
            assert_ok(zone_open(value, &o->zone));
        else if (strncmp(*want, "--case", 6) == 0)
            o->case_column = value;
        else if (strncmp(*want, "--step", 6) == 0)
            o->step_column = value;
        else if (strncmp(*want, "--time", 6) == 0)
            o->time_column = value;
        *want = end + 1;
    }
}

/* The same but for the end of wanted lines that end in '*'. */
static bool is_wanted(const char *want, const char *got)
{
    while (*want && *got) {
        size_t n = strcspn(want, "\n"), m = strcspn(got, "\n");

        if (n > 0 && want[n - 1] == '*' ? m < n || memcmp(want, got, n - 1)
                                        : m != n || memcmp(want, got, n))
            return false;
        want += n + (want[n] == '\n');
        got += m + (got[m] == '\n');
    }
    return *want == *got;
}

static void check_case(struct arena *a, const char *want_path)
{
    size_t n = strlen(want_path) - strlen(".want"), want_n;
    const char *path = arena_strndup(a, want_path, n);
    char *want = text_of_file(a, want_path, &want_n);
    struct read_options o = {.format = read_format_of_name(path)};
    struct transcript plain = {0}, zipped = {0};

    assert_ok(zone_open("UTC", &o.zone));
    take_options(a, &want, &o);
    transcript_read(&plain, path, &o);
    if (!is_wanted(want, plain.text.text))
        fail_msg("%s\nwanted\n%s\ngot\n%s", path, want, plain.text.text);
    zip_file(a, path);
    transcript_read(&zipped, zipped_path, &o);
    if (n < 3 || strcmp(path + n - 3, ".gz") != 0)
        assert_string_equal(plain.text.text, zipped.text.text);
    buf_release(&plain.text);
    buf_release(&zipped.text);
}

static void every_case_reads_as_it_should_zipped_or_not(void **state)
{
    glob_t found;
    size_t i;

    assert_int_equal(glob(CASES "*.want", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= CASES_MIN);
    for (i = 0; i < found.gl_pathc; i++) {
        struct arena *a = arena_new();

        check_case(a, found.gl_pathv[i]);
        arena_free(a);
    }
    globfree(&found);
    (void)state;
}

static void the_format_is_known_by_a_word_or_a_name(void **state)
{
    enum read_format f = READ_AUTO;

    (void)state;

    assert_ok(read_format_find("xes", &f));
    assert_int_equal(f, READ_XES);
    assert_err(ERR_NOT_FOUND, read_format_find("combined", &f));
    assert_int_equal(read_format_of_name("a.b/c.TSV.GZ"), READ_TSV);
    assert_int_equal(read_format_of_name("x.jsonl"), READ_NDJSON);
    assert_int_equal(read_format_of_name("x.csv.zip"), READ_AUTO);
    assert_int_equal(read_format_of_name("tsv"), READ_AUTO);
    assert_int_equal(read_format_of_name("-"), READ_AUTO);
    assert_int_equal(read_format_of_name(".gz"), READ_AUTO);
}

static void write_text(const char *text, size_t n)
{
    FILE *f = fopen(zipped_path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* What reading text as that format tells. */
static struct transcript read_text(enum read_format format, const char *text,
                                   size_t n)
{
    struct read_options o = {.format = format};
    struct transcript t = {0};

    assert_ok(zone_open("UTC", &o.zone));
    write_text(text, n);
    transcript_read(&t, zipped_path, &o);
    return t;
}

static void a_sink_that_fails_stops_the_reading(void **state)
{
    static const struct {
        enum read_format format;
        const char *text;
    } texts[] = {
        {READ_TSV, "a\tb\t1\na\tb\t2\na\tb\t3\n"},
        {READ_CSV, "case,step,time\na,b,1\na,b,2\na,b,3\n"},
        {READ_XES,
         "<log><trace><string key='concept:name' value='a'/>"
         "<event><string key='concept:name' value='b'/>"
         "<int key='time:timestamp' value='1'/></event>"
         "<event><string key='concept:name' value='b'/>"
         "<int key='time:timestamp' value='2'/></event>"
         "<event><string key='concept:name' value='b'/>"
         "<int key='time:timestamp' value='3'/></event></trace></log>"},
        {READ_NDJSON, "{\"attempt\":\"attempt-1\",\"kind\":\"view\",\"step\":"
                      "\"b\",\"at\":1}\n"
                      "{\"attempt\":\"attempt-1\",\"kind\":\"view\",\"step\":"
                      "\"b\",\"at\":2}\n"
                      "{\"attempt\":\"attempt-1\",\"kind\":\"view\",\"step\":"
                      "\"b\",\"at\":3}\n"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct read_options o = {.format = texts[i].format};
        struct transcript t = {.stop_after = 2};

        assert_ok(zone_open("UTC", &o.zone));
        write_text(texts[i].text, strlen(texts[i].text));

        transcript_read(&t, zipped_path, &o);

        assert_int_equal(t.events, 2);
        assert_non_null(strstr(t.text.text, err_text(ERR_BUSY)));
        buf_release(&t.text);
    }
}

static void a_damaged_file_gives_what_was_good_and_says_so(void **state)
{
    static const enum read_format formats[] = {READ_TSV, READ_CSV};
    size_t i, n;

    for (i = 0; i < 2; i++) {
        struct read_options o = {.format = formats[i]};
        struct transcript t = {0};
        char *zip;

        assert_ok(zone_open("UTC", &o.zone));
        write_text("case\tstep\ttime\na\tb\t1\na\tb\t2\n", 27);
        zip_file(*state, zipped_path);
        zip = text_of_file(*state, zipped_path, &n);
        write_text(zip, n - 4);

        transcript_read(&t, zipped_path, &o);

        assert_int_equal(t.events, 2);
        assert_int_equal(t.refused, 1);
        assert_non_null(strstr(t.text.text, "0 refused |  | the gzip file is "
                                            "damaged or cut off"));
        assert_non_null(strstr(t.text.text, "\nnot valid\n"));
        buf_release(&t.text);

        /* Cut off before its first line. */
        memset(&t, 0, sizeof(t));
        write_text(zip, 14);
        transcript_read(&t, zipped_path, &o);
        assert_int_equal(t.events, 0);
        assert_non_null(strstr(t.text.text, "0 refused |  | the gzip file is "
                                            "damaged or cut off"));
        buf_release(&t.text);
    }
}

static void a_row_past_the_lid_is_refused_alone(void **state)
{
    enum { LONG = 3 * 1024 * 1024 };
    static const enum read_format formats[] = {READ_TSV, READ_CSV, READ_NDJSON};
    char *text = arena_alloc(*state, LONG + 64);
    size_t i, n;

    memcpy(text, "case,step,time\n", 15);
    memset(text + 15, 'x', LONG);
    memcpy(text + 15 + LONG, "\na,b,1\n", 7);
    for (n = 15 + LONG + 7, i = 0; i < 3; i++) {
        struct transcript t = read_text(formats[i], text, n);

        assert_non_null(
            strstr(t.text.text, "2 refused |  | is longer than 1 MiB"));
        assert_non_null(strstr(t.text.text, "\n3 "));
        buf_release(&t.text);
    }
}

static void a_tag_past_the_lid_is_refused(void **state)
{
    enum { LONG = 3 * 1024 * 1024 };
    char *text = arena_alloc(*state, LONG + 64);
    struct transcript t;

    memset(text, 'x', LONG);
    memcpy(text, "<log><string key='", 18);
    t = read_text(READ_XES, text, LONG);

    assert_string_equal(t.text.text,
                        "1 refused |  | has a tag longer than 1 MiB\n"
                        "not valid\n");
    buf_release(&t.text);
}

/* Each line opens a quote that nothing closes: it must not cost the square. */
static void quotes_that_never_close_cost_one_line_each(void **state)
{
    enum { LINES = 100000 };
    char *text = arena_alloc(*state, 15 + LINES * 8);
    struct transcript t;
    size_t n = 15, i;

    memcpy(text, "case,step,time\n", 15);
    for (i = 0; i < LINES; i++, n += 8)
        memcpy(text + n, i % 1000 == 999 ? "a,bcd,1\n" : "a,\"cd,1\n", 8);
    t = read_text(READ_CSV, text, n);

    assert_true(t.events >= LINES / 1000);
    assert_int_equal(t.events + t.refused, LINES);
    buf_release(&t.text);
}

static void a_quoted_value_has_at_most_a_hundred_breaks(void **state)
{
    int breaks;

    for (breaks = 100; breaks <= 101; breaks++) {
        struct buf b;
        struct transcript t;
        int i;

        buf_init(&b, 4096);
        buf_adds(&b, "case,step,time,note\na,b,1,\"");
        for (i = 0; i < breaks; i++)
            buf_adds(&b, "\n");
        buf_adds(&b, "\"\na,b,2,x\n");
        t = read_text(READ_CSV, b.text, b.len);

        assert_int_equal(t.events, breaks == 100 ? 2 : 1);
        assert_int_equal(t.refused > 0, breaks > 100);
        buf_release(&t.text);
        buf_release(&b);
    }
    (void)state;
}

static int make_path(void **state)
{
    int fd = mkstemp(zipped_path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(zipped_path);
}

static void
only_a_line_or_a_slash_stands_between_the_parts_of_a_day(void **state)
{
    static const char bad[] = {'\0', '.', ' ', ':', '\\'};
    char day[] = "2026-03-02";
    const struct zone *utc;
    int64_t ms;
    size_t i;

    (void)state;
    assert_ok(zone_open("UTC", &utc));
    assert_ok(read_time("2026/03/02", 10, utc, &ms));
    for (i = 0; i < sizeof(bad); i++) {
        day[4] = day[7] = bad[i];
        assert_err(ERR_INVALID, read_time(day, 10, utc, &ms));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_case_reads_as_it_should_zipped_or_not),
        cmocka_unit_test(the_format_is_known_by_a_word_or_a_name),
        cmocka_unit_test(a_sink_that_fails_stops_the_reading),
        with_arena(a_damaged_file_gives_what_was_good_and_says_so),
        with_arena(a_row_past_the_lid_is_refused_alone),
        with_arena(a_tag_past_the_lid_is_refused),
        with_arena(quotes_that_never_close_cost_one_line_each),
        cmocka_unit_test(a_quoted_value_has_at_most_a_hundred_breaks),
        cmocka_unit_test(
            only_a_line_or_a_slash_stands_between_the_parts_of_a_day),
    };

    return cmocka_run_group_tests_name("read", tests, make_path, remove_path);
}
