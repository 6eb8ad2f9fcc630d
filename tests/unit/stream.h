/* stream.h - random events of the journey "own" of tracked.h. */
#ifndef TESTS_UNIT_STREAM_H
#define TESTS_UNIT_STREAM_H

#include "base/buf.h"
#include "tests/oracle/dice.h"
#include "tests/unit/tracked.h"

struct sent {
    struct event e;
    char attempt[24];
};

struct stream {
    size_t n;
    struct sent *at;
};

enum { STREAM_ATTEMPTS = 40 };

static inline struct sent stream_event(struct dice *d, size_t attempt)
{
    static const char *const steps[] = {"a", "a", "b", "Bee",  "c", "c",
                                        "d", "e", "g", "lost", NULL};
    static const char *const words[] = {NULL, NULL, "cy", "en", "fr"};
    static struct refusal refusals[] = {{"postcode", NULL},
                                        {"postcode", "required"}};
    struct sent s = {.e = {.seq = -1, .has_at = true}};
    struct event *e = &s.e;

    e->kind = dice_chance(d, 60) ? KIND_VIEW
                                 : (enum kind)(1 + dice_below(d, KINDS - 1));
    e->step = DICE_PICK(d, steps);
    e->lang = DICE_PICK(d, words);
    e->variant = DICE_PICK(d, words);
    e->channel = dice_chance(d, 10) ? CHANNEL_KIOSK : CHANNEL_NONE;
    e->device = (enum device)dice_below(d, DEVICES);
    if (e->kind == KIND_REJECT && dice_chance(d, 80)) {
        e->n_errors = 1;
        e->errors = &refusals[dice_chance(d, 50)];
    }
    if (e->kind == KIND_END && dice_chance(d, 60))
        e->outcome = (enum outcome)(1 + dice_below(d, OUTCOMES - 1));
    if (e->kind == KIND_CONTACT)
        e->to = (enum to)dice_below(d, TOS);
    if (e->kind == KIND_RATING)
        e->rating = 1 + (int)dice_below(d, 5);
    (void)snprintf(s.attempt, sizeof(s.attempt), "attempt-%04zu", attempt);
    return s;
}

/* Events of forty attempts over six days, in order of time.  Times within an
 * attempt differ; attempts have seq throughout, nowhere, or here and there. */
static inline struct stream stream_make(struct arena *a, uint64_t seed,
                                        size_t n)
{
    static const int64_t gaps[] = {1,       5000,    60000,   1800000,
                                   1800001, 5400000, 86400000};
    struct dice d = {seed};
    struct stream s = {n, arena_array(a, n, sizeof(*s.at))};
    int64_t last[STREAM_ATTEMPTS], at = TRACKED_START_MS;
    int seq[STREAM_ATTEMPTS] = {0};
    size_t i;

    memset(last, 0, sizeof(last));
    for (i = 0; i < n; i++) {
        size_t k = dice_below(&d, STREAM_ATTEMPTS);

        s.at[i] = stream_event(&d, k);
        at = TRACKED_START_MS + (int64_t)(i * 6 * (uint64_t)MS_PER_DAY / n);
        if (last[k] && dice_chance(&d, 60))
            at = last[k] + DICE_PICK(&d, gaps);
        s.at[i].e.at_ms = at = at > last[k] ? at : last[k] + 1;
        last[k] = at;
        if (k % 3 == 0 || (k % 3 == 1 && dice_chance(&d, 50)))
            s.at[i].e.seq = seq[k]++;
    }
    for (i = 0; i < n; i++) {
        s.at[i].e.attempt = s.at[i].attempt;
        s.at[i].e.attempt_size = strlen(s.at[i].attempt);
    }
    return s;
}

/* Some events again, later in the stream. */
static inline void stream_repeat(struct arena *a, struct dice *d,
                                 struct stream *s, size_t n)
{
    struct sent *more = arena_array(a, s->n + n, sizeof(*more));
    size_t i;

    memcpy(more, s->at, s->n * sizeof(*more));
    for (i = 0; i < n; i++)
        more[s->n + i] = s->at[dice_below(d, s->n)];
    *s = (struct stream){s->n + n, more};
    for (i = 0; i < s->n; i++)
        more[i].e.attempt = more[i].attempt;
}

static inline void stream_shuffle(struct dice *d, struct stream *s)
{
    size_t i;

    for (i = s->n; i > 1; i--) {
        size_t k = dice_below(d, i);
        struct sent spare = s->at[k];

        s->at[k] = s->at[i - 1];
        s->at[i - 1] = spare;
    }
    for (i = 0; i < s->n; i++)
        s->at[i].e.attempt = s->at[i].attempt;
}

static inline void stream_put(json_t *json, const char *key, const char *word)
{
    if (word)
        json_object_set_new(json, key, json_string(word));
}

/* As a line of NDJSON. */
static inline char *stream_line(const struct sent *s)
{
    const struct event *e = &s->e;
    json_t *json = json_pack("{s:s s:s}", "attempt", s->attempt, "kind",
                             kind_text(e->kind));
    char *line;

    if (e->has_at)
        json_object_set_new(json, "at", json_integer(e->at_ms));
    if (e->seq >= 0)
        json_object_set_new(json, "seq", json_integer(e->seq));
    stream_put(json, "step", e->step);
    stream_put(json, "lang", e->lang);
    stream_put(json, "variant", e->variant);
    stream_put(json, "channel", e->channel ? channel_text(e->channel) : NULL);
    stream_put(json, "device", e->device ? device_text(e->device) : NULL);
    stream_put(json, "outcome", e->outcome ? outcome_text(e->outcome) : NULL);
    stream_put(json, "to", e->to ? to_text(e->to) : NULL);
    if (e->n_errors) {
        stream_put(json, "field", e->errors[0].field);
        stream_put(json, "rule", e->errors[0].rule);
    }
    if (e->rating)
        json_object_set_new(json, "rating", json_integer(e->rating));
    line = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    return line;
}

/* Every `of`th event from `part` on, as NDJSON in the arena. */
static inline char *stream_text(struct arena *a, const struct stream *s,
                                size_t part, size_t of)
{
    struct buf text;
    char *copy;
    size_t i;

    buf_init(&text, 64 * 1024 * 1024);
    for (i = part; i < s->n; i += of) {
        char *line = stream_line(&s->at[i]);

        buf_addf(&text, "%s\n", line);
        free(line);
    }
    copy = arena_strdup(a, text.text);
    buf_release(&text);
    return copy;
}

#endif
