/* Figures of a period (tracker.h): the sum of the days, made exact for now. */
#include "tracker/figures.h"

#include <string.h>

#include "tracker/figures_days.h"
#include "tracker/figures_inside.h"
#include "tracker/figures_kept.h"
#include "tracker/figures_trails.h"

static enum err sum_received(struct answer *w, struct figures *f)
{
    struct rows r = rows_open(w->tracker->store, Q_RECEIVED_DAYS);

    rows_bind_int(&r, ":journey", w->journey->id);
    rows_bind_int(&r, ":from", period_first_day(&w->query->period));
    rows_bind_int(&r, ":until", period_last_day(&w->query->period));
    if (rows_next(&r)) {
        f->duplicates = rows_int(&r, 0);
        f->refused = rows_int(&r, 1);
        f->conflicts = rows_int(&r, 2);
    }
    return rows_close(&r);
}

static enum err sum_cut(struct answer *w, struct figures *f)
{
    struct rows r = rows_open(w->tracker->store, Q_SALT_CUT);

    rows_bind_int(&r, ":journey", w->journey->id);
    rows_bind_int(&r, ":from", period_first_day(&w->query->period));
    rows_bind_int(&r, ":until", period_last_day(&w->query->period));
    f->cut = rows_next(&r) ? rows_int(&r, 0) : 0;
    return rows_close(&r);
}

static int64_t total(const struct answer *w, enum metric m, uint32_t sub)
{
    int64_t n = 0;
    size_t v;

    for (v = 0; v < w->journey->n_versions; v++)
        n += bag_get(&w->bags[v], bag_key(m, 0, sub));
    return n;
}

static void list_quarantines(const struct answer *w, struct figures *f)
{
    const struct quarantines *list = &w->journey->quarantines;
    size_t i;

    f->n_quarantines = list->n;
    f->quarantines = arena_array(w->arena, list->n, sizeof(*f->quarantines));
    for (i = 0; i < list->n; i++)
        f->quarantines[i].quarantine = quarantine_copy(w->arena, &list->at[i]);
}

static void count_apart(struct figures *f, uint32_t sub, int64_t n)
{
    uint32_t quarantine;
    size_t i;

    f->apart[apart_read(sub, &quarantine)] += n;
    for (i = 0; i < f->n_quarantines; i++)
        if (f->quarantines[i].quarantine.number == quarantine)
            f->quarantines[i].attempts += n;
}

static void fill_apart(const struct answer *w, struct figures *f)
{
    size_t v, i;

    list_quarantines(w, f);

    for (v = 0; v < w->journey->n_versions; v++) {
        const struct bag *b = &w->bags[v];

        for (i = bag_from(b, bag_key(METRIC_APART, 0, 0));
             i < b->n && bag_key_metric(b->at[i].key) == METRIC_APART; i++)
            count_apart(f, bag_key_sub(b->at[i].key), b->at[i].n);
    }
}

static void fill_totals(const struct answer *w, struct figures *f)
{
    int o;

    f->started = total(w, METRIC_STARTED, 0);
    f->failed = total(w, METRIC_FAILED, 0);
    f->abandoned = total(w, METRIC_ABANDONED, 0);
    f->saved = total(w, METRIC_SAVED, 0);
    f->open = total(w, METRIC_OPEN, 0);
    f->joined_later = total(w, METRIC_JOINED_LATER, 0);
    f->unmapped = total(w, METRIC_UNMAPPED, 0);
    fill_apart(w, f);
    for (o = 1; o < OUTCOMES; o++) {
        f->outcomes[o] = total(w, METRIC_COMPLETED, (uint32_t)o);
        f->completed += f->outcomes[o];
    }
    f->completion =
        share_make(f->completed, f->completed + f->failed + f->abandoned);
}

size_t newest_asked(const struct answer *w)
{
    size_t v = w->journey->n_versions - 1;

    while (v > 0 && !journey_asked(w->journey, v, w->query->version))
        v--;
    return v;
}

static void fill_names(const struct answer *w, struct figures *f)
{
    const struct journey *j = w->journey;
    size_t v = newest_asked(w);
    const struct definition *d = j->versions[v].def;

    f->journey = arena_strdup(w->arena, j->slug);
    f->title = arena_strdup(w->arena, d->title);
    f->organisation = arena_strdup(w->arena, d->organisation);
    f->service = arena_strdup(w->arena, d->service);
    f->under_way = change_text(w->arena, j);
    if (w->query->version || j->n_versions == 1)
        f->version = j->versions[v].number;
}

/* What whoever instruments a form has to see, to mend it. */
static void fill_strays(const struct answer *w, struct figures *f)
{
    const struct journey *j = w->journey;
    const struct names *names = &j->names[NAME_STEP];
    uint16_t number;

    if (f->unmapped == 0)
        return;
    f->strays = arena_array(w->arena, names->n, sizeof(*f->strays));
    for (number = 1; number < names->n; number++)
        if (!journey_knows(j, number))
            f->strays[f->n_strays++] =
                arena_strdup(w->arena, names_text(names, number));
}

/* From the rows of days, or, for more than they are kept of, from trails. */
static enum err sum_attempts(struct answer *w, struct figures *f)
{
    struct filter filter = filter_make(w->journey, &w->query->segments);

    return (segments_asked(&w->query->segments) > 1 ? figures_from_trails
                                                    : figures_from_days)(
        w->tracker, w->journey, w->query, &filter, w->bags, f);
}

static enum err answer(struct answer *w, struct figures *f)
{
    enum err e;

    if (w->query->version &&
        journey_version_index(w->journey, w->query->version) ==
            w->journey->n_versions)
        return ERR_NOT_FOUND;
    e = sum_attempts(w, f);
    if (!e)
        e = figures_see_ever(w->tracker, w->journey, f);
    if (!e)
        e = sum_received(w, f);
    if (!e)
        e = sum_cut(w, f);
    if (e)
        return e;
    f->segments = segments_copy(w->arena, &w->query->segments);
    fill_names(w, f);
    fill_totals(w, f);
    fill_strays(w, f);
    answer_steps(w, f);
    return OK;
}

static enum err make(struct answer *w, struct figures *f)
{
    struct tracker *t = w->tracker;
    enum err e = folder_journey(t, w->query->journey, &w->journey);
    size_t v;

    if (e)
        return e;
    w->bags = arena_array(w->arena, w->journey->n_versions, sizeof(*w->bags));
    e = answer(w, f);
    for (v = 0; v < w->journey->n_versions; v++)
        bag_release(&w->bags[v]);
    return e;
}

enum err tracker_figures(struct tracker *t, struct arena *a,
                         const struct figures_query *q,
                         struct figures *ret_figures)
{
    struct answer w = {.tracker = t, .query = q};
    struct figures f = {0};
    enum err e;

    if (folder_is_current(t) && figures_kept_find(t, a, q, &f, &w.arena)) {
        *ret_figures = f;
        return OK;
    }
    e = folder_begin(t);
    if (e)
        return e;
    if (!figures_kept_find(t, a, q, &f, &w.arena)) {
        e = make(&w, &f);
        if (!e && w.arena != a)
            figures_kept_add(t, q->now_ms, &f);
    }
    folder_end(t);
    if (!e)
        *ret_figures = f;
    return e;
}
