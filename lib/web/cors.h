/* cors.h - what lets scripts of other sites read an answer. */
#ifndef WEB_CORS_H
#define WEB_CORS_H

#include "base/error.h"
#include "web/message.h"
#include "web/reply.h"

/* To what a browser asks before it asks: a GET may come. */
MUST_USE enum err cors_preflight(struct reply *rp);

/* To be read by scripts of any site; nothing in it is of anybody. */
void cors_open(struct answer *answer);

#endif
