#include "tests/unit/transcript.h"

#include <glob.h>
#include <stdio.h>

#include <jansson.h>

#define REAL "../shared/data/real/"

static void skip_without(const char *path)
{
    glob_t found;

    if (glob(path, 0, NULL, &found) == 0) {
        globfree(&found);
        return;
    }
    print_message("SKIP: %s is not here\n", path);
    skip();
}

static struct transcript read_path(const char *path, enum read_format format)
{
    struct read_options o = {.format = format};
    struct transcript t = {0};

    assert_ok(zone_open("UTC", &o.zone));
    transcript_read(&t, path, &o);
    return t;
}

static bool is_blank(const char *path)
{
    FILE *f = fopen(path, "rb");
    int c;

    assert_non_null(f);
    do {
        c = getc(f);
    } while (c == ' ' || c == '\n' || c == 0xEF || c == 0xBB || c == 0xBF);
    assert_int_equal(fclose(f), 0);
    return c == EOF;
}

/* None of them is an event, valid or not. */
static void no_text_of_the_json_suite_is_taken(void **state)
{
    glob_t found;
    size_t i;

    (void)state;
    skip_without(REAL "robust/JSONTestSuite/*.json");
    assert_int_equal(glob(REAL "robust/JSONTestSuite/*.json", 0, NULL, &found),
                     0);
    assert_int_equal(found.gl_pathc, 318);
    for (i = 0; i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];
        struct transcript t = read_path(path, READ_NDJSON);

        assert_int_equal(t.events, 0);
        if (t.refused == 0 && !is_blank(path))
            fail_msg("%s is refused with no reason", path);
        if (strstr(path, "/n_") && t.refused == 1 &&
            !strstr(t.text.text, "is not valid JSON") &&
            !strstr(t.text.text, "nests deeper"))
            fail_msg("%s is taken for JSON: %s", path, t.text.text);
        buf_release(&t.text);
    }
    globfree(&found);
}

/* The rows without the numbers of their lines. */
static void drop_lines(struct buf *b)
{
    char *to = b->text;
    const char *from = b->text;

    while (*from) {
        size_t n;

        from += strspn(from, "0123456789");
        n = strcspn(from, "\n") + 1;
        memmove(to, from, n);
        to += n;
        from += n;
    }
    *to = '\0';
}

static void a_csv_as_published_gives_the_rows_of_its_tsv(void **state)
{
    static const char *const pairs[][2] = {
        {"interval_event_log.csv.gz", "interval.tsv.gz"},
        {"roadtraffic100traces.csv", "roadtraffic100.tsv"},
        {"running-example.csv", "running-example.tsv"},
    };
    size_t i;

    (void)state;
    skip_without(REAL "journeys/original");
    for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        char csv_path[128], tsv_path[128];
        struct transcript csv, tsv;

        snprintf(csv_path, sizeof(csv_path), REAL "journeys/original/%s",
                 pairs[i][0]);
        snprintf(tsv_path, sizeof(tsv_path), REAL "journeys/%s", pairs[i][1]);
        csv = read_path(csv_path, READ_CSV);
        tsv = read_path(tsv_path, READ_TSV);

        assert_true(csv.events > 0);
        assert_int_equal(csv.refused, 0);
        drop_lines(&csv.text);
        drop_lines(&tsv.text);
        assert_string_equal(csv.text.text, tsv.text.text);
        buf_release(&csv.text);
        buf_release(&tsv.text);
    }
}

static void every_row_of_the_real_logs_is_read(void **state)
{
    static const char *const names[] = {
        "bpic2020-domestic.tsv.gz", "interval.tsv.gz", "patients-start.tsv.gz",
        "roadtraffic100.tsv", "running-example.tsv"};
    size_t i;

    (void)state;
    skip_without(REAL "journeys");
    for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
        char path[128];
        struct transcript t;
        json_t *ref;

        snprintf(path, sizeof(path), REAL "journeys/%.*s.ref.json",
                 (int)strcspn(names[i], "."), names[i]);
        ref = json_load_file(path, 0, NULL);
        assert_non_null(ref);
        snprintf(path, sizeof(path), REAL "journeys/%s", names[i]);
        t = read_path(path, READ_AUTO);

        assert_int_equal(t.refused, 0);
        assert_int_equal(t.events,
                         json_integer_value(json_object_get(ref, "events")));
        json_decref(ref);
        buf_release(&t.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_of_the_json_suite_is_taken),
        cmocka_unit_test(a_csv_as_published_gives_the_rows_of_its_tsv),
        cmocka_unit_test(every_row_of_the_real_logs_is_read),
    };

    return cmocka_run_group_tests_name("read real files", tests, NULL, NULL);
}
