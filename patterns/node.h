/*
 * node.h - a YAML document as a tree that knows its lines.
 *
 * The part of YAML that catalogues use: texts, lists and maps, in one
 * document.  Anchors, aliases, tags and a key that comes twice are refused.
 * Every scalar is a text: what "true" or "12" means is for the reader to say.
 *
 * Of somebody else's file anchors, aliases and merges ("<<: *common") are
 * taken too: an alias is the node it names, which several may share.
 */
#ifndef PATTERNS_NODE_H
#define PATTERNS_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "patterns/origin.h"

enum {
    NODE_DEPTH_MAX = 8,
    NODE_THEIR_DEPTH_MAX = 32,
    NODE_KEYS_MAX = 1000,     /* of one map: each is held against all others */
    NODE_ALL_MAX = 100 * 1000 /* nodes, each alias counted whole */
};

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    int line;           /* in the file, from 1 */
    const char *key;    /* in a map */
    const char *text;   /* of a NODE_TEXT; never NULL */
    bool quoted;        /* it stood between quotes, or in lines of its own */
    size_t all;         /* nodes, with all that are in it */
    struct node *first; /* of a list or a map */
    struct node *next;
};

/*
 * Parse n bytes whose first line is that line of the file.  In the arena.
 * ERR_INVALID, told.  An empty document is an empty map.
 */
MUST_USE enum err node_parse(const struct origin *o, const char *text, size_t n,
                             int line, struct node **ret_node);

/* NULL if the map has no such key. */
const struct node *node_find(const struct node *map, const char *key);

/* "" if the map has no such text. */
const char *node_text(const struct node *map, const char *key);

#endif
