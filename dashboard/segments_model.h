/* segments_model.h - by what the attempts of a page can be chosen. */
#ifndef DASHBOARD_SEGMENTS_MODEL_H
#define DASHBOARD_SEGMENTS_MODEL_H

#include "dashboard/choice.h"
#include "web/model.h"

/* "device mobile, language cy, version 2", as files say it, and "language Welsh
 * (cy)", as people do; empty for none. */
const char *segments_words(struct arena *a, const struct choice *c);
const char *segments_says(struct arena *a, const struct choice *c);

/* The address, with the same days and no segments. */
char *segments_clear(struct arena *a, const struct choice *c,
                     const char *address);

/* "Language" for "lang". */
const char *segments_name(const char *attribute);

/* "Welsh (cy)", "helped by telephone": what people call the value of an
 * attribute, or the value itself. */
const char *segments_value(const char *attribute, const char *value);

/* All devices and channels that an attempt may have, by their names. */
struct words segments_devices(struct arena *a);
struct words segments_channels(struct arena *a);

/*
 * {"lists": [{"name", "label", "options": [{"value", "text", "selected"}]}],
 *  "chosen", "says", "clear"}: says is "Only attempts with device mobile.";
 * clear is the address without segments.
 */
struct model segments_model(struct arena *a, const struct choice *c,
                            const struct segment_words *words,
                            const char *address);

#endif
