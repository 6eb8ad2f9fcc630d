#include "tests/oracle/rules.h"

enum { NONE = -1 };

/* The moves from the one that came to a step up to `next`, the first at
 * another step.  Indices of moves. */
struct visit {
    size_t first, next;
};

static struct visit visit_from(const struct oracle_moves *m, size_t first)
{
    struct visit v = {first, first};

    while (v.next < m->n && m->at[v.next].place == m->at[first].place)
        v.next++;
    return v;
}

static bool ended_with_a_move(const struct oracle_moves *m, struct visit v)
{
    return v.next < m->n;
}

static bool kind_is(const struct oracle_moves *m, size_t move, const char *kind)
{
    return strcmp(m->at[move].kind, kind) == 0;
}

static bool trail_has_an_accept(const struct oracle_moves *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (kind_is(m, i, "accept"))
            return true;
    return false;
}

static int first_view(const struct oracle_moves *m, struct visit v)
{
    for (size_t i = v.first; i < v.next; i++)
        if (kind_is(m, i, "view"))
            return (int)i;
    return NONE;
}

static int last_accept_or_reject(const struct oracle_moves *m, struct visit v)
{
    for (size_t i = v.next; i-- > v.first;)
        if (kind_is(m, i, "accept") || kind_is(m, i, "reject"))
            return (int)i;
    return NONE;
}

/* The move at which the time of a visit ends, or NONE if it is not timed. */
static int end_of_time(const struct oracle_moves *m, struct visit v)
{
    int view = first_view(m, v);
    int submit = last_accept_or_reject(m, v);

    if (view == NONE || !ended_with_a_move(m, v))
        return NONE;
    if (!trail_has_an_accept(m))
        return (int)v.next;
    if (submit > view && kind_is(m, (size_t)submit, "accept"))
        return submit;
    return NONE;
}

static bool holds_a_save(const struct oracle_moves *m, struct visit v)
{
    for (size_t i = v.first; i < v.next; i++)
        if (kind_is(m, i, "save"))
            return true;
    return false;
}

static int64_t apart_ms(const struct oracle_event *a,
                        const struct oracle_event *b)
{
    return a->at_ms < b->at_ms ? b->at_ms - a->at_ms : a->at_ms - b->at_ms;
}

/* Two neighbours of any kind, between the two moves, too far apart. */
static bool holds_a_gap(const struct oracle_moves *m, int from, int to)
{
    const struct oracle_event *events = m->trail->events;

    for (size_t i = m->at[from].event; i < m->at[to].event; i++)
        if (apart_ms(&events[i], &events[i + 1]) >
            oracle_idle_ms(m->definition))
            return true;
    return false;
}

/* Of a visit that would be timed: whether it is paused instead. */
static bool paused(const struct oracle_moves *m, struct visit v)
{
    return holds_a_save(m, v) ||
           holds_a_gap(m, first_view(m, v), end_of_time(m, v));
}

static int64_t time_of(const struct oracle_moves *m, struct visit v)
{
    const struct oracle_event *events = m->trail->events;
    int64_t from_ms = events[m->at[first_view(m, v)].event].at_ms;
    int64_t to_ms = events[m->at[end_of_time(m, v)].event].at_ms;

    return to_ms > from_ms ? to_ms - from_ms : 0;
}

void oracle_times_at(const struct oracle_moves *m, int place, json_t *times)
{
    struct visit v;

    for (size_t i = 0; i < m->n; i = v.next) {
        v = visit_from(m, i);
        if (m->at[i].place == place && end_of_time(m, v) != NONE &&
            !paused(m, v))
            json_array_append_new(times, json_integer(time_of(m, v)));
    }
}

int oracle_paused_at(const struct oracle_moves *m, int place)
{
    struct visit v;
    int n = 0;

    for (size_t i = 0; i < m->n; i = v.next) {
        v = visit_from(m, i);
        if (m->at[i].place == place && end_of_time(m, v) != NONE &&
            paused(m, v))
            n++;
    }
    return n;
}

/* ---- faster than a person ---- */

/* A visit in which a question was shown, then accepted, then left. */
static bool is_answer(const struct oracle_moves *m, struct visit v)
{
    int view = first_view(m, v), submit = last_accept_or_reject(m, v);

    return view != NONE && submit > view && ended_with_a_move(m, v) &&
           kind_is(m, (size_t)submit, "accept") &&
           !oracle_is_start(m->definition, m->at[v.first].place);
}

/* The next such visit from that move on; its first is m->n if there is none. */
static struct visit next_answer(const struct oracle_moves *m, size_t from)
{
    struct visit v = {from, from};

    while (v.next < m->n) {
        v = visit_from(m, v.next);
        if (is_answer(m, v))
            return v;
    }
    return (struct visit){m->n, m->n};
}

/* When the visit was shown, and when accepted. */
static void put_times(const struct oracle_moves *m, struct visit v,
                      int64_t *times)
{
    const struct oracle_event *events = m->trail->events;

    times[0] = events[m->at[first_view(m, v)].event].at_ms;
    times[1] = events[m->at[last_accept_or_reject(m, v)].event].at_ms;
}

static bool three_are_too_fast(const struct oracle_moves *m, struct visit v)
{
    int64_t times[6];

    for (size_t i = 0; i < 3; i++) {
        if (v.first == m->n)
            return false;
        put_times(m, v, &times[2 * i]);
        v = next_answer(m, v.next);
    }
    for (size_t i = 1; i < 6; i++)
        if (times[i] < times[i - 1])
            return false; /* the clock was set back */
    return times[5] - times[0] < 1500;
}

bool oracle_too_fast(const struct oracle_moves *m)
{
    struct visit v;

    for (v = next_answer(m, 0); v.first < m->n; v = next_answer(m, v.next))
        if (three_are_too_fast(m, v))
            return true;
    return false;
}
