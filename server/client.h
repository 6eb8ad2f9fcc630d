/*
 * client.h - the browser script, at /waymark.js.
 *
 * A page of any origin may load it, so it is no asset of ours: it keeps its
 * address for ever and is asked for again after an hour.
 */
#ifndef SERVER_CLIENT_H
#define SERVER_CLIENT_H

#include "web/route.h"

extern const struct route client_routes[];

#endif
