/* A model as JSON text, held against jansson's own. */
#include <stdlib.h>

#include <jansson.h>

#include "tests/unit.h"
#include "web/json_text.h"

static void assert_as_jansson(json_t *model)
{
    char *theirs = json_dumps(model, JSON_COMPACT | JSON_ENCODE_ANY);
    struct buf ours;

    buf_init(&ours, 1 << 20);
    json_text_add(&ours, model);
    assert_string_equal(ours.text, theirs);
    buf_release(&ours);
    free(theirs);
    json_decref(model);
}

static void every_character_is_written_as_jansson_writes_it(void **state)
{
    char text[2] = "";
    int c;

    (void)state;
    for (c = 0; c < 128; c++) {
        text[0] = (char)c;
        assert_as_jansson(json_stringn(text, 1));
        assert_as_jansson(json_pack("{s:s}", c ? text : "-", "a\xc3\xb1z"));
    }
    assert_as_jansson(json_stringn("a\0b\"\\\xf0\x9f\x98\x80\x1f", 10));
}

static void other_values_are_written_as_jansson_writes_them(void **state)
{
    (void)state;
    assert_as_jansson(json_pack("[i I I b b n [] {} {s:[i]}]", 0,
                                (json_int_t)INT64_MIN, (json_int_t)INT64_MAX, 1,
                                0, "a", 1));
    assert_as_jansson(json_null());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_is_written_as_jansson_writes_it),
        cmocka_unit_test(other_values_are_written_as_jansson_writes_them),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
