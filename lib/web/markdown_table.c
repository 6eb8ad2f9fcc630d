#include "web/markdown_table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "web/markdown_tree.h"

/* A table while it is made; cells hold what stood in the paragraph's lines. */
struct making {
    cmark_node *table, *part, *row, *cell;
    int line;    /* from 0; the second only says that it is a table */
    int columns; /* that have a name */
};

/* A table of so many columns may scroll by itself, by the keyboard too. */
enum { WIDE = 5 };
#define WIDE_ENTER                                                             \
    "<div class=\"wm-wide\" role=\"group\" aria-label=\"Wide table\" "         \
    "tabindex=\"0\">\n"

static void append(cmark_node *parent, cmark_node *child)
{
    if (!cmark_node_append_child(parent, child))
        abort(); /* a custom block may hold anything */
}

static cmark_node *add_block(cmark_node *parent, const char *enter,
                             const char *leave)
{
    cmark_node *block = markdown_tree_node(CMARK_NODE_CUSTOM_BLOCK);

    (void)cmark_node_set_on_enter(block, enter);
    (void)cmark_node_set_on_exit(block, leave);
    if (parent)
        append(parent, block);
    return block;
}

static bool is_text(cmark_node *node)
{
    return node && cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

static bool is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

static bool is_blank(const char *s, size_t n)
{
    return strspn(s, " ") >= n;
}

/* The line behind the first break: "|---|:--|". */
static bool has_dashes(cmark_node *line)
{
    const char *s = is_text(line) ? cmark_node_get_literal(line) : "";
    cmark_node *next = is_text(line) ? cmark_node_next(line) : NULL;

    return s[0] == '|' && strstr(s, "---") && s[strspn(s, "|-: ")] == '\0' &&
           (!next || is_break(next));
}

static bool is_table(cmark_node *paragraph)
{
    cmark_node *node = cmark_node_first_child(paragraph);

    if (!is_text(node) || cmark_node_get_literal(node)[0] != '|')
        return false;
    while (node && !is_break(node))
        node = cmark_node_next(node);
    return node && has_dashes(cmark_node_next(node));
}

/* In the row at hand, which begins with it. */
static void begin_cell(struct making *m)
{
    bool head = m->line == 0;

    if (!m->part)
        m->part = add_block(m->table, head ? "<thead>" : "<tbody>",
                            head ? "</thead>" : "</tbody>");
    if (!m->row)
        m->row = add_block(m->part, "<tr>", "</tr>");
    m->columns += head;
    m->cell = add_block(m->row, head ? "<th scope=\"col\">" : "<td>",
                        head ? "</th>" : "</td>");
}

/* The bar that closes a row has begun a cell too many. */
static void end_row(struct making *m)
{
    if (m->cell && !cmark_node_first_child(m->cell)) {
        cmark_node_free(m->cell);
        m->columns -= m->line == 0;
    }
    if (m->line == 0)
        m->part = NULL;
    m->row = m->cell = NULL;
    m->line++;
}

static void add_text(struct making *m, const char *s, size_t n)
{
    cmark_node *text;
    char *piece;

    if (!m->cell)
        begin_cell(m);
    if (is_blank(s, n) && !cmark_node_first_child(m->cell))
        return;
    piece = mem_new(n + 1, 1);
    memcpy(piece, s, n);
    text = markdown_tree_node(CMARK_NODE_TEXT);
    (void)cmark_node_set_literal(text, piece);
    append(m->cell, text);
    free(piece);
}

/* Each bar begins a cell. */
static void add_cells(struct making *m, const char *s)
{
    for (;;) {
        size_t n = strcspn(s, "|");

        if (n)
            add_text(m, s, n);
        if (s[n] == '\0')
            return;
        begin_cell(m);
        s += n + 1;
    }
}

static void take(struct making *m, cmark_node *node)
{
    bool dashes = m->line == 1;

    if (is_break(node)) {
        end_row(m);
    } else if (!dashes && is_text(node)) {
        add_cells(m, cmark_node_get_literal(node));
    } else if (!dashes) {
        if (!m->cell)
            begin_cell(m);
        append(m->cell, node); /* which takes it out of the paragraph */
        return;
    }
    cmark_node_free(node);
}

static void replace(cmark_node *paragraph)
{
    struct making m = {.table = add_block(NULL, MARKDOWN_TABLE, "</table>")};
    cmark_node *node;

    while ((node = cmark_node_first_child(paragraph)))
        take(&m, node);
    end_row(&m);
    if (m.columns >= WIDE) {
        (void)cmark_node_set_on_enter(m.table, WIDE_ENTER MARKDOWN_TABLE);
        (void)cmark_node_set_on_exit(m.table, "</table>\n</div>");
    }
    if (!cmark_node_replace(paragraph, m.table))
        abort();
    cmark_node_free(paragraph);
}

void markdown_tables(cmark_node *document)
{
    cmark_node *node = cmark_node_first_child(document), *next;

    for (; node; node = next) {
        next = cmark_node_next(node);
        if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && is_table(node))
            replace(node);
    }
}
