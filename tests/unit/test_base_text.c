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
