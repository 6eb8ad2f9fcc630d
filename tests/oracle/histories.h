/*
 * histories.h - random histories of a small journey, made to collide.
 *
 * Few steps, few attempts, few distinct times: what the rules have to part is
 * often next to each other.  Every HISTORY_CROWD-th is a crowd instead: many
 * attempts over many days.  All of it follows from the seed.  A history is
 *
 *   {"seed": n, "versions": [...], "late": n, "batches": [[event, ...], ...],
 *    "received": ms, "now": ms}
 *
 * The versions but the first are added after `late` of the batches.  All
 * events arrive at `received`, one batch after the other; none is after it.
 * `now` may be before some of them.
 */
#ifndef TESTS_ORACLE_HISTORIES_H
#define TESTS_ORACLE_HISTORIES_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

enum { HISTORY_CROWD = 500 };

/* The caller's to free, as all that is returned here. */
json_t *history_make(uint64_t seed);

/* The events of all batches in one list, those of the primers first. */
json_t *history_events(const json_t *history);

/* The same, each of a batch with the number of its batch, from 0. */
json_t *history_events_by_batch(const json_t *history);

/*
 * A version that has counted no attempt may be replaced by the next.  So each
 * but the last has an attempt of its own that keeps it: one event, which has
 * to arrive before the next version is added.  From 0.
 */
json_t *history_primer(const json_t *history, size_t version);

int64_t history_now_ms(const json_t *history);
int64_t history_received_ms(const json_t *history);

/* The batches with only what is stored of them. */
json_t *history_stored(const json_t *history);

/* What the oracle answers. */
json_t *history_expect(const json_t *history);

/* As NDJSON with comment lines. */
void history_print(const json_t *history);

/* shrink.c: a smaller history for which fails() is still true.  It must be
 * true for the history given, which is not changed. */
typedef bool history_fails(const json_t *history, void *context);
json_t *history_shrunk(const json_t *history, history_fails *fails,
                       void *context);

/* versions.c: 1 to 3 definitions of the journey "histories". */
struct dice;
json_t *history_versions(struct dice *d, int64_t around_ms);

/* A name an event may give a step: an id, a title, or an unknown name. */
const char *history_step_name(struct dice *d, bool no_titles);

#endif
