#include "web/markdown_tree.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* cmark does not tell its allocator for whom it asks. */
static _Thread_local struct arena *room;

/* To make a piece larger its size is asked for. */
struct piece {
    size_t size;
    max_align_t bytes[];
};

static void *take(size_t n, size_t size)
{
    struct piece *p;

    if (size && n > (SIZE_MAX - sizeof(*p)) / size)
        abort();
    p = arena_alloc(room, sizeof(*p) + n * size);
    p->size = n * size;
    return p->bytes;
}

static void *take_more(void *bytes, size_t size)
{
    void *more = take(1, size);

    if (bytes) {
        const struct piece *p =
            (void *)((char *)bytes - offsetof(struct piece, bytes));

        memcpy(more, bytes, p->size < size ? p->size : size);
    }
    return more;
}

static void leave(void *bytes)
{
    (void)bytes;
}

static cmark_mem of_tree = {take, take_more, leave};

cmark_node *markdown_tree_new(const char *text, size_t n)
{
    cmark_parser *parser;
    cmark_node *root;

    assert(!room);
    room = arena_new();
    parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &of_tree);
    cmark_parser_feed(parser, text, n);
    root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

cmark_node *markdown_tree_node(cmark_node_type type)
{
    return cmark_node_new_with_mem(type, &of_tree);
}

void markdown_tree_free(void)
{
    arena_free(room);
    room = NULL;
}
