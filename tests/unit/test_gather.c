#include "tests/unit/stream.h"
#include "tracker/gather.h"

/* An import reads many events before it keeps any; nobody can tell. */

enum {
    EVENTS = 3000,
    ALONE = 1,        /* bytes: each event is kept before the next is read */
    SOME = 24 * 1024, /* some hundred are held back */
};

struct imported {
    struct import_summary sum;
    char *said; /* problems, and every answer */
};

static struct imported import_of(struct arena *a, const char *lines,
                                 size_t hold_bytes)
{
    struct tracked *w = tracked_new();
    const struct import_options o = {.journey = "own",
                                     .name = "in",
                                     .now_ms = TRACKED_LATER_MS,
                                     .hold_bytes = hold_bytes};
    struct imported out = {.said = arena_strdup(a, "")};
    struct problems p;
    struct input *in = NULL;
    size_t i;

    problems_init(&p, a, EVENTS);
    tracked_write_text(w, lines);
    assert_ok(input_open(w->file, &in));
    assert_ok(tracker_import(w->t, in, &o, &p, &out.sum));
    input_close(in);
    for (i = 0; i < p.n; i++)
        out.said = arena_printf(a, "%s%s: %s\n", out.said, p.at[i].place,
                                p.at[i].message);
    out.said = arena_printf(a, "%s%s", out.said, tracked_answers(a, w));
    tracked_free(w);
    return out;
}

/* With events twice, seqs in conflict, and lines that are none. */
static char *shuffled_lines(struct arena *a, uint64_t seed)
{
    struct stream s = stream_make(a, seed, EVENTS);
    struct dice d = {seed};
    struct buf text;
    char *line, *copy;
    size_t i;

    stream_repeat(a, &d, &s, EVENTS / 10);
    stream_shuffle(&d, &s);
    buf_init(&text, 8 * 1024 * 1024);
    for (i = 0; i < s.n; i++) {
        if (s.at[i].e.seq > 0 && dice_chance(&d, 5))
            s.at[i].e.seq--;
        line = stream_line(&s.at[i]);
        buf_addf(&text, "%s\n", line);
        free(line);
        if (dice_chance(&d, 1))
            buf_adds(&text, "{}\n");
    }
    assert_ok(buf_finish(&text));
    copy = arena_strdup(a, text.text);
    buf_release(&text);
    return copy;
}

static void how_much_is_held_back_makes_no_difference(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 5; seed++) {
        struct arena *a = arena_new();
        const char *lines = shuffled_lines(a, seed);
        struct imported alone = import_of(a, lines, ALONE);
        const struct imported others[] = {import_of(a, lines, SOME),
                                          import_of(a, lines, 0)};
        size_t i;

        assert_true(alone.sum.duplicates > 0 && alone.sum.refused > 0);
        for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
            assert_memory_equal(&alone.sum, &others[i].sum, sizeof(alone.sum));
            assert_string_equal(alone.said, others[i].said);
        }
        arena_free(a);
    }
}

static struct numbered numbered_event(struct dice *d, size_t attempts)
{
    struct numbered e = {.event = {.at_ms = (int64_t)dice_below(d, 1 << 30),
                                   .seq = (int32_t)dice_below(d, 99) - 1,
                                   .import = 7,
                                   .kind = KIND_REJECT,
                                   .step = (uint16_t)dice_below(d, 300),
                                   .n_errors = (uint8_t)dice_below(d, 3)}};
    size_t i;

    e.key.bytes[0] = (unsigned char)dice_below(d, attempts);
    e.key.bytes[HASH_SIZE - 1] = (unsigned char)dice_below(d, 2);
    for (i = 0; i < e.event.n_errors; i++)
        e.errors[i].field = (uint16_t)(1 + dice_below(d, 200));
    return e;
}

static void assert_same_event(const struct numbered *want,
                              const struct numbered *got)
{
    size_t i;

    assert_memory_equal(want->key.bytes, got->key.bytes, HASH_SIZE);
    assert_int_equal(want->event.at_ms, got->event.at_ms);
    assert_int_equal(want->event.seq, got->event.seq);
    assert_int_equal(want->event.import, got->event.import);
    assert_int_equal(want->event.step, got->event.step);
    assert_int_equal(want->event.n_errors, got->event.n_errors);
    for (i = 0; i < want->event.n_errors; i++)
        assert_int_equal(want->errors[i].field, got->errors[i].field);
}

/* Lines may go back: a file of several journeys begins again at each. */
static void
what_is_gathered_comes_back_by_attempt_in_the_order_it_came(void **state)
{
    struct numbered *sent = arena_array(*state, EVENTS, sizeof(*sent)), got;
    bool *seen = arena_array(*state, EVENTS, sizeof(*seen));
    unsigned char ended[256][2] = {{0}};
    struct key_index nowhere;
    struct gather g;
    struct dice d = {11};
    struct hash last = {{0}};
    int64_t line, last_line = -1;
    size_t i, n = 0;

    key_index_init(&nowhere);
    gather_init(&g, 0);
    for (i = 0; i < EVENTS; i++) {
        sent[i] = numbered_event(&d, 100);
        gather_add(&g, &sent[i], (int64_t)i + 5);
    }
    gather_sort(&g, &nowhere);
    for (; gather_next(&g, &got, &line); n++) {
        unsigned char *end =
            &ended[got.key.bytes[0]][got.key.bytes[HASH_SIZE - 1]];

        i = (size_t)(line - 5);
        assert_true(i < EVENTS && !seen[i]);
        seen[i] = true;
        assert_same_event(&sent[i], &got);
        if (n && memcmp(&last, &got.key, HASH_SIZE) == 0) {
            assert_true(line > last_line);
        } else {
            assert_int_equal(*end, 0); /* it did not come before */
            *end = 1;
        }
        last = got.key;
        last_line = line;
    }
    assert_int_equal(n, EVENTS);
    gather_release(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(how_much_is_held_back_makes_no_difference),
        with_arena(what_is_gathered_comes_back_by_attempt_in_the_order_it_came),
    };

    return cmocka_run_group_tests_name("gather", tests, NULL, NULL);
}
