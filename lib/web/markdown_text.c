#include "web/markdown_text.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "web/markdown.h"
#include "web/markdown_table.h"
#include "web/markdown_tree.h"

enum { TEXT_MAX = 2 * MARKDOWN_MAX };

/* What has been written, and what comes before the next word. */
struct writing {
    struct buf out;
    enum markdown_links links;
    int breaks; /* lines to end first: 2 leaves one empty */
    int depth;  /* of lists */
    const char *bullet;
    bool is_first_cell, cell_begins;
};

static void end_block(struct writing *w, int breaks)
{
    if (w->breaks < breaks)
        w->breaks = breaks;
}

static void begin_text(struct writing *w)
{
    for (; w->out.len && w->breaks > 0; w->breaks--)
        buf_adds(&w->out, "\n");
    w->breaks = 0;
    if (!w->bullet)
        return;
    buf_addf(&w->out, "%*s%s", 2 * (w->depth - 1), "", w->bullet);
    w->bullet = NULL;
}

static void add(struct writing *w, const char *text)
{
    if (!text || !*text)
        return;
    if (w->cell_begins)
        text += strspn(text, " ");
    w->cell_begins = false;
    begin_text(w);
    buf_adds(&w->out, text);
}

/* A cell is written with spaces around it. */
static void end_cell(struct writing *w)
{
    while (w->out.len && w->out.text[w->out.len - 1] == ' ')
        w->out.text[--w->out.len] = '\0';
}

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    cmark_node *list = item ? cmark_node_parent(item) : NULL;

    return list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list);
}

/* A list keeps the number of its next item. */
static void begin_list(struct writing *w, struct arena *a, cmark_node *list)
{
    int *next = arena_alloc(a, sizeof(*next));

    *next = cmark_node_get_list_start(list);
    (void)cmark_node_set_user_data(list, next);
    w->depth++;
}

static void begin_item(struct writing *w, struct arena *a, cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    int *next = cmark_node_get_user_data(list);

    end_block(w, 1);
    w->bullet = "- ";
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
        w->bullet = arena_printf(a, "%d. ", (*next)++);
}

/* The blocks that a table is made of (markdown_table.c) say what they are. */
static void table_part(struct writing *w, cmark_node *block, bool enter)
{
    const char *mark = cmark_node_get_on_enter(block);

    if (strcmp(mark, "<tr>") == 0) {
        end_block(w, 1);
        w->is_first_cell = true;
    } else if (text_starts(mark, "<td") || text_starts(mark, "<th ")) {
        if (enter && !w->is_first_cell)
            add(w, "; ");
        w->is_first_cell = false;
        w->cell_begins = enter;
        if (!enter)
            end_cell(w);
    } else if (text_ends(mark, MARKDOWN_TABLE)) {
        end_block(w, 2);
    }
}

static void enter_node(struct writing *w, struct arena *a, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
        add(w, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        add(w, " ");
        break;
    case CMARK_NODE_LINEBREAK:
        end_block(w, 1);
        break;
    case CMARK_NODE_LIST:
        begin_list(w, a, node);
        break;
    case CMARK_NODE_ITEM:
        begin_item(w, a, node);
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
        table_part(w, node, true);
        break;
    default:
        break;
    }
    if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
        end_block(w, 1); /* its text ends a line by itself */
}

static void leave_node(struct writing *w, cmark_node *node)
{
    const char *url;

    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        end_block(w, is_tight(node) ? 1 : 2);
        break;
    case CMARK_NODE_HEADING:
    case CMARK_NODE_BLOCK_QUOTE:
        end_block(w, 2);
        break;
    case CMARK_NODE_LIST:
        end_block(w, --w->depth ? 1 : 2);
        break;
    case CMARK_NODE_ITEM:
        w->bullet = NULL; /* of one that is empty */
        break;
    case CMARK_NODE_LINK:
        url = cmark_node_get_url(node);
        if (w->links == LINKS_SHOWN && text_starts(url, "http"))
            buf_addf(&w->out, " (%s)", url);
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
        table_part(w, node, false);
        break;
    default:
        break;
    }
}

static void walk(struct writing *w, struct arena *a, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER)
            enter_node(w, a, cmark_iter_get_node(iter));
        else
            leave_node(w, cmark_iter_get_node(iter));
    }
    cmark_iter_free(iter);
}

static enum err tree_text(struct arena *a, cmark_node *root,
                          enum markdown_links links, const char **ret_text)
{
    struct writing w = {.links = links};
    enum err e;

    buf_init(&w.out, TEXT_MAX);
    walk(&w, a, root);
    e = buf_finish(&w.out);
    if (!e)
        *ret_text = arena_strndup(a, w.out.text, w.out.len);
    buf_release(&w.out);
    return e;
}

enum err markdown_text(struct arena *a, const char *text, size_t n,
                       enum markdown_links links, const char **ret_text)
{
    cmark_node *root;
    enum err e = markdown_tree_new(text, n, &root);

    if (e)
        return e;
    e = tree_text(a, root, links, ret_text);
    markdown_tree_free();
    return e;
}

enum err markdown_both(struct arena *a, const char *text, size_t n, int shift,
                       struct markdown_both *ret)
{
    cmark_node *root;
    enum err e = markdown_tree_new(text, n, &root);

    if (e)
        return e;
    e = tree_text(a, root, LINKS_SHOWN, &ret->text);
    if (!e)
        ret->html = markdown_tree_html(a, root, shift);
    markdown_tree_free();
    return e;
}
