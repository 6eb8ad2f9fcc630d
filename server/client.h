/*
 * client.h - the browser scripts, /waymark.js and /waymark-choice.js.
 *
 * A page of any origin may load them, so they are no assets of ours: they keep
 * their address for ever and are asked for again after an hour.
 */
#ifndef SERVER_CLIENT_H
#define SERVER_CLIENT_H

#include "web/route.h"

extern const struct route client_routes[];

#endif
