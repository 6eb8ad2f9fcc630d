/*
 * linked_data.h - data for programs in a page's head.
 *
 * A block of JSON-LD is a <script> of a type that no browser runs, so the
 * policy, which forbids scripts in pages, does not stop it; what must not
 * happen is that a text in it ends the block.  So it is never written in a
 * template, but here: with no "<", ">" or "&" in it, which in JSON stand in
 * texts alone and have another spelling there.
 */
#ifndef WEB_LINKED_DATA_H
#define WEB_LINKED_DATA_H

#include <jansson.h>

#include "base/arena.h"

enum { LINKED_DATA_MAX = 64 * 1024 };

/* For a page's "head_html", in the arena; takes over the reference.  "" if
 * data is NULL or larger than the lid. */
const char *linked_data_html(struct arena *a, json_t *data);

#endif
