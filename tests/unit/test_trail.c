#include "tracker/trail.h"

#include <stdlib.h>
#include <string.h>

#include "tests/oracle/dice.h"
#include "tests/unit.h"

/* Any event the protocol allows, its values often those of the one before. */
static struct trail_event random_event(struct dice *d)
{
    static const int64_t times[] = {0,
                                    1,
                                    INT64_C(1772445600000),
                                    INT64_C(1772445600001),
                                    INT64_C(-62135596800000),
                                    INT64_C(253402300799999)};
    struct trail_event e = {
        .at_ms = dice_chance(d, 30)
                     ? DICE_PICK(d, times)
                     : INT64_C(1772445600000) + (int64_t)dice_below(d, 5000),
        .seq = dice_chance(d, 40) ? -1 : (int32_t)dice_below(d, 65536),
        .import = dice_chance(d, 80) ? 7 : (uint32_t)dice_throw(d),
        .step = (uint16_t)(dice_chance(d, 80) ? dice_below(d, 9)
                                              : dice_below(d, 65536)),
        .kind = (uint8_t)(1 + dice_below(d, KINDS - 1)),
        .unstamped = dice_chance(d, 10),
        .evidence =
            dice_chance(d, 80) ? EVIDENCE_BROWSER : (uint8_t)dice_below(d, 32),
    };

    if (dice_chance(d, 40)) {
        e.lang = (uint16_t)dice_below(d, 3);
        e.release = (uint16_t)dice_below(d, 65536);
        e.variant = (uint16_t)dice_below(d, 3);
        e.channel = (uint8_t)dice_below(d, CHANNELS);
        e.device = (uint8_t)dice_below(d, DEVICES);
        e.outcome = (uint8_t)dice_below(d, OUTCOMES);
        e.to = (uint8_t)dice_below(d, TOS);
        e.rating = (uint8_t)dice_below(d, 6);
        e.n_errors = (uint8_t)dice_below(d, EVENT_ERRORS_MAX + 1);
    }
    return e;
}

static void random_trail(struct dice *d, struct trail *t, size_t n)
{
    struct trail_error errors[EVENT_ERRORS_MAX];
    size_t i;

    trail_empty(t);
    for (; n > 0; n--) {
        for (i = 0; i < EVENT_ERRORS_MAX; i++)
            errors[i] = (struct trail_error){(uint16_t)dice_throw(d),
                                             (uint16_t)dice_throw(d)};
        trail_add(t, random_event(d), errors);
    }
}

static void assert_same_event(const struct trail *a, const struct trail *b,
                              size_t i)
{
    struct trail_event x = a->at[i], y = b->at[i];

    if (x.n_errors)
        assert_memory_equal(trail_errors(a, &x), trail_errors(b, &y),
                            x.n_errors * sizeof(struct trail_error));
    assert_true(x.at_ms == y.at_ms && x.seq == y.seq && x.import == y.import);
    assert_true(x.step == y.step && x.kind == y.kind && x.lang == y.lang);
    assert_true(x.release == y.release && x.variant == y.variant);
    assert_true(x.outcome == y.outcome && x.to == y.to);
    assert_true(x.channel == y.channel && x.device == y.device);
    assert_true(x.rating == y.rating && x.unstamped == y.unstamped);
    assert_int_equal(x.n_errors, y.n_errors);
    assert_int_equal(x.evidence, y.evidence);
}

static void a_trail_is_read_as_it_was_written(void **state)
{
    struct dice dice = {1};
    struct trail t, back;
    int round;

    (void)state;
    trail_init(&t);
    trail_init(&back);
    for (round = 0; round < 3000; round++) {
        size_t i, n = dice_below(&dice, round % 100 ? 20 : 4097);
        struct varint_reader r, skip;
        struct buf bytes;

        random_trail(&dice, &t, n);
        buf_init(&bytes, TRAIL_BYTES_MAX);
        trail_write(&t, &bytes);
        buf_adds(&bytes, "what is behind");
        r = skip = varint_reader_make(bytes.text, bytes.len);

        assert_ok(trail_read(&back, &r));
        assert_ok(trail_skip(&skip));

        assert_string_equal((const char *)r.at, "what is behind");
        assert_ptr_equal(r.at, skip.at);
        assert_int_equal(back.n, n);
        for (i = 0; i < n; i++)
            assert_same_event(&t, &back, i);
        buf_release(&bytes);
    }
    trail_release(&back);
    trail_release(&t);
}

static size_t packed_size(const struct trail *t)
{
    struct buf bytes;
    size_t n;

    buf_init(&bytes, TRAIL_BYTES_MAX);
    trail_write(t, &bytes);
    n = bytes.len;
    buf_release(&bytes);
    return n;
}

static void what_browsers_send_takes_no_byte_more(void **state)
{
    struct trail_event e = {.kind = KIND_VIEW, .step = 1, .at_ms = 1000};
    struct trail plain, browser;
    int i;

    (void)state;
    trail_init(&plain);
    trail_init(&browser);
    for (i = 0; i < 5; i++) {
        e.seq = i;
        e.evidence = 0;
        trail_add(&plain, e, NULL);
        e.evidence = EVIDENCE_BROWSER;
        trail_add(&browser, e, NULL);
    }
    assert_int_equal(packed_size(&browser), packed_size(&plain));
    trail_release(&plain);
    trail_release(&browser);
}

static void the_longest_trail_fits_its_lid(void **state)
{
    struct trail_error errors[EVENT_ERRORS_MAX];
    struct trail_event e = {.kind = KIND_REJECT, .n_errors = EVENT_ERRORS_MAX};
    struct trail t;
    struct buf bytes;
    size_t i;

    (void)state;
    trail_init(&t);
    memset(errors, 0xFF, sizeof(errors));
    for (i = 0; i < ATTEMPT_EVENTS_MAX; i++) {
        e.at_ms = i % 2 ? INT64_C(-62135596800000) : INT64_C(253402300799999);
        e.seq = (int32_t)(65535 - i * 2);
        e.import = UINT32_MAX - (uint32_t)i;
        e.lang = e.release = e.variant = (uint16_t)(65535 - i);
        e.step = 65535;
        trail_add(&t, e, errors);
    }
    buf_init(&bytes, TRAIL_BYTES_MAX);
    trail_write(&t, &bytes);

    assert_ok(buf_finish(&bytes));
    buf_release(&bytes);
    trail_release(&t);
}

/* Whatever is read must be what an attempt may hold. */
static void assert_sound(const struct trail *t)
{
    size_t i;

    assert_true(t->n <= ATTEMPT_EVENTS_MAX);
    for (i = 0; i < t->n; i++) {
        const struct trail_event *e = &t->at[i];

        assert_true(e->kind > KIND_NONE && e->kind < KINDS);
        assert_true(e->outcome < OUTCOMES && e->to < TOS && e->rating <= 5);
        assert_true(e->channel < CHANNELS && e->device < DEVICES);
        assert_true(e->evidence <= EVIDENCE_ALL);
        assert_true(e->seq >= -1 && e->seq <= EVENT_SEQ_MAX);
        assert_true(e->errors_at + e->n_errors <= t->n_errors);
    }
}

/* Read from memory of just that size, so that a sanitizer sees a step past. */
static void read_bytes(const char *bytes, size_t n)
{
    char *exact = test_malloc(n);
    struct varint_reader r = varint_reader_make(exact, n), skip = r;
    struct trail t;

    memcpy(exact, bytes, n);
    trail_init(&t);
    if (trail_read(&t, &r) == OK) {
        assert_sound(&t);
        assert_ok(trail_skip(&skip));
    } else {
        assert_int_equal(t.n, 0);
        assert_err(ERR_INVALID, trail_skip(&skip));
    }
    trail_release(&t);
    test_free(exact);
}

static void damaged_trails_are_refused_or_sound_and_never_crash(void **state)
{
    struct dice dice = {2};
    struct trail t;
    int round;

    (void)state;
    trail_init(&t);
    for (round = 0; round < 300; round++) {
        struct buf bytes;
        size_t i;

        random_trail(&dice, &t, 1 + dice_below(&dice, 6));
        buf_init(&bytes, TRAIL_BYTES_MAX);
        trail_write(&t, &bytes);
        for (i = 0; i < bytes.len; i++) {
            int bit;

            read_bytes(bytes.text, i); /* cut off */
            for (bit = 0; bit < 8; bit++) {
                bytes.text[i] = (char)(bytes.text[i] ^ 1 << bit);
                read_bytes(bytes.text, bytes.len);
                bytes.text[i] = (char)(bytes.text[i] ^ 1 << bit);
            }
        }
        buf_release(&bytes);
    }
    trail_release(&t);
}

static void no_bytes_crash_the_reader(void **state)
{
    struct dice dice = {3};
    char bytes[80];
    int round;

    (void)state;
    for (round = 0; round < 100000; round++) {
        size_t i, n = 1 + dice_below(&dice, sizeof(bytes) - 1);

        for (i = 0; i < n; i++)
            bytes[i] = (char)dice_throw(&dice);
        bytes[0] = (char)dice_below(&dice, 12);
        read_bytes(bytes, n);
    }
}

static void what_an_import_brought_is_dropped_and_nothing_else(void **state)
{
    struct dice dice = {5};
    struct trail t, want;
    size_t i, n;

    (void)state;
    trail_init(&t);
    trail_init(&want);
    random_trail(&dice, &t, 200);
    for (i = 0; i < t.n; i++)
        if (t.at[i].import != 7)
            trail_add(&want, t.at[i], trail_errors(&t, &t.at[i]));

    n = trail_drop_import(&t, 7);

    assert_int_equal(n + want.n, 200);
    assert_int_equal(t.n, want.n);
    for (i = 0; i < t.n; i++)
        assert_same_event(&t, &want, i);
    assert_int_equal(trail_drop_import(&t, 7), 0);
    trail_release(&want);
    trail_release(&t);
}

/* What trail_read() and trail_sort() say of it. */
static void assert_glanced(const struct trail *t, const struct buf *bytes,
                           bool rises)
{
    struct varint_reader r = varint_reader_make(bytes->text, bytes->len);
    static struct trail_glance glances[ATTEMPT_EVENTS_MAX];
    struct trail_order order = {NULL, 0};
    bool in_order, sorted = true;
    size_t i, n;

    assert_ok(trail_glance(&r, glances, &n, &in_order));
    assert_ptr_equal(r.at, r.end);
    assert_int_equal(n, t->n);
    trail_sort(t, &order);
    for (i = 0; i < n; i++) {
        assert_int_equal(glances[i].at_ms, t->at[i].at_ms);
        assert_int_equal(glances[i].step, t->at[i].step);
        assert_int_equal(glances[i].kind, t->at[i].kind);
        sorted &= order.at[i] == i;
    }
    free(order.at);
    assert_true(!rises || in_order);
    assert_true(!in_order || sorted);
}

static void a_glance_sees_what_reading_the_whole_trail_sees(void **state)
{
    struct dice d = {5};
    struct trail t;
    struct buf bytes;
    size_t i;
    int round;

    (void)state;
    trail_init(&t);
    buf_init(&bytes, TRAIL_BYTES_MAX);
    for (round = 0; round < 3000; round++) {
        random_trail(&d, &t, dice_below(&d, 8));
        for (i = 0; i < t.n && round % 3; i++) { /* many lie as they count */
            t.at[i].seq = round % 3 == 1 ? (int32_t)i : -1;
            t.at[i].at_ms = TRAIL_AT_MIN_MS + (int64_t)(i * i << 40);
            t.at[i].evidence = round % 2 ? EVIDENCE_BROWSER : 0;
        }
        buf_reset(&bytes);
        trail_write(&t, &bytes);
        assert_glanced(&t, &bytes, round % 3 > 0);
    }
    buf_release(&bytes);
    trail_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trail_is_read_as_it_was_written),
        cmocka_unit_test(what_browsers_send_takes_no_byte_more),
        cmocka_unit_test(a_glance_sees_what_reading_the_whole_trail_sees),
        cmocka_unit_test(the_longest_trail_fits_its_lid),
        cmocka_unit_test(damaged_trails_are_refused_or_sound_and_never_crash),
        cmocka_unit_test(no_bytes_crash_the_reader),
        cmocka_unit_test(what_an_import_brought_is_dropped_and_nothing_else),
    };

    return cmocka_run_group_tests_name("trail", tests, NULL, NULL);
}
