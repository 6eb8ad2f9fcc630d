#include "tests/oracle/making.h"

#include "base/time.h"
#include "tests/oracle/definition.h"

/* ---- times ---- */

static const json_t *some_version(struct making *h)
{
    size_t n = json_array_size(h->versions);

    return json_array_get(h->versions, dice_below(&h->dice, n));
}

/* One of the limits, to the millisecond or one beside it. */
int64_t making_limit_ms(struct making *h)
{
    const json_t *v = some_version(h);
    int64_t ms =
        dice_chance(&h->dice, 70) ? oracle_idle_ms(v) : oracle_save_ms(v);

    return ms + (int64_t)dice_below(&h->dice, 3) - 1;
}

int64_t making_gap_ms(struct making *h)
{
    static const int64_t usual[] = {0,    0,     0,     1,      1,      1000,
                                    1000, 20000, 60000, 600000, 1740000};

    if (dice_chance(&h->dice, 88))
        return DICE_PICK(&h->dice, usual);
    return dice_chance(&h->dice, 80) ? making_limit_ms(h) : MS_PER_DAY;
}

/* The same instant in one of the ways it may be written. */
json_t *making_instant(struct dice *d, int64_t ms)
{
    char text[TIME_TEXT], offset[TIME_TEXT + 8];

    switch (dice_below(d, 4)) {
    case 0:
        return json_integer(ms);
    case 1:
        time_format(ms + 60 * MS_PER_MINUTE, text);
        snprintf(offset, sizeof(offset), "%.*s+01:00", (int)strlen(text) - 1,
                 text);
        return json_string(offset);
    default:
        time_format(ms, text);
        return json_string(text);
    }
}

/* ---- one event ---- */

static const char *some_kind(struct dice *d)
{
    static const char *const kinds[] = {
        "view",   "view",   "view",   "view",   "view",   "view",    "view",
        "view",   "view",   "view",   "accept", "accept", "accept",  "accept",
        "accept", "reject", "reject", "reject", "reject", "back",    "back",
        "save",   "save",   "resume", "help",   "help",   "contact", "contact",
        "end",    "end",    "error",  "rating", "rating"};

    return DICE_PICK(d, kinds);
}

static json_t *some_refusal(struct dice *d)
{
    static const char *const fields[] = {"postcode", "name"};
    static const char *const rules[] = {"required", "format"};

    return json_pack("{s:s,s:s}", "field", DICE_PICK(d, fields), "rule",
                     DICE_PICK(d, rules));
}

static void put_errors(struct dice *d, json_t *event)
{
    json_t *list;

    json_object_del(event, "field");
    json_object_del(event, "rule");
    json_object_del(event, "errors");
    switch (dice_below(d, 3)) {
    case 0:
        list = some_refusal(d);
        json_object_update(event, list);
        json_decref(list);
        break;
    case 1:
        list = json_array();
        for (size_t i = 0, n = 1 + dice_below(d, 3); i < n; i++)
            json_array_append_new(list, some_refusal(d));
        json_object_set_new(event, "errors", list);
        break;
    default:
        break;
    }
}

void making_put_details(struct dice *d, const char *kind, json_t *event)
{
    static const char *const outcomes[] = {"completed", "ineligible",
                                           "duplicate", "referred", "error"};
    static const char *const tos[] = {"phone", "email", "visit"};

    if (strcmp(kind, "reject") == 0)
        put_errors(d, event);
    if (strcmp(kind, "end") == 0 && dice_chance(d, 70))
        json_object_set_new(event, "outcome",
                            json_string(DICE_PICK(d, outcomes)));
    if (strcmp(kind, "contact") == 0 && dice_chance(d, 85))
        json_object_set_new(event, "to", json_string(DICE_PICK(d, tos)));
    if (strcmp(kind, "rating") == 0)
        json_object_set_new(event, "rating",
                            json_integer(1 + (json_int_t)dice_below(d, 5)));
}

void making_put_evidence(struct dice *d, json_t *event)
{
    static const char *const seldom[] = {
        "agent", "browser agent",          "prefetch", "browser prefetch",
        "burst", "browser prefetch burst", "held",     "browser held"};
    bool usual = dice_chance(d, 96);

    json_object_set_new(event, "evidence",
                        json_string(usual ? "browser" : DICE_PICK(d, seldom)));
}

void making_put_segments(struct dice *d, json_t *event)
{
    static const char *const said[][3] = {
        {"channel", "self", "kiosk"}, {"channel", "field", "on-behalf"},
        {"lang", "en", "cy"},         {"device", "mobile", "desktop"},
        {"release", "r1", "r2"},      {"variant", "old", "new"},
    };

    if (json_object_get(event, "evidence"))
        making_put_evidence(d, event);
    while (dice_chance(d, 15)) {
        const char *const *s = DICE_PICK(d, said);
        json_object_set_new(event, s[0], json_string(s[1 + dice_below(d, 2)]));
    }
}

static bool has_seq(struct making *h)
{
    if (h->style == NO_SEQ)
        return false;
    return h->style == MIXED ? dice_chance(&h->dice, 60) : true;
}

static void put_seq(struct making *h, json_t *event)
{
    h->seq += dice_chance(&h->dice, 80) ? 1 : 1 + (int)dice_below(&h->dice, 99);
    if (h->style == SEQ_COLLIDES)
        h->seq = (int)dice_below(&h->dice, 8);
    json_object_set_new(event, "seq", json_integer(h->seq));
}

/* An event without a time has a seq, but for very few, and none in a crowd. */
static void put_time(struct making *h, json_t *event)
{
    h->at_ms = h->style == SEQ_NO_CLOCK ? h->around_ms + making_gap_ms(h)
                                        : h->at_ms + making_gap_ms(h);
    size_t without = json_object_get(event, "seq") ? 5 : !h->crowd;

    if (!dice_chance(&h->dice, without))
        json_object_set_new(event, "at", making_instant(&h->dice, h->at_ms));
}

/* The name the event gives its step: mostly one of a version's steps. */
static const char *some_step(struct making *h)
{
    const json_t *steps = json_object_get(some_version(h), "steps");
    size_t i = dice_below(&h->dice, json_array_size(steps));

    if (dice_chance(&h->dice, 60))
        return json_string_value(
            json_object_get(json_array_get(steps, i), "id"));
    return history_step_name(&h->dice, h->late);
}

static void put_step(struct making *h, json_t *event)
{
    if (h->stay-- <= 0) {
        h->step = dice_chance(&h->dice, 88) ? some_step(h) : NULL;
        h->stay = (int)dice_below(&h->dice, 5) - 1;
    }
    if (h->step)
        json_object_set_new(event, "step", json_string(h->step));
}

static json_t *add_event(struct making *h, const char *kind)
{
    char attempt[32];

    snprintf(attempt, sizeof(attempt), "%s%04d",
             h->browser ? BROWSER_ATTEMPT : "attempt-", h->attempt);
    json_t *event = json_pack("{s:s,s:s,s:s}", "journey", "histories",
                              "attempt", attempt, "kind", kind);
    if (has_seq(h))
        put_seq(h, event);
    put_step(h, event);
    put_time(h, event);
    making_put_details(&h->dice, kind, event);
    if (h->browser && dice_chance(&h->dice, 98))
        making_put_evidence(&h->dice, event);
    making_put_segments(&h->dice, event);
    json_array_append_new(h->events, event);
    return event;
}

static bool is_end(const json_t *step)
{
    const char *kind = json_string_value(json_object_get(step, "kind"));

    return strcmp(kind, "end") == 0;
}

/* A step that asks, seldom another. */
static const char *some_question(struct making *h)
{
    const json_t *steps = json_object_get(some_version(h), "steps");
    const json_t *step;
    size_t tries = 8;

    do
        step =
            json_array_get(steps, dice_below(&h->dice, json_array_size(steps)));
    while (--tries > 0 && (is_end(step) && !dice_chance(&h->dice, 5)));
    return json_string_value(json_object_get(step, "id"));
}

/* From question to question at a pace about the one no person has; some of
 * it at another, or with the clock set back. */
static void run(struct making *h)
{
    static const int64_t paces_ms[] = {1, 250, 299, 300, 300, 300, 301};
    int64_t pace_ms = DICE_PICK(&h->dice, paces_ms);

    for (size_t n = 2 * (2 + dice_below(&h->dice, 6)); n > 0; n--) {
        int64_t off_ms = (int64_t)dice_below(&h->dice, 5) - 2;
        int64_t at_ms = h->at_ms;
        if (n % 2 == 0)
            h->step = some_question(h);
        h->stay = 1;
        json_t *event = add_event(h, n % 2 ? "accept" : "view");
        at_ms += dice_chance(&h->dice, 90) ? pace_ms : pace_ms * off_ms;
        json_object_set_new(event, "at", making_instant(&h->dice, at_ms));
        h->at_ms = at_ms;
    }
}

/* All of it fetched ahead, or but for one event. */
static void prefetch(struct making *h, size_t from)
{
    size_t n = json_array_size(h->events);
    size_t but = from + dice_below(&h->dice, 3 * (n - from));

    for (size_t i = from; i < n; i++)
        if (i != but)
            json_object_set_new(json_array_get(h->events, i), "evidence",
                                json_string("browser prefetch"));
}

/* Most begin where the journey does; many end with a save. */
void making_add_attempt(struct making *h)
{
    h->attempt++;
    h->style = (enum style)dice_below(&h->dice, STYLES);
    h->seq = -1;
    h->at_ms =
        h->around_ms + (dice_chance(&h->dice, 70) ? 0 : making_gap_ms(h));
    if (h->crowd)
        h->at_ms += (int64_t)dice_below(&h->dice, 60) * MS_PER_DAY;
    h->step = json_string_value(json_object_get(some_version(h), "start"));
    h->stay = (int)dice_below(&h->dice, 4);
    h->browser = dice_chance(&h->dice, 35);
    size_t from = json_array_size(h->events);
    if (dice_chance(&h->dice, 60))
        add_event(h, "view");
    if (h->browser && dice_chance(&h->dice, 40))
        run(h);
    for (size_t n = 1 + dice_below(&h->dice, 11); n > 0; n--)
        add_event(h, some_kind(&h->dice));
    if (dice_chance(&h->dice, 15))
        add_event(h, "save");
    if (h->browser && dice_chance(&h->dice, 10))
        prefetch(h, from);
}
