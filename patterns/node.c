#include "patterns/node.h"

#include <stdbool.h>
#include <string.h>

#include <yaml.h>

#include "base/memory.h"
#include "base/text.h"

/* A node that others may name, once it has been read whole. */
struct anchor {
    const char *name;
    const struct node *node;
    struct anchor *next;
};

struct reader {
    const struct origin *origin;
    yaml_parser_t parser;
    int line; /* of the document's first, less one */
    struct anchor *anchors;
};

static int line_of(const struct reader *r, yaml_mark_t mark)
{
    return r->line + (int)mark.line + 1;
}

/* Found where the text ends; what is wrong is where its quote begins. */
static const char at_the_end[] = "found unexpected end of stream";

/* What people who do not know YAML did, for what its library says of it. */
static const char *advice(const char *problem)
{
    const char *const known[][2] = {
        {"mapping values are not allowed in this context",
         "a second colon in the line, none with a space behind it in the line "
         "before, or a line that is indented too far: write \"key: value\", "
         "with the value between quotes, or line it up with the others"},
        {"found character that cannot start any token",
         "a tab, or a value that begins with a sign such as @ or %: use "
         "spaces, or put the value between quotes"},
        {"did not find expected key",
         "a line that does not line up with the others, or a quote too many "
         "or too few"},
        {"could not find expected ':'", "a key needs a colon behind it"},
        {"did not find expected ',' or ']'",
         "a list that is begun with [ needs commas and a ] at its end"},
        {at_the_end, "the quote that begins here is never closed"},
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(problem, known[i][0]) == 0)
            return known[i][1];
    return NULL;
}

static enum err next_event(struct reader *r, yaml_event_t *ret_event)
{
    const char *what, *instead;
    yaml_mark_t mark;

    if (yaml_parser_parse(&r->parser, ret_event))
        return OK;
    if (r->parser.error == YAML_MEMORY_ERROR)
        mem_none();
    what = r->parser.problem ? r->parser.problem : "it cannot be read";
    instead = advice(what);
    mark = strcmp(what, at_the_end) == 0 ? r->parser.context_mark
                                         : r->parser.problem_mark;
    return origin_refuse(r->origin, line_of(r, mark), "this is no YAML: %s",
                         instead ? instead : what);
}

/* NULL: it holds a control character, written as "\0" or "\x1b". */
static const char *text_of(const struct reader *r, const yaml_event_t *event)
{
    const char *s = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;

    return text_before_control(s, n, TEXT_CONTROLS) < n
               ? NULL
               : arena_strndup(r->origin->arena, s, n);
}

static enum err refuse_scalar(const struct reader *r, const yaml_event_t *event)
{
    return origin_refuse(r->origin, line_of(r, event->start_mark),
                         "a text holds a control character, which nobody "
                         "sees: take it out");
}

static struct node *make(const struct reader *r, const yaml_event_t *event,
                         enum node_kind kind)
{
    struct node *n = arena_alloc(r->origin->arena, sizeof(*n));

    n->kind = kind;
    n->line = line_of(r, event->start_mark);
    n->text = "";
    n->all = 1;
    return n;
}

static const char *anchor_of(const yaml_event_t *event)
{
    const yaml_char_t *name = NULL;

    if (event->type == YAML_ALIAS_EVENT)
        name = event->data.alias.anchor;
    else if (event->type == YAML_SCALAR_EVENT)
        name = event->data.scalar.anchor;
    else if (event->type == YAML_SEQUENCE_START_EVENT)
        name = event->data.sequence_start.anchor;
    else if (event->type == YAML_MAPPING_START_EVENT)
        name = event->data.mapping_start.anchor;
    return (const char *)name;
}

static bool has_tag(const yaml_event_t *event)
{
    return (event->type == YAML_SCALAR_EVENT && event->data.scalar.tag) ||
           (event->type == YAML_SEQUENCE_START_EVENT &&
            event->data.sequence_start.tag) ||
           (event->type == YAML_MAPPING_START_EVENT &&
            event->data.mapping_start.tag);
}

static enum err refuse_marks(const struct reader *r, const yaml_event_t *event)
{
    bool named = anchor_of(event) && !r->origin->theirs;

    if (!named && !has_tag(event))
        return OK;
    return origin_refuse(r->origin, line_of(r, event->start_mark),
                         r->origin->theirs
                             ? "tags are not taken here"
                             : "anchors, aliases and tags are not taken here");
}

static void name_node(struct reader *r, const char *name, const struct node *n)
{
    struct arena *a = r->origin->arena;
    struct anchor *anchor = arena_alloc(a, sizeof(*anchor));

    *anchor = (struct anchor){arena_strdup(a, name), n, r->anchors};
    r->anchors = anchor;
}

/* A copy with a key and a place of its own; what is in it is shared. */
static struct node *same(const struct reader *r, const struct node *n)
{
    struct node *copy = arena_alloc(r->origin->arena, sizeof(*copy));

    *copy = *n;
    copy->next = NULL;
    return copy;
}

static enum err take_alias(struct reader *r, const yaml_event_t *event,
                           struct node **ret_node)
{
    const char *name = anchor_of(event);
    const struct anchor *anchor;

    for (anchor = r->anchors; anchor; anchor = anchor->next)
        if (strcmp(anchor->name, name) == 0) {
            *ret_node = same(r, anchor->node);
            return OK;
        }
    return origin_refuse(r->origin, line_of(r, event->start_mark),
                         "nothing before it is called &%s", name);
}

static enum err read_children(struct reader *r, struct node *parent, int depth);

/* What this event begins. */
static enum err read_node(struct reader *r, const yaml_event_t *event,
                          int depth, struct node **ret_node)
{
    int max = r->origin->theirs ? NODE_THEIR_DEPTH_MAX : NODE_DEPTH_MAX;
    const char *name = anchor_of(event);
    struct node *n;
    enum err e = refuse_marks(r, event);

    if (e)
        return e;
    if (depth > max)
        return origin_refuse(r->origin, line_of(r, event->start_mark),
                             "nested more than %d deep", max);
    if (event->type == YAML_ALIAS_EVENT)
        return take_alias(r, event, ret_node);
    if (event->type == YAML_SCALAR_EVENT) {
        n = make(r, event, NODE_TEXT);
        n->text = text_of(r, event);
        if (!n->text)
            return refuse_scalar(r, event);
        n->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    } else {
        n = make(r, event,
                 event->type == YAML_MAPPING_START_EVENT ? NODE_MAP
                                                         : NODE_LIST);
        e = read_children(r, n, depth);
    }
    *ret_node = n;
    if (!e && name)
        name_node(r, name, n);
    return e;
}

/* Of a map "<<" stands for, or a list of such, what this one lacks. */
static void merge(const struct reader *r, struct node *map,
                  const struct node *from)
{
    const struct node *n;

    for (n = from->first; n; n = n->next) {
        struct node *copy;

        if (from->kind == NODE_LIST) {
            merge(r, map, n);
        } else if (from->kind == NODE_MAP && !node_find(map, n->key)) {
            copy = same(r, n);
            copy->next = map->first;
            map->first = copy;
            map->all += copy->all;
        }
    }
}

static void merge_all(const struct reader *r, struct node *map)
{
    struct node **at = &map->first;

    while (*at && (!(*at)->key || strcmp((*at)->key, "<<") != 0))
        at = &(*at)->next;
    if (*at) {
        const struct node *from = *at;

        *at = from->next;
        merge(r, map, from);
    }
}

/* The key of a map's next value, behind so many others. */
static enum err take_key(struct reader *r, const struct node *map, size_t keys,
                         yaml_event_t *event, const char **ret_key)
{
    int line = line_of(r, event->start_mark);
    const char *key;
    enum err e;

    if (keys == NODE_KEYS_MAX)
        return origin_refuse(r->origin, line,
                             "there are %d keys in one map already: take some "
                             "out",
                             NODE_KEYS_MAX);
    if (event->type != YAML_SCALAR_EVENT)
        return origin_refuse(r->origin, line, "a key must be a text");
    key = text_of(r, event);
    if (!key)
        return refuse_scalar(r, event);
    if (node_find(map, key))
        return origin_refuse(r->origin, line, "\"%s\" is there twice", key);
    yaml_event_delete(event);
    e = next_event(r, event);
    if (!e)
        *ret_key = key;
    return e;
}

static enum err check_all(const struct reader *r, const struct node *n)
{
    if (n->all <= NODE_ALL_MAX)
        return OK;
    return origin_refuse(r->origin, n->line, "more than %d values",
                         NODE_ALL_MAX);
}

static enum err read_children(struct reader *r, struct node *parent, int depth)
{
    struct node **last = &parent->first;
    yaml_event_t event = {0};
    size_t n = 0;
    enum err e;

    for (;; n++) {
        const char *key = NULL;

        e = next_event(r, &event);
        if (e)
            return e;
        if (event.type == YAML_MAPPING_END_EVENT ||
            event.type == YAML_SEQUENCE_END_EVENT)
            break;
        if (parent->kind == NODE_MAP)
            e = take_key(r, parent, n, &event, &key);
        if (!e)
            e = read_node(r, &event, depth + 1, last);
        if (e)
            break;
        (*last)->key = key;
        parent->all += (*last)->all;
        e = check_all(r, parent);
        if (e)
            break;
        last = &(*last)->next;
        yaml_event_delete(&event);
    }
    yaml_event_delete(&event);
    if (e || !r->origin->theirs || parent->kind != NODE_MAP)
        return e;
    merge_all(r, parent);
    return check_all(r, parent);
}

static enum err read_document(struct reader *r, struct node **ret_node)
{
    yaml_event_t event = {0};
    bool seen = false;
    enum err e;

    *ret_node = make(r, &event, NODE_MAP);
    for (;;) {
        e = next_event(r, &event);
        if (e)
            return e;
        if (event.type == YAML_STREAM_END_EVENT)
            break;
        if (event.type == YAML_STREAM_START_EVENT ||
            event.type == YAML_DOCUMENT_START_EVENT ||
            event.type == YAML_DOCUMENT_END_EVENT) {
            yaml_event_delete(&event);
            continue;
        }
        if (seen)
            e = origin_refuse(r->origin, line_of(r, event.start_mark),
                              "there is a second document");
        else
            e = read_node(r, &event, 1, ret_node);
        if (e)
            break;
        seen = true;
        yaml_event_delete(&event);
    }
    yaml_event_delete(&event);
    return e;
}

enum err node_parse(const struct origin *o, const char *text, size_t n,
                    int line, struct node **ret_node)
{
    struct reader r = {.origin = o, .line = line - 1};
    struct node *found;
    enum err e;

    if (!yaml_parser_initialize(&r.parser))
        mem_none();
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    e = read_document(&r, &found);
    yaml_parser_delete(&r.parser);
    if (!e)
        *ret_node = found;
    return e;
}

const struct node *node_find(const struct node *map, const char *key)
{
    const struct node *n;

    for (n = map->kind == NODE_MAP ? map->first : NULL; n; n = n->next)
        if (n->key && strcmp(n->key, key) == 0)
            return n;
    return NULL;
}

const char *node_text(const struct node *map, const char *key)
{
    const struct node *n = node_find(map, key);

    return n && n->kind == NODE_TEXT ? n->text : "";
}
