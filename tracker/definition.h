/*
 * definition.h - one version of a journey: its steps, and where it ends.
 *
 * Read from the JSON of a journey definition ("waymark": "journey/1").  Only
 * what cannot be counted is refused: real forms are imperfect, and the rest
 * is for the linter to say.
 */
#ifndef TRACKER_DEFINITION_H
#define TRACKER_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/problems.h"
#include "tracker/event.h"

enum {
    STEPS_MAX = 500,
    STEP_ID_MAX = 128, /* bytes */
    TITLE_MAX = 512,   /* bytes */
    DEFINITION_MAX = 1024 * 1024,
};

struct step {
    const char *id, *title, *kind;
    bool is_end;
    bool is_guess; /* "confirm": from a log, and nobody has looked at it */
    enum outcome outcome; /* of an end; OUTCOME_NONE: the event says */
    size_t n_patterns;
    const char **patterns; /* "address-lookup@1" */
};

struct definition {
    const char *id, *title, *organisation, *service, *verb; /* verb: or NULL */
    const char *zone;   /* "timeZone" of a new organisation; NULL: not said */
    int64_t lgsl, lgil; /* 0: none */
    bool has_from;
    bool from_is_day; /* from_ms is its midnight as if in UTC */
    int64_t from_ms;  /* in force from then on */
    int64_t idle_ms, save_ms;
    int retention_months; /* 0: kept for good */
    size_t start;
    size_t n_steps;
    struct step *steps;
};

/*
 * Read and check a definition.  Everything in the result is in the arena or
 * borrowed from json.  ERR_INVALID with everything that is wrong in p.
 */
MUST_USE enum err definition_read(struct arena *a, const json_t *json,
                                  struct problems *p,
                                  struct definition **ret_definition);

/* The place of the step with that id; n_steps if there is none. */
size_t definition_step(const struct definition *d, const char *id);

#endif
