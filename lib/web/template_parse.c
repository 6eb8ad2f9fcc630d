#include "web/template_tree.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const char space[] = " \t\r\n";

struct piece {
    const char *text;
    size_t n;
};

struct parser {
    struct arena *arena;
    const char *name;
    const char *text, *at, *end;
    struct piece open, close; /* the delimiters */
    int line;                 /* of counted */
    const char *counted;      /* lines are counted up to here */
    bool fresh;               /* at is the first on its line that shows */
    struct node *parents[TEMPLATE_DEPTH_MAX];
    size_t depth;
    struct node **tail; /* where the next node goes */
    struct fault *fault;
};

struct tag {
    char sigil;              /* 0 for a variable */
    struct piece key;        /* without the space around it */
    const char *from, *past; /* the whole tag */
    const char *line_from;   /* alone on its line: the line it takes with it */
    const char *line_past;   /* NULL: not alone */
};

enum err fault_tell(struct fault *fault, const char *name, int line,
                    const char *fmt, ...)
{
    size_t size = sizeof(fault->text);
    int n = snprintf(fault->text, size, "%s:%d: ", name, line);
    va_list args;

    if (n > 0 && (size_t)n < size) {
        va_start(args, fmt);
        (void)vsnprintf(fault->text + n, size - (size_t)n, fmt, args);
        va_end(args);
    }
    return ERR_INVALID;
}

static int line_of(struct parser *p, const char *at)
{
    for (; p->counted < at; p->counted++)
        p->line += *p->counted == '\n';
    return p->line;
}

static const char *find(const char *from, const char *end, struct piece what)
{
    if (from > end)
        return NULL;
    return memmem(from, (size_t)(end - from), what.text, what.n);
}

static struct piece trim(const char *from, const char *end)
{
    while (from < end && strchr(space, *from))
        from++;
    while (end > from && strchr(space, end[-1]))
        end--;
    return (struct piece){from, (size_t)(end - from)};
}

static struct node *add_node(struct parser *p, enum node_kind kind, int line)
{
    struct node *node = arena_alloc(p->arena, sizeof(*node));

    node->kind = kind;
    node->line = line;
    node->starts_line = p->fresh;
    p->fresh = false;
    *p->tail = node;
    p->tail = &node->next;
    return node;
}

static void add_text(struct parser *p, const char *until)
{
    struct node *node;

    if (until == p->at)
        return;
    node = add_node(p, NODE_TEXT, line_of(p, p->at));
    node->n = (size_t)(until - p->at);
    node->text = p->at;
    p->fresh = until[-1] == '\n';
    p->at = until;
}

/* What stands before the closing delimiter: {{{x}}}, {{=| |=}}. */
static char closing_sigil(char sigil)
{
    if (sigil == '{')
        return '}';
    return sigil == '=' ? '=' : '\0';
}

static enum err read_tag(struct parser *p, const char *from, struct tag *tag)
{
    const char *content = from + p->open.n, *end;
    char last;

    tag->from = tag->past = from;
    tag->sigil = '\0';
    if (content < p->end && strchr("#^/>!&={", *content))
        tag->sigil = *content++;
    last = closing_sigil(tag->sigil);
    end = find(content, p->end, p->close);
    while (last && end && (end == content || end[-1] != last))
        end = find(end + 1, p->end, p->close);
    if (!end)
        return fault_tell(p->fault, p->name, line_of(p, from),
                          "the tag is not closed");
    tag->past = end + p->close.n;
    tag->key = trim(content, last ? end - 1 : end);
    return OK;
}

/* Whether there is nothing but space beside the tag on its line or lines. */
static void look_around(const struct parser *p, struct tag *tag)
{
    const char *from = tag->from, *past = tag->past;

    tag->line_past = NULL;
    while (from > p->at && (from[-1] == ' ' || from[-1] == '\t'))
        from--;
    if (from > p->text && from[-1] != '\n')
        return;
    while (past < p->end && (*past == ' ' || *past == '\t'))
        past++;
    if (past < p->end && *past == '\r' && past + 1 < p->end && past[1] == '\n')
        past++;
    if (past < p->end && *past++ != '\n')
        return;
    tag->line_from = from;
    tag->line_past = past;
}

/* "a.b" in parts; "." has none. */
static enum err set_key(struct parser *p, struct node *node, struct piece key)
{
    const char *from = arena_strndup(p->arena, key.text, key.n);
    size_t n;

    node->text = from;
    if (strcmp(from, ".") == 0)
        return OK;
    node->parts = arena_array(p->arena, 1 + text_times(from, strlen(from), '.'),
                              sizeof(*node->parts));
    for (;; from += n + 1) {
        n = strcspn(from, ".");
        if (n == 0 || strcspn(from, space) < n)
            return fault_tell(p->fault, p->name, node->line, "\"%s\" is no key",
                              node->text);
        node->parts[node->n++] = arena_strndup(p->arena, from, n);
        if (from[n] == '\0')
            return OK;
    }
}

static enum err open_section(struct parser *p, const struct tag *tag, int line)
{
    struct node *node;
    enum err e;

    if (p->depth == TEMPLATE_DEPTH_MAX)
        return fault_tell(p->fault, p->name, line,
                          "more than %d sections inside each other",
                          TEMPLATE_DEPTH_MAX);
    node = add_node(p, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED, line);
    e = set_key(p, node, tag->key);
    if (e)
        return e;
    p->parents[p->depth++] = node;
    p->tail = &node->first;
    return OK;
}

static enum err close_section(struct parser *p, const struct tag *tag, int line)
{
    struct node *node = p->depth ? p->parents[p->depth - 1] : NULL;

    if (!node || strlen(node->text) != tag->key.n ||
        memcmp(node->text, tag->key.text, tag->key.n) != 0)
        return fault_tell(
            p->fault, p->name, line, "\"%.*s\" is closed, but \"%s\" is open",
            (int)tag->key.n, tag->key.text, node ? node->text : "nothing");
    p->depth--;
    p->tail = &node->next;
    return OK;
}

static enum err set_delimiters(struct parser *p, const struct tag *tag,
                               int line)
{
    const char *from = tag->key.text, *end = from + tag->key.n;
    struct piece open = {from, 0}, close;

    while (open.n < tag->key.n && !strchr(space, from[open.n]))
        open.n++;
    close = trim(from + open.n, end);
    if (!open.n || !close.n || memchr(from, '=', tag->key.n) ||
        strcspn(close.text, space) < close.n)
        return fault_tell(p->fault, p->name, line,
                          "delimiters are two words without \"=\"");
    p->open = open;
    p->close = close;
    return OK;
}

static enum err add_partial(struct parser *p, const struct tag *tag, int line)
{
    struct node *node = add_node(p, NODE_PARTIAL, line);

    if (!tag->key.n)
        return fault_tell(p->fault, p->name, line, "a partial has no name");
    node->text = arena_strndup(p->arena, tag->key.text, tag->key.n);
    if (tag->line_past)
        node->indent = arena_strndup(p->arena, tag->line_from,
                                     (size_t)(tag->from - tag->line_from));
    return OK;
}

static enum err take_tag(struct parser *p, const struct tag *tag)
{
    int line = line_of(p, tag->from);

    switch (tag->sigil) {
    case '!':
        return OK;
    case '=':
        return set_delimiters(p, tag, line);
    case '#':
    case '^':
        return open_section(p, tag, line);
    case '/':
        return close_section(p, tag, line);
    case '>':
        return add_partial(p, tag, line);
    case '&':
    case '{':
        return set_key(p, add_node(p, NODE_RAW, line), tag->key);
    default:
        return set_key(p, add_node(p, NODE_ESCAPED, line), tag->key);
    }
}

static enum err parse_tag(struct parser *p, const char *from)
{
    struct tag tag = {0};
    enum err e = read_tag(p, from, &tag);

    if (e)
        return e;
    if (tag.sigil && tag.sigil != '&' && tag.sigil != '{')
        look_around(p, &tag);
    add_text(p, tag.line_past ? tag.line_from : tag.from);
    if (tag.line_past)
        p->fresh = false; /* its line goes with it */
    e = take_tag(p, &tag);
    if (e)
        return e;
    p->at = tag.line_past ? tag.line_past : tag.past;
    if (tag.line_past)
        p->fresh = true;
    return OK;
}

enum err template_parse(struct arena *a, const char *name, const char *text,
                        size_t n, const struct template **ret_template,
                        struct fault *ret_fault)
{
    struct template *t = arena_alloc(a, sizeof(*t));
    struct node *first = NULL;
    struct parser p = {
        .arena = a,
        .name = arena_strdup(a, name),
        .open = {"{{", 2},
        .close = {"}}", 2},
        .line = 1,
        .fresh = true,
        .tail = &first,
        .fault = ret_fault,
    };
    const char *tag;
    enum err e = OK;

    /* NUL-terminated, so that strcspn() stops */
    p.text = p.at = p.counted = arena_strndup(a, text, n);
    p.end = p.text + n;
    while (!e && (tag = find(p.at, p.end, p.open)))
        e = parse_tag(&p, tag);
    if (e)
        return e;
    if (p.depth)
        return fault_tell(ret_fault, name, p.parents[p.depth - 1]->line,
                          "\"%s\" is not closed", p.parents[p.depth - 1]->text);
    add_text(&p, p.end);
    t->name = p.name;
    t->first = first;
    *ret_template = t;
    return OK;
}
