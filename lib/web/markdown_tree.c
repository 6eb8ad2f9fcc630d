#include "web/markdown_tree.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/text.h"
#include "web/markdown.h"
#include "web/markdown_lang.h"
#include "web/markdown_table.h"

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

cmark_node *markdown_tree_node(cmark_node_type type)
{
    return cmark_node_new_with_mem(type, &of_tree);
}

static cmark_node *parse(const char *text, size_t n)
{
    cmark_parser *parser =
        cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &of_tree);
    cmark_node *root;

    cmark_parser_feed(parser, text, n);
    root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

void nodes_keep(struct nodes *ns, cmark_node *node)
{
    ns->at = mem_grow(ns->at, ns->n, &ns->room, sizeof(cmark_node *));
    ns->at[ns->n++] = node;
}

/* "mailto" of "mailto:a@b": how long the scheme is; 0 if there is none. */
static size_t scheme_size(const char *url)
{
    size_t n = strcspn(url, ":/?#");

    return url[n] == ':' ? n : 0;
}

/* On this site.  A browser takes "\" for "/", skips control characters, and
 * reads "//host" as another site. */
static bool is_relative(const char *url)
{
    const char *c;

    for (c = url; *c; c++) {
        if ((unsigned char)*c <= ' ' || *c == '\\' || *c == 0x7f)
            return false;
    }
    return *url != ':' && !scheme_size(url) && strncmp(url, "//", 2) != 0;
}

static bool is_safe_link(const char *url)
{
    static const char *const allowed[] = {"http", "https", "mailto"};
    size_t i, n = scheme_size(url);

    for (i = 0; n && i < sizeof(allowed) / sizeof(allowed[0]); i++) {
        if (strlen(allowed[i]) == n && strncasecmp(url, allowed[i], n) == 0)
            return true;
    }
    return is_relative(url);
}

/* A picture from elsewhere is not shown here: what it says stands for it. */
static void put_words(cmark_node *picture)
{
    cmark_node *child;

    while ((child = cmark_node_first_child(picture)))
        if (!cmark_node_insert_before(picture, child))
            abort(); /* what may be in a picture may be beside it */
    cmark_node_free(picture);
}

/* Sees to the links, and lists the pictures of others: while the tree is walked
 * it must not change. */
static struct nodes see_to_links(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    struct nodes pictures = {0};
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_LINK && !is_safe_link(cmark_node_get_url(node)))
            (void)cmark_node_set_url(node, "");
        else if (type == CMARK_NODE_IMAGE &&
                 !is_relative(cmark_node_get_url(node)))
            nodes_keep(&pictures, node);
    }
    cmark_iter_free(iter);
    return pictures;
}

enum err markdown_check(const char *text, size_t n)
{
    if (n > MARKDOWN_MAX || text_times(text, n, '[') > MARKDOWN_BRACKETS_MAX)
        return ERR_TOO_BIG;
    return text_is_utf8(text, n) ? OK : ERR_INVALID;
}

enum err markdown_tree_new(const char *text, size_t n, cmark_node **ret_root)
{
    enum err e = markdown_check(text, n);
    struct nodes pictures;
    size_t i;

    if (e)
        return e;
    assert(!room);
    room = arena_new();
    *ret_root = parse(text, n);
    pictures = see_to_links(*ret_root);
    for (i = pictures.n; i > 0; i--) /* one may stand in another */
        put_words(pictures.at[i - 1]);
    free(pictures.at);
    markdown_tables(*ret_root);
    markdown_langs(*ret_root);
    return OK;
}

void markdown_tree_free(void)
{
    arena_free(room);
    room = NULL;
}
