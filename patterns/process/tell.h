/*
 * tell.h - a process in words: an ordered list that can be read aloud.
 *
 * Every node is one step with a number, every flow is in it once: told by a
 * way ("If yes, go to 5"), or by the number that follows where a step says
 * nothing.  What a drawing shows by a sign, the words say too.
 */
#ifndef PATTERNS_PROCESS_TELL_H
#define PATTERNS_PROCESS_TELL_H

#include "patterns/process/process.h"

/* The nodes from start to end, each behind what leads to it where no loop
 * forbids; place: where each stands.  In the arena. */
struct process_order {
    size_t n;
    size_t *nodes, *place;
};

struct process_order process_order(struct arena *a, const struct process *p);

/* One way on from a step, or a message. */
struct process_way {
    const struct process_flow *flow;
    bool is_silent;   /* it leads to the next number, and is not told */
    const char *text; /* "If yes, go to" */
    size_t to;        /* the step's number; 0: text says it all */
};

struct process_step {
    size_t number; /* from 1 */
    const struct process_node *node;
    const char *lead; /* "Decision"; "" for a task */
    const char *who, *text;
    size_t n_ways;
    struct process_way *ways;
};

struct process_telling {
    size_t n;
    struct process_step *steps;
    size_t n_messages;            /* between those whose work is not told */
    struct process_way *messages; /* texts only */
};

/* In the arena. */
struct process_telling process_tell(struct arena *a, const struct process *p);

/* "Decision, Crew: Is the road clear?"; in the arena. */
const char *process_step_line(struct arena *a, const struct process_step *s);

#endif
