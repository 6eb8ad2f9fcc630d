/* test_say.c - what people are told steers no terminal. */
#include <stdlib.h>
#include <string.h>

#include "server/say.h"
#include "tests/unit.h"

static void say_into(FILE *to, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void say_into(FILE *to, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    say_to(to, fmt, args);
    va_end(args);
}

static void assert_said(const char *text, const char *want)
{
    char *said = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&said, &n);

    say_into(to, "%s\t|\n", text);
    assert_int_equal(fclose(to), 0);
    assert_string_equal(said, want);
    free(said);
}

static void a_control_character_becomes_a_question_mark(void **state)
{
    (void)state;
    assert_said("\x1b]0;owned\x07", "?]0;owned?\t|\n");
    assert_said("a\rb\x08"
                "c\x7f"
                "d",
                "a?b?c?d\t|\n");
    assert_said("\xC2\x9B"
                "31m\xC2\x80\xC2\x9F",
                "??31m????\t|\n");
}

static void a_text_is_as_it_was(void **state)
{
    (void)state;
    assert_said("Cyngor Môn: ‘100 %’ – \xC2\xA0\xF0\x9F\x97\x91",
                "Cyngor Môn: ‘100 %’ – \xC2\xA0\xF0\x9F\x97\x91\t|\n");
    assert_said("", "\t|\n");
}

static void what_is_no_utf_8_is_not_let_through(void **state)
{
    (void)state;
    assert_said("caf\xE9 \x9B"
                "31m",
                "caf? ?31m\t|\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_control_character_becomes_a_question_mark),
        cmocka_unit_test(a_text_is_as_it_was),
        cmocka_unit_test(what_is_no_utf_8_is_not_let_through),
    };

    return cmocka_run_group_tests_name("say", tests, NULL, NULL);
}
