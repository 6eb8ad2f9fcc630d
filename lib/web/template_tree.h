/* template_tree.h - what a parsed template is; for template*.c alone. */
#ifndef WEB_TEMPLATE_TREE_H
#define WEB_TEMPLATE_TREE_H

#include "web/template.h"

enum node_kind {
    NODE_TEXT,
    NODE_ESCAPED,
    NODE_RAW,
    NODE_SECTION,
    NODE_INVERTED,
    NODE_PARTIAL,
};

struct node {
    enum node_kind kind;
    int line;         /* of the template, from 1 */
    bool starts_line; /* first on its line: an indented partial indents it */
    const char *text; /* the text; else the key or the partial's name */
    size_t n;         /* bytes of text; else parts of the key, 0 for "." */
    const char **parts;
    const char *indent; /* before a partial alone on its line; else NULL */
    struct node *first; /* inside a section */
    struct node *next;
};

struct template
{
    const char *name;
    const struct node *first;
};

/* "NAME:LINE: ..." into the fault; returns ERR_INVALID. */
MUST_USE enum err fault_tell(struct fault *fault, const char *name, int line,
                             const char *fmt, ...) PRINTF_LIKE(4, 5);

#endif
