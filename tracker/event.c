#include "tracker/event_rules.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/time.h"
#include "tracker/evidence.h"
#include "tracker/personal.h"

#define X(name, word) [name] = (word),
static const char *const kinds[KINDS] = {KIND_MAP(X)};
static const char *const outcomes[OUTCOMES] = {OUTCOME_MAP(X)};
static const char *const tos[TOS] = {TO_MAP(X)};
static const char *const channels[CHANNELS] = {CHANNEL_MAP(X)};
static const char *const devices[DEVICES] = {DEVICE_MAP(X)};
#undef X

static const struct {
    const char *const *words;
    int n;
} lists[EVENT_KEYS] = {
    [EVENT_KIND] = {kinds, KINDS},
    [EVENT_OUTCOME] = {outcomes, OUTCOMES},
    [EVENT_TO] = {tos, TOS},
    [EVENT_CHANNEL] = {channels, CHANNELS},
    [EVENT_DEVICE] = {devices, DEVICES},
};

static const char *const keys[EVENT_KEYS] = {
    "journey", "attempt", "seq",     "kind", "step",    "at",   "field",
    "rule",    "errors",  "outcome", "to",   "channel", "lang", "device",
    "release", "variant", "rating",  "test", "evidence"};

enum event_key event_key_find(const char *key, size_t n)
{
    int k;

    for (k = 0; k < EVENT_KEYS; k++)
        if (keys[k][0] == key[0] && strncmp(keys[k], key, n) == 0 &&
            keys[k][n] == '\0')
            break;
    return (enum event_key)k;
}

const char *kind_text(enum kind k)
{
    return kinds[k];
}

bool kind_moves(unsigned kind)
{
    return kind != KIND_HELP && kind != KIND_RATING && kind != KIND_CONTACT;
}

const char *outcome_text(enum outcome o)
{
    return outcomes[o];
}

const char *to_text(enum to t)
{
    return tos[t];
}

const char *channel_text(enum channel c)
{
    return channels[c];
}

const char *device_text(enum device d)
{
    return devices[d];
}

/* Which of the words that is, from 1; 0: none. */
static int find(const char *const *words, int n, const char *word)
{
    int i;

    for (i = 1; i < n; i++)
        if (words[i][0] == word[0] && strcmp(words[i], word) == 0)
            return i;
    return 0;
}

enum channel channel_find(const char *word)
{
    return (enum channel)find(channels, CHANNELS, word);
}

enum device device_find(const char *word)
{
    return (enum device)find(devices, DEVICES, word);
}

void event_init(struct event *e)
{
    *e = (struct event){.seq = -1};
}

/* The first fault of an event is told. */
bool event_wrong(struct event_reading *r, const char *field, const char *reason)
{
    *r->fault = (struct event_fault){field, reason};
    return false;
}

static bool read_word(struct event_reading *r, enum event_key key,
                      const struct event_value *value, int *ret_word)
{
    const char *const *words = lists[key].words;
    int i =
        value->type == VALUE_TEXT ? find(words, lists[key].n, value->text) : 0;
    struct buf known;

    if (i) {
        *ret_word = i;
        return true;
    }
    buf_init(&known, 512);
    for (i = 1; i < lists[key].n; i++)
        buf_addf(&known, "%s %s", i > 1 ? "," : "", words[i]);
    event_wrong(r, keys[key],
                arena_printf(r->arena, "must be one of:%s", known.text));
    buf_release(&known);
    return false;
}

/* Keys, never values: what looks like an answer of somebody's is refused. */
static bool read_key(struct event_reading *r, const char *field,
                     const struct event_value *value, bool strict,
                     const char **ret_key)
{
    const char *text = value->text, *kind;

    if (value->type != VALUE_TEXT ||
        !(strict ? text_is_key(text, value->n) : text_is_word(text, value->n)))
        return event_wrong(r, field,
                           strict ? "must be a key of 1 to 64 of a to z, 0 to "
                                    "9 and -: never a value, never a message"
                                  : "must be 1 to 64 of A to Z, a to z, 0 to "
                                    "9, dot, - and _");
    /* releases are often numbered by the day */
    kind = strcmp(field, "release") == 0
               ? personal_kind(text, value->n)
               : personal_kind_within(r->arena, text, value->n);
    if (kind)
        return event_wrong(r, field,
                           arena_printf(r->arena,
                                        "looks like %s: send a key, never what "
                                        "somebody typed",
                                        kind));
    *ret_key = text;
    return true;
}

static bool is_attempt_id(const char *text, size_t n)
{
    size_t characters = text_characters(text, n);

    return characters >= ATTEMPT_ID_MIN && characters <= ATTEMPT_ID_MAX;
}

static bool read_attempt(struct event_reading *r,
                         const struct event_value *value)
{
    bool is_text = value->type == VALUE_TEXT;
    struct event *e = r->event;

    if (is_text && r->imported && value->n == 2 + 2 * HASH_SIZE &&
        text_starts(value->text, "h:") &&
        text_unhex(value->text + 2, HASH_SIZE, e->hash.bytes) == OK) {
        e->hashed = true;
        return true;
    }
    if (!is_text || !is_attempt_id(value->text, value->n))
        return event_wrong(r, "attempt",
                           "must be text of 8 to 128 characters, made by the "
                           "sending service");
    e->attempt = value->text;
    e->attempt_size = value->n;
    return true;
}

bool event_at_like_seconds(int64_t at)
{
    return at >= INT64_C(978307200) && at < INT64_C(4102444800);
}

static bool read_at(struct event_reading *r, const struct event_value *value)
{
    struct event *e = r->event;

    e->has_at = true;
    if (value->type == VALUE_INTEGER) {
        e->at_ms = value->number;
        if (event_at_like_seconds(e->at_ms))
            return event_wrong(r, "at",
                               "looks like seconds: send milliseconds, which "
                               "have three digits more, or the time as "
                               "2026-03-02T10:00:00Z");
        if (e->at_ms >= 0 && e->at_ms <= TIME_MAX_MS)
            return true;
    } else if (value->type == VALUE_TEXT &&
               time_parse(value->text, value->n, &e->at_ms) == OK) {
        return true;
    }
    return event_wrong(r, "at",
                       "must be a time with its offset "
                       "(2026-03-02T10:00:00Z) or whole milliseconds "
                       "since 1970");
}

static bool read_number(struct event_reading *r, enum event_key key,
                        const struct event_value *value, int min, int max,
                        int *ret_n)
{
    if (value->type != VALUE_INTEGER || value->number < min ||
        value->number > max)
        return event_wrong(r, keys[key],
                           arena_printf(r->arena,
                                        "must be a whole number from %d to %d",
                                        min, max));
    *ret_n = (int)value->number;
    return true;
}

bool event_rule_list(struct event_reading *r, size_t n)
{
    if (n > EVENT_ERRORS_MAX)
        return event_wrong(r, "errors", "must be a list of at most 20");
    if (r->event->n_errors)
        return event_wrong(r, "errors",
                           "is given beside \"field\" or \"rule\": send one "
                           "of them");
    r->event->n_errors = n;
    r->event->errors = arena_array(r->arena, n, sizeof(*r->event->errors));
    r->has_list = true;
    return true;
}

bool event_rule_refusal(struct event_reading *r, const char *key, size_t n,
                        const struct event_value *value,
                        struct refusal *ret_refusal)
{
    enum event_key k = event_key_find(key, n);

    if (k == EVENT_FIELD)
        return read_key(r, "errors", value, true, &ret_refusal->field);
    if (k == EVENT_RULE)
        return read_key(r, "errors", value, true, &ret_refusal->rule);
    return event_wrong(r, "errors", "may hold only \"field\" and \"rule\"");
}

/* "field" and "rule" are short for a list of one. */
static bool read_single(struct event_reading *r, enum event_key key,
                        const struct event_value *value)
{
    struct event *e = r->event;

    if (r->has_list)
        return event_wrong(r, keys[key],
                           "is given beside \"errors\": send one of them");
    if (e->n_errors == 0)
        e->errors = arena_alloc(r->arena, sizeof(*e->errors));
    e->n_errors = 1;
    return read_key(r, keys[key], value, true,
                    key == EVENT_FIELD ? &e->errors->field : &e->errors->rule);
}

static bool read_step(struct event_reading *r, const struct event_value *value)
{
    if (value->type != VALUE_TEXT || value->n < 1 || value->n > EVENT_STEP_MAX)
        return event_wrong(r, "step", "must be the id of a step");
    r->event->step = value->text;
    return true;
}

static bool read_journey(struct event_reading *r,
                         const struct event_value *value)
{
    if (value->type != VALUE_TEXT)
        return event_wrong(r, "journey", "must be the id of a journey");
    r->event->journey = value->text;
    return true;
}

/* One of the closed lists of words. */
static bool read_choice(struct event_reading *r, enum event_key key,
                        const struct event_value *value)
{
    struct event *e = r->event;
    int word = 0;
    bool ok = read_word(r, key, value, &word);

    if (key == EVENT_KIND)
        e->kind = (enum kind)word;
    else if (key == EVENT_OUTCOME)
        e->outcome = (enum outcome)word;
    else if (key == EVENT_TO)
        e->to = (enum to)word;
    else if (key == EVENT_CHANNEL)
        e->channel = (enum channel)word;
    else
        e->device = (enum device)word;
    return ok;
}

bool event_rule_value(struct event_reading *r, enum event_key key,
                      const struct event_value *value)
{
    struct event *e = r->event;

    switch (key) {
    case EVENT_JOURNEY:
        return read_journey(r, value);
    case EVENT_ATTEMPT:
        return read_attempt(r, value);
    case EVENT_SEQ:
        return read_number(r, key, value, 0, EVENT_SEQ_MAX, &e->seq);
    case EVENT_STEP:
        return read_step(r, value);
    case EVENT_AT:
        return read_at(r, value);
    case EVENT_FIELD:
    case EVENT_RULE:
        return read_single(r, key, value);
    case EVENT_LANG:
        return read_key(r, keys[key], value, false, &e->lang);
    case EVENT_RELEASE:
        return read_key(r, keys[key], value, false, &e->release);
    case EVENT_VARIANT:
        return read_key(r, keys[key], value, false, &e->variant);
    case EVENT_RATING:
        return read_number(r, key, value, 1, 5, &e->rating);
    case EVENT_TEST:
        e->test = value->type == VALUE_TRUE;
        return e->test || value->type == VALUE_FALSE ||
               event_wrong(r, "test", "must be true or false");
    case EVENT_EVIDENCE:
        return evidence_read(value->text, &e->evidence) ||
               event_wrong(r, keys[key], EVENT_NO_KEY);
    case EVENT_KIND:
    case EVENT_OUTCOME:
    case EVENT_TO:
    case EVENT_CHANNEL:
    case EVENT_DEVICE:
        return read_choice(r, key, value);
    case EVENT_ERRORS:
    case EVENT_KEYS:
        break;
    }
    return event_wrong(r, "errors", "must be a list of at most 20");
}

bool event_rule_whole(struct event_reading *r)
{
    const struct event *e = r->event;

    if (r->imported && !e->attempt && !e->hashed)
        return event_wrong(r, "attempt", "is missing");
    if (!e->kind)
        return event_wrong(r, "kind", "is missing");
    if (e->evidence && !e->hashed)
        return event_wrong(r, "evidence", EVENT_NO_KEY);
    if (e->n_errors && e->kind != KIND_REJECT)
        return event_wrong(r, "errors", "belong to kind \"reject\" only");
    if (e->outcome && e->kind != KIND_END)
        return event_wrong(r, "outcome", "belongs to kind \"end\" only");
    if (e->to && e->kind != KIND_CONTACT)
        return event_wrong(r, "to", "belongs to kind \"contact\" only");
    if (e->rating && e->kind != KIND_RATING)
        return event_wrong(r, "rating", "belongs to kind \"rating\" only");
    if (!e->rating && e->kind == KIND_RATING)
        return event_wrong(r, "rating", "is missing: 1 to 5");
    return true;
}
