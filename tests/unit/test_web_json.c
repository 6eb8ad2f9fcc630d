/* A model as JSON text, held against jansson's own. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "tests/unit.h"
#include "web/json_text.h"
#include "web/model.h"

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

/* Texts are looked at eight bytes at a time: each of them, and each place. */
static void every_character_is_seen_wherever_it_stands(void **state)
{
    enum { LONG = 20 };
    char text[LONG];
    int c, i, n;

    (void)state;
    for (c = 0; c < 128; c++)
        for (n = 0; n < LONG; n++)
            for (i = 0; i < n; i++) {
                memset(text, '!', sizeof(text));
                text[i] = (char)c;
                assert_as_jansson(json_stringn(text, (size_t)n));
            }
}

/* Some 500 bytes are written in one piece, more in two. */
static void a_text_of_any_length_is_whole(void **state)
{
    size_t n;

    (void)state;
    for (n = 480; n < 520; n++) {
        char text[520];

        memset(text, 'a', sizeof(text));
        assert_as_jansson(json_stringn(text, n));
    }
}

static void a_model_of_ours_is_written_as_its_twin(void **state)
{
    json_t *part = json_pack("{s:[i]}", "deep", 3), *twin, *as_json;
    struct model list = model_list(), model;
    struct buf ours, theirs;

    model_append(*state, &list, model_text("a\"b"));
    model_append(*state, &list, model_int(-7));
    model_append(*state, &list, model_json(part));
    model = MODEL(*state, {"first", model_truth(true)}, {"q\"", model_text("")},
                  {"none", model_text(NULL)}, {"half", model_real(0.5)},
                  {"list", list}, {"empty", model_list()});
    twin = json_pack("{s:b s:s s:n s:f s:[s i {s:[i]}] s:[]}", "first", 1,
                     "q\"", "", "none", "half", 0.5, "list", "a\"b", -7, "deep",
                     3, "empty");

    buf_init(&ours, 1000);
    buf_init(&theirs, 1000);
    json_text_add_model(&ours, &model);
    json_text_add(&theirs, twin);
    assert_string_equal(ours.text, theirs.text);
    as_json = model_as_json(&model);
    assert_true(json_equal(as_json, twin));
    buf_release(&ours);
    buf_release(&theirs);
    json_decref(as_json);
    json_decref(part);
    json_decref(twin);
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
        cmocka_unit_test(every_character_is_seen_wherever_it_stands),
        cmocka_unit_test(a_text_of_any_length_is_whole),
        with_arena(a_model_of_ours_is_written_as_its_twin),
        cmocka_unit_test(other_values_are_written_as_jansson_writes_them),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
