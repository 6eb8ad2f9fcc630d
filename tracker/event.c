#include "tracker/event.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/time.h"
#include "tracker/personal.h"

#define X(name, word) [name] = (word),
static const char *const kinds[KINDS] = {KIND_MAP(X)};
static const char *const outcomes[OUTCOMES] = {OUTCOME_MAP(X)};
static const char *const tos[TOS] = {TO_MAP(X)};
static const char *const channels[CHANNELS] = {CHANNEL_MAP(X)};
static const char *const devices[DEVICES] = {DEVICE_MAP(X)};
#undef X

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

void event_init(struct event *e)
{
    *e = (struct event){.seq = -1};
}

/* One event being read. */
struct event_reading {
    struct arena *arena;
    struct event *event;
    struct event_fault *fault;
    bool imported;
    bool has_list; /* "errors" was there */
};

/* Say what is wrong; the first fault of an event is told. */
static bool wrong(struct event_reading *r, const char *field,
                  const char *reason)
{
    *r->fault = (struct event_fault){field, reason};
    return false;
}

static bool read_word(struct event_reading *r, const char *field,
                      const json_t *value, const char *const *words, int n,
                      int *ret_word)
{
    const char *text = json_string_value(value);
    struct buf known;
    int i;

    for (i = 1; text && i < n; i++)
        if (strcmp(text, words[i]) == 0) {
            *ret_word = i;
            return true;
        }
    buf_init(&known, 512);
    for (i = 1; i < n; i++)
        buf_addf(&known, "%s %s", i > 1 ? "," : "", words[i]);
    wrong(r, field, arena_printf(r->arena, "must be one of:%s", known.text));
    buf_release(&known);
    return false;
}

static bool is_short_key(const char *s, size_t n)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    return n >= 1 && n <= 64 && strspn(s, allowed) == n;
}

/* Keys, never values: what looks like an answer of somebody's is refused. */
static bool read_key(struct event_reading *r, const char *field,
                     const json_t *value, bool strict, const char **ret_key)
{
    const char *text = json_string_value(value);
    size_t n = json_string_length(value);
    const char *kind;

    if (!text || !(strict ? text_is_key(text, n) : is_short_key(text, n)))
        return wrong(r, field,
                     strict ? "must be a key of 1 to 64 of a to z, 0 to 9 "
                              "and -: never a value, never a message"
                            : "must be 1 to 64 of A to Z, a to z, 0 to 9, "
                              "dot, - and _");
    kind = personal_kind(text, n);
    if (kind)
        return wrong(r, field,
                     arena_printf(r->arena,
                                  "looks like %s: send a key, never what "
                                  "somebody typed",
                                  kind));
    *ret_key = text;
    return true;
}

static bool read_attempt(struct event_reading *r, const json_t *value)
{
    const char *text = json_string_value(value);
    size_t n = json_string_length(value);
    struct event *e = r->event;

    if (text && r->imported && n == 2 + 2 * HASH_SIZE &&
        text_starts(text, "h:") &&
        text_unhex(text + 2, HASH_SIZE, e->hash.bytes) == OK) {
        e->hashed = true;
        return true;
    }
    if (!text || n < ATTEMPT_ID_MIN || n > ATTEMPT_ID_MAX)
        return wrong(r, "attempt",
                     "must be text of 8 to 128 characters, made "
                     "by the sending service");
    e->attempt = text;
    e->attempt_size = n;
    return true;
}

static bool read_at(struct event_reading *r, const json_t *value)
{
    struct event *e = r->event;
    const char *text = json_string_value(value);
    const int64_t max = INT64_C(253402300799999); /* the end of year 9999 */

    e->has_at = true;
    if (json_is_integer(value)) {
        e->at_ms = json_integer_value(value);
        if (e->at_ms >= 0 && e->at_ms <= max)
            return true;
    } else if (text &&
               time_parse(text, json_string_length(value), &e->at_ms) == OK) {
        return true;
    }
    return wrong(r, "at",
                 "must be a time with its offset "
                 "(2026-03-02T10:00:00Z) or whole milliseconds "
                 "since 1970");
}

static bool read_number(struct event_reading *r, const char *field,
                        const json_t *value, int min, int max, int *ret_n)
{
    if (!json_is_integer(value) || json_integer_value(value) < min ||
        json_integer_value(value) > max)
        return wrong(r, field,
                     arena_printf(r->arena,
                                  "must be a whole number from %d to %d", min,
                                  max));
    *ret_n = (int)json_integer_value(value);
    return true;
}

static bool read_refusal(struct event_reading *r, json_t *value,
                         struct refusal *ret_refusal)
{
    const char *key;
    json_t *member;

    if (!json_is_object(value) || json_object_size(value) == 0)
        return wrong(r, "errors",
                     "must hold objects of \"field\" and \"rule\"");
    json_object_foreach(value, key, member)
    {
        const char **to = strcmp(key, "field") == 0  ? &ret_refusal->field
                          : strcmp(key, "rule") == 0 ? &ret_refusal->rule
                                                     : NULL;

        if (!to)
            return wrong(r, "errors", "may hold only \"field\" and \"rule\"");
        if (!read_key(r, "errors", member, true, to))
            return false;
    }
    return true;
}

static bool read_errors(struct event_reading *r, const json_t *value)
{
    struct event *e = r->event;
    size_t i, n = json_array_size(value);

    if (!json_is_array(value) || n > EVENT_ERRORS_MAX)
        return wrong(r, "errors", "must be a list of at most 20");
    if (e->n_errors)
        return wrong(r, "errors",
                     "is given beside \"field\" or \"rule\": send one of them");
    for (i = 0; i < n; i++)
        if (!read_refusal(r, json_array_get(value, i), &e->errors[i]))
            return false;
    e->n_errors = n;
    r->has_list = true;
    return true;
}

/* "field" and "rule" are short for a list of one. */
static bool read_single(struct event_reading *r, const char *key,
                        const json_t *value, const char **to)
{
    struct event *e = r->event;

    if (r->has_list)
        return wrong(r, key, "is given beside \"errors\": send one of them");
    e->n_errors = 1;
    return read_key(r, key, value, true, to);
}

static bool read_step(struct event_reading *r, const json_t *value)
{
    const char *text = json_string_value(value);

    if (!text || json_string_length(value) < 1 ||
        json_string_length(value) > EVENT_STEP_MAX)
        return wrong(r, "step", "must be the id of a step");
    r->event->step = text;
    return true;
}

static bool read_journey(struct event_reading *r, const json_t *value)
{
    r->event->journey = json_string_value(value);
    return r->event->journey ||
           wrong(r, "journey", "must be the id of a journey");
}

static bool read_test(struct event_reading *r, const json_t *value)
{
    r->event->test = json_is_true(value);
    return json_is_boolean(value) || wrong(r, "test", "must be true or false");
}

/* clang-format off */
enum member {
    MEMBER_JOURNEY, MEMBER_ATTEMPT, MEMBER_SEQ, MEMBER_KIND, MEMBER_STEP,
    MEMBER_AT, MEMBER_FIELD, MEMBER_RULE, MEMBER_ERRORS, MEMBER_OUTCOME,
    MEMBER_TO, MEMBER_CHANNEL, MEMBER_LANG, MEMBER_DEVICE, MEMBER_RELEASE,
    MEMBER_VARIANT, MEMBER_RATING, MEMBER_TEST, MEMBERS
};
/* clang-format on */

static const char *const members[MEMBERS] = {
    "journey", "attempt", "seq",     "kind",    "step",   "at",
    "field",   "rule",    "errors",  "outcome", "to",     "channel",
    "lang",    "device",  "release", "variant", "rating", "test"};

static enum member member_find(const char *key)
{
    int m;

    for (m = 0; m < MEMBERS; m++)
        if (strcmp(members[m], key) == 0)
            break;
    return (enum member)m;
}

/* One of the closed lists of words. */
static bool read_choice(struct event_reading *r, enum member m,
                        const json_t *value)
{
    struct event *e = r->event;
    int word = 0;
    bool ok = false;

    if (m == MEMBER_KIND) {
        ok = read_word(r, "kind", value, kinds, KINDS, &word);
        e->kind = (enum kind)word;
    } else if (m == MEMBER_OUTCOME) {
        ok = read_word(r, "outcome", value, outcomes, OUTCOMES, &word);
        e->outcome = (enum outcome)word;
    } else if (m == MEMBER_TO) {
        ok = read_word(r, "to", value, tos, TOS, &word);
        e->to = (enum to)word;
    } else if (m == MEMBER_CHANNEL) {
        ok = read_word(r, "channel", value, channels, CHANNELS, &word);
        e->channel = (enum channel)word;
    } else if (m == MEMBER_DEVICE) {
        ok = read_word(r, "device", value, devices, DEVICES, &word);
        e->device = (enum device)word;
    }
    return ok;
}

static bool read_member(struct event_reading *r, const char *key, json_t *value)
{
    struct event *e = r->event;
    enum member m = member_find(key);

    switch (m) {
    case MEMBER_JOURNEY:
        return read_journey(r, value);
    case MEMBER_ATTEMPT:
        return read_attempt(r, value);
    case MEMBER_SEQ:
        return read_number(r, key, value, 0, EVENT_SEQ_MAX, &e->seq);
    case MEMBER_STEP:
        return read_step(r, value);
    case MEMBER_AT:
        return read_at(r, value);
    case MEMBER_FIELD:
        return read_single(r, key, value, &e->errors[0].field);
    case MEMBER_RULE:
        return read_single(r, key, value, &e->errors[0].rule);
    case MEMBER_ERRORS:
        return read_errors(r, value);
    case MEMBER_LANG:
        return read_key(r, key, value, false, &e->lang);
    case MEMBER_RELEASE:
        return read_key(r, key, value, false, &e->release);
    case MEMBER_VARIANT:
        return read_key(r, key, value, false, &e->variant);
    case MEMBER_RATING:
        return read_number(r, key, value, 1, 5, &e->rating);
    case MEMBER_TEST:
        return read_test(r, value);
    case MEMBER_KIND:
    case MEMBER_OUTCOME:
    case MEMBER_TO:
    case MEMBER_CHANNEL:
    case MEMBER_DEVICE:
        return read_choice(r, m, value);
    case MEMBERS:
        break;
    }
    return wrong(r, text_shown(r->arena, key, strlen(key)),
                 "is not a key of an event");
}

/* What belongs to one kind only. */
static bool check_whole(struct event_reading *r)
{
    const struct event *e = r->event;

    if (!e->attempt && !e->hashed)
        return wrong(r, "attempt", "is missing");
    if (!e->kind)
        return wrong(r, "kind", "is missing");
    if (e->n_errors && e->kind != KIND_REJECT)
        return wrong(r, "errors", "belong to kind \"reject\" only");
    if (e->outcome && e->kind != KIND_END)
        return wrong(r, "outcome", "belongs to kind \"end\" only");
    if (e->to && e->kind != KIND_CONTACT)
        return wrong(r, "to", "belongs to kind \"contact\" only");
    if (e->rating && e->kind != KIND_RATING)
        return wrong(r, "rating", "belongs to kind \"rating\" only");
    if (!e->rating && e->kind == KIND_RATING)
        return wrong(r, "rating", "is missing: 1 to 5");
    return true;
}

enum err event_read(struct arena *a, json_t *object, bool imported,
                    struct event *ret_event, struct event_fault *ret_fault)
{
    struct event e;
    struct event_fault fault = {"", "an event is a JSON object"};
    struct event_reading r = {a, &e, &fault, imported, false};
    const char *key;
    json_t *value;
    bool ok = json_is_object(object);

    event_init(&e);
    json_object_foreach(object, key, value)
    {
        ok = ok && read_member(&r, key, value);
    }
    if (!ok || !check_whole(&r)) {
        *ret_fault = fault;
        return ERR_INVALID;
    }
    *ret_event = e;
    return OK;
}
