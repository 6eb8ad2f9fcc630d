/* lint_inside.h - a journey as steps and ways between them, for its linter. */
#ifndef TRACKER_LINT_INSIDE_H
#define TRACKER_LINT_INSIDE_H

#include <stdbool.h>

#include "base/map.h"
#include "tracker/lint.h"

enum { NOWHERE = -1 };

struct lint_edge {
    int to;             /* a step's place, or NOWHERE */
    const char *name;   /* of the target, as it is written */
    const json_t *when; /* NULL: for all other answers */
    const char *place;
};

struct lint_step {
    const json_t *json;
    const char *id, *place;
    bool is_end;
    size_t n_edges;
    struct lint_edge *edges;
};

struct lint_graph {
    struct journey_lint *lint;
    struct arena *arena;
    size_t n;
    struct lint_step *steps;
    struct map ids;
    bool *reach; /* n * n: reach[a * n + b], in one step or more */
};

void journey_tell(const struct lint_graph *g, enum journey_rule rule,
                  const struct lint_step *step, const char *place,
                  const char *fmt, ...) PRINTF_LIKE(5, 6);

/* Read it, and tell of ids that are there twice or not at all; lint and arena
 * are set, and map_release(ids) when it is done with. */
void journey_graph(struct lint_graph *g, const json_t *json);

/* Is there a way from one to the other, of one edge or more? */
bool journey_leads(const struct lint_graph *g, size_t from, size_t to);

/* As it may be shown (text_shown()). */
const char *journey_shown(struct arena *a, const char *text);

/* "": there is none. */
const char *journey_text_in(const json_t *object, const char *key);

/* What answers can hold, and which are left out (lint_answers.c). */
void journey_lint_answers(const struct lint_graph *g);

#endif
