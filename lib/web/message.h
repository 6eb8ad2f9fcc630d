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

struct header {
    const char *name, *value;
    size_t name_size, value_size; /* bytes may be NUL in an evil request */
};

struct message {
    const char *method; /* "GET" */
    const char *target; /* as sent: "/journeys/missed-bin?from=2026-03-02" */
    const struct header *headers;
    size_t n_headers;
    const char *body; /* of n_body bytes, or NULL */
    size_t n_body;
};

enum { ANSWER_HEADERS_MAX = 8, ANSWER_TYPE_MAX = 64 };

struct answer {
    int status;
    const char *type;  /* Content-Type; NULL: no body */
    struct buf body;   /* what is sent, unless ... */
    const char *asset; /* ... it is these bytes, borrowed for ever */
    size_t asset_size;
    struct header
        headers[ANSWER_HEADERS_MAX]; /* beside those of every answer */
    size_t n_headers;
    bool close; /* and take no further request from this connection */
};

#endif
