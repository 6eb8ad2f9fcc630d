/*
 * version_json.h - a version of a journey as a line of an export.
 *
 * That is its definition with "version" (its number), "from" but for the
 * first, and "timeZone" where the organisation's is not the usual one.  Taken
 * back, the number is taken off again.
 */
#ifndef TRACKER_VERSION_JSON_H
#define TRACKER_VERSION_JSON_H

#include <stdbool.h>

#include <jansson.h>

#include "tracker/journey.h"

/* The caller's to free; NULL where the stored text is damaged. */
json_t *version_json(const struct journey *j, const struct version *v);

/* Whether a definition, or a line of an export, is that version. */
bool version_is(const struct journey *j, const struct version *v,
                const json_t *json);

/* The number a line says it has; 0: none. */
int64_t version_number(const json_t *json);

/* A copy without the number; the caller's to free. */
json_t *version_unnumbered(const json_t *json);

#endif
