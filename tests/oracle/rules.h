/* rules.h - what the moves of one attempt mean: each function is one rule. */
#ifndef TESTS_ORACLE_RULES_H
#define TESTS_ORACLE_RULES_H

#include "tests/oracle/trail.h"

/* Steps are places in `steps`, or ORACLE_NOWHERE. */
bool oracle_started(const struct oracle_moves *m);

/* "bot", "burst", "quarantine" or NULL.  quarantine: of oracle_expect_aside();
 * the attempt's day is for that. */
const char *oracle_apart(const struct oracle_moves *m, const char *day,
                         const json_t *quarantine);

/* Three questions shown and accepted within less than 1.5 seconds. */
bool oracle_too_fast(const struct oracle_moves *m);

const char *oracle_state(const struct oracle_moves *m, int64_t now_ms);
const char *oracle_outcome(const struct oracle_moves *m);
int oracle_resting(const struct oracle_moves *m);
int oracle_furthest(const struct oracle_moves *m);
bool oracle_reached(const struct oracle_moves *m, int place);
int oracle_backs_at(const struct oracle_moves *m, int place);
int oracle_rejects_at(const struct oracle_moves *m, int place);
int oracle_detours_at(const struct oracle_moves *m, int place);

/* What was refused there is added to counts: {"field rule": n}. */
void oracle_refusals_at(const struct oracle_moves *m, int place,
                        json_t *counts);

int oracle_unmapped(const struct oracle_moves *m);
bool oracle_error_attributed(const struct oracle_moves *m, int64_t now_ms);
const char *oracle_left_by(const struct oracle_moves *m, int64_t now_ms);

/* The first event in order that says something under that key, or NULL. */
const char *oracle_first_said(const struct oracle_trail *t, const char *key);
const char *oracle_channel(const struct oracle_trail *t);
int oracle_rating(const struct oracle_moves *m); /* 0 if none */

/* visits.c: the times of all timed visits to a step are appended. */
void oracle_times_at(const struct oracle_moves *m, int place, json_t *times);
int oracle_paused_at(const struct oracle_moves *m, int place);

#endif
