#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "tests/unit.h"

/* What text_tidy() makes of it. */
static void tidied(const char *given, const char *wanted)
{
    char text[64];
    size_t n = strlen(given);

    memcpy(text, given, n + 1);
    n = text_tidy(text, n);
    assert_int_equal(n, strlen(wanted));
    assert_string_equal(text, wanted);
}

static void a_line_ends_as_it_does_here_whoever_wrote_it(void **state)
{
    (void)state;
    tidied("", "");
    tidied("a\nb\n", "a\nb\n");
    tidied("a\r\n\r\nb\r\n", "a\n\nb\n");
    tidied("\xEF\xBB\xBF---\r\n", "---\n");
    tidied("\xEF\xBB\xBF", "");
    tidied("\xEF\xBB", "\xEF\xBB");
    tidied("a\rb\r", "a\nb\n");
    tidied("a\r\r\n", "a\n\n");
    tidied("a\xEF\xBB\xBF", "a\xEF\xBB\xBF");
}

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

static void a_key_is_1_to_64_of_small_letters_digits_and_hyphens(void **state)
{
    char long_key[65];

    (void)state;
    memset(long_key, 'k', sizeof(long_key));

    assert_true(text_is_key("a", 1));
    assert_true(text_is_key("az-09", 5));
    assert_true(text_is_key("-", 1));
    assert_true(text_is_key(long_key, 64));
    assert_false(text_is_key(long_key, 65));
    assert_false(text_is_key("", 0));
    assert_false(text_is_key("A", 1));
    assert_false(text_is_key("a b", 3));
    assert_false(text_is_key("a_b", 3));
    assert_false(text_is_key("a\0b", 3));
    assert_false(text_is_key("\xC3\xA9", 2));
}

static void a_slug_is_always_a_key(void **state)
{
    static const struct {
        const char *title, *slug;
    } cases[] = {
        {"Pay fine (1)", "pay-fine-1"},
        {"  -- Check  your answers! ", "check-your-answers"},
        {"", "step"},
        {"\xC3\xA9\xC3\xA9", "step"},
        {"Caf\xC3\xA9 menu", "caf-menu"},
        {"UPPER", "upper"},
    };
    char title[200];
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(text_slug(*state, cases[i].title), cases[i].slug);
    for (i = 0; i < sizeof(title) - 1; i++) {
        const char *slug;

        memset(title, 'x', sizeof(title));
        title[i] = '\0';
        if (i > 63)
            title[63] = ' ';
        slug = text_slug(*state, title);
        assert_true(text_is_key(slug, strlen(slug)));
    }
}

static void an_integer_is_the_whole_text_and_within_its_bounds(void **state)
{
    static const struct {
        const char *text;
        int64_t min, max;
        bool good;
        int64_t value;
    } cases[] = {
        {"0", 0, 9, true, 0},
        {"-1", -1, 9, true, -1},
        {"-1", 0, 9, false, 0},
        {"9", 0, 9, true, 9},
        {"10", 0, 9, false, 0},
        {"007", 0, 9, true, 7},
        {"", 0, 9, false, 0},
        {"+1", 0, 9, false, 0},
        {" 1", 0, 9, false, 0},
        {"1 ", 0, 9, false, 0},
        {"1.0", 0, 9, false, 0},
        {"0x1", 0, 9, false, 0},
        {"-", 0, 9, false, 0},
        {"--1", -9, 9, false, 0},
        {"9223372036854775807", 0, INT64_MAX, true, INT64_MAX},
        {"9223372036854775808", 0, INT64_MAX, false, 0},
        {"-9223372036854775808", INT64_MIN, 0, true, INT64_MIN},
        {"-9223372036854775809", INT64_MIN, 0, false, 0},
        {"0000000000000000000000001", 0, 9, false, 0}, /* past 23 digits */
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t value = 4711;
        enum err e = text_int(cases[i].text, strlen(cases[i].text),
                              cases[i].min, cases[i].max, &value);

        if ((e == OK) != cases[i].good)
            fail_msg("%s", cases[i].text);
        assert_int_equal(value, cases[i].good ? cases[i].value : 4711);
    }
    assert_err(ERR_INVALID, text_int("1\0", 2, 0, 9, &(int64_t){0}));
    assert_ok(text_int("123", 1, 0, 9, &(int64_t){0}));
}

static void hex_goes_there_and_back_and_nothing_else_is_hex(void **state)
{
    unsigned char bytes[256], back[256];
    char hex[2 * 256 + 1];
    size_t i;

    (void)state;
    for (i = 0; i < 256; i++)
        bytes[i] = (unsigned char)i;
    text_hex(bytes, 256, hex);

    assert_int_equal(strlen(hex), 512);
    assert_memory_equal(hex, "000102", 6);
    assert_string_equal(hex + 506, "fdfeff");
    assert_ok(text_unhex(hex, 256, back));
    assert_memory_equal(bytes, back, 256);
    assert_err(ERR_INVALID, text_unhex("0G", 1, back));
    assert_err(ERR_INVALID, text_unhex("0A", 1, back)); /* small letters only */
    assert_err(ERR_INVALID, text_unhex("0", 1, back));  /* stops at the NUL */
    assert_memory_equal(bytes, back, 256);
}

static void what_is_shown_holds_no_control_character_and_is_short(void **state)
{
    char all[256], *shown;
    size_t i;

    for (i = 0; i < sizeof(all); i++)
        all[i] = (char)i;

    assert_string_equal(text_shown(*state, "a\nb\x7F\xC3\xA9\xFF", 7),
                        "a?b?\xC3\xA9?");
    assert_string_equal(text_shown(*state, "a\0b", 3), "a?b");
    assert_string_equal(text_shown(*state, "", 0), "");
    shown = text_shown(*state, all, sizeof(all));
    assert_true(strlen(shown) <= 67);
    assert_true(text_ends(shown, "..."));
    assert_true(text_is_utf8(shown, strlen(shown)));
    for (i = 57; i < 62; i++) { /* a long character at the cut */
        char cut[80];

        memset(cut, 'x', sizeof(cut));
        memcpy(cut + i, "\xF0\x9F\x9A\xAE", 4);
        shown = text_shown(*state, cut, sizeof(cut));
        assert_true(text_is_utf8(shown, strlen(shown)));
    }
}

static void PRINTF_LIKE(3, 4)
    formatted(char *to, size_t size, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    text_format(to, size, fmt, args);
    va_end(args);
}

static void what_is_cut_off_is_cut_between_characters(void **state)
{
    static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z";
    static const size_t kept[] = {0, 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    char to[sizeof(text)];
    size_t size;

    (void)state;
    for (size = 1; size <= sizeof(text); size++) {
        formatted(to, size, "%s", text);
        assert_int_equal(strlen(to), kept[size]);
        assert_memory_equal(to, text, kept[size]);
    }
}

static void counts_have_commas_for_people(void **state)
{
    assert_string_equal(text_count(*state, 0), "0");
    assert_string_equal(text_count(*state, 999), "999");
    assert_string_equal(text_count(*state, 1000), "1,000");
    assert_string_equal(text_count(*state, -999), "-999");
    assert_string_equal(text_count(*state, -1234567), "-1,234,567");
    assert_string_equal(text_count(*state, INT64_MIN),
                        "-9,223,372,036,854,775,808");
}

static void beginnings_and_ends_are_told(void **state)
{
    (void)state;
    assert_true(text_starts("h:ab", "h:"));
    assert_true(text_starts("x", ""));
    assert_false(text_starts("h", "h:"));
    assert_true(text_ends("log.gz", ".gz"));
    assert_true(text_ends("x", ""));
    assert_false(text_ends("gz", ".gz"));
}

/* The same by arena_printf(), buf_addf() and printf itself, for formats of
 * texts alone and for others. */
static void a_format_writes_what_printf_writes(void **state)
{
    char lengthy[3000], theirs[8000];
    struct buf ours;

    memset(lengthy, 'x', sizeof(lengthy) - 1);
    lengthy[sizeof(lengthy) - 1] = '\0';
    buf_init(&ours, sizeof(theirs));
#define SAME(...)                                                              \
    do {                                                                       \
        (void)snprintf(theirs, sizeof(theirs), __VA_ARGS__);                   \
        assert_string_equal(arena_printf(*state, __VA_ARGS__), theirs);        \
        buf_reset(&ours);                                                      \
        buf_addf(&ours, __VA_ARGS__);                                          \
        assert_string_equal(ours.text, theirs);                                \
    } while (0)
    SAME("plain");
    SAME("%s", "");
    SAME("%s%s", "a", "b");
    SAME("/%s/%s?", "patterns", lengthy);
    SAME("%s 100%% %s", "a", "b");
    SAME("%s: %d", "n", -7);
    SAME("%.*s%s", 2, "abc", lengthy);
    SAME("%-4s|%5s", "a", "b");
#undef SAME
    buf_release(&ours);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_ends_as_it_does_here_whoever_wrote_it),
        cmocka_unit_test(utf8_is_what_rfc_3629_says),
        with_arena(what_is_no_text_is_told_by_line_and_column),
        cmocka_unit_test(every_code_point_but_the_surrogates_is_utf8),
        cmocka_unit_test(a_line_is_utf8_without_control_characters),
        cmocka_unit_test(one_bad_byte_anywhere_is_seen),
        cmocka_unit_test(a_key_is_1_to_64_of_small_letters_digits_and_hyphens),
        with_arena(a_slug_is_always_a_key),
        cmocka_unit_test(an_integer_is_the_whole_text_and_within_its_bounds),
        cmocka_unit_test(hex_goes_there_and_back_and_nothing_else_is_hex),
        with_arena(what_is_shown_holds_no_control_character_and_is_short),
        with_arena(counts_have_commas_for_people),
        cmocka_unit_test(what_is_cut_off_is_cut_between_characters),
        cmocka_unit_test(beginnings_and_ends_are_told),
        with_arena(a_format_writes_what_printf_writes),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
