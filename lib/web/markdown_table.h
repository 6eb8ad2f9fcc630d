/*
 * markdown_table.h - tables, which CommonMark does not have.
 *
 * As GitHub writes them: lines that begin with a bar, the second of dashes
 * alone.  Bars part the cells; one that is meant stands in `code`.
 */
#ifndef WEB_MARKDOWN_TABLE_H
#define WEB_MARKDOWN_TABLE_H

#include <cmark.h>

/* What a table's block enters with ends so. */
#define MARKDOWN_TABLE "<table>"

/* Of the paragraphs at the top of a document, those that are tables become
 * tables.  Their text stays text: it is escaped when it is rendered. */
void markdown_tables(cmark_node *document);

#endif
