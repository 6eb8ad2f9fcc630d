/*
 * demo_door.h - the front door for events alone, in this process.
 *
 * What `waymark serve` opens for everybody, on a port of this machine that
 * the system picks: the same server, router, checks and collector.
 */
#ifndef SERVER_DEMO_DOOR_H
#define SERVER_DEMO_DOOR_H

#include "base/error.h"
#include "base/time.h"

struct demo_door;

/* The folder is there, and marked as a demonstration.  Logged. */
MUST_USE enum err demo_door_open(const char *dir, const struct zone *zone,
                                 struct demo_door **ret_door);

int demo_door_port(const struct demo_door *d);

/* What was answered is durable. */
void demo_door_close(struct demo_door *d);

#endif
