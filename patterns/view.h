/*
 * view.h - how an entry is looked at, all of which stands in the address:
 * which version, how wide its examples are, whether their scripts run, in
 * which language and in whose colours they are.
 */
#ifndef PATTERNS_VIEW_H
#define PATTERNS_VIEW_H

#include "patterns/brands.h"
#include "patterns/pattern.h"
#include "web/request.h"

struct view {
    const struct pattern *pattern; /* in the version asked for */
    const char *version;           /* that was asked for, or "" */
    const char *width;             /* "320", "640", "1024" or "full" */
    bool script, welsh, is_static; /* nobody answers: nothing to choose */
    const char *brand;             /* a key */
    const struct brands *brands;
};

/* Fields of the routes that view_read() and view_read_example() serve. */
extern const struct field view_fields[], view_example_fields[];

/* ERR_NOT_FOUND: no such entry, version or brand; ERR_INVALID: no such width,
 * script or language. */
MUST_USE enum err view_read(const struct request *rq, struct view *ret_view);

/* Of an example on its own: no width and no language. */
MUST_USE enum err view_read_example(const struct request *rq,
                                    struct view *ret_view);

/* "?at=1.0.0", if a version was asked for; or "". */
const char *view_version_query(struct arena *a, const struct view *v);

/* "/patterns/component/radios/default/?script=on", for a frame. */
const char *view_example_address(struct arena *a, const struct view *v,
                                 const struct pattern_example *x);

/* What a frame is allowed: never both to run scripts and to be of an origin. */
const char *view_sandbox(const struct view *v);

/*
 * The ways to look at the example of that id: {says, open, groups: [{name,
 * choices: [{text, address, current}]}]}.
 */
json_t *view_model(struct arena *a, const struct view *v, const char *id,
                   bool has_twin, bool open);

#endif
