/*
 * markdown.h - CommonMark to HTML that may stand in a page of ours.
 *
 * The only source of keys that end in "_html".  Raw HTML is left out, but for
 * words of another language (markdown_lang.h); links
 * lead to http, https, mailto or somewhere on this site, any other address
 * becomes empty; pictures come from this site, of others only the words stay.
 * Headings get an id made of their words, so that they can be linked to.
 * Tables: markdown_table.h.
 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

/* cmark 0.30 takes quadratic time on many unclosed brackets. */
enum { MARKDOWN_MAX = 32 * 1024, MARKDOWN_BRACKETS_MAX = 500 };

/* Whether it can be made HTML of: its errors are those of markdown_html(). */
MUST_USE enum err markdown_check(const char *text, size_t n);

/*
 * *ret_html is in the arena.  shift is added to the level of each heading (1
 * makes "# Title" an h2), which stops at 6.  ERR_TOO_BIG past one of the lids;
 * ERR_INVALID if text is not UTF-8.
 */
MUST_USE enum err markdown_html(struct arena *a, const char *text, size_t n,
                                int shift, const char **ret_html);

#endif
