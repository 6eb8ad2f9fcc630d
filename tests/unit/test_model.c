/* Models of our own: what is put in is there, in its order. */
#include "web/model.h"

#include "tests/unit.h"

/* Two that grow side by side, neither into the other. */
static void a_list_of_any_length_keeps_its_order(void **state)
{
    enum { MOST = 300 };
    struct model list = model_list(), other = model_list();
    int i, k;

    for (i = 0; i < MOST; i++) {
        model_append(*state, &list, model_int(i));
        model_append(*state, &other, model_int(-i));
        assert_int_equal(list.n, i + 1);
        for (k = 0; k <= i; k++) {
            assert_int_equal(list.items[k].integer, k);
            assert_int_equal(other.items[k].integer, -k);
        }
    }
}

static void joined_objects_have_the_members_of_both(void **state)
{
    struct model one = MODEL(*state, {"a", model_int(1)}, {"b", model_int(2)});
    struct model both =
        model_join(*state, one, MODEL(*state, {"c", model_text("3")}));

    assert_int_equal(model_get(&both, "a").integer, 1);
    assert_int_equal(model_get(&both, "b").integer, 2);
    assert_string_equal(model_get(&both, "c").text, "3");
    assert_int_equal(model_get(&both, "ab").kind, MODEL_ABSENT);
    assert_int_equal(model_get(&one, "c").kind, MODEL_ABSENT);
    assert_int_equal(model_get(&both.members[2].value, "c").kind, MODEL_ABSENT);
}

static void no_text_is_not_the_empty_one(void **state)
{
    (void)state;
    assert_int_equal(model_text(NULL).kind, MODEL_NULL);
    assert_int_equal(model_text("").kind, MODEL_TEXT);
    assert_int_equal(model_json(NULL).kind, MODEL_ABSENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_list_of_any_length_keeps_its_order),
        with_arena(joined_objects_have_the_members_of_both),
        cmocka_unit_test(no_text_is_not_the_empty_one),
    };

    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
