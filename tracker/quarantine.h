/*
 * quarantine.h - attempts that somebody set aside, with a reason.
 *
 * A quarantine is of one journey, and of a release, an import or some days.
 * Attempts it matches are held apart (apart.h) as long as it is there; taken
 * away, every figure is what it would be had it never been.  Only figures of
 * days whose trails are gone stay as they were.
 */
#ifndef TRACKER_QUARANTINE_H
#define TRACKER_QUARANTINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"

struct attempt;
struct journey;
struct rows;
struct store;
struct tracker;
struct trail;

enum {
    QUARANTINES_MAX = 100,       /* of a journey */
    QUARANTINE_REASON_MAX = 400, /* bytes */
};

/* It is of what is given: a release, an import, or days. */
struct quarantine {
    int64_t number;      /* over all journeys; never given twice */
    const char *journey; /* its id */
    const char *release; /* NULL: not of one */
    int64_t import;      /* number of one; 0: not of one */
    bool has_days;
    int32_t from, until; /* on which attempts started, inclusive */
    const char *reason;
    int64_t made_ms;
    uint16_t release_name; /* the release as attempts have it */
    const char *under_way; /* in a list of all: a sentence while it is being
                              set aside or removed, or NULL */
};

struct quarantines {
    size_t n;
    struct quarantine *at; /* by number */
};

/* What came of adding or removing one. */
struct quarantine_done {
    int64_t number;
    int64_t attempts; /* that are held apart now, or are no longer */
};

/*
 * Set attempts aside; number is not looked at.  ERR_INVALID, with everything
 * wrong in p; ERR_CONFLICT (in p): the same are set aside already, its number
 * in *ret_done; ERR_NOT_FOUND: no such journey.
 */
MUST_USE enum err quarantine_add(struct tracker *t, const struct quarantine *q,
                                 struct problems *p,
                                 struct quarantine_done *ret_done);

/* ERR_NOT_FOUND: none has that number. */
MUST_USE enum err quarantine_remove(struct tracker *t, int64_t number,
                                    struct quarantine_done *ret_done);

/* Of all journeys, in the arena. */
MUST_USE enum err quarantine_list(struct tracker *t, struct arena *a,
                                  struct quarantines *ret_list);

/* As a line of an export; and add what such a line says, where it is not here
 * yet.  Errors as quarantine_add(), but ERR_CONFLICT. */
json_t *quarantine_json(const struct quarantine *q);
bool quarantine_is_line(const json_t *json);
MUST_USE enum err quarantine_add_line(struct tracker *t, const json_t *line,
                                      struct problems *p);

/* Is what the line says here? */
bool quarantine_is_here(const struct journey *j, const json_t *line);

/* Of the tracker's own files: */

/* The rows of a query that is open, which is closed; in the arena. */
MUST_USE enum err quarantine_read_rows(struct rows *r, struct arena *a,
                                       struct quarantines *ret_list);

/* Those of a journey, whose names are loaded; in its arena. */
MUST_USE enum err quarantine_load(struct store *st, struct journey *j);

/* The number of the journey's first that matches the attempt; 0: none does. */
uint32_t quarantine_of(const struct journey *j, const struct trail *t,
                       const struct attempt *a);

/* The one of the list that is of the same; NULL: none is. */
const struct quarantine *quarantine_same(const struct quarantines *list,
                                         const struct quarantine *q);

/* What a line of an export says; what is wrong with it is found when it is
 * added.  Texts are borrowed. */
struct quarantine quarantine_read(const json_t *line);

struct quarantine quarantine_copy(struct arena *a, const struct quarantine *q);

/* Is the import set aside? */
bool quarantine_has_import(const struct quarantines *list, uint32_t import);

#endif
