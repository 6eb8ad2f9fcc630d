/*
 * views_curly.h - the tags of Nunjucks and Twig.
 */
#ifndef PATTERNS_VIEWS_CURLY_H
#define PATTERNS_VIEWS_CURLY_H

#include "patterns/views_run.h"

/* "{{ value }}", "{% word … %}", "{# comment #}". */
struct curly {
    const char *from, *to; /* with its braces */
    /* Where the text before it ends, and what is behind begins. */
    const char *before, *behind;
    struct view_part in; /* what stands between, without spaces */
    char kind;           /* of the second brace */
};

/* The next one behind from.  false: there is no more, or a fault was told. */
bool curly_next(struct view_run *r, const struct view_part *p, const char *from,
                struct curly *t, enum err *ret_fault);

/* Is that its first word? */
bool curly_says(const struct curly *t, const char *word);

/* if, for, block, macro, call, and set without a value: something ends it. */
bool curly_is_block(const struct curly *t);

/* The end of the block that is open at from; or its first "else", which stands
 * at the end of the part if there is none. */
MUST_USE enum err curly_find_end(struct view_run *r, const struct view_part *p,
                                 const char *from, bool otherwise,
                                 struct curly *t);

/* What stands behind its first word. */
struct view_part curly_behind(const struct curly *t, const char *word);

/* What an include, which is open in that part, takes in (views_include.c). */
MUST_USE enum err nunjucks_include(struct view_run *r,
                                   const struct view_part *in,
                                   const struct curly *open,
                                   const struct view_frame *frame);

#endif
