#include "web/template_tree.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* Where in the HTML we are.  Sections are read through once, in order. */
enum place {
    IN_TEXT,
    IN_COMMENT,
    IN_TAG, /* its name, its attributes' names */
    BEFORE_VALUE,
    IN_UNQUOTED,
    IN_SINGLE,
    IN_DOUBLE,
    IN_RAW_TEXT, /* of <script> or <style> */
};

enum { WORD_MAX = 32 };

struct checker {
    const struct template *t;
    struct fault *fault;
    enum place place;
    char tag[WORD_MAX], name[WORD_MAX]; /* the last ones, cut, lower case */
};

/* The letters from p on as a word; returns how many bytes they are. */
static size_t read_word(char ret_word[WORD_MAX], const char *p, size_t n)
{
    size_t i, kept = 0;

    for (i = 0; i < n && !strchr(" \t\r\n/>='\"", p[i]); i++) {
        if (kept + 1 < WORD_MAX)
            ret_word[kept++] = (char)tolower((unsigned char)p[i]);
    }
    ret_word[kept] = '\0';
    return i;
}

static bool begins(const char *p, size_t n, const char *word)
{
    return n >= strlen(word) && strncasecmp(p, word, strlen(word)) == 0;
}

static size_t read_text(struct checker *c, const char *p, size_t n)
{
    if (begins(p, n, "<!--")) {
        c->place = IN_COMMENT;
        return 4;
    }
    if (*p != '<' || n < 2 || strchr(" \t\r\n=", p[1]))
        return 1;
    c->place = IN_TAG;
    c->name[0] = '\0';
    if (begins(p, n, "</"))
        return 2 + read_word(c->name, p + 2, n - 2);
    return 1 + read_word(c->tag, p + 1, n - 1);
}

static size_t read_comment(struct checker *c, const char *p, size_t n)
{
    if (!begins(p, n, "-->"))
        return 1;
    c->place = IN_TEXT;
    return 3;
}

static size_t read_raw_text(struct checker *c, const char *p, size_t n)
{
    if (!begins(p, n, "</") || !begins(p + 2, n - 2, c->tag))
        return 1;
    c->place = IN_TEXT;
    c->tag[0] = '\0';
    return 2;
}

static void end_tag(struct checker *c)
{
    bool raw = strcmp(c->tag, "script") == 0 || strcmp(c->tag, "style") == 0;

    c->place = raw ? IN_RAW_TEXT : IN_TEXT;
}

static size_t read_tag(struct checker *c, const char *p, size_t n)
{
    if (!strchr(" \t\r\n/>='\"", *p))
        return read_word(c->name, p, n);
    if (*p == '>')
        end_tag(c);
    else if (*p == '=')
        c->place = BEFORE_VALUE;
    return 1;
}

static size_t read_value(struct checker *c, const char *p)
{
    bool space = strchr(" \t\r\n", *p) != NULL;

    if (c->place == BEFORE_VALUE && !space)
        c->place = *p == '"' ? IN_DOUBLE : *p == '\'' ? IN_SINGLE : IN_UNQUOTED;
    else if (c->place == IN_UNQUOTED && *p == '>')
        end_tag(c);
    else if ((c->place == IN_DOUBLE && *p == '"') ||
             (c->place == IN_SINGLE && *p == '\'') ||
             (c->place == IN_UNQUOTED && space))
        c->place = IN_TAG;
    return 1;
}

static size_t read_some(struct checker *c, const char *p, size_t n)
{
    switch (c->place) {
    case IN_TEXT:
        return read_text(c, p, n);
    case IN_COMMENT:
        return read_comment(c, p, n);
    case IN_RAW_TEXT:
        return read_raw_text(c, p, n);
    case IN_TAG:
        return read_tag(c, p, n);
    case BEFORE_VALUE:
    case IN_UNQUOTED:
    case IN_SINGLE:
    case IN_DOUBLE:
        break;
    }
    return read_value(c, p);
}

static enum err refuse(const struct checker *c, const struct node *node,
                       const char *why)
{
    return fault_tell(c->fault, c->t->name, node->line, "\"%s\" %s", node->text,
                      why);
}

static enum err check_value(const struct checker *c, const struct node *node)
{
    if (node->kind == NODE_RAW && !text_ends(node->text, "_html"))
        return refuse(c, node, "is not escaped and does not end in _html");
    switch (c->place) {
    case IN_TEXT:
        return OK;
    case IN_SINGLE:
    case IN_DOUBLE:
        if (node->kind != NODE_ESCAPED)
            return refuse(c, node, "is not escaped in an attribute");
        if (text_starts(c->name, "on") || strcmp(c->name, "style") == 0)
            return refuse(c, node, "is in an attribute that is code");
        return OK;
    case BEFORE_VALUE:
    case IN_UNQUOTED:
        return refuse(c, node, "is in an attribute without quotes");
    case IN_COMMENT:
    case IN_TAG:
    case IN_RAW_TEXT:
        break;
    }
    return refuse(c, node, "is in a tag, comment, script or style");
}

static enum err check_nodes(struct checker *c, const struct node *node)
{
    enum err e = OK;
    size_t i;

    for (; node && !e; node = node->next) {
        switch (node->kind) {
        case NODE_TEXT:
            for (i = 0; i < node->n;)
                i += read_some(c, node->text + i, node->n - i);
            break;
        case NODE_SECTION:
        case NODE_INVERTED:
            e = check_nodes(c, node->first);
            break;
        case NODE_ESCAPED:
        case NODE_RAW:
            e = check_value(c, node);
            break;
        case NODE_PARTIAL:
            if (c->place != IN_TEXT)
                e = refuse(c, node, "is a partial in a tag");
            break;
        }
    }
    return e;
}

enum err template_check_html(const struct template *t, struct fault *ret_fault)
{
    struct checker c = {.t = t, .fault = ret_fault};

    return check_nodes(&c, t->first);
}
