/*
 * openapi.h - /v1/openapi.json: what /v1/ takes and answers, for programs.
 *
 * Made of the tables of routes that the router itself goes by (paths, methods,
 * fields with their kinds, lids and defaults) and of server/openapi.json,
 * which says in words and schemas what a table cannot: what an operation is
 * for, and what it answers.
 */
#ifndef SERVER_OPENAPI_H
#define SERVER_OPENAPI_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "web/route.h"

/* The context of the route. */
struct openapi {
    const struct routes *folders; /* all of the site; ends with {NULL, NULL} */
};

/* The whole document, the caller's.  ERR_IO, logged: a route of /v1/ that
 * nobody described, or a description that is of no route. */
MUST_USE enum err openapi_document(struct arena *a,
                                   const struct routes *folders,
                                   json_t **ret_document);

extern const struct route openapi_routes[];

#endif
