/*
 * views_run.h - a view while it is run: what its languages share.
 *
 * Each language walks the text from tag to tag and writes what comes of it.
 * Nothing is kept between two views, and no code of a library is run: a tag
 * that would need some is refused with its line.
 */
#ifndef PATTERNS_VIEWS_RUN_H
#define PATTERNS_VIEWS_RUN_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "patterns/views.h"

enum {
    VIEW_DEPTH_MAX = 40,               /* views and blocks inside each other */
    VIEW_TAGS_MAX = 200 * 1000,        /* of one example, each time it is run */
    VIEW_WORK_MAX = 256 * 1024 * 1024, /* bytes it reads, makes and shows */
    VIEW_COMPONENTS_MAX = 1000         /* that it shows by their handles */
};

/* A view, or the part of it between two tags. */
struct view_part {
    const struct view *view;
    const char *from, *to;
};

/* Where names are looked up; a frame for each block that changes that. */
struct view_frame {
    const struct view_frame *above;
    json_t *self;                      /* "this"; NULL: nothing */
    json_t *vars;                      /* names, an object; or NULL */
    const struct view_part *block;     /* what a partial is put around */
    const struct view_frame *block_in; /* and where its names are */
};

struct view_run {
    const struct views *views;
    struct arena *arena;
    struct buf *out;
    json_t *data;      /* of the example */
    struct map safe;   /* values that are not escaped, by their addresses */
    struct map macros; /* the same of those that are macros */
    const struct view_block *blocks; /* that are filled (views_extends.c) */
    const char *parent; /* the view that the one at hand extends; or NULL */
    int depth;
    size_t tags, work, components;
    const char *reason; /* why it cannot be run */
};

/* ERR_INVALID, with the line and the text of n bytes that stands there. */
MUST_USE enum err view_refuse(struct view_run *r, const struct view_part *p,
                              const char *at, size_t n);

/* A view that another one names; told if there is none. */
MUST_USE enum err view_include(struct view_run *r, const char *name,
                               const struct view_frame *f);

/* The same, as that which the view at hand extends: its blocks are filled. */
MUST_USE enum err view_extend(struct view_run *r, const char *name,
                              const struct view_frame *f);

/* The component of that handle, as "render" shows it (views.h). */
MUST_USE enum err view_component(struct view_run *r, const char *handle,
                                 json_t *given, bool over);

MUST_USE enum err handlebars_run(struct view_run *r, const struct view_part *p,
                                 const struct view_frame *f);
MUST_USE enum err nunjucks_run(struct view_run *r, const struct view_part *p,
                               const struct view_frame *f);

/* A whole view, and what it extends (views_extends.c). */
MUST_USE enum err nunjucks_view(struct view_run *r,
                                const struct view_part *whole,
                                const struct view_frame *f);

/* Show the block of that name as it is filled, or as it is; in a view that
 * extends another one, note that it is filled. */
MUST_USE enum err block_run(struct view_run *r, const char *name,
                            const struct view_part *own,
                            const struct view_frame *f);

/* What is no space, from there on as far as to. */
const char *view_skip(const char *at, const char *to);

/* What stands between two places; nothing, where they have crossed. */
struct view_part view_between(const struct view *v, const char *from,
                              const char *to);

/* Where the spaces that end there begin, not before from. */
const char *view_back(const char *from, const char *at);

/* One more tag or turn of a loop, one level more: ERR_INVALID, told, past the
 * lids. */
MUST_USE enum err view_enter(struct view_run *r);

/* So many bytes more were read or made; past the lid nothing more is run. */
void view_spend(struct view_run *r, size_t n);
bool view_is_spent(const struct view_run *r);

/* It has its own words for what is true, empty or joined. */
bool view_is_twig(const struct view *v);

/* Values; NULL is one that is not there ------------------------------------ */

/* Released with the arena; hands it back. */
json_t *value_own(struct view_run *r, json_t *value);

/* A map of the same values, to set others in; an empty one of what is none. */
json_t *value_copy(struct view_run *r, json_t *value);

/* Of an object, a list ("0", "length") or a text ("length", as JavaScript
 * counts). */
json_t *value_at(struct view_run *r, json_t *value, const char *key);

/* "" of null, "a,b" of a list; false: it is an object, or has one in it, or
 * goes too deep, and is no text. */
bool value_text(struct view_run *r, const json_t *value, const char **ret_text);

/* The texts of a list with that between them; false: one is no text. */
bool value_joined(struct view_run *r, const json_t *list, const char *between,
                  const char **ret_text);

/* What Handlebars and Twig take for true: an empty list is not. */
bool value_is_true(const json_t *value);

/* What Twig calls empty: nothing, false, and what has nothing in it. */
bool value_is_empty(const json_t *value);

/* The nearest frame's own name; NULL: none has it. */
json_t *frame_var(const struct view_frame *f, const char *name);

/* What an expression of Nunjucks or Twig comes to (views_expression.c); told
 * if it cannot be known. */
MUST_USE enum err expression_value(struct view_run *r,
                                   const struct view_part *p,
                                   const struct view_frame *f,
                                   json_t **ret_value);

/* What a macro's names stand for, "one, other=2", given these: into vars. */
MUST_USE enum err expression_bind(struct view_run *r, const struct view_part *p,
                                  const json_t *list, const json_t *named,
                                  json_t *vars);

/* Macros (views_macros.c): "name(one, other=2)" with what is inside it becomes
 * a value; called, it makes a text that is safe.  ERR_INVALID: it is none. */
MUST_USE enum err macro_define(struct view_run *r, const struct view_part *said,
                               const struct view_part *body,
                               const struct view_frame *f);
MUST_USE enum err macro_call(struct view_run *r, const json_t *macro,
                             const json_t *list, const json_t *named,
                             json_t **ret_value);

/* The same as a tag, "call name(one)": what it makes is written, and within
 * "caller()" is what stands in the tag. */
MUST_USE enum err macro_call_with(struct view_run *r,
                                  const struct view_part *said,
                                  const struct view_part *body,
                                  const struct view_frame *f);

/* Of "'file' as name", or "'file' import one, two as other": what the file
 * sets, and its macros, are taken into the frame. */
MUST_USE enum err macros_import(struct view_run *r,
                                const struct view_part *said,
                                const struct view_frame *f);

/* A text that must not be escaped once more, wherever it is put. */
json_t *value_make_safe(struct view_run *r, const char *text);
bool value_is_safe(struct view_run *r, const json_t *value);

/* What Nunjucks takes for true, or Twig. */
bool expression_is_true(const struct view *v, const json_t *value);

#endif
