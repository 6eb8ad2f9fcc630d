/*
 * events_answer.h - what is said of the events of a request.
 */
#ifndef SERVER_EVENTS_ANSWER_H
#define SERVER_EVENTS_ANSWER_H

#include "base/buf.h"
#include "tracker/tracker.h"

/* Write it, as JSON.  false: all were refused. */
bool events_answer(struct buf *body, const struct delivery *d,
                   size_t opted_out);

#endif
