#include <math.h>

#include "base/buf.h"
#include "tests/oracle/dice.h"
#include "tests/unit/tracked.h"

/*
 * Funnels against a second reading of their definitions, D3 to D8 in the
 * README of the real logs, which tries every choice there is.
 */

enum { CASES = 60, STOPS_MAX = 12, ASKED_MAX = 4, LOGS_MADE = 12, ASKED = 150 };

static const char *const step_ids[] = {"a", "b", "c"};

struct stop {
    size_t step; /* of the three */
    int64_t at_ms;
};

struct made {
    size_t n;
    struct stop at[STOPS_MAX]; /* in order */
};

struct question {
    size_t n;
    size_t steps[ASKED_MAX];
    int64_t window_ms;
    bool first_start;
    enum funnel_order order;
};

static bool in_window(const struct question *q, int64_t start_ms, int64_t at_ms)
{
    return q->window_ms == 0 || at_ms - start_ms <= q->window_ms;
}

/* Whether the steps k to n - 1 can be found from place i on, for a start. */
static bool goes_on(const struct made *a, const struct question *q, size_t k,
                    size_t n, size_t i, int64_t start_ms)
{
    if (k == n)
        return true;
    for (; i < a->n; i++)
        if (a->at[i].step == q->steps[k] &&
            in_window(q, start_ms, a->at[i].at_ms) &&
            goes_on(a, q, k + 1, n, i + 1, start_ms))
            return true;
    return false;
}

/* D3, D4, D5. */
static bool reaches_open(const struct made *a, const struct question *q,
                         size_t n)
{
    size_t i;

    for (i = 0; i < a->n; i++) {
        if (a->at[i].step != q->steps[0])
            continue;
        if (goes_on(a, q, 1, n, i + 1, a->at[i].at_ms))
            return true;
        if (q->first_start)
            break;
    }
    return false;
}

/* D6. */
static bool reaches_strict(const struct made *a, const struct question *q,
                           size_t n)
{
    size_t i, k;

    for (i = 0; i + n <= a->n; i++) {
        for (k = 0; k < n; k++)
            if (a->at[i + k].step != q->steps[k])
                break;
        if (k == n)
            return true;
    }
    return false;
}

/* D7. */
static bool reaches_any(const struct made *a, const struct question *q,
                        size_t n)
{
    size_t i, k;

    for (k = 0; k < n; k++) {
        for (i = 0; i < a->n; i++)
            if (a->at[i].step == q->steps[k])
                break;
        if (i == a->n)
            return false;
    }
    return true;
}

static bool reaches(const struct made *a, const struct question *q, size_t n)
{
    if (q->order == FUNNEL_STRICT)
        return reaches_strict(a, q, n);
    if (q->order == FUNNEL_ANY)
        return reaches_any(a, q, n);
    return reaches_open(a, q, n);
}

/* D8: the time from step n - 2 to step n - 1, each at its first place behind
 * the one before.  false: it does not come so far. */
static bool greedy_gap(const struct made *a, const struct question *q, size_t n,
                       int64_t *ret_gap)
{
    int64_t before = 0, now = 0;
    size_t i = 0, k;

    for (k = 0; k < n; k++, i++) {
        while (i < a->n && a->at[i].step != q->steps[k])
            i++;
        if (i == a->n)
            return false;
        before = now;
        now = a->at[i].at_ms;
    }
    *ret_gap = now - before;
    return true;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static bool is_there(const struct made *a, struct stop s)
{
    size_t i;

    for (i = 0; i < a->n; i++)
        if (a->at[i].step == s.step && a->at[i].at_ms == s.at_ms)
            return true;
    return false;
}

/* What moves nobody, and what is no known step. */
static void add_company(struct dice *d, size_t number, size_t seq, int64_t at,
                        struct buf *text)
{
    bool help = dice_chance(d, 50);

    buf_addf(text,
             "{\"attempt\":\"attempt-%04zu\",\"kind\":\"%s\",\"step\":\"%s\","
             "\"seq\":%zu,\"at\":%lld}\n",
             number, help ? "help" : "view", help ? "a" : "lost", seq,
             (long long)at);
}

/* Stops that often share their time, as NDJSON.  With seq, that is the order,
 * and the times go up and down. */
static void make_attempt(struct dice *d, size_t number, struct made *a,
                         struct buf *text)
{
    bool has_seq = number % 3 == 0;
    size_t i, n = dice_below(d, STOPS_MAX + 1);
    struct stop s = {.at_ms = TRACKED_START_MS};

    a->n = 0;
    for (i = 0; i < n; i++) {
        s.step = dice_below(d, 3);
        s.at_ms += (int64_t)dice_below(d, 6) - (has_seq ? 3 : 0);
        while (!has_seq && is_there(a, s)) /* it would be a duplicate */
            s.at_ms++;
        a->at[a->n++] = s;
        buf_addf(text, "{\"attempt\":\"attempt-%04zu\",\"kind\":\"view\",",
                 number);
        if (has_seq)
            buf_addf(text, "\"seq\":%zu,", 10 * i);
        buf_addf(text, "\"step\":\"%s\",\"at\":%lld}\n", step_ids[s.step],
                 (long long)s.at_ms);
        if (dice_chance(d, 20))
            add_company(d, number, 10 * i + 1, s.at_ms, text);
    }
}

static struct question random_question(struct dice *d)
{
    struct question q = {
        .n = 1 + dice_below(d, ASKED_MAX),
        .window_ms = dice_chance(d, 60) ? 1 + (int64_t)dice_below(d, 12) : 0,
        .first_start = dice_chance(d, 50),
    };
    size_t i;

    for (i = 0; i < q.n; i++)
        q.steps[i] = dice_below(d, 3);
    if (dice_chance(d, 40)) {
        q.order = dice_chance(d, 50) ? FUNNEL_STRICT : FUNNEL_ANY;
        q.window_ms = 0;
        q.first_start = false;
    }
    return q;
}

static struct funnel ask(struct arena *a, struct tracked *w,
                         const struct question *q)
{
    const char *names[ASKED_MAX];
    const struct funnel_query query = {
        .journey = "own",
        .n_steps = q->n,
        .steps = names,
        .window_ms = q->window_ms,
        .first_start = q->first_start,
        .order = q->order,
    };
    struct funnel f = {0, NULL};
    struct problems p;
    size_t i;

    for (i = 0; i < q->n; i++) /* by its id or by its title */
        names[i] = q->steps[i] == 1 && i % 2 ? "Bee" : step_ids[q->steps[i]];
    problems_init(&p, a, 1);
    assert_ok(tracker_funnel(w->t, a, &query, &p, &f));
    assert_int_equal(f.n, q->n);
    return f;
}

static void check_gaps(const struct made *all, const struct question *q,
                       const struct funnel *f, size_t n)
{
    int64_t gaps[CASES];
    size_t i, found = 0;
    double want;

    for (i = 0; i < CASES; i++)
        found += greedy_gap(&all[i], q, n, &gaps[found]);
    assert_int_equal(f->at[n - 1].n_gaps, found);
    if (found == 0) {
        assert_true(isnan(f->at[n - 1].gap_median_ms));
        return;
    }
    qsort(gaps, found, sizeof(*gaps), by_value);
    want = ((double)gaps[(found - 1) / 2] + (double)gaps[found / 2]) / 2;
    assert_near(f->at[n - 1].gap_median_ms, want, 1e-9);
}

static void check_question(struct arena *a, struct tracked *w,
                           const struct made *all, const struct question *q)
{
    struct funnel f = ask(a, w, q);
    size_t n, i;

    for (n = 1; n <= q->n; n++) {
        int64_t want = 0;

        for (i = 0; i < CASES; i++)
            want += reaches(&all[i], q, n);
        if (f.at[n - 1].reached != want)
            fail_msg("order %d, window %lld, first %d, step %zu: %lld, wanted "
                     "%lld",
                     (int)q->order, (long long)q->window_ms, q->first_start, n,
                     (long long)f.at[n - 1].reached, (long long)want);
        if (n > 1 && q->order == FUNNEL_OPEN && q->window_ms == 0)
            check_gaps(all, q, &f, n);
    }
}

static void funnels_are_what_trying_everything_finds(void **state)
{
    struct dice d = {1};
    int log, asked;
    size_t i;

    (void)state;
    for (log = 0; log < LOGS_MADE; log++) {
        struct tracked *w = tracked_new();
        struct arena *a = arena_new();
        struct made all[CASES];
        struct buf text;

        buf_init(&text, 1 << 20);
        for (i = 0; i < CASES; i++)
            make_attempt(&d, i, &all[i], &text);
        assert_int_equal(tracked_import(w, text.text).refused, 0);
        for (asked = 0; asked < ASKED; asked++) {
            struct question q = random_question(&d);

            check_question(a, w, all, &q);
        }
        buf_release(&text);
        arena_free(a);
        tracked_free(w);
    }
}

static void a_step_nobody_defined_is_refused_by_name(void **state)
{
    const char *names[] = {"a", "Camelot"};
    struct funnel_query q = {.journey = "own", .n_steps = 2, .steps = names};
    struct tracked *w = tracked_new();
    struct problems p;
    struct funnel f;

    problems_init(&p, *state, 5);
    assert_err(ERR_INVALID, tracker_funnel(w->t, *state, &q, &p, &f));
    assert_int_equal(p.total, 1);
    assert_non_null(strstr(p.at[0].message, "\"Camelot\""));
    q.n_steps = 0;
    assert_err(ERR_INVALID, tracker_funnel(w->t, *state, &q, &p, &f));
    q.n_steps = 65;
    assert_err(ERR_INVALID, tracker_funnel(w->t, *state, &q, &p, &f));
    q = (struct funnel_query){.journey = "none", .n_steps = 1, .steps = names};
    assert_err(ERR_NOT_FOUND, tracker_funnel(w->t, *state, &q, &p, &f));
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(funnels_are_what_trying_everything_finds),
        with_arena(a_step_nobody_defined_is_refused_by_name),
    };

    return cmocka_run_group_tests_name("funnel", tests, NULL, NULL);
}
