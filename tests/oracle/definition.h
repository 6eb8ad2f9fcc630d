/* definition.h - what a journey's versions say about steps and limits. */
#ifndef TESTS_ORACLE_DEFINITION_H
#define TESTS_ORACLE_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"

enum { ORACLE_NOWHERE = -1 }; /* the place of a step that is not there */

/* RFC 3339 or integer milliseconds. */
int64_t oracle_instant_ms(const json_t *at);

/* Which version is in force at that instant, from 0. */
size_t oracle_version_at(const json_t *versions, int64_t at_ms);

/* The name under which an event's step is stored: the id of the step with
 * that id in any version, or with that exact title in the version of then,
 * else in the newest that has it; else itself if it looks like an id, else
 * "other". */
const char *oracle_step_name(const json_t *versions, const char *name,
                             int64_t at_ms);

/* The place of a step in `steps`, from 0, or ORACLE_NOWHERE. */
int oracle_place(const json_t *definition, const char *id);

const char *oracle_step_id(const json_t *definition, int place);
bool oracle_is_end(const json_t *definition, int place);
bool oracle_is_start(const json_t *definition, int place);

/* The outcome the definition gives the step, or NULL. */
const char *oracle_fixed_outcome(const json_t *definition, int place);

int64_t oracle_idle_ms(const json_t *definition);
int64_t oracle_save_ms(const json_t *definition);

/* Both NULL, or the same text. */
bool oracle_same_text(const char *a, const char *b);

#endif
