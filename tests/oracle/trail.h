/*
 * trail.h - one attempt: its stored events in order, its moves under a version.
 *
 * Everything is in the arena or borrowed from the events and definitions,
 * which must stay.
 */
#ifndef TESTS_ORACLE_TRAIL_H
#define TESTS_ORACLE_TRAIL_H

#include "tests/oracle/definition.h"

struct oracle_event {
    const char *kind;
    const char *step;    /* as stored, see oracle_step_name(); NULL if none */
    const json_t *seq;   /* NULL if none */
    const json_t *event; /* as it came */
    int64_t at_ms;
    bool timeless;  /* it came with neither seq nor at */
    size_t arrived; /* the how-manieth event it was */
};

struct oracle_trail {
    const char *attempt;
    struct oracle_event *events;
    size_t n;
};

/* An event that moved the attempt. */
struct oracle_move {
    size_t event;        /* in the trail */
    int place;           /* of the step it moved to */
    const char *kind;    /* as it is read: accept on an end is a view */
    const char *outcome; /* of the end it reached, or NULL */
};

/* All moves up to the completing one. */
struct oracle_moves {
    const json_t *definition;
    const struct oracle_trail *trail;
    struct oracle_move *at;
    size_t n;
};

/* intake.c: the attempts in the order of their first event, each with what is
 * stored of it, in the order it was stored. */
struct oracle_intake {
    struct oracle_trail *trails;
    size_t n;
    int duplicates, conflicts;
};

struct oracle_intake oracle_take_in(struct arena *a, const json_t *versions,
                                    const json_t *events, int64_t received_ms);

/* The order of an attempt's events. */
void oracle_put_in_order(struct oracle_trail *t);

struct oracle_moves oracle_moves_of(struct arena *a, const json_t *definition,
                                    const struct oracle_trail *t);

bool oracle_is(const struct oracle_event *e, const char *kind);
bool oracle_moves_attempts(const struct oracle_event *e);

/* A text value of the event as it came, or NULL. */
const char *oracle_said(const struct oracle_event *e, const char *key);

#endif
