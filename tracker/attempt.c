#include "tracker/attempt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/sketch.h"
#include "tracker/visit.h"

/* One fold under way. */
struct fold {
    const struct journey *j;
    const struct definition *def;
    const struct trail *t;
    struct fold_scratch *scratch;
    struct attempt *a;
    struct bag *figures;
    struct visit visit; /* the present one, at a->resting */
    bool any_accept;    /* an accept moved the attempt */
};

const char *state_text(enum state s)
{
    static const char *const texts[] = {"completed", "failed", "abandoned",
                                        "saved", "open"};

    return texts[s];
}

void fold_scratch_release(struct fold_scratch *scratch)
{
    free(scratch->order.at);
    free(scratch->visits);
    *scratch = (struct fold_scratch){0};
}

/* The event an attempt starts with under a version; NULL: nothing moves it.
 * It must name a step, for there is no resting step yet. */
static const struct trail_event *find_start(const struct fold *f,
                                            size_t version)
{
    size_t i;

    for (i = 0; i < f->t->n; i++) {
        const struct trail_event *e = &f->t->at[f->scratch->order.at[i]];

        if (kind_moves(e->kind) && e->step &&
            journey_place(f->j, version, e->step) >= 0)
            return e;
    }
    return NULL;
}

/* Which of the first n versions counts, and what it starts with under it. */
static const struct trail_event *find_version(struct fold *f, size_t n)
{
    const struct trail_event *first = &f->t->at[f->scratch->order.at[0]];
    size_t version = journey_version_of(f->j, n, first->at_ms);
    const struct trail_event *start = find_start(f, version);

    if (start && journey_version_of(f->j, n, start->at_ms) != version) {
        version = journey_version_of(f->j, n, start->at_ms);
        start = find_start(f, version);
    }
    f->a->version = version;
    f->a->start_ms = (start ? start : first)->at_ms;
    return start;
}

/* Which version counts, whether it started, and on what day.  A version that
 * is taking over counts those that the change has come to. */
static void fold_start(struct fold *f)
{
    const struct trail_event *first = &f->t->at[f->scratch->order.at[0]];
    bool comes = f->j->change.kind == CHANGE_VERSION;
    size_t version, n = f->j->n_versions;
    const struct trail_event *start = find_version(f, comes ? n - 1 : n);
    int64_t start_ms = f->a->start_ms;

    if (comes && change_has_come_to(&f->j->change, start_ms)) {
        start = find_version(f, n);
        f->a->start_ms = start_ms;
    }
    version = f->a->version;
    f->def = f->j->versions[version].def;
    f->a->joined_later = !start || journey_place(f->j, version, start->step) !=
                                       (int)f->def->start;
    f->a->day = zone_day(f->j->zone, (start ? start : first)->at_ms);
}

static void first_value(uint16_t *value, uint16_t given)
{
    if (*value == 0)
        *value = given;
}

static void fold_values(struct fold *f)
{
    uint16_t *values = f->a->values;
    size_t i;

    values[DIMENSION_CHANNEL] = CHANNEL_SELF;
    for (i = 0; i < f->t->n; i++) {
        const struct trail_event *e = &f->t->at[f->scratch->order.at[i]];

        if (e->channel && e->channel != CHANNEL_SELF)
            values[DIMENSION_CHANNEL] = e->channel;
        first_value(&values[DIMENSION_DEVICE], e->device);
        first_value(&values[DIMENSION_LANG], e->lang);
        first_value(&values[DIMENSION_RELEASE], e->release);
        first_value(&values[DIMENSION_VARIANT], e->variant);
        if (e->at_ms > f->a->newest_ms)
            f->a->newest_ms = e->at_ms;
    }
}

/* Count something at a step; of started attempts only. */
static void count(struct fold *f, enum metric m, int step, uint32_t sub)
{
    if (!f->a->joined_later && step >= 0)
        bag_add(f->figures, bag_key(m, (size_t)step, sub), 1);
}

static void leave_step(struct fold *f, int64_t at_ms)
{
    struct fold_scratch *s = f->scratch;

    f->visit.leave_ms = at_ms;
    s->visits =
        mem_grow(s->visits, s->n_visits, &s->visits_room, sizeof(*s->visits));
    s->visits[s->n_visits++] = f->visit;
}

static void reach(struct fold *f, int place)
{
    uint64_t key = bag_key(METRIC_REACHED, (size_t)place, 0);
    const struct step *s = &f->def->steps[place];

    if (bag_get(f->figures, key) == 0)
        count(f, METRIC_REACHED, place, 0);
    if (place > f->a->furthest && !(s->is_end && s->outcome == OUTCOME_ERROR))
        f->a->furthest = place;
}

static void move_to(struct fold *f, const struct trail_event *e, int place)
{
    struct attempt *a = f->a;

    a->left_by = TO_NONE;
    reach(f, place);
    if (place == a->resting)
        return;
    if (a->resting >= 0)
        leave_step(f, e->at_ms);
    if (place < a->resting) {
        a->backs++;
        count(f, METRIC_BACKS, a->resting, 0);
    }
    a->resting = place;
    f->visit = (struct visit){.step = place};
}

static void view(struct fold *f, const struct trail_event *e)
{
    if (f->visit.has_view)
        return;
    f->visit.has_view = true;
    f->visit.view_ms = e->at_ms;
    f->visit.gap_ms = 0;
}

static void accept(struct fold *f, const struct trail_event *e)
{
    f->any_accept = true;
    f->visit.refused = false;
    f->visit.accepted = f->visit.has_view;
    f->visit.accept_ms = e->at_ms;
    f->visit.accept_gap_ms = f->visit.gap_ms;
}

static void reject(struct fold *f, const struct trail_event *e, int place)
{
    const struct trail_error *errors = trail_errors(f->t, e);
    size_t i;

    f->visit.refused = true;
    f->visit.accepted = false;
    f->a->rejects++;
    count(f, METRIC_REJECTS, place, 0);
    for (i = 0; i < e->n_errors; i++)
        count(f, METRIC_REFUSAL, place,
              (uint32_t)errors[i].field << 16 | errors[i].rule);
}

/* An end is reached by any moving event but `error`. */
static void end_at(struct fold *f, const struct trail_event *e,
                   const struct step *s)
{
    enum outcome outcome = s->outcome;

    if (outcome == OUTCOME_NONE && e->kind == KIND_END)
        outcome = (enum outcome)e->outcome;
    if (outcome == OUTCOME_NONE)
        return;
    f->a->state = outcome == OUTCOME_ERROR ? STATE_FAILED : STATE_COMPLETED;
    if (outcome != OUTCOME_ERROR)
        f->a->outcome = outcome;
}

/* What an event is at that step: an end cannot be accepted or refused, and
 * what is no end cannot be ended. */
static enum kind kind_at(const struct trail_event *e, const struct step *s)
{
    bool answer = e->kind == KIND_ACCEPT || e->kind == KIND_REJECT;

    if (s->is_end ? answer : e->kind == KIND_END)
        return KIND_VIEW;
    return (enum kind)e->kind;
}

static void fold_move(struct fold *f, const struct trail_event *e, int place)
{
    const struct step *s = &f->def->steps[place];
    enum kind kind = kind_at(e, s);

    move_to(f, e, place);
    f->a->state = STATE_OPEN;
    if (kind == KIND_VIEW)
        view(f, e);
    else if (kind == KIND_ACCEPT)
        accept(f, e);
    else if (kind == KIND_REJECT)
        reject(f, e, place);
    else if (kind == KIND_SAVE) {
        f->visit.has_save = true;
        f->a->state = STATE_SAVED;
    } else if (kind == KIND_ERROR) {
        f->a->state = STATE_FAILED;
        return;
    }
    if (s->is_end)
        end_at(f, e, s);
}

static void fold_company(struct fold *f, const struct trail_event *e, int place)
{
    if (e->kind == KIND_RATING)
        f->a->rating = e->rating;
    if (f->a->state == STATE_COMPLETED)
        return;
    if (e->kind == KIND_HELP) {
        f->a->detours++;
        count(f, METRIC_DETOURS, place, 0);
    } else if (e->kind == KIND_CONTACT) {
        f->a->left_by = (enum to)e->to;
    }
}

static void fold_event(struct fold *f, const struct trail_event *e)
{
    struct attempt *a = f->a;
    int place = e->step ? journey_place(f->j, a->version, e->step) : a->resting;

    if (place < 0 && (e->step || kind_moves(e->kind)))
        a->unmapped++;
    else if (!kind_moves(e->kind))
        fold_company(f, e, place);
    else if (a->state != STATE_COMPLETED)
        fold_move(f, e, place);
}

static int64_t distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

static void fold_events(struct fold *f)
{
    const struct trail_event *before = NULL;
    size_t i;

    for (i = 0; i < f->t->n; i++) {
        const struct trail_event *e = &f->t->at[f->scratch->order.at[i]];
        int64_t gap = before ? distance(e->at_ms, before->at_ms) : 0;

        if (gap > f->visit.gap_ms)
            f->visit.gap_ms = gap;
        fold_event(f, e);
        before = e;
    }
}

static void time_visit(struct fold *f, const struct visit *v)
{
    bool by_accept = f->any_accept;
    int64_t until = by_accept ? v->accept_ms : v->leave_ms;
    int64_t gap = by_accept ? v->accept_gap_ms : v->gap_ms;
    int64_t ms = until > v->view_ms ? until - v->view_ms : 0;

    if (!v->has_view || (by_accept && !v->accepted))
        return;
    if (v->has_save || gap > f->def->idle_ms)
        count(f, METRIC_PAUSED, v->step, 0);
    else
        count(f, METRIC_TIME, v->step, sketch_bucket(ms));
}

/* What the attempt as a whole adds, its limit taken as passed. */
static void count_whole(struct fold *f)
{
    const struct attempt *a = f->a;

    if (a->apart) { /* it adds that and nothing else */
        bag_empty(f->figures);
        bag_add(f->figures, bag_key(METRIC_APART, 0, apart_sub(a)), 1);
        return;
    }
    if (a->unmapped)
        bag_add(f->figures, bag_key(METRIC_UNMAPPED, 0, 0), a->unmapped);
    if (a->rating)
        bag_add(f->figures, bag_key(METRIC_RATING, 0, (uint32_t)a->rating), 1);
    if (a->joined_later) {
        bag_add(f->figures, bag_key(METRIC_JOINED_LATER, 0, 0), 1);
        return;
    }
    count(f, METRIC_STARTED, 0, 0);
    count(f, METRIC_RESTING, a->resting, 0);
    if (a->state == STATE_COMPLETED) {
        count(f, METRIC_COMPLETED, 0, (uint32_t)a->outcome);
        return;
    }
    if (a->left_by)
        count(f, METRIC_LEFT_BY, a->resting, (uint32_t)a->left_by);
    if (a->state == STATE_FAILED) {
        count(f, METRIC_FAILED, 0, 0);
        return;
    }
    count(f, METRIC_ABANDONED, 0, 0);
    count(f, METRIC_DROPPED, a->resting, 0);
    if (a->refused_last)
        count(f, METRIC_ERROR_ATTRIBUTED, a->resting, 0);
}

void attempt_fold(const struct journey *j, const struct trail *t,
                  struct fold_scratch *scratch, struct attempt *ret_attempt,
                  struct bag *figures)
{
    struct fold f = {.j = j, .t = t, .scratch = scratch, .figures = figures};
    size_t i;

    *ret_attempt = (struct attempt){.state = STATE_OPEN,
                                    .resting = -1,
                                    .furthest = -1,
                                    .newest_ms = t->at[0].at_ms};
    assert(figures->n == 0 && t->n > 0);
    f.a = ret_attempt;
    scratch->n_visits = 0;
    trail_sort(t, &scratch->order);
    fold_start(&f);
    fold_values(&f);
    fold_events(&f);
    ret_attempt->refused_last = f.visit.refused;
    for (i = 0; i < scratch->n_visits; i++)
        time_visit(&f, &scratch->visits[i]);
    apart_judge(j, t, scratch, ret_attempt);
    count_whole(&f);
}
