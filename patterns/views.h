/*
 * views.h - the views of Fractal and Pattern Lab, as HTML.
 *
 * A view is HTML with tags of Mustache, or of Handlebars, Nunjucks or Twig as
 * far as they need no script: values, conditions, loops, partials.  Anything
 * else is refused with its line, so that no example shows what its library
 * would not.
 */
#ifndef PATTERNS_VIEWS_H
#define PATTERNS_VIEWS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"

struct view {
    const char *name; /* how it ends says what it is: "button.hbs" */
    const char *text;
};

/* Views by the names that others call them by. */
struct views {
    struct arena *arena;
    size_t n, room;
    const struct view **at;
    struct map by_name;
    bool twig_escapes; /* a value of Twig, as one of Nunjucks is: in Pattern
                        * Lab, but not in Fractal */
};

void views_init(struct views *vs, struct arena *a);
void views_release(struct views *vs);

/* The first of a name stays; name and view are borrowed. */
void views_add(struct views *vs, const char *name, const struct view *v);

/* Whether a file of that name is a view. */
bool view_is(const char *name);

/* "01-button" is called button: numbers only give an order. */
const char *view_name(const char *name);

/* What stands behind the last slash. */
const char *view_base(const char *path);

/* A part of the path that begins with "_" hides all below it. */
bool view_is_hidden(const char *path);

/*
 * The view with that data, in the arena.  ERR_INVALID with the reason,
 * "line 4: …", if it needs more than can be done here.
 */
MUST_USE enum err view_render(const struct views *vs, const struct view *v,
                              json_t *data, const char **ret_html,
                              const char **ret_reason);

#endif
