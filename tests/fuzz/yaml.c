/* YAML of our own files and of other people's, with anchors and merges: it is
 * refused by line, or is a tree within its lids. */
#include "base/text.h"
#include "patterns/node.h"
#include "tests/fuzz/fuzz.h"

/* How many nodes there are, each alias counted whole. */
static size_t count(const struct node *node, int depth)
{
    const struct node *child;
    size_t n = 1;

    FUZZ_HOLDS(depth <= NODE_THEIR_DEPTH_MAX + 1 && node->line >= 1);
    FUZZ_HOLDS(node->kind != NODE_TEXT || node->text);
    for (child = node->first; child; child = child->next)
        n += count(child, depth + 1);
    FUZZ_HOLDS(n <= NODE_ALL_MAX + 1);
    return n;
}

void fuzz_yaml(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, bytes, n);
    int theirs;

    for (theirs = 0; theirs < 2; theirs++) {
        struct problems problems;
        const struct origin o = {.arena = a,
                                 .problems = &problems,
                                 .file = "config.yml",
                                 .theirs = theirs};
        struct node *node;
        enum err e;

        problems_init(&problems, a, 10);
        e = node_parse(&o, text, n, 1, &node);
        FUZZ_HOLDS(e == OK
                       ? problems.n == 0
                       : e == ERR_INVALID && problems.n > 0 &&
                             text_starts(problems.at[0].place, "config.yml:"));
        if (!e)
            (void)count(node, 0);
    }
    arena_free(a);
}
