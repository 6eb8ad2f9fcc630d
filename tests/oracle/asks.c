#include "tests/oracle/asks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/time.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"
#include "tests/oracle/trail.h"

enum { QUESTIONS = 6, WALKED_MAX = 1000 };

/* Where one attempt went that is not held apart. */
struct walked {
    struct oracle_walk walk;
    const json_t *attempt; /* as the oracle has it */
};

/* What is asked, and of whom. */
struct asking {
    struct arena *arena;
    struct asked *tracker;
    struct dice dice;
    size_t n_steps, n;
    const char *steps[64]; /* ids; a step's number is its place */
    struct walked at[WALKED_MAX];
    json_t *segments; /* of days */
    struct asked_days days;
};

/* ---- where attempts went ---- */

static size_t step_number(struct asking *k, const char *id)
{
    size_t i;

    for (i = 0; i < k->n_steps; i++)
        if (strcmp(k->steps[i], id) == 0)
            return i;
    k->steps[k->n_steps] = id;
    return k->n_steps++;
}

/* Saved, or quiet for longer than the limit, between these two events. */
static bool is_left(const json_t *definition, const struct oracle_trail *t,
                    size_t i, size_t next)
{
    if (oracle_is(&t->events[i], "save"))
        return true;
    for (; i < next; i++)
        if (t->events[i + 1].at_ms - t->events[i].at_ms >
            oracle_idle_ms(definition))
            return true;
    return false;
}

static struct oracle_walk walk_of(struct asking *k, const json_t *definition,
                                  const struct oracle_trail *t)
{
    struct oracle_walk w = {0, NULL};
    const char *step = NULL;
    size_t i, before = 0;

    w.at = arena_array(k->arena, t->n, sizeof(*w.at));
    for (i = 0; i < t->n; i++) {
        const struct oracle_event *e = &t->events[i];
        const char *at = e->step ? e->step : step;

        if (!oracle_moves_attempts(e) || !at ||
            oracle_place(definition, at) == ORACLE_NOWHERE)
            continue;
        step = at;
        if (w.n)
            w.at[w.n - 1].left = is_left(definition, t, before, i);
        before = i;
        w.at[w.n++] =
            (struct oracle_stop){step_number(k, step), e->at_ms, false};
    }
    return w;
}

static void walk_all(struct asking *k, const json_t *history,
                     const json_t *answer)
{
    const json_t *versions = json_object_get(history, "versions");
    json_t *events = history_events(history);
    struct oracle_intake in = oracle_take_in(k->arena, versions, events,
                                             history_received_ms(history));
    size_t i;

    for (i = 0; i < in.n && k->n < WALKED_MAX; i++) {
        struct oracle_trail *t = &in.trails[i];
        const json_t *attempt =
            json_object_get(json_object_get(answer, "attempts"), t->attempt);
        json_int_t version =
            json_integer_value(json_object_get(attempt, "version"));

        oracle_put_in_order(t);
        if (json_is_string(json_object_get(attempt, "apart")))
            continue;
        k->at[k->n++] = (struct walked){
            walk_of(k, json_array_get(versions, (size_t)version - 1), t),
            attempt};
    }
    json_decref(events);
}

static const char *day_of(const struct walked *w)
{
    return json_string_value(json_object_get(w->attempt, "day"));
}

static bool is_asked(const struct asking *k, const struct walked *w)
{
    const char *key, *day = day_of(w);
    json_t *word;

    json_object_foreach(k->segments, key, word)
    {
        if (!json_equal(word, json_object_get(w->attempt, key)))
            return false;
    }
    return (!k->days.from || strcmp(day, k->days.from) >= 0) &&
           (!k->days.until || strcmp(day, k->days.until) <= 0);
}

/* None, or some of an attempt that is there. */
static void choose_segments(struct asking *k)
{
    static const char *const keys[] = {"channel", "device", "lang", "release",
                                       "variant"};
    const json_t *like =
        k->n ? k->at[dice_below(&k->dice, k->n)].attempt : NULL;
    size_t n = dice_below(&k->dice, 4);

    json_object_clear(k->segments);
    for (; like && n > 0; n--) {
        const char *key = DICE_PICK(&k->dice, keys);
        json_t *word = json_object_get(like, key);

        if (json_is_string(word))
            json_object_set(k->segments, key, word);
    }
    k->days.segments = k->segments;
}

static void choose_days(struct asking *k)
{
    const char *a = k->n ? day_of(&k->at[dice_below(&k->dice, k->n)]) : NULL;
    const char *b = k->n ? day_of(&k->at[dice_below(&k->dice, k->n)]) : NULL;

    k->days = (struct asked_days){NULL, NULL, NULL};
    if (!a || dice_chance(&k->dice, 50))
        return;
    k->days.from = strcmp(a, b) < 0 ? a : b;
    if (dice_chance(&k->dice, 60))
        k->days.until = strcmp(a, b) < 0 ? b : a;
}

/* ---- funnels ---- */

static struct oracle_funnel random_funnel(struct asking *k)
{
    static const int64_t windows[] = {
        0, 1, MS_PER_SECOND, MS_PER_MINUTE, 30 * MS_PER_MINUTE, MS_PER_DAY};
    struct dice *d = &k->dice;
    struct oracle_funnel q = {.n = 1 + dice_below(d, ORACLE_ASKED_MAX),
                              .order = (enum oracle_order)dice_below(d, 3)};
    size_t i;

    for (i = 0; i < q.n; i++)
        q.steps[i] = dice_below(d, k->n_steps);
    if (q.order == ORACLE_OPEN) {
        q.window_ms = DICE_PICK(d, windows);
        q.first_start = dice_chance(d, 50);
    }
    return q;
}

static const char *funnel_differs(struct asking *k)
{
    struct oracle_funnel q = random_funnel(k);
    bool gaps_known = q.order == ORACLE_OPEN && q.window_ms == 0;
    struct asked_funnel got;
    const char *d =
        asked_funnel(k->arena, k->tracker, &q, k->steps, k->days, &got);
    size_t n, i;

    for (n = 1; n <= q.n && !d; n++) {
        int64_t gaps[WALKED_MAX], want = 0, n_gaps = 0;
        double median;

        for (i = 0; i < k->n; i++) {
            if (!is_asked(k, &k->at[i]))
                continue;
            want += oracle_reaches(&k->at[i].walk, &q, n);
            n_gaps += n > 1 && oracle_gap(&k->at[i].walk, &q, n, &gaps[n_gaps]);
        }
        median = oracle_median(gaps, (size_t)n_gaps);
        if (got.reached[n - 1] != want)
            d = arena_printf(k->arena,
                             "funnel, order %d, window %lld, %s start: %d "
                             "reached step %zu, and not %d",
                             (int)q.order, (long long)q.window_ms,
                             q.first_start ? "first" : "best", (int)want, n,
                             (int)got.reached[n - 1]);
        else if (gaps_known && n > 1 &&
                 (got.n_gaps[n - 1] != n_gaps ||
                  (n_gaps && fabs(got.median_ms[n - 1] - median) > 1e-6)))
            d = arena_printf(k->arena,
                             "funnel: %d gaps before step %zu, median %f; and "
                             "not %d, %f",
                             (int)n_gaps, n, median, (int)got.n_gaps[n - 1],
                             got.median_ms[n - 1]);
    }
    return d;
}

/* ---- paths ---- */

/* The steps of a walk, where staying at one counts once, from..until. */
static const char *path_text(const struct asking *k,
                             const struct oracle_walk *w, size_t from,
                             size_t until)
{
    const char *text = "";
    size_t i;

    for (i = from; i < until; i++)
        if (i == from || w->at[i].step != w->at[i - 1].step)
            text =
                arena_printf(k->arena, "%s %s", text, k->steps[w->at[i].step]);
    return text;
}

static size_t first_at(const struct oracle_walk *w, size_t step)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (w->at[i].step == step)
            break;
    return i;
}

/* At most so many words of a text, its first or its last. */
static const char *words(struct arena *a, const char *text, size_t most,
                         bool last)
{
    const char *at;
    size_t n = 0, skip;

    for (at = text; *at; at++)
        n += *at == ' ';
    skip = last && n > most ? n - most : 0;
    for (at = text; skip > 0; skip--)
        at = strchr(at + 1, ' ');
    for (n = 0, text = at; *text && !(*text == ' ' && n++ == most); text++)
        ;
    return arena_strndup(a, at, (size_t)(text - at));
}

/* NULL: the question is not about this one. */
static const char *path_of(const struct asking *k, const struct oracle_walk *w,
                           const struct asked_path_query *q, size_t step)
{
    size_t i = first_at(w, step);

    if (strcmp(q->way, "after-leaving") == 0) {
        for (i = 0; i < w->n; i++)
            if (w->at[i].step == step && w->at[i].left)
                return words(k->arena, path_text(k, w, i + 1, w->n), q->depth,
                             false);
        return NULL;
    }
    if (i == w->n)
        return NULL;
    if (strcmp(q->way, "before") == 0)
        return words(k->arena, path_text(k, w, 0, i), q->depth, true);
    while (i < w->n && w->at[i].step == step)
        i++;
    return words(k->arena, path_text(k, w, i, w->n), q->depth, false);
}

struct counted {
    const char *text;
    int n;
};

static int by_number(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;

    return a->n != b->n ? b->n - a->n : strcmp(a->text, b->text);
}

/* ["10 x a b", ...], and what is left over. */
static json_t *paths_wanted(const struct asking *k,
                            const struct asked_path_query *q, size_t step)
{
    struct counted list[WALKED_MAX];
    size_t n = 0, i, at;
    int all = 0, told = 0;
    json_t *want = json_array();

    for (i = 0; i < k->n; i++) {
        const char *path =
            is_asked(k, &k->at[i]) ? path_of(k, &k->at[i].walk, q, step) : NULL;

        for (at = 0; path && at < n && strcmp(list[at].text, path) != 0; at++)
            ;
        if (!path)
            continue;
        if (at == n)
            list[n++] = (struct counted){path, 0};
        list[at].n++;
        all++;
    }
    qsort(list, n, sizeof(*list), by_number);
    for (i = 0; i < n && i < q->most; i++) {
        json_array_append_new(
            want, json_sprintf("%d of %d:%s", list[i].n, all, list[i].text));
        told += list[i].n;
    }
    json_array_append_new(
        want, json_sprintf("%d on %d other", all - told, (int)(n - i)));
    return want;
}

static const char *paths_differ(struct asking *k)
{
    static const char *const ways[] = {"before", "after", "after-leaving"};
    size_t step = dice_below(&k->dice, k->n_steps);
    const struct asked_path_query q = {.way = DICE_PICK(&k->dice, ways),
                                       .step = k->steps[step],
                                       .depth = 1 + dice_below(&k->dice, 4),
                                       .most = 1 + dice_below(&k->dice, 6),
                                       .days = k->days};
    json_t *want = paths_wanted(k, &q, step), *got = NULL;
    const char *d = asked_paths(k->arena, k->tracker, &q, &got);

    if (!d && !json_equal(want, got)) {
        char *wanted = json_dumps(want, JSON_COMPACT);
        char *told = json_dumps(got, JSON_COMPACT);

        d = arena_printf(k->arena, "paths %s %s, depth %zu: %s, and not %s",
                         q.way, q.step, q.depth, wanted, told);
        free(wanted);
        free(told);
    }
    json_decref(want);
    json_decref(got);
    return d;
}

const char *oracle_asks_differ(struct arena *a, struct asked *t,
                               const json_t *history, const json_t *answer)
{
    json_t *seed = json_object_get(history, "seed");
    struct asking *k = mem_new(1, sizeof(*k));
    const char *d = NULL;
    int i;

    k->arena = a;
    k->tracker = t;
    k->segments = json_object();
    k->dice.state = (uint64_t)json_integer_value(seed);
    walk_all(k, history, answer);
    for (i = 0; i < QUESTIONS && !d && k->n_steps; i++) {
        choose_days(k);
        choose_segments(k);
        d = funnel_differs(k);
        if (!d)
            d = paths_differ(k);
    }
    json_decref(k->segments);
    free(k);
    return d;
}
