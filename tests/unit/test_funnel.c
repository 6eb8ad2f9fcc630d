#include <math.h>

#include "base/buf.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/funnels.h"
#include "tests/unit/tracked.h"

/*
 * Funnels against a second reading of their definitions, D3 to D8 in the
 * README of the real logs, which tries every choice there is.
 */

enum { CASES = 60, STOPS_MAX = 12, LOGS_MADE = 12, ASKED = 150 };

static const char *const step_ids[] = {"a", "b", "c"};

static bool is_there(const struct oracle_walk *a, struct oracle_stop s)
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
static void make_attempt(struct dice *d, size_t number, struct oracle_walk *a,
                         struct buf *text)
{
    bool has_seq = number % 3 == 0;
    size_t i, n = dice_below(d, STOPS_MAX + 1);
    struct oracle_stop s = {.at_ms = TRACKED_START_MS};

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

static struct oracle_funnel random_question(struct dice *d)
{
    struct oracle_funnel q = {
        .n = 1 + dice_below(d, ORACLE_ASKED_MAX),
        .window_ms = dice_chance(d, 60) ? 1 + (int64_t)dice_below(d, 12) : 0,
        .first_start = dice_chance(d, 50),
    };
    size_t i;

    for (i = 0; i < q.n; i++)
        q.steps[i] = dice_below(d, 3);
    if (dice_chance(d, 40)) {
        q.order = dice_chance(d, 50) ? ORACLE_STRICT : ORACLE_ANY;
        q.window_ms = 0;
        q.first_start = false;
    }
    return q;
}

static struct funnel ask(struct arena *a, struct tracked *w,
                         const struct oracle_funnel *q)
{
    const char *names[ORACLE_ASKED_MAX];
    const struct funnel_query query = {
        .journey = "own",
        .n_steps = q->n,
        .steps = names,
        .window_ms = q->window_ms,
        .first_start = q->first_start,
        .order = (enum funnel_order)q->order,
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

static void check_gaps(const struct oracle_walk *all,
                       const struct oracle_funnel *q, const struct funnel *f,
                       size_t n)
{
    int64_t gaps[CASES];
    size_t i, found = 0;
    double want;

    for (i = 0; i < CASES; i++)
        found += oracle_gap(&all[i], q, n, &gaps[found]);
    assert_int_equal(f->at[n - 1].n_gaps, found);
    if (found == 0) {
        assert_true(isnan(f->at[n - 1].gap_median_ms));
        return;
    }
    want = oracle_median(gaps, found);
    assert_near(f->at[n - 1].gap_median_ms, want, 1e-9);
}

static void check_question(struct arena *a, struct tracked *w,
                           const struct oracle_walk *all,
                           const struct oracle_funnel *q)
{
    struct funnel f = ask(a, w, q);
    size_t n, i;

    for (n = 1; n <= q->n; n++) {
        int64_t want = 0;

        for (i = 0; i < CASES; i++)
            want += oracle_reaches(&all[i], q, n);
        if (f.at[n - 1].reached != want)
            fail_msg("order %d, window %lld, first %d, step %zu: %lld, wanted "
                     "%lld",
                     (int)q->order, (long long)q->window_ms, q->first_start, n,
                     (long long)f.at[n - 1].reached, (long long)want);
        if (n > 1 && q->order == ORACLE_OPEN && q->window_ms == 0)
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
        struct oracle_walk all[CASES];
        struct buf text;

        buf_init(&text, 1 << 20);
        for (i = 0; i < CASES; i++) {
            all[i].at = arena_array(a, STOPS_MAX, sizeof(*all[i].at));
            make_attempt(&d, i, &all[i], &text);
        }
        assert_int_equal(tracked_import(w, text.text).refused, 0);
        for (asked = 0; asked < ASKED; asked++) {
            struct oracle_funnel q = random_question(&d);

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
