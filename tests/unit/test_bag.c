#include "tracker/bag.h"

#include <string.h>

#include "tests/oracle/dice.h"
#include "tests/unit.h"
#include "tracker/varint.h"

static void a_key_says_metric_step_and_sub(void **state)
{
    uint64_t key = bag_key(METRIC_REFUSAL, 499, 0xFFFF1234);

    (void)state;
    assert_int_equal(bag_key_metric(key), METRIC_REFUSAL);
    assert_int_equal(bag_key_step(key), 499);
    assert_int_equal(bag_key_sub(key), 0xFFFF1234);
    assert_true(bag_key(METRIC_TIME, 1, UINT32_MAX) <
                bag_key(METRIC_TIME, 2, 0));
    assert_true(bag_key(METRIC_TIME, 65535, UINT32_MAX) <
                bag_key(METRIC_PAUSED, 0, 0));
}

enum { KEYS = 60 };

/* Large into small, small into large: both ways of adding come about. */
static void bags_of_any_sizes_are_added(void **state)
{
    struct dice dice = {6};
    int round;

    (void)state;
    for (round = 0; round < 200; round++) {
        size_t i, n = dice_below(&dice, 300), m = dice_below(&dice, 200);
        struct bag large, small, sum, other_sum;

        bag_init(&large);
        bag_init(&small);
        bag_init(&sum);
        bag_init(&other_sum);
        for (i = 0; i < n; i++)
            bag_add(&large, dice_below(&dice, 500), 1);
        for (i = 0; i < m; i++)
            bag_add(&small, dice_below(&dice, 500), -1);
        bag_add_all(&sum, &large, 1);
        bag_add_all(&sum, &small, 1);
        bag_add_all(&other_sum, &small, 1);
        bag_add_all(&other_sum, &large, 1);

        assert_int_equal(sum.n, other_sum.n);
        for (i = 0; i < sum.n; i++) {
            uint64_t key = sum.at[i].key;

            assert_true(sum.at[i].n ==
                        bag_get(&large, key) + bag_get(&small, key));
            assert_true(other_sum.at[i].key == key && sum.at[i].n != 0);
        }
        bag_release(&large);
        bag_release(&small);
        bag_release(&sum);
        bag_release(&other_sum);
    }
}

/* Keys that are near each other and far apart. */
static uint64_t nth_key(size_t i)
{
    return i < KEYS / 2
               ? bag_key(METRIC_REACHED, i, 0)
               : bag_key((enum metric)(i % 19 + 1), i * 8, (uint32_t)i << 26);
}

static void check_same(const struct bag *b, const int64_t *naive)
{
    size_t i, n = 0;

    for (i = 0; i < KEYS; i++) {
        assert_true(bag_get(b, nth_key(i)) == naive[i]);
        n += naive[i] != 0;
    }
    assert_int_equal(b->n, n);
    for (i = 0; i < b->n; i++) {
        assert_true(i == 0 || b->at[i - 1].key < b->at[i].key);
        assert_int_equal(bag_from(b, b->at[i].key), i);
        assert_true(b->at[i].n != 0);
    }
}

static void any_additions_give_what_a_plain_table_gives(void **state)
{
    struct dice dice = {1};
    int64_t naive[KEYS] = {0}, other_naive[KEYS];
    struct bag b, other;
    int round, i;

    (void)state;
    bag_init(&b);
    bag_init(&other);
    for (round = 0; round < 2000; round++) {
        size_t k = dice_below(&dice, KEYS);
        int64_t n = (int64_t)dice_below(&dice, 7) - 3;

        bag_add(&b, nth_key(k), n);
        naive[k] += n;
        if (round % 50)
            continue;
        bag_empty(&other);
        for (i = 0; i < KEYS; i++) {
            other_naive[i] = (int64_t)dice_below(&dice, 3) - 1;
            bag_add(&other, nth_key((size_t)i), other_naive[i]);
        }
        bag_add_all(&b, &other, round % 100 ? 1 : -1);
        for (i = 0; i < KEYS; i++)
            naive[i] += (round % 100 ? 1 : -1) * other_naive[i];
        check_same(&b, naive);
    }
    bag_release(&other);
    bag_release(&b);
}

static void what_is_taken_out_as_it_was_put_in_leaves_nothing(void **state)
{
    struct dice dice = {2};
    struct bag b, one;
    size_t i;

    (void)state;
    bag_init(&b);
    bag_init(&one);
    for (i = 0; i < 500; i++)
        bag_add(&one, dice_throw(&dice) >> dice_below(&dice, 40), 1);

    bag_add_all(&b, &one, 1);
    bag_add_all(&b, &one, 1);
    bag_add_all(&b, &one, -1);
    bag_add_all(&b, &one, -1);

    assert_int_equal(b.n, 0);
    bag_release(&one);
    bag_release(&b);
}

static void a_bag_is_read_as_it_was_written(void **state)
{
    struct dice dice = {3};
    int round;

    (void)state;
    for (round = 0; round < 300; round++) {
        struct bag b, back;
        struct buf bytes;
        size_t i;

        bag_init(&b);
        bag_init(&back);
        buf_init(&bytes, 1 << 20);
        for (i = dice_below(&dice, 200); i > 0; i--)
            bag_add(&b, 1 + (dice_throw(&dice) >> dice_below(&dice, 62)),
                    (int64_t)(dice_throw(&dice) >> dice_below(&dice, 63)) -
                        1000);
        bag_write(&b, &bytes);

        assert_ok(bag_read(&back, bytes.text, bytes.len));

        assert_int_equal(back.n, b.n);
        if (b.n)
            assert_memory_equal(back.at, b.at, b.n * sizeof(*b.at));
        buf_release(&bytes);
        bag_release(&back);
        bag_release(&b);
    }
}

static void bytes_no_bag_was_written_as_are_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
    } bad[] = {
        {"\x01", 1},             /* a key without a count */
        {"\x80", 1},             /* half a key */
        {"\x01\x80", 2},         /* half a count */
        {"\x00\x02", 2},         /* key 0 */
        {"\x01\x00", 2},         /* count 0 */
        {"\x05\x02\x00\x02", 4}, /* the same key twice */
        {"\x05\x02\x07", 3},     /* cut off behind a key */
        {"\x05\x02\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x02",
         13},                                                     /* wraps */
        {"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x02", 12}, /* 11 bytes */
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct bag b;

        bag_init(&b);
        if (bag_read(&b, bad[i].bytes, bad[i].n) != ERR_INVALID)
            fail_msg("row %zu is read", i);
        bag_release(&b);
    }
}

static void counts_that_do_not_fit_together_are_refused(void **state)
{
    struct bag most, b;
    struct buf bytes;

    (void)state;
    bag_init(&most);
    bag_init(&b);
    buf_init(&bytes, 100);
    bag_add(&most, 7, INT64_MAX);
    bag_write(&most, &bytes);

    assert_ok(bag_read(&b, bytes.text, bytes.len));
    assert_err(ERR_INVALID, bag_read(&b, bytes.text, bytes.len));
    assert_true(bag_get(&b, 7) == INT64_MAX);
    buf_release(&bytes);
    bag_release(&b);
    bag_release(&most);
}

/* Anything may be on a disk that fails: no bytes may crash the reader. */
static void no_bytes_crash_the_reader(void **state)
{
    struct dice dice = {4};
    unsigned char bytes[64];
    int round;

    (void)state;
    for (round = 0; round < 100000; round++) {
        struct bag b;
        size_t i, n = dice_below(&dice, sizeof(bytes));

        for (i = 0; i < n; i++)
            bytes[i] = (unsigned char)dice_throw(&dice);
        bag_init(&b);
        (void)!bag_read(&b, bytes, n);
        bag_release(&b);
    }
}

static void every_number_is_read_as_it_was_written(void **state)
{
    static const int64_t edges[] = {0,
                                    1,
                                    -1,
                                    63,
                                    64,
                                    -64,
                                    -65,
                                    127,
                                    128,
                                    16383,
                                    16384,
                                    INT32_MAX,
                                    INT32_MIN,
                                    INT64_MAX,
                                    INT64_MIN,
                                    INT64_MAX - 1,
                                    INT64_MIN + 1};
    struct varint_reader r;
    struct buf bytes;
    size_t i;

    (void)state;
    buf_init(&bytes, 1000);
    for (i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
        varint_write_signed(&bytes, edges[i]);
        varint_write(&bytes, (uint64_t)edges[i]);
    }
    r = varint_reader_make(bytes.text, bytes.len);
    for (i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
        assert_true(varint_read_signed(&r) == edges[i]);
        assert_true(varint_read(&r) == (uint64_t)edges[i]);
    }
    assert_false(r.bad);
    assert_ptr_equal(r.at, r.end);
    assert_true(varint_read(&r) == 0);
    assert_true(r.bad);
    buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_says_metric_step_and_sub),
        cmocka_unit_test(any_additions_give_what_a_plain_table_gives),
        cmocka_unit_test(bags_of_any_sizes_are_added),
        cmocka_unit_test(what_is_taken_out_as_it_was_put_in_leaves_nothing),
        cmocka_unit_test(a_bag_is_read_as_it_was_written),
        cmocka_unit_test(bytes_no_bag_was_written_as_are_refused),
        cmocka_unit_test(counts_that_do_not_fit_together_are_refused),
        cmocka_unit_test(no_bytes_crash_the_reader),
        cmocka_unit_test(every_number_is_read_as_it_was_written),
    };

    return cmocka_run_group_tests_name("bag", tests, NULL, NULL);
}
