#include "web/markdown.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/text.h"
#include "web/markdown_table.h"
#include "web/markdown_tree.h"

enum { LEVEL_MAX = 6 };

static bool has_many_brackets(const char *text, size_t n)
{
    const char *at = text, *end = text + n;
    size_t brackets = 0;

    while ((at = memchr(at, '[', (size_t)(end - at)))) {
        brackets++;
        at++;
    }
    return brackets > MARKDOWN_BRACKETS_MAX;
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

struct nodes {
    cmark_node **at;
    size_t n, room;
};

static void keep(struct nodes *ns, cmark_node *node)
{
    ns->at = mem_grow(ns->at, ns->n, &ns->room, sizeof(cmark_node *));
    ns->at[ns->n++] = node;
}

/* Sees to the links, and lists the headings and the pictures of others: while
 * the tree is walked it must not change. */
static void walk(cmark_node *root, struct nodes *headings,
                 struct nodes *pictures)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_HEADING)
            keep(headings, node);
        else if (type == CMARK_NODE_LINK &&
                 !is_safe_link(cmark_node_get_url(node)))
            (void)cmark_node_set_url(node, "");
        else if (type == CMARK_NODE_IMAGE &&
                 !is_relative(cmark_node_get_url(node)))
            keep(pictures, node);
    }
    cmark_iter_free(iter);
}

enum err markdown_check(const char *text, size_t n)
{
    if (n > MARKDOWN_MAX || has_many_brackets(text, n))
        return ERR_TOO_BIG;
    return text_is_utf8(text, n) ? OK : ERR_INVALID;
}

enum err markdown_html(struct arena *a, const char *text, size_t n, int shift,
                       const char **ret_html)
{
    struct nodes headings = {0}, pictures = {0};
    cmark_node *root;
    struct map taken;
    size_t i;
    enum err e = markdown_check(text, n);

    if (e)
        return e;
    root = markdown_tree_new(text, n);
    walk(root, &headings, &pictures);
    for (i = pictures.n; i > 0; i--) /* one may stand in another */
        put_words(pictures.at[i - 1]);
    free(pictures.at);
    map_init(&taken);
    for (i = 0; i < headings.n; i++)
        replace_heading(a, &taken, headings.at[i], shift);
    map_release(&taken);
    free(headings.at);
    markdown_tables(root);
    *ret_html = arena_strdup(a, cmark_render_html(root, CMARK_OPT_DEFAULT));
    markdown_tree_free();
    return OK;
}
