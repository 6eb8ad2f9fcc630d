/*
 * fractal_component.h - a component of a Fractal library, and what its views
 * are shown with.
 */
#ifndef PATTERNS_FRACTAL_COMPONENT_H
#define PATTERNS_FRACTAL_COMPONENT_H

#include "patterns/fractal_config.h"
#include "patterns/views.h"

/* What an example takes from other components; past it, it is left out. */
enum { FRACTAL_REFERRED_MAX = 100 * 1000 };

struct fractal {
    struct pattern_import *im;
    struct files files;
    struct views views;
    struct fractal_configs configs;
    struct map handles; /* that configurations give, to a place in files */
    size_t referred;    /* values of others in the example at hand */
};

/* A component: a folder of its own, or a view on its own. */
struct fractal_component {
    struct fractal *library;
    const char *folder; /* "units/01-button/", or "" */
    const char *stem;   /* of its view: "button" */
    const char *name;
    const struct file *view;
    const struct fractal_config *own; /* its configuration, or NULL */
    json_t *config;                   /* of that; NULL: it has none */
};

/* "button.hbs" is "button"; in the arena. */
const char *fractal_stem(struct arena *a, const char *file);

/* A view that is no variant of another is a component of its own, though it may
 * be hidden (view_is_hidden).  Its configuration bears its name, or is that of
 * the folder named after it. */
bool fractal_is_component(struct fractal *l, const struct file *f,
                          struct fractal_component *ret);

/* A key of the component, or of the nearest folder that says it; NULL: nobody
 * does. */
json_t *fractal_says(const struct fractal_component *c, const char *key);

/* The other, where the configuration has no such text. */
const char *fractal_text(const json_t *config, const char *key,
                         const char *other);

/* What others call it by: "big-one" of "Big One". */
const char *fractal_variant_name(struct arena *a, const json_t *variant);

/* NULL: the configuration lists none of that name. */
const json_t *fractal_variant(const struct fractal_component *c,
                              const char *name);

/* The component that "@button--large" names, though it be hidden, and its
 * variant of that name (NULL: it lists none).  false: there is none. */
bool fractal_find(struct fractal *l, const char *handle,
                  struct fractal_component *ret, const json_t **ret_variant);

/* The data of the variant (NULL: of none) over that of the component, over
 * that of the folders it is in; what it says of other components is in its
 * place, as far as the example has room for it. */
json_t *fractal_data(const struct fractal_component *c, json_t *variant);

#endif
