#include "tests/oracle/oracle.h"

#include "base/time.h"
#include "tests/oracle/rules.h"

struct question {
    struct arena *arena;
    const json_t *versions;
    int64_t now_ms;
    const json_t *quarantine; /* NULL: none */
};

/* ---- days and versions ---- */

/* The day in London, by the C library, which the tracker does not ask. */
static json_t *day_text(int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
    struct tm civil;
    char text[sizeof("2026-03-02")];

    setenv("TZ", "Europe/London", 1);
    tzset();
    localtime_r(&seconds, &civil);
    strftime(text, sizeof(text), "%Y-%m-%d", &civil);
    return json_string(text);
}

static struct oracle_moves moves_under(const struct question *q, size_t version,
                                       const struct oracle_trail *t)
{
    return oracle_moves_of(q->arena, json_array_get(q->versions, version), t);
}

static int64_t instant_of_move(const struct oracle_moves *m, size_t move)
{
    return m->trail->events[m->at[move].event].at_ms;
}

/* The version at the first event is tried; the start it gives decides. */
static size_t version_of(const struct question *q, const struct oracle_trail *t)
{
    size_t first = oracle_version_at(q->versions, t->events[0].at_ms);
    struct oracle_moves m = moves_under(q, first, t);

    if (!m.n)
        return first;
    return oracle_version_at(q->versions, instant_of_move(&m, 0));
}

/* Of the first moving event, or of the first event if nothing moved it. */
static json_t *day_of(const struct oracle_moves *m)
{
    return day_text(m->n ? instant_of_move(m, 0) : m->trail->events[0].at_ms);
}

/* ---- one attempt ---- */

static int steps_of(const json_t *definition)
{
    return (int)json_array_size(json_object_get(definition, "steps"));
}

static void put_text(json_t *o, const char *key, const char *text)
{
    json_object_set_new(o, key, text ? json_string(text) : json_null());
}

static void put_count(json_t *o, const char *key, int n)
{
    json_object_set_new(o, key, json_integer(n));
}

static void put_step(json_t *o, const char *key, const struct oracle_moves *m,
                     int place)
{
    put_text(o, key,
             place == ORACLE_NOWHERE ? NULL
                                     : oracle_step_id(m->definition, place));
}

static int total(const struct oracle_moves *m,
                 int (*at)(const struct oracle_moves *m, int place))
{
    int n = 0;

    for (int place = 0; place < steps_of(m->definition); place++)
        n += at(m, place);
    return n;
}

static void put_segments(json_t *o, const struct oracle_trail *t)
{
    static const char *const keys[] = {"lang", "device", "release", "variant"};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        put_text(o, keys[i], oracle_first_said(t, keys[i]));
    put_text(o, "channel", oracle_channel(t));
}

static const char *apart(const struct question *q, const struct oracle_moves *m)
{
    json_t *day = day_of(m);
    const char *why = oracle_apart(m, json_string_value(day), q->quarantine);

    json_decref(day);
    return why;
}

static json_t *attempt_json(const struct question *q,
                            const struct oracle_moves *m, size_t version)
{
    json_t *o = json_object();

    put_text(o, "state", oracle_state(m, q->now_ms));
    put_text(o, "outcome", oracle_outcome(m));
    put_step(o, "resting", m, oracle_resting(m));
    put_step(o, "furthest", m, oracle_furthest(m));
    put_count(o, "backs", total(m, oracle_backs_at));
    put_count(o, "rejects", total(m, oracle_rejects_at));
    json_object_set_new(o, "joined_later", json_boolean(!oracle_started(m)));
    put_text(o, "apart", apart(q, m));
    json_object_set_new(o, "error_attributed",
                        json_boolean(oracle_error_attributed(m, q->now_ms)));
    put_text(o, "left_by", oracle_left_by(m, q->now_ms));
    put_count(o, "unmapped", oracle_unmapped(m));
    json_object_set_new(o, "day", day_of(m));
    put_count(o, "version", (int)version + 1);
    put_count(o, "rating", oracle_rating(m));
    put_segments(o, m->trail);
    return o;
}

/* ---- figures ---- */

static void bump(json_t *o, const char *key, int by)
{
    put_count(o, key, (int)json_integer_value(json_object_get(o, key)) + by);
}

static json_t *nobody_at_a_step(void)
{
    return json_pack(
        "{s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:[],s:{s:i,s:i,s:i,s:i,s:i},"
        "s:{},s:i}",
        "reached", 0, "mature", 0, "resting", 0, "dropped", 0,
        "error_attributed", 0, "rejects", 0, "backs", 0, "detours", 0, "paused",
        0, "times", "left_by", "phone", 0, "email", 0, "visit", 0, "chat", 0,
        "post", 0, "refusals", "refusal_kinds", 0);
}

static json_t *nobody(const json_t *versions)
{
    json_t *steps = json_object();

    for (size_t i = 0; i < json_array_size(versions); i++) {
        const json_t *v = json_array_get(versions, i);
        for (int place = 0; place < steps_of(v); place++)
            json_object_set_new(steps, oracle_step_id(v, place),
                                nobody_at_a_step());
    }
    return json_pack("{s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:{s:i,s:i,s:i,"
                     "s:i},s:{s:i,s:i,s:i},s:o}",
                     "started", 0, "completed", 0, "failed", 0, "abandoned", 0,
                     "saved", 0, "open", 0, "joined_later", 0, "duplicates", 0,
                     "conflicts", 0, "unmapped", 0, "outcomes", "completed", 0,
                     "ineligible", 0, "duplicate", 0, "referred", 0, "apart",
                     "bot", 0, "burst", 0, "quarantine", 0, "steps", steps);
}

static bool is_mature(const char *state)
{
    return !oracle_same_text(state, "open") &&
           !oracle_same_text(state, "saved");
}

/* What a started attempt adds to the figures of one step. */
static void add_to_step(json_t *step, const struct question *q,
                        const struct oracle_moves *m, int place)
{
    const char *state = oracle_state(m, q->now_ms);
    bool reached = oracle_reached(m, place);
    bool rests = oracle_resting(m) == place;
    bool dropped = rests && oracle_same_text(state, "abandoned");

    bump(step, "reached", reached);
    bump(step, "mature", reached && is_mature(state));
    bump(step, "resting", rests);
    bump(step, "dropped", dropped);
    bump(step, "error_attributed",
         dropped && oracle_error_attributed(m, q->now_ms));
    bump(step, "rejects", oracle_rejects_at(m, place));
    bump(step, "backs", oracle_backs_at(m, place));
    bump(step, "detours", oracle_detours_at(m, place));
    bump(step, "paused", oracle_paused_at(m, place));
    if (rests && oracle_left_by(m, q->now_ms))
        bump(json_object_get(step, "left_by"), oracle_left_by(m, q->now_ms), 1);
    oracle_refusals_at(m, place, json_object_get(step, "refusals"));
    put_count(step, "refusal_kinds",
              (int)json_object_size(json_object_get(step, "refusals")));
    oracle_times_at(m, place, json_object_get(step, "times"));
}

/* Held apart is in no other figure at all.  Joined later is kept and shown,
 * and is in no other figure but the unmapped events, which say that the
 * definition no longer fits. */
static void add_to_figures(json_t *figures, const struct question *q,
                           const struct oracle_moves *m)
{
    json_t *all = json_object_get(figures, "steps");

    if (apart(q, m)) {
        bump(json_object_get(figures, "apart"), apart(q, m), 1);
        return;
    }
    bump(figures, "unmapped", oracle_unmapped(m));
    if (!oracle_started(m)) {
        bump(figures, "joined_later", 1);
        return;
    }
    bump(figures, "started", 1);
    bump(figures, oracle_state(m, q->now_ms), 1);
    if (oracle_outcome(m))
        bump(json_object_get(figures, "outcomes"), oracle_outcome(m), 1);
    for (int place = 0; place < steps_of(m->definition); place++)
        add_to_step(json_object_get(all, oracle_step_id(m->definition, place)),
                    q, m, place);
}

static int by_value(const void *left, const void *right)
{
    json_int_t a = json_integer_value(*(json_t *const *)left);
    json_int_t b = json_integer_value(*(json_t *const *)right);

    return (a > b) - (a < b);
}

static json_t *sorted(struct arena *a, const json_t *times)
{
    size_t n = json_array_size(times);
    json_t **list = arena_array(a, n + 1, sizeof(json_t *));
    json_t *out = json_array();

    for (size_t i = 0; i < n; i++)
        list[i] = json_array_get(times, i);
    qsort(list, n, sizeof(json_t *), by_value);
    for (size_t i = 0; i < n; i++)
        json_array_append(out, list[i]);
    return out;
}

static void sort_times(struct arena *a, json_t *figures)
{
    const char *id;
    json_t *step;

    json_object_foreach(json_object_get(figures, "steps"), id, step)
    {
        json_object_set_new(step, "times",
                            sorted(a, json_object_get(step, "times")));
    }
}

/* ---- the whole ---- */

json_t *oracle_expect(const json_t *versions, const json_t *events,
                      int64_t received_ms, int64_t now_ms)
{
    return oracle_expect_aside(versions, events, received_ms, now_ms, NULL);
}

json_t *oracle_expect_aside(const json_t *versions, const json_t *events,
                            int64_t received_ms, int64_t now_ms,
                            const json_t *quarantine)
{
    struct question q = {arena_new(), versions, now_ms, quarantine};
    struct oracle_intake in =
        oracle_take_in(q.arena, versions, events, received_ms);
    json_t *attempts = json_object(), *figures = nobody(versions);

    for (size_t i = 0; i < in.n; i++) {
        struct oracle_trail *t = &in.trails[i];
        oracle_put_in_order(t);
        size_t version = version_of(&q, t);
        struct oracle_moves m = moves_under(&q, version, t);
        json_object_set_new(attempts, t->attempt,
                            attempt_json(&q, &m, version));
        add_to_figures(figures, &q, &m);
    }
    bump(figures, "duplicates", in.duplicates);
    bump(figures, "conflicts", in.conflicts);
    sort_times(q.arena, figures);
    arena_free(q.arena);
    return json_pack("{s:o,s:o}", "attempts", attempts, "figures", figures);
}

json_t *oracle_stored(const json_t *versions, const json_t *events,
                      int64_t received_ms)
{
    struct arena *a = arena_new();
    struct oracle_intake in = oracle_take_in(a, versions, events, received_ms);
    json_t *stored = json_array();

    for (size_t i = 0; i < json_array_size(events); i++)
        json_array_append_new(stored, json_false());
    for (size_t i = 0; i < in.n; i++)
        for (size_t k = 0; k < in.trails[i].n; k++)
            json_array_set_new(stored, in.trails[i].events[k].arrived,
                               json_true());
    arena_free(a);
    return stored;
}

/* ---- the conservation law ---- */

static json_int_t count(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static json_int_t sum_over_steps(const json_t *figures, const char *key)
{
    const char *id;
    json_t *step;
    json_int_t sum = 0;

    json_object_foreach(json_object_get(figures, "steps"), id, step)
    {
        sum += count(step, key);
    }
    return sum;
}

const char *oracle_law_broken(const json_t *figures)
{
    json_int_t started = count(figures, "started");

    if (started != count(figures, "completed") + count(figures, "failed") +
                       count(figures, "abandoned") + count(figures, "saved") +
                       count(figures, "open"))
        return "started = completed + failed + abandoned + saved + open";
    if (sum_over_steps(figures, "resting") != started)
        return "resting over all steps = started";
    if (sum_over_steps(figures, "dropped") != count(figures, "abandoned"))
        return "dropped over all steps = abandoned";
    return NULL;
}
