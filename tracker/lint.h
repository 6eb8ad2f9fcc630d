/*
 * lint.h - what is wrong with a journey that can be counted all the same.
 *
 * A definition is refused only for what cannot be counted; here is the rest:
 * ways that lead nowhere, answers nobody can give, steps nobody can reach.
 * A definition that is refused is looked at too, as far as it can be read.
 *
 * An edge is {"to": STEP} or {"when": {"field": F, "is": VALUE}, "to": STEP};
 * "is" may be a list of values, and "contains" stands for "is" where an answer
 * is several at once.  An edge without "when" is for all other answers.  What
 * a field may be is its "options": texts, or objects with a "value"; a field
 * of kind "yes-no" may be "yes" or "no".
 */
#ifndef TRACKER_LINT_H
#define TRACKER_LINT_H

#include <stddef.h>

#include <jansson.h>

#include "base/arena.h"

#define JOURNEY_RULE_MAP(X)                                                    \
    X(JOURNEY_DEFINITION, "definition",                                        \
      "what cannot be counted is refused by `waymark journey add`")            \
    X(JOURNEY_DUPLICATE, "duplicate-id",                                       \
      "two steps of one name have one set of figures")                         \
    X(JOURNEY_DANGLING, "dangling-target",                                     \
      "a step that is not there cannot be gone to")                            \
    X(JOURNEY_UNREACHABLE, "unreachable", "nobody ever sees it")               \
    X(JOURNEY_NEVER, "never-holds",                                            \
      "the way is there, and nobody can take it")                              \
    X(JOURNEY_UNCOVERED, "uncovered-option",                                   \
      "who gives that answer cannot go on")                                    \
    X(JOURNEY_NO_WAY_OUT, "no-way-out",                                        \
      "who gets into the loop goes round until they give up")                  \
    X(JOURNEY_DEAD_END, "dead-end",                                            \
      "it leads nowhere and is no end, so everybody there gives up")           \
    X(JOURNEY_NO_END, "no-end", "nobody can ever complete it")                 \
    X(JOURNEY_NO_ERROR_END, "no-error-end",                                    \
      "services fail; without an end for it that looks like giving up")        \
    X(JOURNEY_CONTAINS, "contains-overlap",                                    \
      "an answer that holds one value holds the other too")                    \
    X(JOURNEY_NO_PATTERN, "no-pattern",                                        \
      "its figures are evidence for no pattern")                               \
    X(JOURNEY_UNKNOWN_PATTERN, "unknown-pattern",                              \
      "what it says of itself is not in the pattern library")

enum journey_rule {
#define X(name, key, why) name,
    JOURNEY_RULE_MAP(X)
#undef X
        JOURNEY_RULES
};

const char *journey_rule_key(enum journey_rule rule);
const char *journey_rule_why(enum journey_rule rule);

enum { JOURNEY_FINDINGS_MAX = 1000 };

struct journey_finding {
    enum journey_rule rule;
    const char *place; /* "steps[2].next[0]", or "" */
    const char *step;  /* its id, or "" */
    const char *what;  /* and what to do; no full stop */
};

/* What is wrong with the name of a step's pattern, "radios@2"; NULL: nothing.
 * In the arena or constant. */
typedef const char *journey_pattern_fault(const void *self, struct arena *a,
                                          const char *name);

struct journey_lint {
    journey_pattern_fault *pattern_fault; /* NULL: any name will do */
    const void *self;
    size_t total, n;            /* found; of which are in at[] */
    struct journey_finding *at; /* in the order of the steps */
};

/* Everything is in the arena or borrowed from json. */
void journey_lint(struct journey_lint *l, struct arena *a, const json_t *json);

#endif
