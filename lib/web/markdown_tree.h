/*
 * markdown_tree.h - CommonMark as cmark's tree, whose memory goes all at once.
 *
 * A thread has one tree at a time.  What cmark allocates for it and for the
 * nodes that are put in lies in an arena of the tree: to free a part of it does
 * nothing.
 */
#ifndef WEB_MARKDOWN_TREE_H
#define WEB_MARKDOWN_TREE_H

#include <cmark.h>
#include <stddef.h>

/* The document; markdown_tree_free() when nothing of it is needed any more. */
cmark_node *markdown_tree_new(const char *text, size_t n);

/* A node that is to be put into the tree of this thread. */
cmark_node *markdown_tree_node(cmark_node_type type);

/* The tree of this thread, and what was rendered of it. */
void markdown_tree_free(void);

#endif
