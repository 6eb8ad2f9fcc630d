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

/*
 * A component by its handle, "@button--large": its view, and what it is shown
 * with, which is what was given (NULL: nothing), over its own data where that
 * is asked for, or its own data.  false: there is none.
 */
struct views;
typedef bool find_component(const struct views *vs, const char *handle,
                            json_t *given, bool over, json_t **ret_data,
                            struct view *ret_view);

/* Views by the names that others call them by. */
struct views {
    struct arena *arena;
    size_t n, room;
    const struct view **at;
    struct map by_name;
    find_component *component; /* NULL: there are none */
    void *library;             /* of theirs */
    bool twig_escapes; /* a value of Twig, as one of Nunjucks is: in Pattern
                        * Lab, but not in Fractal */
};

void views_init(struct views *vs, struct arena *a);
void views_release(struct views *vs);

/* The first of a name stays; name and view are borrowed. */
void views_add(struct views *vs, const char *name, const struct view *v);

/* Whether a file of that name is a view. */
bool view_is(const char *name);

/* "01-button" is called button, and so is "_01-button": numbers only give an
 * order, and what is hidden is found by its name all the same. */
const char *view_name(const char *name);

/* What stands behind the last slash. */
const char *view_base(const char *path);

/* A part of the path that begins with "_" hides all below it. */
bool view_is_hidden(const char *path);

/* What one says over what the other does, map for map; of lists the whole, or
 * item by item.  Either may be NULL.  In the arena. */
json_t *data_over(struct arena *a, json_t *value, json_t *under, bool by_item);

/*
 * The view with that data, in the arena.  ERR_INVALID with the reason,
 * "line 4: …", if it needs more than can be done here.
 */
MUST_USE enum err view_render(const struct views *vs, const struct view *v,
                              json_t *data, const char **ret_html,
                              const char **ret_reason);

#endif
