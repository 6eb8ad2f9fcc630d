#include "tests/oracle/agree.h"

#include <string.h>

#include "tests/oracle/asks.h"
#include "tests/oracle/compare.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/slices.h"

/* Of so many histories one goes in many steps, and one is recounted at each. */
enum { STEPS_EVERY = 5, RECOUNT_EVERY = 50 };

/* What the tracker's lines say; the oracle knows more of an attempt. */
static json_t *attempts_as_lines(const json_t *answer)
{
    static const char *const keys[] = {
        "state",    "outcome", "resting",          "furthest",
        "backs",    "rejects", "joined_later",     "left_by",
        "unmapped", "day",     "error_attributed", "apart"};
    json_t *attempts = json_object_get(answer, "attempts"),
           *list = json_array();
    const char *id;
    json_t *attempt;

    json_object_foreach(attempts, id, attempt)
    {
        json_t *line = json_object();
        for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
            json_object_set(line, keys[i], json_object_get(attempt, keys[i]));
        json_array_append_new(list, line);
    }
    return list;
}

const char *oracle_attempts_differ(struct arena *a, struct asked *t,
                                   const json_t *history, const json_t *answer)
{
    json_t *want = attempts_as_lines(answer), *got = NULL;
    const char *d = asked_attempts(a, t, history, &got);

    if (!d)
        d = oracle_lists_differ(a, want, got);
    json_decref(want);
    json_decref(got);
    return d;
}

const char *oracle_part_differs(struct arena *a, struct asked *t,
                                const json_t *history, struct asked_part part,
                                json_t *want)
{
    json_t *got = NULL;
    const char *d = asked_figures(a, t, history, part, &got);

    if (!d)
        d = oracle_law_broken(got);
    if (!d)
        d = oracle_figures_differ(a, want, got);
    json_decref(got);
    return d;
}

/* Duplicates and conflicts are counted by the day they were received. */
static json_t *figures_of_cohorts(const json_t *answer)
{
    json_t *figures = json_copy(json_object_get(answer, "figures"));

    json_object_del(figures, "duplicates");
    json_object_del(figures, "conflicts");
    return figures;
}

static bool has_segments(const json_t *attempt, const json_t *segments)
{
    const char *key;
    json_t *word;

    json_object_foreach((json_t *)(uintptr_t)segments, key, word)
    {
        if (!json_equal(word, json_object_get(attempt, key)))
            return false;
    }
    return true;
}

static bool is_in(struct asked_part part, const json_t *attempt)
{
    const char *day = json_string_value(json_object_get(attempt, "day"));

    return (!part.from || strcmp(day, part.from) >= 0) &&
           (!part.until || strcmp(day, part.until) <= 0) &&
           has_segments(attempt, part.segments) &&
           (part.version == 0 || json_integer_value(json_object_get(
                                     attempt, "version")) == part.version);
}

/* The oracle's answer from the events of those attempts alone. */
static json_t *expect_of_part(const json_t *history, const json_t *answer,
                              struct asked_part part)
{
    const json_t *attempts = json_object_get(answer, "attempts");
    json_t *events = history_events(history);

    for (size_t i = json_array_size(events); i-- > 0;) {
        const json_t *event = json_array_get(events, i);
        const char *id = json_string_value(json_object_get(event, "attempt"));
        if (!is_in(part, json_object_get(attempts, id)))
            json_array_remove(events, i);
    }
    json_t *expect =
        oracle_expect(json_object_get(history, "versions"), events,
                      history_received_ms(history), history_now_ms(history));
    json_decref(events);
    return expect;
}

static const char *part_differs(struct arena *a, struct asked *t,
                                const json_t *history, const json_t *answer,
                                struct asked_part part)
{
    json_t *expect = expect_of_part(history, answer, part);
    json_t *want = figures_of_cohorts(expect);
    const char *d = oracle_part_differs(a, t, history, part, want);

    json_decref(want);
    json_decref(expect);
    if (!d)
        return NULL;
    return arena_printf(a, "version %d, %zu segments, from %s until %s: %s",
                        part.version, json_object_size(part.segments),
                        part.from ? part.from : "the first day",
                        part.until ? part.until : "the last", d);
}

/* The time from, until, and on that day. */
static const char *days_differ(struct arena *a, struct asked *t,
                               const json_t *history, const json_t *answer,
                               const char *day)
{
    const char *d;

    d = part_differs(a, t, history, answer,
                     (struct asked_part){0, day, NULL, NULL});
    if (!d)
        d = part_differs(a, t, history, answer,
                         (struct asked_part){0, NULL, day, NULL});
    if (!d)
        d = part_differs(a, t, history, answer,
                         (struct asked_part){0, day, day, NULL});
    return d;
}

/* Attempts like one that is there: of one of its segments, and of several. */
static const char *segments_differ(struct arena *a, struct asked *t,
                                   const json_t *history, const json_t *answer,
                                   const json_t *attempt, struct dice *dice)
{
    static const char *const keys[] = {"channel", "device", "lang", "release",
                                       "variant"};
    json_t *segments = json_object();
    const char *d = NULL;

    for (int asked = 1 + (int)dice_below(dice, 3); asked > 0; asked--) {
        const char *key = DICE_PICK(dice, keys);
        json_t *word = json_object_get(attempt, key);
        if (json_is_string(word))
            json_object_set(segments, key, word);
    }
    if (json_object_size(segments))
        d = part_differs(a, t, history, answer,
                         (struct asked_part){.segments = segments});
    json_decref(segments);
    return d;
}

/* Each version, and the days of some attempts. */
static const char *parts_differ(struct arena *a, struct asked *t,
                                const json_t *history, const json_t *answer)
{
    int versions = (int)json_array_size(json_object_get(history, "versions"));
    json_t *attempts = json_object_get(answer, "attempts"), *attempt;
    const char *id, *d = NULL, *asked = "";
    int left = 6;
    struct dice dice = {
        (uint64_t)json_integer_value(json_object_get(history, "seed"))};

    for (int v = 1; versions > 1 && v <= versions && !d; v++)
        d = part_differs(a, t, history, answer,
                         (struct asked_part){v, NULL, NULL, NULL});
    json_object_foreach(attempts, id, attempt)
    {
        const char *day = json_string_value(json_object_get(attempt, "day"));
        if (!d && left > 0 && strcmp(day, asked) != 0) {
            d = days_differ(a, t, history, answer, day);
            if (!d)
                d = segments_differ(a, t, history, answer, attempt, &dice);
            left--;
        }
        asked = day;
    }
    return d;
}

/* What stays when a batch is undone: what the others were first to bring. */
static json_t *without_batch(const json_t *history, size_t batch, bool again)
{
    const json_t *batches = json_object_get(history, "batches");
    json_t *stored = history_stored(history);
    json_t *less = json_deep_copy(history);

    json_array_clear(json_array_get(stored, batch));
    if (again)
        json_array_append(stored, json_array_get(batches, batch));
    json_object_set_new(less, "batches", stored);
    return less;
}

static const char *remainder_differs(struct arena *a, struct asked *t,
                                     const json_t *history, size_t batch,
                                     bool again)
{
    json_t *less = without_batch(history, batch, again);
    json_t *answer = history_expect(less);
    json_t *want = figures_of_cohorts(answer);
    const char *d = oracle_attempts_differ(a, t, less, answer);

    if (!d)
        d = oracle_part_differs(a, t, less, (struct asked_part){0}, want);
    json_decref(want);
    json_decref(answer);
    json_decref(less);
    if (!d)
        return NULL;
    return arena_printf(a, "batch %zu undone%s: %s", batch + 1,
                        again ? " and imported again" : "", d);
}

bool oracle_has_timeless_events(const json_t *history)
{
    json_t *events = history_events(history);
    bool found = false;

    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        if (!json_object_get(e, "seq") && !json_object_get(e, "at"))
            found = true;
    }
    json_decref(events);
    return found;
}

static const char *undoing_differs(struct arena *a, struct asked *t,
                                   const json_t *history)
{
    json_t *seed = json_object_get(history, "seed");
    struct dice dice = {(uint64_t)json_integer_value(seed)};
    size_t n = json_array_size(json_object_get(history, "batches"));
    size_t batch = n > 0 ? dice_below(&dice, n) : 0;
    const char *d;

    if (n == 0 || oracle_has_timeless_events(history))
        return NULL;
    d = asked_undo(a, t, batch);
    if (!d)
        d = remainder_differs(a, t, history, batch, false);
    if (!d)
        d = asked_again(a, t, history, batch);
    if (!d)
        d = remainder_differs(a, t, history, batch, true);
    return d;
}

const char *oracle_answers_differ(struct arena *a, struct asked *t,
                                  const json_t *history, json_t *answer)
{
    const char *d = oracle_attempts_differ(a, t, history, answer);

    return d ? d
             : oracle_part_differs(a, t, history, (struct asked_part){0},
                                   json_object_get(answer, "figures"));
}

const char *oracle_and_tracker_differ(struct arena *a, struct asked *t,
                                      const json_t *history)
{
    json_t *answer = history_expect(history);
    int64_t seed = json_integer_value(json_object_get(history, "seed"));
    const char *d;

    asked_in_steps(t, seed % STEPS_EVERY == 0, seed % RECOUNT_EVERY == 0);
    d = asked_add(a, t, history);
    if (!d)
        d = oracle_answers_differ(a, t, history, answer);
    if (!d)
        d = parts_differ(a, t, history, answer);
    if (!d)
        d = oracle_setting_aside_differs(a, t, history, answer);
    if (!d)
        d = oracle_slices_differ(a, t, history, answer);
    if (!d)
        d = oracle_asks_differ(a, t, history, answer);
    if (!d)
        d = undoing_differs(a, t, history);
    if (!d)
        d = asked_step_fault(a, t);
    json_decref(answer);
    return d;
}

const char *oracle_and_killed_tracker_differ(struct arena *a, struct asked *t,
                                             const json_t *history,
                                             int after_us)
{
    json_t *answer = history_expect(history);
    json_t *want = figures_of_cohorts(answer);
    const char *d;

    asked_kill_imports(t, after_us);
    d = asked_add(a, t, history);
    asked_kill_imports(t, 0);
    if (!d)
        d = oracle_attempts_differ(a, t, history, answer);
    if (!d)
        d = oracle_part_differs(a, t, history, (struct asked_part){0}, want);
    json_decref(want);
    json_decref(answer);
    return d;
}
