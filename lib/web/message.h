/*
 * message.h - one HTTP request as it came, and the answer to it.
 *
 * The router sees nothing of libmicrohttpd: the server fills a message and
 * sends an answer, and so does a test.
 */
#ifndef WEB_MESSAGE_H
#define WEB_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "web/peer.h"

struct later;
struct laters;

struct header {
    const char *name, *value;
    size_t name_size, value_size; /* of a request: bytes, maybe with NUL */
};

struct message {
    const char *method;  /* "GET" */
    const char *target;  /* as sent: "/journeys/missed-bin?from=2026-03-02" */
    const char *version; /* "HTTP/1.1" */
    const struct header *headers;
    size_t n_headers;
    const char *body; /* n_body bytes, or NULL */
    size_t n_body;
    struct peer peer;      /* the other end of the connection */
    struct laters *laters; /* where answers that wait are woken; NULL: here */
    bool untagged; /* nobody will ask whether the answer is still the same */
};

/* Whether it has that name, in any case. */
bool header_is(const struct header *h, const char *name);

/* The first header of that name, in any case, or NULL; and the last one, which
 * is what the nearest proxy has said. */
const char *message_header(const struct message *m, const char *name);
const char *message_last_header(const struct message *m, const char *name);

/* GET that target, as a message with nothing else in it. */
struct message message_get(const char *target);

/*
 * A form must come from a page of ours: a browser says so by Sec-Fetch-Site
 * or, an old one, by Origin.  With sign-in the session's token joins them
 * here.
 */
bool message_is_own_form(const struct message *m);

/* Whether its body, if there is one, is a form. */
bool message_is_form(const struct message *m);

enum { ANSWER_HEADERS_MAX = 8, ANSWER_MAX = 16 * 1024 * 1024 };

struct answer {
    int status;
    const char *type;  /* Content-Type, with charset; NULL: there is no body */
    struct buf body;   /* what is sent, unless ... */
    const char *asset; /* ... it is these bytes, borrowed for ever */
    size_t asset_size;
    struct header headers[ANSWER_HEADERS_MAX]; /* beside, or in the place of,
                                                  answer_always */
    size_t n_headers;
    bool close;          /* and take no further request from this connection */
    struct later *later; /* there is no answer yet (later.h) */
};

/* What every answer says, errors too, unless it says another thing under that
 * name; ends with a NULL name. */
extern const struct header answer_always[];

void answer_init(struct answer *answer);
void answer_release(struct answer *answer);

/* Borrowed, name and value, as long as the answer. */
void answer_add_header(struct answer *answer, const char *name,
                       const char *value);

/* What the answer says under that name, or NULL. */
const char *answer_header(const struct answer *answer, const char *name);

#endif
