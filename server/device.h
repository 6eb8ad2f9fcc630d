/*
 * device.h - what kind of machine a browser says it runs on.
 *
 * The User-Agent is looked at while its request is under way and is never
 * kept; only one of the four words is.
 */
#ifndef SERVER_DEVICE_H
#define SERVER_DEVICE_H

#include "tracker/tracker.h"

/* DEVICE_NONE: it says nothing.  An iPad that asks for desktop pages says it
 * is a desktop, and is taken for one. */
enum device device_of(const char *user_agent);

#endif
