/*
 * responses.h - answers, as libmicrohttpd takes and sends them.
 *
 * Short answers are mostly the same as one just before (events that were
 * accepted, "up"), and to make one costs more than all else about them: those
 * sent last are kept, and sent again when every byte is the same.
 */
#ifndef WEB_RESPONSES_H
#define WEB_RESPONSES_H

#include <microhttpd.h>

#include "web/message.h"

enum { RESPONSES_KEPT = 8, RESPONSES_SHORT = 2048 /* bytes */ };

/* Of one worker. */
struct responses {
    struct buf text; /* of the answer at hand: all that makes it what it is */
    struct response_kept {
        struct MHD_Response *response;
        char *text;
        size_t n;
    } kept[RESPONSES_KEPT];
    size_t next; /* to be let go */
};

void responses_init(struct responses *rs);
void responses_release(struct responses *rs);

/* The answer's body may go over to libmicrohttpd.  close: the connection is
 * closed behind it. */
enum MHD_Result responses_send(struct responses *rs, struct MHD_Connection *mhd,
                               struct answer *answer, bool close);

/* The same, the response being the caller's to send again; NULL: none could be
 * made. */
enum MHD_Result responses_send_own(struct MHD_Connection *mhd,
                                   struct answer *answer,
                                   struct MHD_Response **ret_response);

#endif
