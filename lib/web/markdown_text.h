/* markdown_text.h - CommonMark as plain text: the words, and no marks. */
#ifndef WEB_MARKDOWN_TEXT_H
#define WEB_MARKDOWN_TEXT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

/* Whether the address of a link stands behind its words: "GDS (https://…)". */
enum markdown_links { LINKS_LEFT_OUT, LINKS_SHOWN };

/*
 * *ret_text is in the arena.  An empty line parts blocks; items of lists begin
 * with "- " or their number; the cells of a table's row are parted by "; ".
 * Raw HTML is left out.  Errors as of markdown_html().
 */
MUST_USE enum err markdown_text(struct arena *a, const char *text, size_t n,
                                enum markdown_links links,
                                const char **ret_text);

/* That, with the addresses of links, and markdown_html(), for whoever needs
 * both: it is parsed once. */
struct markdown_both {
    const char *text, *html;
};

MUST_USE enum err markdown_both(struct arena *a, const char *text, size_t n,
                                int shift, struct markdown_both *ret);

#endif
