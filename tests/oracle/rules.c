#include "tests/oracle/rules.h"

static const struct oracle_move *last_move(const struct oracle_moves *m)
{
    return m->n ? &m->at[m->n - 1] : NULL;
}

/* The first moving event is at the start step; any other joined later. */
bool oracle_started(const struct oracle_moves *m)
{
    return m->n && oracle_is_start(m->definition, m->at[0].place);
}

/* Age is measured from the newest time of all events of any kind. */
static int64_t age_ms(const struct oracle_trail *t, int64_t now_ms)
{
    int64_t newest_ms = t->events[0].at_ms;

    for (size_t i = 1; i < t->n; i++)
        if (t->events[i].at_ms > newest_ms)
            newest_ms = t->events[i].at_ms;
    return now_ms - newest_ms;
}

static bool failed(const struct oracle_move *last)
{
    return strcmp(last->kind, "error") == 0 ||
           oracle_same_text(last->outcome, "error");
}

const char *oracle_state(const struct oracle_moves *m, int64_t now_ms)
{
    const struct oracle_move *last = last_move(m);
    int64_t age = age_ms(m->trail, now_ms);

    if (oracle_outcome(m))
        return "completed";
    if (last && failed(last))
        return "failed";
    if (last && strcmp(last->kind, "save") == 0)
        return age <= oracle_save_ms(m->definition) ? "saved" : "abandoned";
    return age <= oracle_idle_ms(m->definition) ? "open" : "abandoned";
}

/* Of a completed attempt; there are no moves after the one that completes. */
const char *oracle_outcome(const struct oracle_moves *m)
{
    const struct oracle_move *last = last_move(m);

    if (!last || !last->outcome || strcmp(last->outcome, "error") == 0)
        return NULL;
    return last->outcome;
}

int oracle_resting(const struct oracle_moves *m)
{
    const struct oracle_move *last = last_move(m);

    return last ? last->place : ORACLE_NOWHERE;
}

static bool is_error_end(const json_t *definition, int place)
{
    return oracle_is_end(definition, place) &&
           oracle_same_text(oracle_fixed_outcome(definition, place), "error");
}

int oracle_furthest(const struct oracle_moves *m)
{
    int furthest = ORACLE_NOWHERE;

    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].place > furthest &&
            !is_error_end(m->definition, m->at[i].place))
            furthest = m->at[i].place;
    return furthest;
}

bool oracle_reached(const struct oracle_moves *m, int place)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].place == place)
            return true;
    return false;
}

/* A move to a smaller place, counted at the step left. */
int oracle_backs_at(const struct oracle_moves *m, int place)
{
    int backs = 0;

    for (size_t i = 1; i < m->n; i++)
        if (m->at[i - 1].place == place && m->at[i].place < place)
            backs++;
    return backs;
}

int oracle_rejects_at(const struct oracle_moves *m, int place)
{
    int rejects = 0;

    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].place == place && strcmp(m->at[i].kind, "reject") == 0)
            rejects++;
    return rejects;
}

static void add_refusal(json_t *counts, const json_t *error)
{
    const char *field = json_string_value(json_object_get(error, "field"));
    const char *rule = json_string_value(json_object_get(error, "rule"));
    json_t *key = json_sprintf("%s %s", field ? field : "", rule ? rule : "");
    const char *text = json_string_value(key);
    json_int_t n = json_integer_value(json_object_get(counts, text));

    json_object_set_new(counts, text, json_integer(n + 1));
    json_decref(key);
}

/* field and rule are short for a list of one. */
void oracle_refusals_at(const struct oracle_moves *m, int place, json_t *counts)
{
    for (size_t i = 0; i < m->n; i++) {
        const json_t *event = m->trail->events[m->at[i].event].event;
        const json_t *errors = json_object_get(event, "errors");

        if (m->at[i].place != place || strcmp(m->at[i].kind, "reject") != 0)
            continue;
        if (json_object_get(event, "field") || json_object_get(event, "rule"))
            add_refusal(counts, event);
        for (size_t k = 0; k < json_array_size(errors); k++)
            add_refusal(counts, json_array_get(errors, k));
    }
}

/* Whether the event came after the attempt completed. */
static bool too_late(const struct oracle_moves *m, size_t event)
{
    return oracle_outcome(m) && event > last_move(m)->event;
}

static int resting_before(const struct oracle_moves *m, size_t event)
{
    int resting = ORACLE_NOWHERE;

    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].event < event)
            resting = m->at[i].place;
    return resting;
}

/* help is counted at its step; without one at the resting step. */
int oracle_detours_at(const struct oracle_moves *m, int place)
{
    int detours = 0;

    for (size_t i = 0; i < m->trail->n; i++) {
        const struct oracle_event *e = &m->trail->events[i];
        if (!oracle_is(e, "help") || too_late(m, i))
            continue;
        int at = e->step ? oracle_place(m->definition, e->step)
                         : resting_before(m, i);
        detours += at == place;
    }
    return detours;
}

static bool step_is_unknown(const struct oracle_moves *m,
                            const struct oracle_event *e)
{
    return e->step && oracle_place(m->definition, e->step) == ORACLE_NOWHERE;
}

/* An unknown step of any kind; a moving event without a step before there is
 * a resting step. */
int oracle_unmapped(const struct oracle_moves *m)
{
    int unmapped = 0;

    for (size_t i = 0; i < m->trail->n; i++) {
        const struct oracle_event *e = &m->trail->events[i];
        if (step_is_unknown(m, e))
            unmapped++;
        else if (!e->step && oracle_moves_attempts(e) &&
                 resting_before(m, i + 1) == ORACLE_NOWHERE)
            unmapped++;
    }
    return unmapped;
}

/* The last accept or reject of the last visit was a reject. */
static bool left_refused(const struct oracle_moves *m)
{
    for (size_t i = m->n; i-- > 0;) {
        if (m->at[i].place != oracle_resting(m))
            return false; /* an earlier visit */
        if (strcmp(m->at[i].kind, "accept") == 0)
            return false;
        if (strcmp(m->at[i].kind, "reject") == 0)
            return true;
    }
    return false;
}

bool oracle_error_attributed(const struct oracle_moves *m, int64_t now_ms)
{
    return strcmp(oracle_state(m, now_ms), "abandoned") == 0 && left_refused(m);
}

/* The last contact, if no moving event came after it. */
static const struct oracle_event *
contact_after_moves(const struct oracle_moves *m)
{
    size_t first = m->n ? last_move(m)->event + 1 : 0;

    for (size_t i = m->trail->n; i-- > first;) {
        const struct oracle_event *e = &m->trail->events[i];
        if (oracle_is(e, "contact") && !step_is_unknown(m, e))
            return e;
    }
    return NULL;
}

const char *oracle_left_by(const struct oracle_moves *m, int64_t now_ms)
{
    const struct oracle_event *contact = contact_after_moves(m);
    const char *state = oracle_state(m, now_ms);

    if (!contact || strcmp(state, "completed") == 0 ||
        strcmp(state, "open") == 0)
        return NULL;
    return oracle_said(contact, "to");
}

const char *oracle_first_said(const struct oracle_trail *t, const char *key)
{
    for (size_t i = 0; i < t->n; i++)
        if (oracle_said(&t->events[i], key))
            return oracle_said(&t->events[i], key);
    return NULL;
}

/* The last that is not self. */
const char *oracle_channel(const struct oracle_trail *t)
{
    const char *channel = "self";

    for (size_t i = 0; i < t->n; i++) {
        const char *said = oracle_said(&t->events[i], "channel");
        if (said && strcmp(said, "self") != 0)
            channel = said;
    }
    return channel;
}

/* The last rating, also after completion; not one on an unknown step. */
int oracle_rating(const struct oracle_moves *m)
{
    int rating = 0;

    for (size_t i = 0; i < m->trail->n; i++) {
        const struct oracle_event *e = &m->trail->events[i];
        if (oracle_is(e, "rating") && !step_is_unknown(m, e))
            rating =
                (int)json_integer_value(json_object_get(e->event, "rating"));
    }
    return rating;
}
