/* The guidance of an entry: its sections, headings, pictures, links, words. */
/* node.h has names of its own for texts and lists. */
#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"
#include "patterns/near.h"
#include "web/markdown.h"
#include "web/markdown_lang.h"

enum { LEVELS = 6, CASE_WORDS_MIN = 5, SAID_MAX = 80 };

static const char *const sections[] = {"When to use", "When not to use",
                                       "How it works", "Research"};

enum { SECTIONS = sizeof(sections) / sizeof(sections[0]) };

/* A heading that is open until one of its level or above. */
struct open_heading {
    int line; /* 0: none is open */
    const char *title;
    size_t words;        /* said under it */
    char said[SAID_MAX]; /* how that begins, in small letters */
};

struct guide {
    const struct lint_file *file;
    int line; /* of the body's first, less one */
    struct open_heading open[LEVELS + 1];
    int level; /* of the last heading; 0: none yet */
    bool seen[SECTIONS];
};

/* The words of a block or of a link, while they are gathered. */
struct words {
    struct guide *guide;
    struct buf text;
    int line; /* on which it begins */
};

static bool is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* Of the node alone, without what it holds. */
static void add_own_words(struct buf *b, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT)
        buf_adds(b, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_CODE)
        buf_adds(b, "\1");
    else if (is_break(node))
        buf_adds(b, "\n");
}

static void add_words(struct buf *b, cmark_node *node)
{
    cmark_iter *iter = cmark_iter_new(node);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        if (event == CMARK_EVENT_ENTER)
            add_own_words(b, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
}

static const char *words_of(struct guide *g, cmark_node *node)
{
    struct buf b;
    const char *text;

    buf_init(&b, MARKDOWN_MAX);
    add_words(&b, node);
    text = arena_strdup(g->file->entry->lint->arena, b.text);
    buf_release(&b);
    return text;
}

/* What stands for "we have not written this yet". */
static bool is_nothing(const char *said)
{
    static const char *const all[] = {
        "n/a",      "tbc",       "tbd",          "todo",        "to do",
        "none",     "nothing",   "to follow",    "to be ",      "coming soon",
        "lorem ip", "not known", "there are no", "there is no", "no cases"};
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (text_starts(said, all[i]))
            return true;
    return false;
}

static void check_said(struct guide *g, const struct open_heading *h)
{
    bool not_to_use = strcmp(h->title, sections[1]) == 0;

    if (h->words == 0 || (h->words < CASE_WORDS_MIN && is_nothing(h->said)))
        lint_tell(g->file, h->line, LINT_SECTION,
                  "nothing stands under \"%s\": write what a reader needs to "
                  "know, or take the heading out",
                  h->title);
    else if (not_to_use && (h->words < CASE_WORDS_MIN || is_nothing(h->said)))
        lint_tell(g->file, h->line, LINT_NO_CASE,
                  "\"When not to use\" names no case: say when something else "
                  "is better, and what");
}

static void close_headings(struct guide *g, int level)
{
    for (; level <= LEVELS; level++) {
        if (g->open[level].line)
            check_said(g, &g->open[level]);
        g->open[level].line = 0;
    }
}

/* Something stands under the headings that are open. */
static void note_said(struct guide *g, const char *text)
{
    size_t words = sentence_words(text, strlen(text)), i;
    int level;

    if (!words &&
        (strchr(text, SENTENCE_CODE) || word_is_address(text, strlen(text))))
        words = CASE_WORDS_MIN; /* which say enough */
    for (level = 1; level <= LEVELS; level++) {
        struct open_heading *h = &g->open[level];

        if (h->words == 0)
            for (i = 0; text[i] && i + 1 < SAID_MAX; i++)
                h->said[i] =
                    (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32
                                                            : text[i]);
        h->words += words;
    }
}

static void note_section(struct guide *g, const char *title, int line)
{
    struct arena *a = g->file->entry->lint->arena;
    const char *bare = near_bare(a, title);
    size_t i;

    for (i = 0; i < SECTIONS; i++) {
        bool is_same = strcmp(sections[i], title) == 0;

        if (!is_same && !g->seen[i] &&
            near_is(bare, near_bare(a, sections[i]))) {
            lint_tell(g->file, line, LINT_SECTION,
                      "the section \"%s\" is called \"%s\" in every entry: "
                      "write \"## %s\"",
                      title, sections[i], sections[i]);
            g->seen[i] = true;
            return;
        }
        if (!is_same)
            continue;
        if (g->seen[i])
            lint_tell(g->file, line, LINT_SECTION,
                      "the section \"%s\" is there twice: make one of them",
                      title);
        g->seen[i] = true;
        return;
    }
    lint_tell(g->file, line, LINT_SECTION,
              "\"%s\" is none of the four sections: make it a heading of the "
              "third level (###) in one of them",
              title);
}

static void check_heading(struct guide *g, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    int line = g->line + cmark_node_get_start_line(node);
    const char *title = words_of(g, node);

    if (level == 1)
        lint_tell(g->file, line, LINT_HEADING,
                  "\"# %s\" is a second title of the page: begin at the "
                  "second level (##)",
                  title);
    else if (level > (g->level ? g->level : 1) + 1)
        lint_tell(g->file, line, LINT_HEADING,
                  "\"%s\" is of level %d, and the heading before it of level "
                  "%d: write it with %d \"#\"",
                  title, level, g->level ? g->level : 1,
                  (g->level ? g->level : 1) + 1);
    if (level == 2)
        note_section(g, title, line);
    close_headings(g, level);
    g->open[level] = (struct open_heading){.line = line, .title = title};
    g->level = level;
    lint_prose(g->file, &(struct lint_prose){title, strlen(title), line, true});
}

static const char *address(const struct lint_entry *e)
{
    return arena_printf(e->lint->arena, "/patterns/%s/%s", e->kind, e->slug);
}

static void check_link(struct guide *g, cmark_node *node, int line)
{
    struct lint_link link = {cmark_node_get_url(node), words_of(g, node), line,
                             address(g->file->entry)};

    lint_link(g->file, &link);
    lint_link_text(g->file, &link);
}

static void check_image(struct guide *g, cmark_node *node, int line)
{
    const char *alt = words_of(g, node);

    if (alt[strspn(alt, " \n")] == '\0')
        lint_tell(g->file, line, LINT_ALT,
                  "the picture %s has no words for those who do not see it: "
                  "write them between the brackets, ![like this](…)",
                  cmark_node_get_url(node));
    lint_picture(g->file, cmark_node_get_url(node), line,
                 address(g->file->entry));
}

/* What stands within a block, with the line of each piece. */
static void gather(struct words *w, cmark_node *block)
{
    cmark_iter *iter = cmark_iter_new(block);
    cmark_event_type event;
    int line = w->line;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (event != CMARK_EVENT_ENTER)
            continue;
        add_own_words(&w->text, node);
        line += is_break(node);
        if (type == CMARK_NODE_LINK)
            check_link(w->guide, node, line);
        else if (type == CMARK_NODE_IMAGE)
            check_image(w->guide, node, line);
        else if (type == CMARK_NODE_HTML_INLINE &&
                 !markdown_lang_is_tag(cmark_node_get_literal(node)) &&
                 !text_starts(cmark_node_get_literal(node), "</") &&
                 !text_starts(cmark_node_get_literal(node), "<!--"))
            lint_tell(w->guide->file, line, LINT_HTML,
                      "HTML is left out of guidance: write it in Markdown, or "
                      "between backticks if it is meant to be read");
    }
    cmark_iter_free(iter);
}

/* A row of a table, "| a | b |": each cell by itself. */
static void check_row(struct guide *g, const char *row, size_t n, int line)
{
    size_t at = 0;

    while (at < n) {
        const char *bar = memchr(row + at, '|', n - at);
        size_t size = bar ? (size_t)(bar - (row + at)) : n - at;

        lint_prose(g->file, &(struct lint_prose){row + at, size, line, true});
        at += size + 1;
    }
}

static bool is_table(const char *text)
{
    const char *second = strchr(text, '\n');

    return *text == '|' && second && second[1] == '|' &&
           strstr(second, "---") &&
           second[1 + strspn(second + 1, "|-: ")] == '\n';
}

static void check_block(struct guide *g, cmark_node *node)
{
    struct words w = {.guide = g,
                      .line = g->line + cmark_node_get_start_line(node)};
    const char *at;
    int line = w.line;

    buf_init(&w.text, MARKDOWN_MAX);
    gather(&w, node);
    note_said(g, w.text.text);
    if (text_starts(w.text.text, "##"))
        lint_tell(g->file, line, LINT_SECTION,
                  "the heading \"%.*s\" is none: write a space between its "
                  "\"#\" and its words",
                  (int)strcspn(w.text.text, "\n"), w.text.text);
    if (!is_table(w.text.text)) {
        lint_prose(g->file,
                   &(struct lint_prose){w.text.text, w.text.len, line, true});
        lint_shared(g->file, w.text.text, line);
    } else {
        for (at = w.text.text; *at; at += *at == '\n', line++) {
            size_t n = strcspn(at, "\n");

            check_row(g, at, n, line);
            at += n;
        }
    }
    buf_release(&w.text);
}

static void check_node(struct guide *g, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_HEADING)
        check_heading(g, node);
    else if (type == CMARK_NODE_PARAGRAPH)
        check_block(g, node);
    else if (type == CMARK_NODE_CODE_BLOCK)
        note_said(g, "\1");
    else if (type == CMARK_NODE_HTML_BLOCK &&
             !text_starts(cmark_node_get_literal(node), "<!--"))
        lint_tell(g->file, g->line + cmark_node_get_start_line(node), LINT_HTML,
                  "HTML is left out of guidance: write it in Markdown");
}

static void check_sections(const struct guide *g)
{
    size_t i;

    for (i = 0; i < SECTIONS; i++)
        if (!g->seen[i])
            lint_tell(g->file, g->line + 1, LINT_SECTION,
                      "the section \"%s\" is missing: add \"## %s\", and what "
                      "a reader needs to know",
                      sections[i], sections[i]);
}

void lint_guide(const struct lint_file *f)
{
    struct guide g = {.file = f};
    const char *body = lint_body(f->file, &g.line), *first;
    size_t n;
    cmark_iter *iter;
    cmark_node *root;
    cmark_event_type event;

    first = body == f->file->text ? strstr(body, "\n## ") : NULL;
    if (first) { /* what should be front matter is no guidance */
        body = first + 1;
        g.line = text_line(f->file->text, body);
    }
    n = f->file->size - (size_t)(body - f->file->text);
    g.line--;
    if (markdown_check(body, n))
        return; /* it was refused */
    root = cmark_parse_document(body, n, CMARK_OPT_DEFAULT);
    iter = cmark_iter_new(root);
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        if (event == CMARK_EVENT_ENTER)
            check_node(&g, cmark_iter_get_node(iter));
    close_headings(&g, 1);
    check_sections(&g);
    cmark_iter_free(iter);
    cmark_node_free(root);
}
