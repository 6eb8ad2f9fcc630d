/*
 * event_rules.h - what an event may say, key by key.
 *
 * The one place of these rules, whoever read the text: event.c from a tree,
 * event_scan.c from the text as it stands.  For those two only.
 */
#ifndef TRACKER_EVENT_RULES_H
#define TRACKER_EVENT_RULES_H

#include "tracker/event.h"

/* clang-format off */
enum event_key {
    EVENT_JOURNEY, EVENT_ATTEMPT, EVENT_SEQ, EVENT_KIND, EVENT_STEP,
    EVENT_AT, EVENT_FIELD, EVENT_RULE, EVENT_ERRORS, EVENT_OUTCOME,
    EVENT_TO, EVENT_CHANNEL, EVENT_LANG, EVENT_DEVICE, EVENT_RELEASE,
    EVENT_VARIANT, EVENT_RATING, EVENT_TEST, EVENT_EVIDENCE,
    EVENT_KEYS /* none of them */
};
/* clang-format on */

#define EVENT_NO_KEY "is not a key of an event: /docs/import lists them"

enum event_value_type {
    VALUE_OTHER, /* null, a fraction, a list, an object */
    VALUE_TEXT,
    VALUE_INTEGER,
    VALUE_FALSE,
    VALUE_TRUE,
};

struct event_value {
    enum event_value_type type;
    const char *text; /* UTF-8, n bytes, none of them NUL, and a NUL */
    size_t n;
    int64_t number;
};

/* An event being read. */
struct event_reading {
    struct arena *arena;
    struct event *event;
    struct event_fault *fault; /* set by the rule that is broken */
    bool imported;             /* an attempt may be "h:<32 hex>" */
    bool has_list;             /* "errors" was there */
};

enum event_key event_key_find(const char *key, size_t n);

/* Each of these: false, with the fault, where a rule is broken.  Values, of
 * every key but "errors": */
bool event_rule_value(struct event_reading *r, enum event_key key,
                      const struct event_value *value);

/* "errors" is a list of n; each member of its objects. */
bool event_rule_list(struct event_reading *r, size_t n);
bool event_rule_refusal(struct event_reading *r, const char *key, size_t n,
                        const struct event_value *value,
                        struct refusal *ret_refusal);

/* At the end: what is missing, and what belongs to one kind only. */
bool event_rule_whole(struct event_reading *r);

/* Set the fault; false. */
bool event_wrong(struct event_reading *r, const char *field,
                 const char *reason);

#endif
