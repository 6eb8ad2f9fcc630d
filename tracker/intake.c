#include "tracker/intake.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "tracker/intake_inside.h"
#include "tracker/retain.h"

/* What is held between transactions; past it everything is let go. */
enum { HOTS_KEPT = 1024, ROWS_KEPT = 8192 };

/* One that needs more gives it back when it is let go. */
enum { WARM_EVENTS = 16, WARM_COUNTS = 64 };

enum { FUTURE_MS = 5 * 60 * 1000 }; /* clocks may differ by this much */

void intake_init(struct intake *in, struct tracker *t, const char *slug)
{
    *in = (struct intake){.tracker = t, .slug = slug};
    key_index_init(&in->hot_places);
    map_init(&in->row_places);
    key_index_init(&in->keys);
    buf_init(&in->bytes, TRAIL_BYTES_MAX);
    in->sums = mem_new(FIGURES_SUMS, sizeof(*in->sums));
    bag_init(&in->bag);
    bag_init(&in->moved);
    bag_init(&in->otherwise);
}

/* The next one in its place finds its memory warm. */
static void let_go(struct hot *h)
{
    if (h->trail.room > WARM_EVENTS || h->trail.errors_room > WARM_EVENTS)
        trail_release(&h->trail);
    if (h->before_figures.room > WARM_COUNTS)
        bag_release(&h->before_figures);
}

static void let_attempts_go(struct intake *in)
{
    size_t i;

    for (i = 0; i < in->n_hots; i++)
        let_go(&in->hots[i]);
    in->n_hots = in->n_touched = 0;
    key_index_empty(&in->hot_places);
}

/* Everything in memory but where keys are. */
void intake_let_go(struct intake *in)
{
    size_t i;

    let_attempts_go(in);
    for (i = 0; i < in->n_rows; i++)
        bag_release(&in->rows[i].bag);
    for (i = 0; i < FIGURES_SUMS; i++)
        bag_empty(&in->sums[i].figures);
    in->n_rows = 0;
    map_empty(&in->row_places);
}

void intake_moved(struct intake *in, const unsigned char *key, int64_t live,
                  int64_t chunk)
{
    intake_let_go(in);
    if (in->has_keys && chunk)
        key_index_move(&in->keys, key, intake_live_place(live), chunk);
}

static void forget_keys(struct intake *in)
{
    key_index_release(&in->keys);
    in->has_keys = false;
}

void intake_release(struct intake *in)
{
    size_t i;

    intake_let_go(in);
    forget_keys(in);
    for (i = 0; i < in->warm_hots; i++) {
        trail_release(&in->hots[i].trail);
        bag_release(&in->hots[i].before_figures);
    }
    for (i = 0; i < FIGURES_SUMS; i++)
        bag_release(&in->sums[i].figures);
    key_index_release(&in->hot_places);
    map_release(&in->row_places);
    free(in->hots);
    free(in->touched);
    free(in->rows);
    free(in->sums);
    buf_release(&in->bytes);
    intake_release_added(in);
    bag_release(&in->bag);
    bag_release(&in->moved);
    bag_release(&in->otherwise);
    expander_release(&in->expander);
}

enum err intake_join(struct intake *in)
{
    bool changed = in->generation != in->tracker->generation;
    enum err e;

    if (changed || in->n_rows > ROWS_KEPT)
        intake_let_go(in);
    else if (in->n_hots > HOTS_KEPT)
        let_attempts_go(in);
    if (changed)
        in->horizon_of_ms = INT64_MIN;
    if (in->keys_generation != in->tracker->keys_generation)
        forget_keys(in);
    in->generation = in->tracker->generation;
    in->keys_generation = in->tracker->keys_generation;
    e = folder_journey(in->tracker, in->slug, &in->journey);
    return e ? e : intake_load_keys(in);
}

enum err intake_begin(struct intake *in)
{
    enum err e = folder_begin(in->tracker);

    if (e)
        return e;
    e = intake_join(in);
    if (e)
        intake_rollback(in);
    return e;
}

void intake_rollback(struct intake *in)
{
    folder_rollback(in->tracker);
    intake_let_go(in);
    forget_keys(in);
    in->journey = NULL;
}

enum err intake_commit(struct intake *in)
{
    enum err e = intake_flush(in);

    if (!e)
        e = folder_commit(in->tracker);
    if (e)
        intake_rollback(in);
    return e;
}

/* The first instant an event may have: whole months before now, and not of a
 * day whose trails went already, for it would be counted again. */
static int64_t horizon_ms(const struct journey *j, int64_t now_ms)
{
    int64_t day = j->kept_from_day;
    int32_t first;

    if (retention_first_day(j, now_ms, &first) && first > day)
        day = first;
    return zone_instant_ms(j->zone, day * MS_PER_DAY);
}

/* Worked out once for each now. */
static int64_t horizon_at(struct intake *in, int64_t now_ms)
{
    if (in->horizon_of_ms != now_ms)
        in->horizon_ms = horizon_ms(in->journey, now_ms);
    in->horizon_of_ms = now_ms;
    return in->horizon_ms;
}

bool intake_takes(struct intake *in, int64_t at_ms, int64_t now_ms)
{
    return at_ms <= now_ms + FUTURE_MS && at_ms >= horizon_at(in, now_ms);
}

const char intake_in_future[] =
    "is more than 5 minutes in the future: set the clock of what sends it "
    "right";

bool intake_welcomes(struct intake *in, const struct event *e, int64_t now_ms,
                     struct event_fault *ret_fault)
{
    int64_t horizon = horizon_at(in, now_ms);
    char day[TIME_TEXT];
    int32_t first;

    *ret_fault = (struct event_fault){"at", in->reason};
    if (e->has_at && e->at_ms > now_ms + FUTURE_MS) {
        ret_fault->reason = intake_in_future;
        return false;
    }
    if (!e->has_at || e->at_ms >= horizon)
        return true;
    first = zone_day(in->journey->zone, horizon);
    day_format(first, day);
    (void)snprintf(in->reason, sizeof(in->reason),
                   first > in->journey->kept_from_day
                       ? "is before %s, and this journey keeps no trails that "
                         "old: raise \"retentionMonths\" (0 keeps for good)"
                       : "is before %s: trails of that time are gone, their "
                         "figures stand, and it could be counted twice",
                   day);
    return false;
}

bool verdict_fault(enum verdict v, struct event_fault *ret_fault)
{
    if (v == VERDICT_CONFLICT)
        *ret_fault = (struct event_fault){
            "seq", "seq-conflict: this attempt has another event under the "
                   "same seq; the first stays"};
    if (v == VERDICT_FULL)
        *ret_fault = (struct event_fault){
            "attempt", "has 4,096 events already, which is the most an "
                       "attempt may have"};
    return v == VERDICT_CONFLICT || v == VERDICT_FULL;
}

/* Words become numbers. */
static enum err number_words(struct intake *in, const struct event *e,
                             struct trail_event *te, struct trail_error *errors)
{
    const struct {
        enum name_kind kind;
        const char *word;
        uint16_t *to;
    } words[] = {{NAME_LANG, e->lang, &te->lang},
                 {NAME_RELEASE, e->release, &te->release},
                 {NAME_VARIANT, e->variant, &te->variant}};
    struct store *st = in->tracker->store;
    enum err err = OK;
    size_t i;

    for (i = 0; !err && i < sizeof(words) / sizeof(words[0]); i++)
        if (words[i].word)
            err = journey_word_number(st, in->journey, words[i].kind,
                                      words[i].word, words[i].to);
    for (i = 0; !err && i < e->n_errors; i++) {
        if (e->errors[i].field)
            err = journey_word_number(st, in->journey, NAME_FIELD,
                                      e->errors[i].field, &errors[i].field);
        if (!err && e->errors[i].rule)
            err = journey_word_number(st, in->journey, NAME_RULE,
                                      e->errors[i].rule, &errors[i].rule);
        if (!err)
            err = journey_refusal(st, in->journey, &errors[i].field,
                                  &errors[i].rule);
    }
    return err;
}

static enum err number_step(struct intake *in, const struct event *e,
                            struct trail_event *te)
{
    if (!e->step)
        return OK;
    if (e->hashed && text_starts(e->step, STEP_NAME_MARK))
        return journey_name_number(in->tracker->store, in->journey,
                                   e->step + strlen(STEP_NAME_MARK), &te->step);
    return journey_step_number(in->tracker->store, in->journey, e->step,
                               te->at_ms, &te->step);
}

struct trail_event intake_plain_event(const struct event *e, uint32_t import,
                                      int64_t now_ms)
{
    return (struct trail_event){
        .at_ms = e->has_at ? e->at_ms : now_ms,
        .seq = e->seq,
        .import = import,
        .kind = (uint8_t)e->kind,
        .outcome = (uint8_t)e->outcome,
        .to = (uint8_t)e->to,
        .channel = (uint8_t)e->channel,
        .device = (uint8_t)e->device,
        .rating = (uint8_t)e->rating,
        .n_errors = (uint8_t)e->n_errors,
        .evidence = (uint8_t)e->evidence,
        .unstamped = e->seq < 0 && !e->has_at,
    };
}

static enum verdict keep(struct intake *in, struct hot *h,
                         struct trail_event *te,
                         const struct trail_error *errors, int64_t now_ms)
{
    enum trail_standing standing;

    intake_take_undone(in, h);
    if (te->unstamped)
        te->at_ms = trail_free_instant(&h->trail, te, errors);
    standing = trail_standing(&h->trail, te, errors);
    if (standing == TRAIL_DUPLICATE)
        return VERDICT_DUPLICATE;
    if (standing == TRAIL_CONFLICT)
        return VERDICT_CONFLICT;
    if (h->trail.n >= ATTEMPT_EVENTS_MAX)
        return VERDICT_FULL;
    if (h->trail.n == 0 && in->bursts &&
        bursts_begin(in->bursts, in->place, now_ms))
        te->evidence |= EVIDENCE_BURST;
    intake_touch(in, h);
    trail_add(&h->trail, *te, errors);
    return VERDICT_ACCEPTED;
}

/* Events of one request are mostly of one attempt, or of a few. */
static struct hash key_of(struct intake *in, const struct event *e)
{
    if (e->hashed)
        return e->hash;
    assert(e->attempt && e->attempt_size <= sizeof(in->id));
    if (in->id_size == 0 || in->id_size != e->attempt_size ||
        memcmp(in->id, e->attempt, in->id_size) != 0) {
        in->id_hash = hash_pair(&in->tracker->key, in->slug, strlen(in->slug),
                                e->attempt, e->attempt_size);
        in->id_size = e->attempt_size;
        memcpy(in->id, e->attempt, in->id_size);
    }
    return in->id_hash;
}

enum err intake_number(struct intake *in, const struct event *e,
                       uint32_t import, int64_t now_ms,
                       struct numbered *ret_numbered)
{
    enum err err;

    ret_numbered->key = key_of(in, e);
    ret_numbered->event = intake_plain_event(e, import, now_ms);
    memset(ret_numbered->errors, 0,
           e->n_errors * sizeof(*ret_numbered->errors));
    err = number_step(in, e, &ret_numbered->event);
    return err ? err
               : number_words(in, e, &ret_numbered->event,
                              ret_numbered->errors);
}

enum err intake_keep(struct intake *in, const unsigned char *key,
                     struct trail_event *e, const struct trail_error *errors,
                     int64_t now_ms, enum verdict *ret_verdict)
{
    struct hot *h;
    enum err err = intake_find(in, key, &h);

    if (err)
        return err;
    *ret_verdict = keep(in, h, e, errors, now_ms);
    in->unknown_steps += *ret_verdict == VERDICT_ACCEPTED && e->step &&
                         !journey_knows(in->journey, e->step);
    return OK;
}

enum err intake_event(struct intake *in, const struct event *e, uint32_t import,
                      int64_t now_ms, enum verdict *ret_verdict)
{
    struct numbered n;
    enum err err = intake_number(in, e, import, now_ms, &n);

    return err ? err
               : intake_keep(in, n.key.bytes, &n.event, n.errors, now_ms,
                             ret_verdict);
}
