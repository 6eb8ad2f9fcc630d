/*
 * paths.h - by which steps attempts came to a step, and where they went on.
 *
 * A path is a sequence of steps, where staying at one counts once.  It is of
 * the moving events of all attempts that are not held apart, joined later and
 * after completion included; an attempt counts once.  The rules:
 * docs-site/figures.md.
 */
#ifndef TRACKER_PATHS_H
#define TRACKER_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"
#include "tracker/figures.h"

struct tracker;

enum paths_way {
    PATHS_BEFORE,        /* the steps that led to the step, the first time */
    PATHS_AFTER,         /* those that followed it then */
    PATHS_AFTER_LEAVING, /* where those went on who had left at it */
};

enum {
    PATHS_DEPTH_MAX = 10,
    PATHS_MOST_MAX = 1000,
    PATHS_DIFFERENT_MAX = 200000, /* paths; more are not counted in memory */
};

struct paths_query {
    const char *journey, *step; /* its id or exact title */
    enum paths_way way;
    size_t depth; /* steps of a path, 1 to PATHS_DEPTH_MAX */
    size_t most;  /* paths told, 1 to PATHS_MOST_MAX */
    struct period period;
    struct segments segments;
    int64_t version; /* 0: all */
};

struct path {
    size_t n_steps;     /* fewer than depth: it began or ended there */
    const char **steps; /* ids, in the order they were visited */
    struct share share; /* of all attempts of the answer */
};

struct paths {
    const char *step; /* its id */
    size_t depth;
    int64_t attempts;
    size_t n;
    struct path *at;    /* most attempts first, then by the ids */
    size_t n_other;     /* paths that are not among them */
    struct share other; /* the attempts on those */
};

/* In the arena.  ERR_NOT_FOUND: no such journey; ERR_INVALID: no such step,
 * depth or most; ERR_TOO_BIG: too many different paths; both named in p. */
MUST_USE enum err tracker_paths(struct tracker *t, struct arena *a,
                                const struct paths_query *q, struct problems *p,
                                struct paths *ret_paths);

/* "before", "after", "after-leaving". */
const char *paths_way_text(enum paths_way way);

/* Paths as the JSON that scripts rely on. */
json_t *paths_json(const struct paths *p, enum paths_way way);

#endif
