/* values.h - what a request brought, checked; for the parts of lib/web. */
#ifndef WEB_VALUES_H
#define WEB_VALUES_H

#include <stdbool.h>

#include "base/problems.h"
#include "web/form.h"
#include "web/request.h"
#include "web/route.h"

enum {
    VALUES_MAX = 64,          /* segments and fields of one route */
    VALUES_PROBLEMS_MAX = 20, /* that one answer tells of */
};

struct value {
    const char *name; /* the route's */
    size_t name_size;
    const char *text;
    int64_t number; /* of a count */
    bool sent;
};

struct values {
    size_t n;
    bool personal; /* the answer looked at who asks (request_header() ...) */
    struct value at[VALUES_MAX];
};

/* NULL if the route has no such field. */
const struct field *values_field(const struct route *route, const char *name,
                                 size_t n);

/* One text as the kind of value it must be; NULL, or what it must be instead
 * (in the arena).  field NULL: a FIELD_KEY. */
const char *values_check(const struct request *rq, const struct field *field,
                         const char *text, struct value *ret_value);

/* All declared fields that are no segments, out of what was sent. */
void values_read(const struct request *rq, const struct route *route,
                 const struct form *form, struct problems *problems);

#endif
