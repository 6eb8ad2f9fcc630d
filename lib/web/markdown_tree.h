/*
 * markdown_tree.h - CommonMark as cmark's tree, whose memory goes all at once.
 *
 * Links, pictures and tables of it are as markdown.h has them.  A thread has
 * one tree at a time; what cmark allocates for it lies in an arena of the tree,
 * and to free a part of it does nothing.
 */
#ifndef WEB_MARKDOWN_TREE_H
#define WEB_MARKDOWN_TREE_H

#include <cmark.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "web/markdown_text.h"

/* Errors as of markdown_check(); markdown_tree_free() when nothing of it is
 * needed any more. */
MUST_USE enum err markdown_tree_new(const char *text, size_t n,
                                    cmark_node **ret_root);
void markdown_tree_free(void);

/* A node that is to be put into the tree of this thread. */
cmark_node *markdown_tree_node(cmark_node_type type);

/* In the arena, as of markdown_html().  Its headings are replaced: it is what
 * is asked of a tree last. */
const char *markdown_tree_html(struct arena *a, cmark_node *root, int shift);

/* Nodes that were found on a walk; free(at). */
struct nodes {
    cmark_node **at;
    size_t n, room;
};

void nodes_keep(struct nodes *ns, cmark_node *node);

#endif
