#include <stdlib.h>

#include "tests/oracle/dice.h"
#include "tests/unit.h"
#include "tracker/trail.h"

/* A glance at a trail, beside trail_read(); test_trail.c has other trails. */

/* As most trails are: events of few bytes, soon after one another, with seqs
 * in a row or none.  And as some are: back in time, or at the ends of it. */
static void plain_trail(struct dice *d, struct trail *t)
{
    static const int64_t starts[] = {INT64_C(1772445600000),
                                     TRAIL_AT_MIN_MS + 70000,
                                     TRAIL_AT_MAX_MS - 70000},
                         gaps[] = {0, 1, 60, 5000, 40000};
    size_t n = 1 + dice_below(d, 40);
    bool mixed = dice_chance(d, 20), jumps = dice_chance(d, 20),
         none = dice_chance(d, 30), back = dice_chance(d, 30);
    int64_t at_ms = DICE_PICK(d, starts);
    int32_t seq = -1;

    for (trail_empty(t); n > 0; n--) {
        struct trail_event e = {.at_ms = at_ms,
                                .kind = (uint8_t)(1 + dice_below(d, KINDS - 1)),
                                .step = (uint16_t)dice_below(d, 140)};

        if (mixed)
            none = dice_chance(d, 50);
        seq = none ? -1 : seq + 1;
        if (jumps && dice_chance(d, 20))
            seq = (int32_t)dice_below(d, 40);
        e.seq = seq;
        trail_add(t, e, NULL);
        at_ms += (back && dice_chance(d, 30) ? -1 : 1) * DICE_PICK(d, gaps);
        at_ms += dice_chance(d, 3) ? INT64_C(1) << 28 : 0;
    }
}

/* Do events lie in the order that counts? */
static bool lie_in_order(const struct trail *t)
{
    bool by_seq = true, seqs_rise = true, times_rise = true;
    size_t i;

    for (i = 0; i < t->n; i++) {
        by_seq &= t->at[i].seq >= 0;
        seqs_rise &= i == 0 || t->at[i].seq > t->at[i - 1].seq;
        times_rise &= i == 0 || t->at[i].at_ms >= t->at[i - 1].at_ms;
    }
    return by_seq ? seqs_rise : times_rise;
}

/* As far as `size` bytes of it go, a glance says what trail_read() says. */
static void assert_glanced_alike(const struct trail *t, const char *bytes,
                                 size_t size, struct trail *whole)
{
    static struct trail_glance glances[ATTEMPT_EVENTS_MAX];
    struct varint_reader a = varint_reader_make(bytes, size), b = a;
    enum err want = trail_read(whole, &a);
    bool plain;
    size_t i, n;

    assert_err(want, trail_glance(&b, glances, &n, &plain));
    if (want)
        return;
    assert_ptr_equal(a.at, b.at);
    assert_int_equal(n, t->n);
    assert_int_equal(plain, lie_in_order(t));
    for (i = 0; i < n; i++) {
        assert_int_equal(glances[i].at_ms, t->at[i].at_ms);
        assert_int_equal(glances[i].step, t->at[i].step);
        assert_int_equal(glances[i].kind, t->at[i].kind);
    }
}

static void a_glance_at_plain_events_errs_where_reading_them_does(void **state)
{
    enum { BEHIND = 64 }; /* another trail, of a chunk */
    struct dice d = {6};
    struct trail t, whole;
    struct buf bytes;
    size_t refused = 0;
    int round;

    (void)state;
    trail_init(&t);
    trail_init(&whole);
    buf_init(&bytes, TRAIL_BYTES_MAX);
    for (round = 0; round < 20000; round++) {
        size_t size, i;

        plain_trail(&d, &t);
        buf_reset(&bytes);
        trail_write(&t, &bytes);
        size = dice_below(&d, bytes.len + 1); /* damaged: it ends too early */
        assert_glanced_alike(&t, bytes.text, size, &whole);
        refused += whole.n == 0;
        for (i = 0; i < BEHIND; i++)
            buf_add(&bytes, "\x11", 1);
        assert_glanced_alike(&t, bytes.text, bytes.len, &whole);
    }
    assert_true(refused > 0);
    buf_release(&bytes);
    trail_release(&whole);
    trail_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_glance_at_plain_events_errs_where_reading_them_does),
    };

    return cmocka_run_group_tests_name("glance", tests, NULL, NULL);
}
