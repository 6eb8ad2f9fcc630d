#include "tracker/discover_measure.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/time.h"

enum { IDLE_MIN = 30, IDLE_MAX = 5256000 /* minutes; ten years */ };

/* The steps of one case, each once, in the order they were first visited. */
struct visited {
    size_t n;
    uint16_t *steps;
    uint32_t *seen_in; /* per step: 1 + the last case that held it */
};

static void measure_visit(struct measures *m, struct visited *v,
                          const struct caselog_row *row)
{
    struct measured_step *s = &m->steps[row->step];
    size_t i;

    if (v->seen_in[row->step] == row->case_no + 1)
        return;
    v->seen_in[row->step] = row->case_no + 1;
    for (i = 0; i < v->n; i++)
        m->before[v->steps[i] * m->n + row->step]++;
    s->cases++;
    s->places += (int64_t)v->n;
    v->steps[v->n++] = row->step;
}

static void measure_case(struct measures *m, struct visited *v,
                         const struct caselog_row *row, size_t n)
{
    size_t i;

    v->n = 0;
    for (i = 0; i < n; i++) {
        measure_visit(m, v, &row[i]);
        if (i > 0 && row[i].step != row[i - 1].step)
            m->moves[row[i - 1].step * m->n + row[i].step]++;
    }
    m->steps[row[0].step].first++;
    m->steps[row[n - 1].step].last++;
}

static void measure_cases(struct arena *a, const struct caselog *log,
                          struct measures *m)
{
    struct visited v = {
        .steps = arena_array(a, m->n, sizeof(*v.steps)),
        .seen_in = arena_array(a, m->n, sizeof(*v.seen_in)),
    };
    size_t row = 0, end;

    for (; row < log->n_rows; row = end) {
        end = caselog_case_end(log, row);
        measure_case(m, &v, &log->rows[row], end - row);
    }
}

static int by_size(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static int64_t idle_minutes(const struct caselog *log)
{
    int64_t *gaps = mem_new(log->n_rows, sizeof(*gaps)), minutes = IDLE_MIN;
    size_t n = 0, i;

    for (i = 1; i < log->n_rows; i++) {
        const struct caselog_row *a = &log->rows[i - 1], *b = &log->rows[i];

        if (a->case_no == b->case_no && a->dated && b->dated)
            gaps[n++] = b->at_ms > a->at_ms ? b->at_ms - a->at_ms : 0;
    }
    if (n > 0) {
        qsort(gaps, n, sizeof(*gaps), by_size);
        minutes =
            (gaps[(99 * n + 99) / 100 - 1] + MS_PER_MINUTE - 1) / MS_PER_MINUTE;
    }
    free(gaps);
    if (minutes < IDLE_MIN)
        return IDLE_MIN;
    return minutes > IDLE_MAX ? IDLE_MAX : minutes;
}

static void find_start_and_ends(const struct caselog *log, struct measures *m)
{
    size_t i;

    for (i = 0; i < m->n; i++)
        if (m->steps[i].first > m->steps[m->start].first)
            m->start = i;
    for (i = 0; i < m->n; i++) {
        struct measured_step *s = &m->steps[i];

        s->is_end = i != m->start && s->last * 100 >= s->cases * 95 &&
                    s->cases * 100 >= (int64_t)log->n_cases;
    }
}

/* By how many cases b was before a rather than behind it, if it was. */
static int64_t net_before(const struct measures *m, size_t a, size_t b)
{
    int64_t net = (int64_t)m->before[b * m->n + a] - m->before[a * m->n + b];

    return net > 0 ? net : 0;
}

/* Whether of two steps still to come a is the better next one. */
static bool goes_first(const struct measures *m, const int64_t *held, size_t a,
                       size_t b)
{
    const struct measured_step *x = &m->steps[a], *y = &m->steps[b];

    if (held[a] * y->cases != held[b] * x->cases)
        return held[a] * y->cases < held[b] * x->cases;
    if (x->places * y->cases != y->places * x->cases)
        return x->places * y->cases < y->places * x->cases;
    return a < b;
}

/*
 * Put the steps of a group in order behind *n.  held[a] is by how many cases
 * the others still to come speak for standing before a.  A step that nobody
 * speaks against comes next, or, where they go in circles, the one with the
 * fewest against it for the cases it is in: a rare step has few in any place.
 */
static void order_group(struct measures *m, bool *in_group, int64_t *held,
                        size_t *n)
{
    size_t a, b;

    for (a = 0; a < m->n; a++)
        for (held[a] = 0, b = 0; b < m->n; b++)
            held[a] += in_group[b] ? net_before(m, a, b) : 0;
    for (;;) {
        size_t best = m->n;

        for (a = 0; a < m->n; a++)
            if (in_group[a] && (best == m->n || goes_first(m, held, a, best)))
                best = a;
        if (best == m->n)
            return;
        in_group[best] = false;
        m->order[(*n)++] = best;
        for (a = 0; a < m->n; a++)
            held[a] -= net_before(m, a, best);
    }
}

static void order_steps(struct arena *a, struct measures *m)
{
    bool *in_group = arena_array(a, m->n, sizeof(*in_group));
    int64_t *held = arena_array(a, m->n, sizeof(*held));
    size_t n = 0, i;

    m->order = arena_array(a, m->n, sizeof(*m->order));
    m->order[n++] = m->start;
    for (i = 0; i < m->n; i++)
        in_group[i] = i != m->start && !m->steps[i].is_end;
    order_group(m, in_group, held, &n);
    for (i = 0; i < m->n; i++)
        in_group[i] = m->steps[i].is_end;
    order_group(m, in_group, held, &n);
}

void measures_make(struct arena *a, const struct caselog *log,
                   struct measures *ret_measures)
{
    struct measures m = {.n = log->n_steps};

    m.steps = arena_array(a, m.n, sizeof(*m.steps));
    m.before = arena_array(a, m.n * m.n, sizeof(*m.before));
    m.moves = arena_array(a, m.n * m.n, sizeof(*m.moves));
    measure_cases(a, log, &m);
    find_start_and_ends(log, &m);
    order_steps(a, &m);
    m.idle_minutes = idle_minutes(log);
    *ret_measures = m;
}
