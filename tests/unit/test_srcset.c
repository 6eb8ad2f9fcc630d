/* The addresses in a srcset, as HTML 4.8.4.2.2 parts them. */
#include "web/srcset.h"

#include <string.h>

#include "base/text.h"
#include "tests/unit.h"

/* "a|b" of "a 1x, b 2x" */
static const char *addresses(struct arena *a, const char *set)
{
    const char *at = set, *end = set + strlen(set), *one, *all = "";
    size_t n;

    while ((one = srcset_next(&at, end, &n)))
        all = text_join(a, all, "|", arena_strndup(a, one, n));
    return all;
}

static void each_address_is_found(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {" , ,", ""},
        {"a.png", "a.png"},
        {"a.png 1x, b.png 2x", "a.png|b.png"},
        {"a.png,b.png 2x", "a.png,b.png"}, /* a comma may be in an address */
        {"a.png, b.png", "a.png|b.png"},
        {"a.png,, b.png", "a.png|b.png"},
        {"a.png 300w,b.png 600w", "a.png|b.png"},
        {"\n a.png\t300w ,\n b.png 600w\n", "a.png|b.png"},
        {"data:image/png;base64,AA== 1x, b.png 2x",
         "data:image/png;base64,AA==|b.png"},
        {"a.png (x, y) 2x, b.png", "a.png|b.png"},
        {"a.png (x", "a.png"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(addresses(*state, cases[i][0]), cases[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_arena(each_address_is_found)};

    return cmocka_run_group_tests_name("srcset", tests, NULL, NULL);
}
