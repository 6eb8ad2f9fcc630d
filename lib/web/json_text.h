/* json_text.h - a model as JSON text, its reals as short as they can be. */
#ifndef WEB_JSON_TEXT_H
#define WEB_JSON_TEXT_H

#include <jansson.h>

#include "base/buf.h"
#include "web/model.h"

/* jansson itself writes 0.35 as 0.34999999999999998.  Objects keep their
 * order.  The model is ours, so its depth has no lid. */
void json_text_add(struct buf *out, json_t *value);

/* The same of a model of ours. */
void json_text_add_model(struct buf *out, const struct model *m);

#endif
