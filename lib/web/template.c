#include "web/template_tree.h"

#include <string.h>

#include "web/number.h"

/* The models in force, innermost first. */
struct frame {
    struct model value;
    struct frame *under;
    size_t at; /* for model_near() */
};

/* Where we are: which template, how far in. */
struct scope {
    const struct template *t;
    struct frame *top;
    const char *indent;
    int depth;
};

struct renderer {
    const struct rendering *r;
    struct buf *out;
    struct fault *fault;
};

static enum err render_nodes(const struct renderer *rr, const struct scope *s,
                             const struct node *node);

static struct model find_value(const struct scope *s, const struct node *node)
{
    struct model value = {.kind = MODEL_ABSENT};
    struct frame *f = s->top;
    size_t i;

    if (node->n == 0)
        return f ? f->value : value;
    for (; f && value.kind == MODEL_ABSENT; f = f->under)
        value = model_near(&f->value, node->parts[0], &f->at);
    for (i = 1; i < node->n; i++)
        value = model_get(&value, node->parts[i]);
    return value;
}

/* What is not there is strictly a fault. */
static enum err look_up(const struct renderer *rr, const struct scope *s,
                        const struct node *node, struct model *ret_value)
{
    *ret_value = find_value(s, node);
    if (ret_value->kind == MODEL_ABSENT && rr->r->strict)
        return fault_tell(rr->fault, s->t->name, node->line,
                          "the model has no \"%s\"", node->text);
    return OK;
}

static enum err add_value(const struct renderer *rr, const struct scope *s,
                          const struct node *node)
{
    struct model value;
    enum err e = look_up(rr, s, node, &value);

    if (e)
        return e;
    switch (value.kind) {
    case MODEL_TEXT:
        (node->kind == NODE_RAW ? buf_add : buf_add_html)(rr->out, value.text,
                                                          value.n);
        return OK;
    case MODEL_INT:
        buf_add_int(rr->out, value.integer);
        return OK;
    case MODEL_REAL:
        number_add(rr->out, value.real);
        return OK;
    case MODEL_TRUTH:
        buf_adds(rr->out, value.truth ? "true" : "false");
        return OK;
    case MODEL_ABSENT:
    case MODEL_NULL:
        return OK;
    case MODEL_LIST:
    case MODEL_OBJECT:
    case MODEL_JSON:
        break;
    }
    if (!rr->r->strict)
        return OK;
    return fault_tell(rr->fault, s->t->name, node->line,
                      "\"%s\" is a list or an object, not a text", node->text);
}

/* Go one deeper: the lid holds for recursive partials above all. */
static enum err enter(const struct renderer *rr, const struct scope *s,
                      const struct node *node, struct scope *ret_inner)
{
    if (s->depth == TEMPLATE_DEPTH_MAX)
        return fault_tell(rr->fault, s->t->name, node->line,
                          "more than %d sections and partials inside each "
                          "other",
                          TEMPLATE_DEPTH_MAX);
    *ret_inner = *s;
    ret_inner->depth++;
    return OK;
}

static enum err render_with(const struct renderer *rr, struct scope inner,
                            const struct node *first, struct model value)
{
    struct frame frame = {value, inner.top, 0};

    inner.top = &frame;
    return render_nodes(rr, &inner, first);
}

static enum err render_list(const struct renderer *rr,
                            const struct scope *inner, const struct node *first,
                            const struct model *list)
{
    enum err e = OK;
    size_t i;

    if (list->kind == MODEL_LIST)
        for (i = 0; !e && i < list->n; i++)
            e = render_with(rr, *inner, first, list->items[i]);
    else
        for (i = 0; !e && i < json_array_size(list->json); i++)
            e = render_with(rr, *inner, first,
                            model_json(json_array_get(list->json, i)));
    return e;
}

static enum err render_section(const struct renderer *rr, const struct scope *s,
                               const struct node *node)
{
    struct scope inner;
    struct model value;
    enum err e = look_up(rr, s, node, &value);

    if (!e)
        e = enter(rr, s, node, &inner);
    if (e)
        return e;
    if (node->kind == NODE_INVERTED)
        return model_is_true(&value) ? OK
                                     : render_nodes(rr, &inner, node->first);
    if (!model_is_true(&value))
        return OK;
    if (value.kind == MODEL_LIST ||
        (value.kind == MODEL_JSON && json_is_array(value.json)))
        return render_list(rr, &inner, node->first, &value);
    return render_with(rr, inner, node->first, value);
}

static enum err find_partial(const struct renderer *rr, const struct scope *s,
                             const struct node *node,
                             const struct template **ret_template)
{
    enum err e = rr->r->find
                     ? rr->r->find(rr->r->context, node->text, ret_template)
                     : ERR_NOT_FOUND;

    if (e == ERR_NOT_FOUND && rr->r->strict)
        return fault_tell(rr->fault, s->t->name, node->line,
                          "there is no template \"%s\"", node->text);
    return e;
}

/* Alone on its line, a partial has each of its lines indented as the tag. */
static enum err render_partial(const struct renderer *rr, const struct scope *s,
                               const struct node *node)
{
    struct scope inner;
    struct buf indent;
    enum err e = enter(rr, s, node, &inner);

    if (!e)
        e = find_partial(rr, s, node, &inner.t);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    buf_init(&indent, TEMPLATE_OUT_MAX);
    if (node->indent) {
        buf_adds(&indent, s->indent);
        buf_adds(&indent, node->indent);
    }
    inner.indent = indent.text;
    e = render_nodes(rr, &inner, inner.t->first);
    buf_release(&indent);
    return e;
}

/* In an indented partial the indent goes before each line of the template,
 * never before lines that come from a value. */
static void add_text(struct buf *out, const struct node *node,
                     const char *indent)
{
    const char *from = node->text, *end = from + node->n, *line_end;

    while (*indent && (line_end = memchr(from, '\n', (size_t)(end - from))) &&
           line_end + 1 < end) {
        buf_add(out, from, (size_t)(line_end + 1 - from));
        buf_adds(out, indent);
        from = line_end + 1;
    }
    buf_add(out, from, (size_t)(end - from));
}

static enum err render_node(const struct renderer *rr, const struct scope *s,
                            const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        add_text(rr->out, node, s->indent);
        return OK;
    case NODE_ESCAPED:
    case NODE_RAW:
        return add_value(rr, s, node);
    case NODE_SECTION:
    case NODE_INVERTED:
        return render_section(rr, s, node);
    case NODE_PARTIAL:
        return render_partial(rr, s, node);
    }
    return OK;
}

/* Past the lid nothing is added: it is enough to look at the end. */
static enum err render_nodes(const struct renderer *rr, const struct scope *s,
                             const struct node *node)
{
    bool is_indented = *s->indent;
    enum err e = OK;

    for (; node && !e; node = node->next) {
        if (is_indented && node->starts_line)
            buf_adds(rr->out, s->indent);
        if (node->kind == NODE_TEXT && !is_indented)
            buf_add(rr->out, node->text, node->n);
        else
            e = render_node(rr, s, node);
    }
    return e ? e : buf_finish(rr->out);
}

enum err template_render(const struct template *t, const struct rendering *r,
                         struct buf *out, struct fault *ret_fault)
{
    struct frame frames[TEMPLATE_MODELS_MAX + 1];
    struct renderer rr = {r, out, ret_fault};
    struct scope s = {.t = t, .indent = ""};
    size_t i;

    for (i = 0; i < TEMPLATE_MODELS_MAX && r->models[i]; i++) {
        frames[i] = (struct frame){model_json(r->models[i]), s.top, 0};
        s.top = &frames[i];
    }
    if (r->page) {
        frames[i] = (struct frame){*r->page, s.top, 0};
        s.top = &frames[i];
    }
    return render_nodes(&rr, &s, t->first);
}
