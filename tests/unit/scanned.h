/* scanned.h - the scanner of events held against the tree of the same text. */
#ifndef TESTS_UNIT_SCANNED_H
#define TESTS_UNIT_SCANNED_H

#include <string.h>

#include "base/json.h"
#include "tracker/event_scan.h"

enum { SCANNED_DEPTH = 8, SCANNED_MAX = 64 };

struct scanned_text {
    bool ours;    /* the scanner took it */
    size_t n;     /* events */
    bool is_list; /* and not one alone */
    struct event at[SCANNED_MAX];
};

static inline bool scanned_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static inline bool scanned_same_refusals(const struct event *a,
                                         const struct event *b)
{
    size_t i;

    for (i = 0; i < a->n_errors; i++)
        if (!scanned_same_text(a->errors[i].field, b->errors[i].field) ||
            !scanned_same_text(a->errors[i].rule, b->errors[i].rule))
            return false;
    return a->n_errors == b->n_errors;
}

/* The key in which they differ, or NULL. */
static inline const char *scanned_difference(const struct event *a,
                                             const struct event *b)
{
    const struct {
        const char *key;
        bool same;
    } parts[] = {
        {"journey", scanned_same_text(a->journey, b->journey)},
        {"attempt", a->hashed == b->hashed &&
                        a->attempt_size == b->attempt_size &&
                        scanned_same_text(a->attempt, b->attempt)},
        {"hash", memcmp(&a->hash, &b->hash, sizeof(a->hash)) == 0},
        {"seq", a->seq == b->seq},
        {"kind", a->kind == b->kind},
        {"step", scanned_same_text(a->step, b->step)},
        {"at", a->has_at == b->has_at && a->at_ms == b->at_ms},
        {"errors", scanned_same_refusals(a, b)},
        {"outcome", a->outcome == b->outcome},
        {"to", a->to == b->to},
        {"channel", a->channel == b->channel},
        {"device", a->device == b->device},
        {"lang", scanned_same_text(a->lang, b->lang)},
        {"release", scanned_same_text(a->release, b->release)},
        {"variant", scanned_same_text(a->variant, b->variant)},
        {"rating", a->rating == b->rating},
        {"test", a->test == b->test},
        {"evidence", a->evidence == b->evidence},
    };
    size_t i;

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (!parts[i].same)
            return parts[i].key;
    return NULL;
}

static inline void scanned_scan(struct arena *a, const char *text, size_t n,
                                bool imported, struct scanned_text *to)
{
    enum event_scan_step step;
    struct event_scan s;
    struct event e;

    to->n = 0;
    event_scan_begin(&s, a, text, n, imported);
    to->is_list = s.is_list;
    while ((step = event_scan_next(&s, &e)) == SCAN_EVENT) {
        if (to->n == SCANNED_MAX)
            break; /* no text of a test has so many */
        to->at[to->n++] = e;
    }
    to->ours = step == SCAN_END;
}

/* What the tree says of one of the scanner's events; NULL: the same. */
static inline const char *scanned_against(struct arena *a, json_t *object,
                                          bool imported, const struct event *e)
{
    struct event_fault fault;
    struct event own;
    const char *key;

    if (event_read(a, object, imported, &own, &fault) != OK)
        return arena_printf(a, "refused as a tree: %s %s", fault.field,
                            fault.reason);
    key = scanned_difference(e, &own);
    return key ? arena_printf(a, "another %s as a tree", key) : NULL;
}

/* What is wrong with what the scanner made of the text; NULL: nothing.  Not
 * taking a text is never wrong. */
static inline const char *scanned_fault(struct arena *a, const char *text,
                                        size_t n, bool imported,
                                        struct scanned_text *ret)
{
    const char *reason, *fault;
    json_t *json;
    size_t i;

    scanned_scan(a, text, n, imported, ret);
    if (!ret->ours)
        return NULL;
    if (json_read(a, text, n, SCANNED_DEPTH, &json, &reason) != OK)
        return reason;
    if (json_is_array(json) != ret->is_list)
        return "a list for one, or one for a list";
    if (!ret->is_list)
        return ret->n == 1 ? scanned_against(a, json, imported, &ret->at[0])
                           : "not one";
    if (json_array_size(json) != ret->n)
        return "another number of events";
    for (i = 0; i < ret->n; i++) {
        fault =
            scanned_against(a, json_array_get(json, i), imported, &ret->at[i]);
        if (fault)
            return fault;
    }
    return NULL;
}

#endif
