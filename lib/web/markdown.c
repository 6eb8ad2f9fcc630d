#include "web/markdown.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "web/markdown_tree.h"

enum { LEVEL_MAX = 6 };

/* The words of a heading, without what marks them up. */
static const char *words_of(struct arena *a, cmark_node *heading)
{
    cmark_iter *iter = cmark_iter_new(heading);
    cmark_event_type event;
    struct buf words;
    const char *text;

    buf_init(&words, MARKDOWN_MAX);
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        const char *literal = cmark_node_get_literal(node);

        if (event == CMARK_EVENT_ENTER && literal)
            buf_adds(&words, literal);
        else if (cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK)
            buf_adds(&words, " ");
    }
    cmark_iter_free(iter);
    text = arena_strdup(a, words.text);
    buf_release(&words);
    return text;
}

/* "pay-online", or "pay-online-2" where that is taken. */
static const char *id_for(struct arena *a, struct map *taken, const char *words)
{
    const char *slug = text_slug(a, words), *id = slug;
    bool added;
    int64_t n = *map_put(taken, slug, strlen(slug), &added);

    if (added)
        n = 1;
    while (!added) {
        id = arena_printf(a, "%s-%lld", slug, (long long)++n);
        (void)map_put(taken, id, strlen(id), &added);
    }
    *map_find(taken, slug, strlen(slug)) = n;
    return id;
}

/* cmark writes headings without an id: put a block of our own in the place,
 * which holds the same words. */
static void replace_heading(struct arena *a, struct map *taken,
                            cmark_node *heading, int shift)
{
    int level = cmark_node_get_heading_level(heading) + shift;
    const char *id = id_for(a, taken, words_of(a, heading));
    cmark_node *block = markdown_tree_node(CMARK_NODE_CUSTOM_BLOCK), *child;

    if (level > LEVEL_MAX)
        level = LEVEL_MAX;
    (void)cmark_node_set_on_enter(
        block, arena_printf(a, "<h%d id=\"%s\">", level, id));
    (void)cmark_node_set_on_exit(block, arena_printf(a, "</h%d>", level));
    while ((child = cmark_node_first_child(heading))) {
        if (!cmark_node_append_child(block, child))
            abort(); /* a custom block may hold anything */
    }
    if (!cmark_node_replace(heading, block))
        abort();
    cmark_node_free(heading);
}

/* While the tree is walked it must not change. */
static struct nodes headings_of(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    struct nodes headings = {0};
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        if (event == CMARK_EVENT_ENTER &&
            cmark_node_get_type(node) == CMARK_NODE_HEADING)
            nodes_keep(&headings, node);
    }
    cmark_iter_free(iter);
    return headings;
}

const char *markdown_tree_html(struct arena *a, cmark_node *root, int shift)
{
    struct nodes headings = headings_of(root);
    struct map taken;
    size_t i;

    map_init(&taken);
    for (i = 0; i < headings.n; i++)
        replace_heading(a, &taken, headings.at[i], shift);
    map_release(&taken);
    free(headings.at);
    return arena_strdup(a, cmark_render_html(root, CMARK_OPT_DEFAULT));
}

enum err markdown_html(struct arena *a, const char *text, size_t n, int shift,
                       const char **ret_html)
{
    cmark_node *root;
    enum err e = markdown_tree_new(text, n, &root);

    if (e)
        return e;
    *ret_html = markdown_tree_html(a, root, shift);
    markdown_tree_free();
    return OK;
}
