/*
 * template.h - Mustache templates over models of jansson's or ours (model.h).
 *
 * The whole core of the Mustache spec: variables, sections, inverted sections,
 * comments, partials, set delimiters, dotted names, the implicit iterator, and
 * its rules for lines that hold nothing but a tag.  No lambdas, no inheritance.
 *
 * False are: a missing key, null, false, the empty list, the empty text.
 * Numbers and objects are true.  Integers are written as integers, reals with
 * the fewest digits that read back the same.
 *
 * A template is parsed once into an arena and never changes afterwards; any
 * number of threads may render it at once.
 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "web/model.h"

enum {
    TEMPLATE_DEPTH_MAX = 32, /* sections and partials inside each other */
    TEMPLATE_MODELS_MAX = 4,
    TEMPLATE_OUT_MAX = 4 * 1024 * 1024
};

struct template;

/* What is wrong, for the person who wrote the template or filled the model:
 * "dashboard/journey.html:12: the model has no "steps"". */
struct fault {
    char text[256];
};

/*
 * Parse n bytes.  name and text are copied into the arena.  ERR_INVALID, with
 * the fault told, if a tag or section is not closed or closed twice, a key is
 * empty, or the nesting passes TEMPLATE_DEPTH_MAX.
 */
MUST_USE enum err template_parse(struct arena *a, const char *name,
                                 const char *text, size_t n,
                                 const struct template **ret_template,
                                 struct fault *ret_fault);

/* Finds a partial; ERR_NOT_FOUND is an empty one unless strict. */
typedef enum err partial_finder(void *context, const char *name,
                                const struct template **ret_template);

struct rendering {
    json_t *models[TEMPLATE_MODELS_MAX]; /* outermost first, then NULL */
    const struct model *page;            /* inside of them; NULL: none */
    partial_finder *find;                /* NULL: there are no partials */
    void *context;                       /* for find */

    /* A key no model has, a partial that is not there, a list or object where
     * a text should be: ERR_INVALID instead of nothing. */
    bool strict;
};

/* Adds to out.  ERR_INVALID (see strict; or too deep) with the fault told;
 * ERR_TOO_BIG if out's lid was met. */
MUST_USE enum err template_render(const struct template *t,
                                  const struct rendering *r, struct buf *out,
                                  struct fault *ret_fault);

/*
 * The house rules for templates of HTML.  ERR_INVALID, with the first breach
 * told: an unescaped key that does not end in "_html", or a tag inside
 * <script>, <style>, an unquoted attribute or an on* attribute.
 */
MUST_USE enum err template_check_html(const struct template *t,
                                      struct fault *ret_fault);

#endif
