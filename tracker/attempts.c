/* Every attempt as a line of JSON (tracker.h). */
#include "tracker/filter.h"
#include "tracker/folder.h"
#include "tracker/scan.h"

struct listing {
    struct tracker *tracker;
    struct journey *journey;
    int64_t now_ms;
    FILE *to;
    struct filter filter;
    struct bag figures; /* which nobody asks for here */
};

static json_t *step_id(const struct listing *l, const struct attempt *a,
                       int place)
{
    const struct definition *d = l->journey->versions[a->version].def;

    return place < 0 ? json_null() : json_string(d->steps[place].id);
}

static json_t *attempt_json(const struct listing *l, const struct attempt *a)
{
    enum state state = attempt_state(l->journey, a, l->now_ms);
    bool left = a->left_by && state != STATE_OPEN && state != STATE_COMPLETED;
    char day[TIME_TEXT];

    day_format(a->day, day);
    return json_pack(
        "{s:s s:o s:o s:o s:i s:i s:b s:s? s:b s:o s:i s:s}", "state",
        state_text(state), "outcome",
        a->outcome ? json_string(outcome_text(a->outcome)) : json_null(),
        "resting", step_id(l, a, a->resting), "furthest",
        step_id(l, a, a->furthest), "backs", a->backs, "rejects", a->rejects,
        "joinedLater", a->joined_later, "apart", apart_text(a->apart),
        "errorAttributed", state == STATE_ABANDONED && a->refused_last,
        "leftBy", left ? json_string(to_text(a->left_by)) : json_null(),
        "unmapped", a->unmapped, "day", day);
}

static enum err list_one(void *self, const struct scanned *s)
{
    struct listing *l = self;
    struct attempt a;
    json_t *json;
    int failed;

    bag_empty(&l->figures);
    attempt_fold(l->journey, s->trail, &l->tracker->scratch, &a, &l->figures);
    if (!filter_fits(&l->filter, &a))
        return OK;
    json = attempt_json(l, &a);
    failed =
        json_dumpf(json, l->to, JSON_COMPACT) < 0 || fputc('\n', l->to) == EOF;
    json_decref(json);
    return failed ? ERR_IO : OK;
}

enum err tracker_attempts(struct tracker *t, const char *journey,
                          const struct segments *segments, int64_t now_ms,
                          FILE *to)
{
    struct listing l = {.tracker = t, .now_ms = now_ms, .to = to};
    enum err e = folder_begin(t);

    if (e)
        return e;
    e = folder_journey(t, journey, &l.journey);
    if (!e && segments)
        l.filter = filter_make(l.journey, segments);
    if (!e)
        e = scan_all(t, l.journey, list_one, &l);
    folder_end(t);
    bag_release(&l.figures);
    return e;
}
