/*
 * Recounting (tracker.h).  Every attempt's part is taken out of the stored
 * figures, in memory; what is left over is what differs.
 */
#include <ctype.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/cell.h"
#include "tracker/intake_inside.h"
#include "tracker/remove.h"

struct verification {
    struct intake intake;
    struct problems *problems;
    struct map seen; /* keys */
    struct bag figures;
    int64_t attempts;
};

static const char *const metric_names[] = {
    [METRIC_STARTED] = "started",
    [METRIC_JOINED_LATER] = "joined later",
    [METRIC_COMPLETED] = "completed",
    [METRIC_FAILED] = "failed",
    [METRIC_ABANDONED] = "abandoned",
    [METRIC_REACHED] = "reached",
    [METRIC_RESTING] = "resting",
    [METRIC_DROPPED] = "dropped",
    [METRIC_ERROR_ATTRIBUTED] = "error-attributed",
    [METRIC_REJECTS] = "rejects",
    [METRIC_REFUSAL] = "refusals by rule",
    [METRIC_BACKS] = "backs",
    [METRIC_DETOURS] = "detours",
    [METRIC_LEFT_BY] = "left by",
    [METRIC_TIME] = "times",
    [METRIC_PAUSED] = "paused",
    [METRIC_RATING] = "ratings",
    [METRIC_UNMAPPED] = "unmapped",
    [METRIC_OPEN] = "open",
    [METRIC_SAVED] = "saved",
    [METRIC_IMMATURE] = "reached and still open or saved",
    [METRIC_APART] = "held apart",
};

static const char *metric_name(enum metric m)
{
    return m < sizeof(metric_names) / sizeof(metric_names[0]) && metric_names[m]
               ? metric_names[m]
               : "an unknown counter";
}

static const char *dimension_name(int64_t dimension)
{
    static const char *const names[DIMENSIONS] = {
        "all", "channel", "device", "language", "release", "variant"};

    if (dimension == DIMENSION_SPANS)
        return "eight days";
    return dimension >= 0 && dimension < DIMENSIONS ? names[dimension]
                                                    : "an unknown segment";
}

/* The step of a row's version at that place; whole attempts are at the 0th. */
static const char *step_name(const struct verification *v,
                             const struct row_key *key, size_t place)
{
    const struct journey *j = v->intake.journey;
    size_t i;

    for (i = 0; i < j->n_versions; i++)
        if (j->versions[i].number == key->version &&
            place < j->versions[i].def->n_steps)
            return j->versions[i].def->steps[place].id;
    return "an unknown step";
}

/* What an attempt's row says of it must be what its trail says. */
static void check_row(struct verification *v, const struct scanned *s,
                      const struct attempt *a)
{
    const struct journey *j = v->intake.journey;
    int32_t day;

    if (s->live) {
        bool waits = s->live >= folder_waiting_first(j);

        if (s->settled_ms != attempt_quiet_ms(j, a) ||
            waits != attempt_waits(j, a, &day))
            problems_add(v->problems, j->slug,
                         "live attempt %lld is kept under another limit",
                         (long long)s->live);
    } else if (s->day != a->day ||
               s->version != j->versions[a->version].number ||
               s->settled_ms < attempt_limit_ms(j, a)) {
        problems_add(v->problems, j->slug,
                     "chunk %lld holds an attempt of another day, version or "
                     "limit",
                     (long long)s->chunk);
    }
}

static enum err recount(void *self, const struct scanned *s)
{
    struct verification *v = self;
    struct attempt a;
    bool added;

    (void)map_put(&v->seen, s->key, HASH_SIZE, &added);
    if (!added)
        problems_add(v->problems, v->intake.slug, "an attempt is stored twice");
    bag_empty(&v->figures);
    attempt_fold(v->intake.journey, s->trail, &v->intake.tracker->scratch, &a,
                 &v->figures);
    check_row(v, s, &a);
    v->attempts++;
    return intake_count(&v->intake, &a, &v->figures, -1);
}

static void report(struct verification *v, const struct row_key *key,
                   const struct bag *left)
{
    char place[192], day[TIME_TEXT];
    size_t i;

    if (key->day < v->intake.journey->kept_from_day)
        return; /* its trails are gone, and its figures are for good */
    day_format((int32_t)key->day, day);
    if (key->dimension == DIMENSION_CELLS) {
        if (left->n && !bag_get(left, CELLS_TOO_MANY))
            problems_add(v->problems, v->intake.slug,
                         "%s, version %lld: %zu kinds of attempts are counted "
                         "otherwise than the trails say",
                         day, (long long)key->version, left->n);
        return;
    }
    (void)snprintf(place, sizeof(place), "%.64s, %s, version %lld%s%s",
                   v->intake.slug, day, (long long)key->version,
                   key->dimension ? ", by " : "",
                   key->dimension ? dimension_name(key->dimension) : "");
    for (i = 0; i < left->n; i++) {
        int64_t n = left->at[i].n;

        problems_add(v->problems, place,
                     "%s at %s: the figures have %lld %s than the trails",
                     metric_name(bag_key_metric(left->at[i].key)),
                     step_name(v, key, bag_key_step(left->at[i].key)),
                     (long long)(n < 0 ? -n : n), n < 0 ? "fewer" : "more");
    }
}

/* Rows that no attempt of the trails belongs to. */
static enum err report_orphans(struct verification *v)
{
    struct rows r = rows_open(v->intake.tracker->store, Q_FIGURES_ALL);
    enum err e = OK, closed;
    struct bag bag;

    bag_init(&bag);
    rows_bind_int(&r, ":journey", v->intake.journey->id);
    while (!e && rows_next(&r)) {
        struct row_key key = {.dimension = rows_int(&r, 0),
                              .value = rows_int(&r, 1),
                              .until_day = rows_int(&r, 2),
                              .day = rows_int(&r, 3),
                              .version = rows_int(&r, 4)};
        size_t n;
        const void *bytes = rows_blob(&r, 5, &n);

        if (map_find(&v->intake.row_places, &key, sizeof(key)))
            continue;
        bag_empty(&bag);
        e = bag_read(&bag, bytes, n);
        report(v, &key, &bag);
    }
    closed = rows_close(&r);
    bag_release(&bag);
    return e ? e : closed;
}

static enum err verify_journey(struct tracker *t, const char *slug,
                               struct problems *p, int64_t *attempts)
{
    struct verification v = {.problems = p};
    size_t i;
    enum err began, e;

    intake_init(&v.intake, t, slug);
    v.intake.keyless = true;
    map_init(&v.seen);
    bag_init(&v.figures);
    began = intake_begin(&v.intake);
    e = unless_removed(began);
    if (!began) {
        e = scan_all(t, v.intake.journey, recount, &v);
        if (!e)
            e = intake_count_sums(&v.intake);
        for (i = 0; !e && i < v.intake.n_rows; i++)
            report(&v, &v.intake.rows[i].key, &v.intake.rows[i].bag);
        if (!e)
            e = report_orphans(&v);
        intake_rollback(&v.intake);
    }
    *attempts += v.attempts;
    bag_release(&v.figures);
    map_release(&v.seen);
    intake_release(&v.intake);
    return e;
}

/* SQLite tells of a page that there was no memory for (SQLITE_NOMEM) as of one
 * that is damaged. */
static bool is_of_memory(const char *fault)
{
    static const char says[] = "error code=7";
    const char *at = strstr(fault, says);

    return at && !isdigit((unsigned char)at[sizeof(says) - 1]);
}

static enum err check_file(struct tracker *t, struct problems *p)
{
    struct rows r;

    if (store_check_queries(t->store) != OK) /* a column's name, say */
        problems_add(p, "journeys.db",
                     "its tables are not as they were made: restore a backup");
    r = rows_open(t->store, Q_STORE_FAULTS);
    while (rows_next(&r)) {
        const char *fault = rows_text(&r, 0);

        if (fault && is_of_memory(fault))
            mem_none();
        if (fault && strcmp(fault, "ok") != 0)
            problems_add(p, "journeys.db", "%.200s", fault);
    }
    return rows_close(&r);
}

static enum err check_rows(struct tracker *t, struct problems *p)
{
    struct rows r = rows_open(t->store, Q_ROW_FAULTS);

    while (rows_next(&r))
        problems_add(p, "journeys.db",
                     "row %.100s is not as it was written: restore a backup",
                     rows_text(&r, 0));
    return rows_close(&r);
}

enum err tracker_verify(struct tracker *t, struct problems *p,
                        int64_t *ret_attempts)
{
    struct arena *a = arena_new();
    struct journey_list list;
    int64_t attempts = 0;
    size_t i;
    enum err e = check_file(t, p);

    if (!e)
        e = check_rows(t, p);
    if (!e)
        e = tracker_journeys(t, a, &list);
    for (i = 0; !e && i < list.n; i++)
        e = verify_journey(t, list.at[i].id, p, &attempts);
    arena_free(a);
    if (!e)
        *ret_attempts = attempts;
    return e;
}
