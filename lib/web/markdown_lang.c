#include "web/markdown_lang.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/markdown_tree.h"

enum { LANG_MAX = 16 };

static const char first[] = "<span lang=\"", last[] = "</span>";

static bool is_first(const char *html)
{
    size_t n;

    if (!text_starts(html, first))
        return false;
    html += sizeof(first) - 1;
    n = strspn(html, "abcdefghijklmnopqrstuvwxyz-");
    return n >= 2 && n <= LANG_MAX && strcmp(html + n, "\">") == 0;
}

bool markdown_lang_is_tag(const char *html)
{
    return is_first(html) || strcmp(html, last) == 0;
}

/* While the tree is walked it must not change. */
static struct nodes tags_of(cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    struct nodes tags = {0};
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        if (event == CMARK_EVENT_ENTER &&
            cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE)
            nodes_keep(&tags, node);
    }
    cmark_iter_free(iter);
    return tags;
}

static void keep(cmark_node *tag)
{
    cmark_node *kept = markdown_tree_node(CMARK_NODE_CUSTOM_INLINE);

    (void)cmark_node_set_on_enter(kept, cmark_node_get_literal(tag));
    if (!cmark_node_replace(tag, kept))
        abort(); /* what may stand where a tag stood */
    cmark_node_free(tag);
}

/* Two that follow one another have no tag between them. */
void markdown_langs(cmark_node *document)
{
    struct nodes tags = tags_of(document);
    size_t i;

    for (i = 1; i < tags.n; i++) {
        cmark_node *a = tags.at[i - 1], *b = tags.at[i];

        if (cmark_node_parent(a) != cmark_node_parent(b) ||
            !is_first(cmark_node_get_literal(a)) ||
            strcmp(cmark_node_get_literal(b), last) != 0)
            continue;
        keep(a);
        keep(b);
        i++;
    }
    free(tags.at);
}
