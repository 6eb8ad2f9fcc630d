/*
 * test_figures_kept.c - answers of figures that are given again: never one
 * that no longer holds.  A tracker that writes keeps none, so it says what is
 * right; one that reads, open all the time, has to say the same.
 */
#include "tests/oracle/dice.h"
#include "tests/unit/tracked.h"

enum {
    ROUNDS = 30,
    ASKED = 40, /* questions a round */
    ATTEMPTS = 6,
    EVENTS = 3, /* of an attempt, at most */
    DAYS = 10,
    LINE = 400,
};

/* Of attempts that go on here and there; some are live still. */
static void import_some(struct tracked *w, struct dice *d, int round)
{
    static const char *const kinds[] = {"view", "accept", "reject", "save",
                                        "help", "error",  "end"};
    static const char *const steps[] = {"a", "b", "c", "d", "e", "unmapped"};
    static const char *const devices[] = {"mobile", "desktop"};
    static const char *const channels[] = {"self", "kiosk", "field"};
    char text[ATTEMPTS * EVENTS * LINE], *to = text;
    size_t i, e, events = 1 + dice_below(d, EVENTS);

    for (i = 0; i < ATTEMPTS; i++) {
        size_t attempt = dice_below(d, (size_t)round * 4 + 4);
        const char *device = devices[attempt % 2];
        const char *channel = channels[attempt % 3];

        for (e = 0; e < events; e++) {
            int64_t at = TRACKED_START_MS +
                         (int64_t)dice_below(d, 3 * MS_PER_DAY / 1000) * 1000;

            to += snprintf(to, LINE,
                           "{\"journey\":\"own\",\"attempt\":\"attempt-%zu\","
                           "\"kind\":\"%s\",\"step\":\"%s\",\"at\":%lld,"
                           "\"device\":\"%s\",\"channel\":\"%s\"}\n",
                           attempt, DICE_PICK(d, kinds), DICE_PICK(d, steps),
                           (long long)at, device, channel);
        }
    }
    (void)tracked_import_at(w, text, TRACKED_START_MS + 3 * MS_PER_DAY);
}

static struct figures_query some_query(struct dice *d)
{
    const int32_t first = (int32_t)(TRACKED_START_MS / MS_PER_DAY);
    struct figures_query q = {.journey = "own"};

    switch (dice_below(d, 6)) {
    case 0:
        q.period = (struct period){true, true, first, first + 1};
        break;
    case 1:
        q.segments.device = "mobile";
        break;
    case 2:
        q.segments.channel = "self";
        break;
    case 3:
        q.segments.channel = "kiosk";
        q.segments.device = "mobile"; /* of trails */
        break;
    default:
        break;
    }
    return q;
}

/* What a question is answered with, as text; the answer in *ret_figures. */
static char *asked(struct arena *a, struct tracker *t, struct figures_query q,
                   int64_t now_ms, struct figures *ret_figures)
{
    json_t *json;
    char *dump, *text;

    q.now_ms = now_ms;
    assert_ok(tracker_figures(t, a, &q, ret_figures));
    json = figures_json(ret_figures);
    dump = json_dumps(json, JSON_INDENT(1));
    text =
        arena_printf(a, "%s days %d %d to %d, ever %d to %d", dump,
                     ret_figures->has_days, ret_figures->from,
                     ret_figures->until, ret_figures->first, ret_figures->last);
    free(dump);
    json_decref(json);
    return text;
}

/* Mostly a little later, so that what is kept may hold; or any time. */
static int64_t some_instant(struct dice *d, int64_t before_ms)
{
    if (dice_chance(d, 70))
        return before_ms + (int64_t)dice_below(d, 20 * 60 * 1000);
    return TRACKED_START_MS + (int64_t)dice_below(d, DAYS * MS_PER_DAY);
}

static void ask_both(struct arena *a, struct tracked *w, struct tracker *reader,
                     struct dice *d)
{
    int64_t now_ms = TRACKED_START_MS;
    int i;

    for (i = 0; i < ASKED; i++) {
        struct figures_query q = some_query(d);
        struct figures f, same;
        const char *want;

        now_ms = some_instant(d, now_ms);
        want = asked(a, w->t, q, now_ms, &f);
        assert_string_equal(asked(a, reader, q, now_ms, &same), want);
        /* to the last instant it says it holds for */
        assert_true(same.until_ms >= now_ms);
        assert_string_equal(asked(a, w->t, q, same.until_ms, &f), want);
        assert_string_equal(asked(a, reader, q, same.until_ms, &f), want);
    }
}

static void an_answer_is_right_whenever_it_is_given(void **state)
{
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    struct dice d = {7};
    int round;

    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    for (round = 0; round < ROUNDS; round++) {
        struct arena *a = arena_new();

        import_some(w, &d, round);
        ask_both(a, w, reader, &d);
        arena_free(a);
    }
    tracker_close(reader);
    tracked_free(w);
    (void)state;
}

/* One attempt that begins at noon of the day, and stays where it is. */
static const char one[] =
    "{\"journey\":\"own\",\"attempt\":\"attempt-one\",\"kind\":\"view\","
    "\"step\":\"a\",\"at\":\"2026-03-02T12:00:00Z\"}\n";
static const char other[] =
    "{\"journey\":\"own\",\"attempt\":\"attempt-two\",\"kind\":\"view\","
    "\"step\":\"b\",\"at\":\"2026-03-02T12:00:00Z\"}\n";

enum { NOON_MS = 2 * 60 * 60 * 1000, IDLE_MS = 30 * 60 * 1000 };

static void time_alone_makes_an_attempt_abandoned(void **state)
{
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    const int64_t noon_ms = TRACKED_START_MS + NOON_MS;
    struct figures_query q = {.journey = "own", .now_ms = noon_ms};
    struct figures f;

    (void)tracked_import(w, one);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.open, 1);
    assert_int_equal(f.until_ms, noon_ms + IDLE_MS);

    q.now_ms = noon_ms + IDLE_MS; /* exactly at a limit is inside it */
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.open, 1);
    assert_int_equal(f.abandoned, 0);

    q.now_ms++;
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.open, 0);
    assert_int_equal(f.abandoned, 1);

    q.now_ms = noon_ms; /* a clock may be put back */
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.open, 1);
    tracker_close(reader);
    tracked_free(w);
}

static const char saved[] =
    "{\"journey\":\"own\",\"attempt\":\"attempt-one\",\"kind\":\"save\","
    "\"step\":\"a\",\"at\":\"2026-03-02T12:00:00Z\"}\n";

static void time_alone_ends_a_save(void **state)
{
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    const int64_t noon_ms = TRACKED_START_MS + NOON_MS;
    struct figures_query q = {.journey = "own", .now_ms = noon_ms};
    struct figures f;

    (void)tracked_import_at(w, saved, noon_ms);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.saved, 1);

    q.now_ms = noon_ms + MS_PER_DAY; /* its saveDays */
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.saved, 1);
    assert_int_equal(f.until_ms, q.now_ms);

    q.now_ms++;
    assert_ok(tracker_figures(reader, *state, &q, &f));
    assert_int_equal(f.saved, 0);
    assert_int_equal(f.abandoned, 1);
    tracker_close(reader);
    tracked_free(w);
}

static void an_answer_in_use_outlives_those_that_follow(void **state)
{
    enum { QUESTIONS = 3000 }; /* more than are kept */
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    struct figures_query q = {.journey = "own", .now_ms = TRACKED_LATER_MS};
    struct figures first, f;
    int32_t day;

    (void)tracked_import(w, one);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    assert_ok(tracker_figures(reader, *state, &q, &first));
    (void)tracked_import(w, other);
    for (day = 0; day < QUESTIONS; day++) {
        struct arena *a = arena_new();

        q.period = (struct period){.has_from = true, .from = day};
        assert_ok(tracker_figures(reader, a, &q, &f));
        assert_int_equal(f.started + f.joined_later, 2);
        arena_free(a);
    }
    assert_int_equal(first.started + first.joined_later, 1);
    assert_string_equal(first.journey, "own");
    assert_string_equal(first.steps[0].id, "a");
    assert_int_equal(first.steps[0].reached, 1);
    tracker_close(reader);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_right_whenever_it_is_given),
        with_arena(time_alone_makes_an_attempt_abandoned),
        with_arena(time_alone_ends_a_save),
        with_arena(an_answer_in_use_outlives_those_that_follow),
    };

    return cmocka_run_group_tests_name("figures kept", tests, NULL, NULL);
}
