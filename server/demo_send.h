/*
 * demo_send.h - a sender of events: POST /v1/events, on a few connections.
 *
 * As a service's server would do it: lines are gathered up to as many as a
 * request may hold and sent; while that is under way the next are gathered,
 * for the next connection.  Every answer is looked at; 503 is tried again.
 */
#ifndef SERVER_DEMO_SEND_H
#define SERVER_DEMO_SEND_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct demo_sender;

/* To a port of this machine.  ERR_IO: logged. */
MUST_USE enum err demo_sender_open(int port, struct demo_sender **ret_sender);
void demo_sender_close(struct demo_sender *s);

/* A line, its newline included.  ERR_INVALID: an event was refused, or not
 * taken as new (logged); ERR_BUSY: the server would not take it for long;
 * ERR_IO. */
MUST_USE enum err demo_send(struct demo_sender *s, const char *line, size_t n);

/* Send what is left.  *ret_accepted, of all, is told of a failure too. */
MUST_USE enum err demo_send_rest(struct demo_sender *s, int64_t *ret_accepted);

#endif
