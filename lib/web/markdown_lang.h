/*
 * markdown_lang.h - words of another language in a text of Markdown:
 *
 *   In Welsh it says <span lang="cy">Parhau</span>.
 *
 * The one HTML that is taken, written so and no otherwise, and only where both
 * tags stand in the same piece of text: a screen reader has to know it.
 */
#ifndef WEB_MARKDOWN_LANG_H
#define WEB_MARKDOWN_LANG_H

#include <cmark.h>
#include <stdbool.h>

/* Whether this is such a tag, the first or the last. */
bool markdown_lang_is_tag(const char *html);

/* In place of each pair of tags, nodes that are written as they stand. */
void markdown_langs(cmark_node *document);

#endif
