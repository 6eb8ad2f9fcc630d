/* reply_inside.h - what a reply is; for the parts of lib/web alone. */
#ifndef WEB_REPLY_INSIDE_H
#define WEB_REPLY_INSIDE_H

#include "web/message.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/site.h"

struct reply {
    const struct request *rq;
    const struct site *site;
    struct answer *answer;
    const char *cache; /* Cache-Control */
    const char *etag;  /* NULL: made of the body */
};

/* Forget what was answered so far. */
void reply_reset(struct reply *rp);

/* What a handler's error becomes; nothing for OK. */
void reply_failed(struct reply *rp, enum err e);

/* Put the headers on, and answer 304 to a GET that has it already. */
void reply_finish(struct reply *rp, const struct message *m);

/* Bytes borrowed for ever, with their ETag; kept for ever if immutable. */
void reply_asset(struct reply *rp, const char *type, const char *bytes,
                 size_t n, const char *etag, bool immutable);

#endif
