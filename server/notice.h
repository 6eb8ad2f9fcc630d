/*
 * notice.h - what a service tells people about being counted.
 *
 * A draft in plain English of the notice that the statistical-purposes
 * exception asks for (Privacy and Electronic Communications (EC Directive)
 * Regulations 2003, schedule A1, as amended by the Data (Use and Access) Act
 * 2025, section 112 and schedule 12; in force since 5 February 2026), and the
 * list of what a data protection officer has to confirm before it is true.
 */
#ifndef SERVER_NOTICE_H
#define SERVER_NOTICE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

enum { NOTICE_VALUE_MAX = 200, NOTICE_TEXT_MAX = 64 * 1024 };

/* How an attempt is known; the words are those of forms and commands. */
enum notice_storage {
    NOTICE_SESSION = 1, /* "session": an id in the browser's sessionStorage */
    NOTICE_NONE = 2,    /* "none": worked out by the server */
    NOTICE_OWN = 4      /* "own": the service has one anyway */
};

/* ERR_INVALID: it is none of the words. */
MUST_USE enum err notice_storage_read(const char *word,
                                      enum notice_storage *ret_storage);

/* UTF-8; a text that is "" stands in the notice as a gap in brackets. */
struct notice {
    const char *organisation, *service;
    const char *contact; /* of whom to ask: an e-mail address, a number */
    const char *choice;  /* address of the page where one can object */
    enum notice_storage storage;
    int64_t months; /* trails are kept so long; 0: for good */
};

/* To paste: as text in lines, or as HTML without a page around it. */
void notice_text(const struct notice *n, struct buf *to);
void notice_html(const struct notice *n, struct buf *to);

/* What must be confirmed: sentences, in the arena, ending with NULL. */
const char **notice_confirm(const struct notice *n, struct arena *a);

#endif
