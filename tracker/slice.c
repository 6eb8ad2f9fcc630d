/* Attempts by their attributes (tracker.h): the sum of cells over days. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tracker/cell.h"
#include "tracker/folder.h"
#include "tracker/scan.h"
#include "tracker/varint.h"

/* What the values of attributes are to the question, in one version. */
struct reading {
    int64_t number;
    bool fits[SLICE_FILTERS_MAX][CELL_VALUES];
    uint16_t group[CELL_VALUES]; /* of the attribute counted by */
};

struct slicing {
    struct tracker *tracker;
    struct journey *journey;
    const struct slice_query *q;
    struct arena *arena;
    enum attribute by, filters[SLICE_FILTERS_MAX];
    struct reading *readings; /* of the versions asked for */
    size_t n_readings;
    struct map places; /* of groups, by word */
    struct slice_group *groups;
    int64_t total;
    bool too_many; /* cells were not all kept on some day */
    struct bag own;
};

static uint16_t group_of(struct slicing *s, const char *word)
{
    bool added;
    int64_t *place = map_put(&s->places, word, strlen(word), &added);

    if (added) {
        *place = (int64_t)s->places.n - 1;
        s->groups[*place].value = arena_strdup(s->arena, word);
    }
    return (uint16_t)*place;
}

/* Ask once what each value is called. */
static void read_version(struct slicing *s, size_t v, struct reading *r)
{
    uint32_t value;
    size_t i;

    r->number = s->journey->versions[v].number;
    for (value = 0; value < CELL_VALUES; value++) {
        const char *word;

        for (i = 0; i < s->q->n_filters; i++) {
            word = attribute_word(s->journey, v, s->filters[i], value);
            r->fits[i][value] =
                word && strcmp(word, s->q->filters[i].value) == 0;
        }
        word = s->by < ATTRIBUTES ? attribute_word(s->journey, v, s->by, value)
                                  : NULL;
        if (word)
            r->group[value] = group_of(s, word);
    }
}

/* Languages, releases and variants that nobody used yet are nobody's error;
 * of the others all values are known. */
static bool is_closed(enum attribute a)
{
    return a < ATTRIBUTE_LANG;
}

/* May any attempt fit the i-th filter? */
static bool can_fit(const struct slicing *s, size_t i)
{
    size_t r, value;

    for (r = 0; r < s->n_readings; r++)
        for (value = 0; value < CELL_VALUES; value++)
            if (s->readings[r].fits[i][value])
                return true;
    return false;
}

static enum err check_values(const struct slicing *s, struct problems *p)
{
    enum err e = OK;
    size_t i;

    for (i = 0; i < s->q->n_filters; i++) {
        const struct slice_filter *f = &s->q->filters[i];

        if (!is_closed(s->filters[i]) || can_fit(s, i))
            continue;
        problems_add(p, f->attribute,
                     "no attempt can have \"%s\": `waymark slice %s --by %s` "
                     "shows what they have",
                     text_shown(s->arena, f->value, strlen(f->value)),
                     s->q->journey, f->attribute);
        e = ERR_INVALID;
    }
    return e;
}

static enum err read_versions(struct slicing *s)
{
    const struct journey *j = s->journey;
    size_t v;

    s->readings = arena_array(s->arena, j->n_versions, sizeof(*s->readings));
    s->groups =
        arena_array(s->arena, j->n_versions * CELL_VALUES, sizeof(*s->groups));
    for (v = 0; v < j->n_versions; v++)
        if (journey_asked(j, v, s->q->version))
            read_version(s, v, &s->readings[s->n_readings++]);
    return s->n_readings ? OK : ERR_NOT_FOUND;
}

/* NULL: that version is not asked for. */
static const struct reading *reading_of(const struct slicing *s, int64_t number)
{
    size_t i;

    for (i = 0; i < s->n_readings; i++)
        if (s->readings[i].number == number)
            return &s->readings[i];
    return NULL;
}

static void count_cell(struct slicing *s, const struct reading *r,
                       uint64_t cell, int64_t n)
{
    size_t i;

    for (i = 0; i < s->q->n_filters; i++)
        if (!r->fits[i][cell_value(cell, s->filters[i])])
            return;
    s->total += n;
    if (s->by < ATTRIBUTES)
        s->groups[r->group[cell_value(cell, s->by)]].attempts += n;
}

/* A bag as bag_write() left it, cell by cell. */
static enum err count_bag(struct slicing *s, const struct reading *r,
                          const void *bytes, size_t n)
{
    struct varint_reader reader = varint_reader_make(bytes, n);
    uint64_t cell = 0;

    while (reader.at < reader.end) {
        int64_t attempts;

        cell += varint_read(&reader);
        attempts = varint_read_signed(&reader);
        s->too_many |= cell == CELLS_TOO_MANY;
        count_cell(s, r, cell, attempts);
    }
    return reader.bad ? ERR_IO : OK;
}

static enum err sum_days(struct slicing *s)
{
    struct rows r = rows_open(s->tracker->store, Q_FIGURES_CELLS);
    enum err e = OK, closed;

    rows_bind_int(&r, ":journey", s->journey->id);
    rows_bind_int(&r, ":dimension", DIMENSION_CELLS);
    rows_bind_int(&r, ":today", day_utc(s->q->now_ms));
    rows_bind_int(&r, ":from", period_first_day(&s->q->period));
    rows_bind_int(&r, ":until", period_last_day(&s->q->period));
    while (!e && !s->too_many && rows_next(&r)) {
        const struct reading *reading = reading_of(s, rows_int(&r, 0));
        size_t n;
        const void *bytes = rows_blob(&r, 1, &n);

        if (reading)
            e = count_bag(s, reading, bytes, n);
    }
    closed = rows_close(&r);
    return e ? e : closed;
}

/* The reading of an attempt that is asked for, or NULL. */
static const struct reading *
fold_one(struct slicing *s, const struct scanned *item, struct attempt *ret)
{
    bag_empty(&s->own);
    attempt_fold(s->journey, item->trail, &s->tracker->scratch, ret, &s->own);
    if (!period_holds(&s->q->period, ret->day))
        return NULL;
    return reading_of(s, s->journey->versions[ret->version].number);
}

/* Rows take its limit as passed, and it has not. */
static enum err unsettle(void *self, const struct scanned *item)
{
    struct slicing *s = self;
    struct attempt a;
    const struct reading *r = fold_one(s, item, &a);

    if (r && attempt_unsettled(s->journey, &a, s->q->now_ms)) {
        count_cell(s, r, cell_make(&a, attempt_settled(&a)), -1);
        count_cell(s, r, cell_make(&a, a.state), 1);
    }
    return OK;
}

static enum err count_trail(void *self, const struct scanned *item)
{
    struct slicing *s = self;
    struct attempt a;
    const struct reading *r = fold_one(s, item, &a);

    if (r)
        count_cell(s, r,
                   cell_make(&a, attempt_state(s->journey, &a, s->q->now_ms)),
                   1);
    return OK;
}

/* From what was kept beside figures; if that is not all, from the trails. */
static enum err count_all(struct slicing *s)
{
    enum err e = sum_days(s);
    size_t i;

    if (e || !s->too_many)
        return e ? e
                 : scan_unsettled(s->tracker, s->journey, s->q->now_ms,
                                  unsettle, s);
    s->total = 0;
    for (i = 0; i < s->places.n; i++)
        s->groups[i].attempts = 0;
    return scan_all(s->tracker, s->journey, count_trail, s);
}

static int by_attempts(const void *a, const void *b)
{
    const struct slice_group *x = a, *y = b;

    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return strcmp(x->value, y->value);
}

static void fill(struct slicing *s, struct slice *ret)
{
    size_t i;

    *ret = (struct slice){
        .attempts = s->total, .from_trails = s->too_many, .at = s->groups};
    for (i = 0; i < s->places.n; i++)
        if (s->groups[i].attempts)
            s->groups[ret->n++] = s->groups[i];
    qsort(ret->at, ret->n, sizeof(*ret->at), by_attempts);
}

static enum attribute find_attribute(const char *name, struct problems *p)
{
    enum attribute found = attribute_find(name);

    if (found == ATTRIBUTES)
        problems_add(p, "attribute",
                     "\"%s\" is none: choose from state, outcome, standing, "
                     "resting, furthest, left-by, rating, channel, device, "
                     "lang, release and variant",
                     text_shown(p->arena, name, strlen(name)));
    return found;
}

static enum err find_attributes(struct slicing *s, struct problems *p)
{
    size_t i;

    if (s->q->n_filters > SLICE_FILTERS_MAX) {
        problems_add(p, "where", "at most %d can be asked for at once",
                     SLICE_FILTERS_MAX);
        return ERR_INVALID;
    }
    for (i = 0; i < s->q->n_filters; i++)
        s->filters[i] = find_attribute(s->q->filters[i].attribute, p);
    s->by = s->q->by ? find_attribute(s->q->by, p) : ATTRIBUTES;
    return p->total ? ERR_INVALID : OK;
}

enum err tracker_slice(struct tracker *t, struct arena *a,
                       const struct slice_query *q, struct problems *p,
                       struct slice *ret_slice)
{
    struct slicing s = {.tracker = t, .q = q, .arena = a};
    enum err e = find_attributes(&s, p);

    if (!e)
        e = folder_begin(t);
    if (e)
        return e;
    map_init(&s.places);
    e = folder_journey(t, q->journey, &s.journey);
    if (!e)
        e = read_versions(&s);
    if (!e)
        e = check_values(&s, p);
    if (!e)
        e = count_all(&s);
    if (!e)
        fill(&s, ret_slice);
    folder_end(t);
    map_release(&s.places);
    bag_release(&s.own);
    return e;
}
