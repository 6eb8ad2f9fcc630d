/*
 * tracker.h - the tracker's face: journeys, their events, their figures.
 *
 * A tracker is one data folder, opened by one thread.  Any number may read
 * while one writes; writers, in this process or others, take turns by
 * transaction.  The folder holds journeys.db and attempt.key, the key without
 * which no attempt's id can be hashed.
 */
#ifndef TRACKER_TRACKER_H
#define TRACKER_TRACKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"
#include "tracker/access.h"
#include "tracker/admit.h"
#include "tracker/collector.h"
#include "tracker/discover.h"
#include "tracker/event.h"
#include "tracker/event_scan.h"
#include "tracker/figures.h"
#include "tracker/paths.h"
#include "tracker/quarantine.h"
#include "tracker/read.h"
#include "tracker/stats.h"

struct tracker;

enum tracker_mode {
    TRACKER_READ,  /* what is there; nothing is made or changed */
    TRACKER_WRITE, /* the folder is made if it is not there */
};

/* ERR_NOT_FOUND: no data there, to read; ERR_CONFLICT: written by a newer
 * version of the program (or, to read, an older); ERR_FORBIDDEN: attempt.key
 * is not the one of the attempts stored there, or gone, or the database was
 * emptied, and that was told;
 * ERR_BUSY; ERR_IO. */
MUST_USE enum err tracker_open(const char *dir, enum tracker_mode mode,
                               struct tracker **ret_tracker);
void tracker_close(struct tracker *t);

/* Can it be read now?  For /readyz. */
MUST_USE enum err tracker_check(struct tracker *t);

/*
 * Who knows without a look at the file whether anybody may have committed:
 * another number then.  false: that cannot be said.  While it is the same,
 * answers that are kept (figures_kept.h) need no transaction.
 */
struct tracker_news {
    bool (*now)(void *self, uint64_t *ret_state); /* NULL: nobody knows */
    void *self;
};
void tracker_follow(struct tracker *t, struct tracker_news news);

/* What the news say; where there are none, what tracker_state() does. */
MUST_USE enum err tracker_told(struct tracker *t, uint64_t *ret_state);

/*
 * All that ask() is told is of one moment.  It is for questions only, and does
 * not call this again.  Where an answer was kept and the next one was not, and
 * somebody committed in between, ask() is called once more: it makes all anew.
 * Returns what it did.
 */
typedef enum err tracker_ask(void *self);
MUST_USE enum err tracker_view(struct tracker *t, tracker_ask *ask, void *self);

/* Another number whenever somebody has committed anything. */
MUST_USE enum err tracker_state(struct tracker *t, int64_t *ret_state);

/* Journeys. */

enum added { ADDED_NEW, ADDED_VERSION, ADDED_REPLACED, ADDED_NOTHING };

struct addition {
    enum added added;
    int64_t version;   /* that now holds the definition */
    int64_t from_ms;   /* in force from then on, if it is not the first */
    size_t to_confirm; /* steps marked "confirm": guesses from a log */
};

/*
 * Add a definition, given as JSON text: a new journey, its next version, or,
 * where the last version has counted no attempt yet, in that one's place.
 * The same definition again adds nothing.  A version in force from an instant
 * at which attempts already started takes those over: figures do not depend
 * on what arrived first.  ERR_INVALID with everything wrong in p; ERR_CONFLICT
 * (in p) where it would move the journey to another organisation.
 */
MUST_USE enum err tracker_add(struct tracker *t, const char *text, size_t n,
                              int64_t now_ms, struct problems *p,
                              struct addition *ret_addition);

/*
 * Add a version from a line of an export ("version" says which it is to be).
 * ERR_CONFLICT (in p): the journey has another definition under that number,
 * or has not got the version before it; the rest as tracker_add().
 */
MUST_USE enum err tracker_add_line(struct tracker *t, const json_t *line,
                                   int64_t now_ms, struct problems *p,
                                   struct addition *ret_addition);

struct journey_info {
    const char *id, *title, *organisation, *service;
    int64_t version; /* the newest */
};

struct journey_list {
    size_t n;
    struct journey_info *at;
};

/* All journeys by id, in the arena. */
MUST_USE enum err tracker_journeys(struct tracker *t, struct arena *a,
                                   struct journey_list *ret_list);

/* Import. */

struct import_options {
    const char *journey;
    const char *name; /* of the file, for people; without its folders */
    struct read_options read;
    bool dry_run; /* into a copy that goes with it: nobody waits */
    int64_t now_ms;
    size_t hold_bytes; /* of events read and not kept yet; 0: gather.h's lid */
    /* Told now and then; NULL: nobody asks.  events: read so far. */
    void (*progress)(void *self, const struct input *in, int64_t events);
    void *progress_self;
};

struct import_summary {
    int64_t number; /* of the import; 0 for a dry run, or if nothing came */
    int64_t accepted, duplicates, refused, tests;
    int64_t unknown_steps; /* of the accepted: at steps nobody defined */
};

/*
 * Import a file.  Every row is kept that can be; those that cannot be are in p
 * ("line 12, step: …") and counted.  What was accepted is durable, whatever
 * is returned.  ERR_NOT_FOUND: no such journey; ERR_INVALID: the file cannot
 * be read as what it is said to be, or ends too early (what came before is
 * kept); ERR_IO.
 */
MUST_USE enum err tracker_import(struct tracker *t, struct input *in,
                                 const struct import_options *o,
                                 struct problems *p,
                                 struct import_summary *ret_summary);

/* What an export brought to one journey. */
struct import_part {
    const char *journey;
    struct import_summary sum;
};

struct import_parts {
    size_t n;
    struct import_part *at; /* in the arena */
    int64_t versions;       /* of journeys, that were not here before */
    int64_t refused;        /* lines that are of no journey here */
};

/*
 * Import an export: o->journey is NULL, each line says which it is of, and
 * journeys and versions that are not here are added.  Each journey's events
 * are an import of its own.  What is wrong with a line is in p.  Errors as
 * tracker_import(); ERR_NOT_FOUND cannot be.
 */
MUST_USE enum err tracker_import_all(struct tracker *t, struct arena *a,
                                     struct input *in,
                                     const struct import_options *o,
                                     struct problems *p,
                                     struct import_parts *ret_parts);

struct import_info {
    int64_t number;
    const char *journey, *file;
    int64_t received_ms, accepted, duplicates, refused;
    bool finished, undone;
    bool goes; /* undone, and some of it is still counted (change.h) */
};

struct import_list {
    size_t n;
    struct import_info *at; /* newest first */
};

MUST_USE enum err tracker_imports(struct tracker *t, struct arena *a,
                                  struct import_list *ret_list);

/* Take back what an import brought, and its counts.  ERR_NOT_FOUND: no such
 * import; ERR_CONFLICT: undone already. */
MUST_USE enum err tracker_undo(struct tracker *t, int64_t number,
                               int64_t *ret_events);

/*
 * Remove one attempt: its trail, and its 1 from every figure, also where the
 * file kept them.  id as the service made it, or "h:" and the 32 hex digits of
 * its hash, as an export has it.  ERR_NOT_FOUND: no such journey or attempt.
 * ERR_BUSY: it may be counted no more, and still be in a file: call again.
 */
MUST_USE enum err tracker_forget(struct tracker *t, const char *journey,
                                 const char *id, int64_t *ret_events);

/*
 * Remove a journey, with its versions, imports, quarantines, attempts and
 * figures, from the file too.  It is gone at once for whoever asks; should this
 * be killed on the way, the next call for the same id goes on, or a server.
 * Its service stays, with keys and origins.  ERR_NOT_FOUND.
 */
MUST_USE enum err tracker_remove(struct tracker *t, const char *journey);

/*
 * Drop the trails of days that a journey's retentionMonths has passed; figures
 * stay.  What was begun and not finished is finished first.  In small
 * transactions: it can stop after any, and be called again. *ret_attempts went.
 */
MUST_USE enum err tracker_retain(struct tracker *t, int64_t now_ms,
                                 int64_t *ret_attempts);

/* Write the tracker's part of a backup into a folder that is there: a whole
 * and consistent copy, while others go on.  ERR_CONFLICT: one is there. */
MUST_USE enum err tracker_backup(struct tracker *t, const char *dir);

/* Answers. */

/* In the arena.  ERR_NOT_FOUND: no such journey, or no such version. */
MUST_USE enum err tracker_figures(struct tracker *t, struct arena *a,
                                  const struct figures_query *q,
                                  struct figures *ret_figures);

/* Which segments a journey can be asked for: the words its events have had,
 * sorted, and how many versions it has.  In the arena.  ERR_NOT_FOUND. */
struct words {
    size_t n;
    const char **at;
};

struct segment_words {
    struct words langs, releases, variants;
    int64_t versions;
};

MUST_USE enum err tracker_segment_words(struct tracker *t, struct arena *a,
                                        const char *journey,
                                        struct segment_words *ret_words);

/* Figures as the JSON that scripts rely on. */
json_t *figures_json(const struct figures *f);

/* {n, m, rate, low, high}; the last three are null of nothing. */
json_t *share_json(const struct share *s);

/* One attempt a line, as JSON; segments NULL: of any.  ERR_NOT_FOUND; ERR_IO.
 */
MUST_USE enum err tracker_attempts(struct tracker *t, const char *journey,
                                   const struct segments *segments,
                                   int64_t now_ms, FILE *to);

enum funnel_order {
    FUNNEL_OPEN,   /* other events may lie between */
    FUNNEL_STRICT, /* neighbouring events */
    FUNNEL_ANY,    /* in any order */
};

struct funnel_query {
    const char *journey;
    size_t n_steps;
    const char *const *steps; /* ids or exact titles */
    struct period period;
    struct segments segments;
    int64_t window_ms; /* from the first step on; 0: any time */
    bool first_start;  /* only the first occurrence of the first step */
    enum funnel_order order;
};

struct funnel_step {
    const char *id;
    int64_t reached;
    int64_t n_gaps;
    double gap_median_ms; /* from the step before; NAN where there is none */
};

struct funnel {
    size_t n;
    struct funnel_step *at;
};

/*
 * How many attempts went through these steps, by their moving events: all
 * attempts, joined later and after completion included.  ERR_NOT_FOUND: no
 * such journey; ERR_INVALID: no such step, named in p.
 */
MUST_USE enum err tracker_funnel(struct tracker *t, struct arena *a,
                                 const struct funnel_query *q,
                                 struct problems *p, struct funnel *ret_funnel);

enum { SLICE_FILTERS_MAX = 8 };

/* Attributes: state outcome standing resting furthest left-by rating channel
 * device lang release variant; "none" is the value of what was not given. */
struct slice_filter {
    const char *attribute, *value;
};

struct slice_query {
    const char *journey;
    struct period period;
    int64_t version; /* 0: all of them */
    int64_t now_ms;
    size_t n_filters;
    const struct slice_filter *filters; /* all must fit */
    const char *by;                     /* an attribute; NULL: only a total */
};

struct slice_group {
    const char *value;
    int64_t attempts; /* never 0 */
};

struct slice {
    int64_t attempts;
    bool from_trails; /* some day has too many kinds: each trail was read */
    size_t n;
    struct slice_group *at; /* most attempts first, then by value */
};

/*
 * How many attempts have these attributes: all that are stored, joined later
 * and held apart included ("standing" tells them).  In the arena.
 * ERR_NOT_FOUND: no such journey or version; ERR_INVALID: no such attribute,
 * named in p, or too many filters.
 */
MUST_USE enum err tracker_slice(struct tracker *t, struct arena *a,
                                const struct slice_query *q, struct problems *p,
                                struct slice *ret_slice);

/* Put attempts at rest closer together, as an import does at its end: changes
 * no figure.  ERR_NOT_FOUND. */
MUST_USE enum err tracker_pack(struct tracker *t, const char *journey,
                               int64_t now_ms);

/*
 * Export.  A journey, or (NULL) each of them, as lines of JSON: its versions,
 * then the events of one attempt after another, as they are stored.  All of
 * one moment.  ERR_NOT_FOUND: no such journey; ERR_IO.
 */
MUST_USE enum err tracker_export(struct tracker *t, const char *journey,
                                 FILE *to);

/*
 * Recount every figure from the trails, and check that trails, keys and chunks
 * fit together.  What differs is in p; *ret_attempts were counted.
 */
MUST_USE enum err tracker_verify(struct tracker *t, struct problems *p,
                                 int64_t *ret_attempts);

/* Where something is under way that changes many attempts: "own: Import 7 is
 * being undone. …", a journey each, in the arena. */
MUST_USE enum err tracker_under_way(struct tracker *t, struct arena *a,
                                    struct words *ret_words);

#endif
