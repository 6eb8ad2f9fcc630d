#include "tracker/figures_days.h"

#include "tracker/scan.h"

/* A sum under way. */
struct sum {
    struct tracker *tracker;
    const struct journey *journey;
    const struct figures_query *query;
    const struct filter *filter;
    struct bag *bags;   /* by index of version */
    struct bag own;     /* of one attempt, or of one row */
    int64_t until_ms;   /* until then the sum is the same */
    int64_t settles_ms; /* the last limit of any in it that is not settled */
};

/* Rows of one dimension and value, of days from..until, to put in or, with the
 * sign -1, to take out. */
struct part {
    enum dimension dimension;
    int64_t value, from, until;
    int sign;
};

struct extent {
    bool any;
    int32_t from, until;
};

static enum err sum_row(struct sum *s, const struct rows *r, int sign)
{
    size_t n, v = journey_version_index(s->journey, rows_int(r, 0));
    const void *bytes = rows_blob(r, 1, &n);
    enum err e;

    if (v == s->journey->n_versions ||
        !journey_asked(s->journey, v, s->query->version))
        return OK;
    if (sign > 0)
        return bag_read(&s->bags[v], bytes, n);
    bag_empty(&s->own);
    e = bag_read(&s->own, bytes, n);
    bag_add_all(&s->bags[v], &s->own, -1);
    return e;
}

static struct rows open_part(const struct sum *s, enum query q,
                             const struct part *p)
{
    struct rows r = rows_open(s->tracker->store, q);

    rows_bind_int(&r, ":journey", s->journey->id);
    rows_bind_int(&r, ":dimension", p->dimension);
    rows_bind_int(&r, ":value", p->value);
    rows_bind_int(&r, ":from", p->from);
    rows_bind_int(&r, ":until", p->until);
    return r;
}

static enum err sum_rows(struct sum *s, struct rows *r, int sign)
{
    enum err e = OK, closed;

    while (!e && rows_next(r))
        e = sum_row(s, r, sign);
    closed = rows_close(r);
    return closed ? closed : e;
}

/* What is for good. */
static enum err sum_days(struct sum *s, struct part p)
{
    struct rows r;

    if (p.from > p.until)
        return OK;
    r = open_part(s, Q_FIGURES_DAYS, &p);
    return sum_rows(s, &r, p.sign);
}

static void see_settled(struct sum *s, int64_t limit_ms)
{
    if (limit_ms > s->settles_ms)
        s->settles_ms = limit_ms;
}

/* What holds on the day of now, of those that wait for a later one: at some
 * time of that day their limit is. */
static enum err sum_waiting(struct sum *s, struct part p)
{
    struct rows r = open_part(s, Q_FIGURES_WAITING, &p);
    enum err e = OK, closed;

    rows_bind_int(&r, ":today", day_utc(s->query->now_ms));
    while (!e && rows_next(&r)) {
        e = sum_row(s, &r, p.sign);
        if (p.sign > 0)
            see_settled(s, (rows_int(&r, 2) + 1) * MS_PER_DAY - 1);
    }
    closed = rows_close(&r);
    return closed ? closed : e;
}

/* Whole spans from their rows, and the days before and behind them. */
static enum err sum_spans(struct sum *s, struct part p)
{
    int64_t first = span_first(p.from + SPAN_DAYS - 1);
    int64_t behind = span_first(p.until + 1);
    struct part spans = p, before = p, after = p;
    enum err e;

    if (first >= behind)
        return sum_days(s, p);
    spans.dimension = DIMENSION_SPANS;
    spans.from = first;
    spans.until = behind - 1;
    before.until = first - 1;
    after.from = behind;
    e = sum_days(s, spans);
    if (!e)
        e = sum_days(s, before);
    return e ? e : sum_days(s, after);
}

static enum err sum_part(struct sum *s, struct part p)
{
    enum err e =
        p.dimension == DIMENSION_ALL ? sum_spans(s, p) : sum_days(s, p);

    return e ? e : sum_waiting(s, p);
}

/* No rows are kept of the channel `self`: it is all less the others. */
static bool is_self(const struct sum *s)
{
    enum dimension d = filter_dimension(s->filter);

    return d == DIMENSION_CHANNEL && s->filter->values[d] == CHANNEL_SELF;
}

/* What is asked for; of `self`, all. */
static struct part part_asked(const struct sum *s)
{
    enum dimension d = is_self(s) ? DIMENSION_ALL : filter_dimension(s->filter);

    return (struct part){
        .dimension = d,
        .value = s->filter->values[d],
        .from = period_first_day(&s->query->period),
        .until = period_last_day(&s->query->period),
        .sign = 1,
    };
}

static enum err sum_parts(struct sum *s)
{
    struct part p = part_asked(s);
    bool self = is_self(s);
    enum err e = sum_part(s, p);

    p.dimension = DIMENSION_CHANNEL;
    p.sign = -1;
    for (p.value = CHANNEL_SELF + 1; self && !e && p.value < CHANNELS;
         p.value++)
        e = sum_part(s, p);
    return e;
}

/* The first and last day of the part that has an attempt of that version. */
static enum err see_extent(const struct sum *s, const struct part *p,
                           int64_t version, struct extent *ret)
{
    struct rows r = open_part(s, Q_FIGURES_EXTENT, p);

    rows_bind_int(&r, ":version", version);
    if (rows_next(&r) && !rows_is_null(&r, 0))
        *ret = (struct extent){true, (int32_t)rows_int(&r, 0),
                               (int32_t)rows_int(&r, 1)};
    return rows_close(&r);
}

static enum err see_days(const struct sum *s, struct figures *f)
{
    struct part p = part_asked(s);
    struct extent days = {false, 0, 0};
    enum err e = see_extent(s, &p, s->query->version, &days);

    f->has_days = days.any;
    f->from = days.from;
    f->until = days.until;
    return e;
}

enum err figures_see_ever(struct tracker *t, const struct journey *j,
                          struct figures *f)
{
    const struct sum s = {.tracker = t, .journey = j};
    const struct part all = {
        .dimension = DIMENSION_ALL, .from = INT32_MIN, .until = INT32_MAX};
    struct extent days = {false, 0, 0};
    enum err e = see_extent(&s, &all, 0, &days);

    f->ever = days.any;
    f->first = days.from;
    f->last = days.until;
    return e;
}

/* Its limit has not passed: when it does, the sum is another one. */
static void see_limit(struct sum *s, const struct attempt *a)
{
    int64_t limit_ms = attempt_limit_ms(s->journey, a);

    if (limit_ms >= s->query->now_ms && limit_ms < s->until_ms)
        s->until_ms = limit_ms;
}

/* Figures take its limit as passed, and it has not. */
static enum err unsettle(void *self, const struct scanned *scanned)
{
    struct sum *s = self;
    const struct figures_query *q = s->query;
    struct attempt a;

    bag_empty(&s->own);
    attempt_fold(s->journey, scanned->trail, &s->tracker->scratch, &a, &s->own);
    see_limit(s, &a);
    if (journey_asked(s->journey, a.version, q->version) &&
        period_holds(&q->period, a.day) && filter_fits(s->filter, &a) &&
        attempt_unsettled(s->journey, &a, q->now_ms)) {
        attempt_unsettle(&a, &s->own, &s->bags[a.version]);
        see_settled(s, attempt_limit_ms(s->journey, &a));
    }
    return OK;
}

enum err figures_from_days(struct tracker *t, const struct journey *j,
                           const struct figures_query *q,
                           const struct filter *filter, struct bag *bags,
                           struct figures *f)
{
    struct sum s = {
        .tracker = t, .journey = j, .query = q, .filter = filter, .bags = bags};
    enum err e;

    /* Those that wait for a day become others with it. */
    s.until_ms = (day_utc(q->now_ms) + 1) * MS_PER_DAY - 1;
    e = sum_parts(&s);
    if (!e)
        e = see_days(&s, f);
    if (!e)
        e = scan_unsettled(t, j, q->now_ms, unsettle, &s);
    f->until_ms = s.until_ms;
    f->settles_ms = s.settles_ms;
    bag_release(&s.own);
    return e;
}
