#include "base/digest.h"
#include "base/json.h"
#include "base/json_scratch.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit.h"

static json_t *numbered(int i)
{
    return json_pack("{s:s s:[i i]}", "name", "a text of some length", "list",
                     i, i + 1);
}

static void what_is_made_during_a_pause_outlives_the_answer(void **state)
{
    json_t *kept, *brief;
    bool was_on;

    (void)state;
    json_scratch_begin();
    was_on = json_scratch_pause();
    kept = numbered(1);
    json_scratch_resume(was_on);
    brief = numbered(2);

    assert_true(json_scratch_holds(brief));
    assert_false(json_scratch_holds(kept));
    json_scratch_end();
    json_scratch_begin();
    json_decref(numbered(3));
    json_scratch_end();

    brief = numbered(1); /* of the heap again */
    assert_true(json_equal(kept, brief));
    json_decref(brief);
    json_decref(kept);
}

static void a_heap_value_may_be_freed_during_an_answer(void **state)
{
    json_t *old = numbered(1), *holder;

    (void)state;
    json_scratch_begin();
    holder = json_pack("{s:o}", "old", old);
    json_decref(holder); /* a leak or a second free shows when sanitized */
    json_scratch_end();
}

static void more_values_than_there_is_room_for_are_all_kept(void **state)
{
    enum { MANY = 900, SIZE = 100 * 1000 };
    static char text[SIZE + 1];
    json_t *list;
    size_t i;

    (void)state;
    memset(text, 'x', SIZE);
    json_scratch_begin();
    list = json_array();
    for (i = 0; i < MANY; i++)
        json_array_append_new(list, json_string(text));
    for (i = 0; i < MANY; i++)
        assert_string_equal(json_string_value(json_array_get(list, i)), text);
    json_decref(list);
    json_scratch_end();
}

static void what_an_arena_is_given_in_an_answer_it_does_not_touch(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    json_scratch_begin();
    json_own(a, numbered(1));
    json_scratch_end();
    json_scratch_begin();
    json_decref(numbered(2)); /* where the first was */
    arena_free(a);
    json_scratch_end();
}

/* Each byte, each place and each length counts. */
/* Some editors and programs write one before whatever they save or send. */
static void a_byte_order_mark_is_none_of_the_text(void **state)
{
    static const char mark[] = "\xEF\xBB\xBF";
    static const char object[] = "\xEF\xBB\xBF{\"a\": 1}";
    const char *reason;
    json_t *json;

    assert_ok(json_read(*state, object, strlen(object), 4, &json, &reason));
    assert_int_equal(json_integer_value(json_object_get(json, "a")), 1);
    assert_err(ERR_INVALID, json_read(*state, mark, 3, 4, &json, &reason));
    assert_err(ERR_INVALID, json_read(*state, mark, 2, 4, &json, &reason));
    assert_err(ERR_INVALID, json_read(*state, "{}\xEF\xBB\xBF", 5, 4, &json,
                                      &reason)); /* nor behind it */
}

static void no_two_of_many_like_texts_have_the_same_digest(void **state)
{
    enum { LONGEST = 70, KINDS = LONGEST * 8 + LONGEST + 1 };
    static struct digest all[KINDS];
    char text[LONGEST] = {0};
    size_t n = 0, i, j;

    (void)state;
    for (i = 0; i < LONGEST * 8; i++) {
        text[i / 8] = (char)(1 << i % 8);
        all[n++] = digest_of(text, LONGEST);
        text[i / 8] = 0;
    }
    for (i = 0; i <= LONGEST; i++)
        all[n++] = digest_of(text, i);
    for (i = 0; i < n; i++)
        for (j = i + 1; j < n; j++)
            assert_memory_not_equal(&all[i], &all[j], DIGEST_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_made_during_a_pause_outlives_the_answer),
        cmocka_unit_test(a_heap_value_may_be_freed_during_an_answer),
        cmocka_unit_test(more_values_than_there_is_room_for_are_all_kept),
        cmocka_unit_test(what_an_arena_is_given_in_an_answer_it_does_not_touch),
        with_arena(a_byte_order_mark_is_none_of_the_text),
        cmocka_unit_test(no_two_of_many_like_texts_have_the_same_digest),
    };

    json_scratch_set_up();
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
