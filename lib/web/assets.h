/*
 * assets.h - stylesheets, scripts, fonts and pictures, at /assets/NAME.
 *
 * They are the embedded files assets/NAME and lib/web/assets/NAME; nothing is
 * looked for on a disk.  A link carries the hash of the bytes, so that a
 * browser may keep what it got for ever.
 */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include <jansson.h>

#include "web/route.h"

struct assets;

struct assets *assets_new(void);
void assets_free(struct assets *as);

/* {"govuk_css": "/assets/govuk.css?v=..."}; borrowed. */
json_t *assets_links(const struct assets *as);

/* Context: the struct assets. */
extern const struct route assets_routes[];

#endif
