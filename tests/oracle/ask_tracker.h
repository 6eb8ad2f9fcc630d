/*
 * ask_tracker.h - the same questions, put to the tracker through its face.
 *
 * This and answers.h are all here that includes anything of tracker/.  A
 * history becomes a journey of its own; its events go in by files, as an
 * import does.
 */
#ifndef TESTS_ORACLE_ASK_TRACKER_H
#define TESTS_ORACLE_ASK_TRACKER_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "tests/oracle/funnels.h"

/* A tracker with a temporary folder, which is gone after it is closed. */
struct asked;

struct asked *asked_open(void);
void asked_close(struct asked *t);

/* From now on, before each import, begin it in a process of its own that ends
 * after so many microseconds as if it was killed; and verify. */
void asked_kill_imports(struct asked *t, int after_us);

/* Set aside, give back, undo and add versions in as many steps as can be, and
 * hold the figures against a recount after each. */
void asked_in_steps(struct asked *t, bool many, bool recounted);

/* One version of the journey added last, from 0. */
const char *asked_add_version(struct arena *a, struct asked *t,
                              const json_t *history, size_t i);

/* Some events of it; *ret_number is the import's, or 0. */
const char *asked_import(struct arena *a, struct asked *t,
                         const json_t *history, const json_t *events,
                         int64_t *ret_number);

/* What was wrong after a step, in the arena; NULL: nothing. */
const char *asked_step_fault(struct arena *a, struct asked *t);

/* What of a journey is asked for; {0} for all of it. */
struct asked_part {
    int version;              /* from 1; 0: all */
    const char *from, *until; /* days, inclusive; NULL: all */
    const json_t *segments;   /* {"lang": "cy", ...}; NULL: all */
};

/*
 * Add the history (see histories.h) as a new journey.  NULL, or what went
 * wrong, in the arena.  What an import said of its events is checked.  By its
 * seed some histories have every import tried dry before, and some have the
 * tracker closed and opened after each.
 */
const char *asked_add(struct arena *a, struct asked *t, const json_t *history);

/*
 * Of the journey added last.  The shape is oracle_expect()'s, but "attempts"
 * is a list without ids, and "times" is {"n", "p50", "p75", "p90"}.
 */
const char *asked_figures(struct arena *a, struct asked *t,
                          const json_t *history, struct asked_part part,
                          json_t **ret_figures);
const char *asked_attempts(struct arena *a, struct asked *t,
                           const json_t *history, json_t **ret_attempts);

/* Attempts by an attribute, of those that have a value of another (filter
 * NULL: of all): {"value": n}. */
struct asked_slice {
    const char *by, *filter, *value;
};
const char *asked_slice(struct arena *a, struct asked *t, const json_t *history,
                        struct asked_slice asked, json_t **ret_groups);

/* Start days, inclusive, and segments; NULL: all. */
struct asked_days {
    const char *from, *until;
    const json_t *segments;
};

/* A funnel over steps[q->steps[i]]; gaps are those of the tracker. */
struct asked_funnel {
    int64_t reached[ORACLE_ASKED_MAX], n_gaps[ORACLE_ASKED_MAX];
    double median_ms[ORACLE_ASKED_MAX];
};
const char *asked_funnel(struct arena *a, struct asked *t,
                         const struct oracle_funnel *q,
                         const char *const *steps, struct asked_days days,
                         struct asked_funnel *ret_funnel);

/* Paths as texts: "n of m: step step", the last one "n on m other". */
struct asked_path_query {
    const char *way, *step;
    size_t depth, most;
    struct asked_days days;
};
const char *asked_paths(struct arena *a, struct asked *t,
                        const struct asked_path_query *q, json_t **ret_paths);

/* Set attempts of the journey added last aside (oracle_expect_aside() says
 * how); *ret_applies is false where there are none that could be meant.  And
 * give them back. */
const char *asked_set_aside(struct arena *a, struct asked *t,
                            const json_t *quarantine, bool *ret_applies);
const char *asked_give_back(struct arena *a, struct asked *t);

/* Undo the import of one of its batches, from 0; and import it again. */
const char *asked_undo(struct arena *a, struct asked *t, size_t batch);
const char *asked_again(struct arena *a, struct asked *t, const json_t *history,
                        size_t batch);

/* The export of the journey added last, in the arena. */
const char *asked_export(struct arena *a, struct asked *t, char **ret_text);

/* Import the export of one journey, which becomes the one added last; how
 * many of its events were new, and how many here already. */
const char *asked_import_export(struct arena *a, struct asked *t,
                                const json_t *history, const char *text,
                                int64_t *ret_accepted, int64_t *ret_duplicates);

/* What verify finds wrong, or NULL. */
const char *asked_verify(struct arena *a, struct asked *t);

#endif
