/*
 * route.h - what the site answers, as tables.
 *
 * A folder publishes one table of routes.  A route says who may use it, which
 * formats it is served in and which form fields it takes.  The router checks
 * all of that before the handler runs and drops every field that is not
 * declared.  The first route of the tables that fits is taken, so a literal
 * path goes before one with names in the same place.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include <stddef.h>

#include "base/error.h"

struct problems;
struct request;
struct reply;

enum method { GET, POST, OPTIONS }; /* GET answers HEAD too */

/*
 * Who may use a route, least first.  Until people can sign in, all but ANYONE
 * is answered 403.  A PROGRAM is no person: it may send anything from
 * anywhere, and the handler looks at the body and the headers itself
 * (request_body() and the like) and says who may; errors are JSON.  The fields
 * of its POST are those of the query, and no other name may stand there
 * (program.h); of its GET they are not read.  ANYWHERE is ANYONE, and what it
 * gets is JSON that pages of other sites may read too, errors as well; the
 * router answers what their browsers ask first (CORS).
 */
enum role {
    ANYONE,
    VIEWER,
    CONTRIBUTOR,
    MANAGER,
    REVIEWER,
    EDITOR,
    ADMIN,
    PROGRAM,
    ANYWHERE
};

/* What a page may be asked for as besides HTML, by the end of its address:
 * "/dashboard/journeys/missed-bin.csv". */
enum format {
    FORMAT_HTML = 0,
    FORMAT_JSON = 1,
    FORMAT_CSV = 2,
    FORMAT_MD = 4,
    FORMAT_TXT = 8,
    FORMAT_ZIP = 16
};

enum field_kind {
    FIELD_TEXT,    /* UTF-8 in one line or, of a form, in several */
    FIELD_KEY,     /* [a-z0-9-], 1 to 64 bytes */
    FIELD_WORD,    /* [A-Za-z0-9._-], 1 to 64 bytes */
    FIELD_COUNT,   /* digits */
    FIELD_ORDINAL, /* the same, from 1 on */
};

/* Addresses below it are for programs: what has no route there is answered as
 * ANYWHERE is. */
#define PROGRAMS_ROOT "/v1"

enum { FIELD_TEXT_MAX = 200, BODY_MAX = 64 * 1024 };

/*
 * One value a route takes: from the query of a GET or of a PROGRAM, from the
 * body of another POST.
 * A value that does not fit is answered 400 with a page that names the field.
 *
 * A field may also have the name of a segment of the path.  Then it says what
 * that segment may be (without one it is a FIELD_KEY), and a segment that
 * does not fit is no address: 404.
 */
struct field {
    const char *name;
    enum field_kind kind;
    long max;            /* characters (0: FIELD_TEXT_MAX), or largest count */
    const char *missing; /* taken when absent; NULL: the field is required.
                            "" of any kind: may be absent, and request_has()
                            tells. */
};

typedef enum err handler(struct request *rq, struct reply *rp);
typedef enum err refuser(struct request *rq, struct reply *rp,
                         const struct problems *problems);

struct route {
    enum method method;
    const char *path; /* "/journeys/:journey"; a colon names a segment */
    enum role role;
    handler *run;
    const struct field *fields; /* ends with {0}; NULL: takes none */
    unsigned formats;           /* FORMAT_JSON | FORMAT_CSV ... */
    size_t body_max;            /* lid of a POST's body; 0: BODY_MAX */
};

/* A table, which ends with {0}, and what its handlers find in rq->context. */
struct routes {
    const struct route *table;
    void *context;
    void (*before)(void *self); /* before each request of it; NULL: nothing */
    void *self;                 /* for before */
    refuser *refuse; /* answers what is wrong with the query of a PROGRAM's
                        POST; NULL: reply_problems() does */
};

#endif
