/*
 * views_braces.h - the tags of Handlebars, and what is asked for in them.
 */
#ifndef PATTERNS_VIEWS_BRACES_H
#define PATTERNS_VIEWS_BRACES_H

#include "patterns/views_run.h"

/* What stands between two pairs of braces. */
struct braces {
    const char *from, *to; /* the braces too */
    /* Where the text before it ends, and what is behind begins: "{{~" and "~}}"
     * take the spaces, and a tag alone on its line takes the line. */
    const char *before, *behind;
    const char *at; /* without the spaces around it */
    size_t n;
    char sign; /* "&", "#" or "^" before them; or 0 */
    bool raw;  /* three braces, or "&" */
    bool trims_before, trims_after;
};

/* Mustache has no words of its own, and looks for names all the way up. */
bool view_is_mustache(const struct view *v);

/* The next one behind from.  false: there is no more, or a fault was told. */
bool braces_next(struct view_run *r, const struct view_part *p,
                 const char *from, struct braces *t, enum err *ret_fault);

/* Is that its first word? */
bool braces_say(const struct braces *t, const char *word);

/* The end of the block that is open at from; or its first "else", which stands
 * at the end of the part if there is none. */
MUST_USE enum err braces_find_end(struct view_run *r, const struct view_part *p,
                                  const char *from, bool otherwise,
                                  struct braces *t);

/* An argument of a tag: "name", "\"text\"", "key=name". */
struct braces_argument {
    const char *key; /* or NULL */
    const char *at;
    size_t n;
};

/* Cut the next one off; false: there is none. */
bool braces_argument(struct view_run *r, const char **s, size_t *n,
                     struct braces_argument *ret);

/* ERR_INVALID, told: it would have to be worked out by a script. */
MUST_USE enum err braces_value(struct view_run *r, const struct view_part *p,
                               const struct view_frame *f,
                               const struct braces_argument *a, json_t **ret);

/* Run what that tag of Mustache, "> name:class|other(key: value)", names
 * (views_pattern_lab.c). */
MUST_USE enum err pattern_lab_partial(struct view_run *r,
                                      const struct view_part *in,
                                      const struct view_frame *above,
                                      const struct braces *t);

#endif
