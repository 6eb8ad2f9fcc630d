/* What is UTF-8, and what is told of what is not. */
#include "base/text.h"

#include <string.h>

#include "tests/unit.h"

static void utf8_is_what_rfc_3629_says(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        bool good;
    } cases[] = {
        {"", 0, true},
        {"plain", 5, true},
        {"\x7F", 1, true},
        {"\0", 1, false},   /* NUL is no text here */
        {"\x80", 1, false}, /* a continuation alone */
        {"\xBF", 1, false},
        {"\xC0\x80", 2, false}, /* NUL, overlong */
        {"\xC1\xBF", 2, false}, /* overlong */
        {"\xC2\x80", 2, true},  /* U+0080 */
        {"\xC2", 1, false},     /* cut off */
        {"\xC2\x7F", 2, false},
        {"\xC2\xC0", 2, false},
        {"\xDF\xBF", 2, true},      /* U+07FF */
        {"\xE0\x9F\xBF", 3, false}, /* overlong */
        {"\xE0\xA0\x80", 3, true},  /* U+0800 */
        {"\xE0\xA0", 2, false},
        {"\xED\x9F\xBF", 3, true},  /* U+D7FF */
        {"\xED\xA0\x80", 3, false}, /* the first surrogate */
        {"\xED\xBF\xBF", 3, false}, /* the last surrogate */
        {"\xEE\x80\x80", 3, true},  /* U+E000 */
        {"\xEF\xBF\xBF", 3, true},  /* U+FFFF */
        {"\xEF\xBF\x7F", 3, false},
        {"\xF0\x8F\xBF\xBF", 4, false}, /* overlong */
        {"\xF0\x90\x80\x80", 4, true},  /* U+10000 */
        {"\xF0\x90\x80", 3, false},
        {"\xF0\x90\x80\xC0", 4, false},
        {"\xF4\x8F\xBF\xBF", 4, true},  /* U+10FFFF */
        {"\xF4\x90\x80\x80", 4, false}, /* past it */
        {"\xF5\x80\x80\x80", 4, false},
        {"\xF8\x88\x80\x80\x80", 5, false},
        {"\xFE", 1, false},
        {"\xFF", 1, false},
        {"a\xC3\xA9z", 4, true},
        {"a\xC3z", 3, false},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (text_is_utf8(cases[i].bytes, cases[i].n) != cases[i].good)
            fail_msg("row %zu", i);
}

/* Every code point there is, encoded by the book, and every surrogate. */
static void what_is_no_text_is_told_by_line_and_column(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        int line;
        const char *says;
    } cases[] = {
        {"a\0b", 3, 1, "has a NUL byte in column 2,"},
        {"one\ntwo\n\0", 9, 3, "has a NUL byte in column 1,"},
        {"one\ncaf\xe9 au lait", 16, 2, "is not UTF-8: byte E9 in column 4;"},
        {"\xc3\xa9t\xc3\xa9 \xff", 7, 1, "byte FF in column 5;"},
        {"\xff\xfe-\0-\0", 6, 1, "is not UTF-8 but UTF-16: save"},
        {"\xfe\xff\0-\0-", 6, 1, "is not UTF-8 but UTF-16: save"},
        {"-\0-\0", 4, 1, "is not UTF-8 but UTF-16: save"},
        {"\0-\0-", 4, 1, "is not UTF-8 but UTF-16: save"},
        {"\xff\xfe", 2, 1, "byte FF in column 1;"},
        {"one\ncaf\xc3\xa9 \x1b[31m", 15, 2,
         "has the control character 1B in column 6,"},
        {"a line of Powerpoint's\vand one more", 35, 1,
         "has the control character 0B in column 23,"},
        {"twenty-one plain bytes\x7f", 23, 1, "7F in column 23,"},
        {"twenty-one plain bytes\nand the end is cut \xe2\x82", 44, 2,
         "byte E2 in column 20;"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int line = 0;
        const char *fault =
            text_file_fault(*state, cases[i].bytes, cases[i].n, &line);

        assert_non_null(fault);
        if (!strstr(fault, cases[i].says))
            fail_msg("case %zu: %s", i, fault);
        assert_int_equal(line, cases[i].line);
    }
    assert_null(text_file_fault(*state, "caf\xc3\xa9\n", 6, &(int){0}));
    assert_null(
        text_file_fault(*state, "\ta\r\n\f b and more\r", 17, &(int){0}));
}

static void a_line_is_utf8_without_control_characters(void **state)
{
    const char *bad = "\n\x1F\x7F\t\xE9";

    (void)state;
    assert_true(text_is_line(" caf\xC3\xA9 ~\xC2\x80", 10));
    for (; *bad; bad++)
        assert_false(text_is_line(bad, 1));
}

static void every_code_point_but_the_surrogates_is_utf8(void **state)
{
    uint32_t c;

    (void)state;
    for (c = 0x800; c <= 0x10FFFF; c++) {
        char four[] = {(char)(0xF0 | c >> 18), (char)(0x80 | (c >> 12 & 0x3F)),
                       (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 63))};
        char three[] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)),
                        (char)(0x80 | (c & 63))};
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;

        if (c > 0xFFFF ? !text_is_utf8(four, 4)
                       : text_is_utf8(three, 3) == surrogate)
            fail_msg("U+%04X", (unsigned)c);
    }
}

static void one_bad_byte_anywhere_is_seen(void **state)
{
    static const char bad[] = {'\0', '\x80', '\xC3', '\xFF'};
    char text[33];
    size_t i, j;

    (void)state;
    for (i = 0; i < sizeof(text) - 1; i++)
        for (j = 0; j < sizeof(bad); j++) {
            memset(text, i % 2 ? 'a' : '\x01', sizeof(text));
            assert_true(text_is_utf8(text, sizeof(text)));
            text[i] = bad[j];
            assert_false(text_is_utf8(text, sizeof(text)));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_what_rfc_3629_says),
        with_arena(what_is_no_text_is_told_by_line_and_column),
        cmocka_unit_test(a_line_is_utf8_without_control_characters),
        cmocka_unit_test(every_code_point_but_the_surrogates_is_utf8),
        cmocka_unit_test(one_bad_byte_anywhere_is_seen),
    };

    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
