/*
 * static_search.h - the search of a site that has no server.
 *
 * /patterns/search lists every entry; a script on it (static-search.js) reads
 * the index, which is a script too so that a browser loads it from a folder,
 * and shows only what was asked for.
 */
#ifndef SERVER_STATIC_SEARCH_H
#define SERVER_STATIC_SEARCH_H

#include "patterns/patterns.h"

/* Context: the struct catalogue.  They stand before patterns_routes. */
extern const struct route static_search_routes[];

#endif
