#include "web/csv.h"

#include <math.h>
#include <string.h>

#include "tests/unit.h"

enum { ROOM = 1000 };

static void a_cell_is_quoted_where_it_must_be(void **state)
{
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {"a,b", "\"a,b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"\"", "\"\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"two\r\nlines", "\"two\r\nlines\""},
        {" a", "\" a\""},
        {"a ", "\"a \""},
        {"a;b\tc", "a;b\tc"},
    };
    struct buf out;
    struct csv csv;
    size_t i;

    (void)state;
    buf_init(&out, ROOM);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        buf_reset(&out);
        csv = csv_make(&out);
        csv_text(&csv, cases[i].text);
        assert_string_equal(out.text, cases[i].cell);
    }
    buf_release(&out);
}

static void no_cell_is_a_formula(void **state)
{
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"=1+1", "'=1+1"},
        {"+1+1", "'+1+1"},
        {"-1+1", "'-1+1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "'\t=1"},
        {"\r=1", "\"'\r=1\""},
        {"\n=1", "\"'\n=1\""},
        {"\xef\xbc\x9d"
         "1",
         "'\xef\xbc\x9d"
         "1"},
        {"\xef\xbc\x8b"
         "1",
         "'\xef\xbc\x8b"
         "1"},
        {"\xef\xbc\x8d"
         "1",
         "'\xef\xbc\x8d"
         "1"},
        {"\xef\xbc\xa0"
         "a",
         "'\xef\xbc\xa0"
         "a"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"-", "'-"},
        {"-2+3", "'-2+3"},
        {"-2e", "'-2e"},
        {"-2.", "'-2."},
        {"+", "'+"},
        {"--1", "'--1"},
        {"-1 ", "\"'-1 \""},
        {"-12", "-12"},
        {"+0.5", "+0.5"},
        {"-1.25e-9", "-1.25e-9"},
        {"a=1", "a=1"},
    };
    struct buf out;
    struct csv csv;
    size_t i;

    (void)state;
    buf_init(&out, ROOM);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        buf_reset(&out);
        csv = csv_make(&out);
        csv_text(&csv, cases[i].text);
        assert_string_equal(out.text, cases[i].cell);
    }
    buf_release(&out);
}

static void rows_end_in_cr_lf(void **state)
{
    struct buf out;
    struct csv csv;

    (void)state;
    buf_init(&out, ROOM);
    csv = csv_make(&out);
    csv_text(&csv, "step");
    csv_text(&csv, "=reached");
    csv_end_row(&csv);
    csv_text(&csv, NULL);
    csv_count(&csv, -1204);
    csv_real(&csv, 0.35);
    csv_real(&csv, (double)NAN);
    csv_text(&csv, "last");
    csv_end_row(&csv);

    assert_string_equal(out.text, "step,'=reached\r\n,-1204,0.35,,last\r\n");
    buf_release(&out);
}

static void a_lid_holds(void **state)
{
    struct buf out;
    struct csv csv;

    (void)state;
    buf_init(&out, 4);
    csv = csv_make(&out);
    csv_text(&csv, "12345");

    assert_err(ERR_TOO_BIG, buf_finish(&out));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_quoted_where_it_must_be),
        cmocka_unit_test(no_cell_is_a_formula),
        cmocka_unit_test(rows_end_in_cr_lf),
        cmocka_unit_test(a_lid_holds),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
