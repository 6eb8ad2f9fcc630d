#include "tests/oracle/dice.h"
#include "tests/unit.h"
#include "tracker/key_index.h"

/* Where attempts are: each is found, once, at the place it was given. */

enum { KEYS = 7000 };

/* Keys whose slots crowd: everywhere, at the end of the table, or together. */
static const uint32_t crowds[][2] = {
    {0, UINT32_MAX}, {0x1FC0, UINT32_MAX}, {0, 0xFFFF01FF}};

static void put_keys(struct dice *d, const uint32_t crowd[2],
                     unsigned char (*keys)[HASH_SIZE])
{
    size_t i;

    for (i = 0; i < KEYS; i++) {
        uint32_t part = ((uint32_t)dice_throw(d) | crowd[0]) & crowd[1];

        memcpy(keys[i], &part, sizeof(part));
    }
}

static void assert_found_once(const struct key_index *ix,
                              unsigned char (*keys)[HASH_SIZE], size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        size_t cursor = 0, found = 0;
        int64_t place;

        while ((place = key_index_next(ix, keys[i], &cursor)))
            found += place == (int64_t)i + 1;
        assert_int_equal(found, 1);
    }
}

static void every_key_is_found_once_however_often_the_index_grew(void **state)
{
    unsigned char(*keys)[HASH_SIZE] = arena_array(*state, KEYS, HASH_SIZE);
    size_t c, i;

    for (c = 0; c < sizeof(crowds) / sizeof(crowds[0]); c++) {
        struct dice d = {c + 1};
        struct key_index ix;
        size_t room = 0;

        key_index_init(&ix);
        put_keys(&d, crowds[c], keys);
        for (i = 0; i < KEYS; i++) {
            key_index_add(&ix, keys[i], (int64_t)i + 1);
            if (ix.room != room)
                assert_found_once(&ix, keys, i + 1);
            room = ix.room;
        }
        assert_found_once(&ix, keys, KEYS);
        key_index_release(&ix);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_key_is_found_once_however_often_the_index_grew),
    };

    return cmocka_run_group_tests_name("key_index", tests, NULL, NULL);
}
