/* A process as a text, and as data. */
#include <string.h>

#include "patterns/process/tell.h"

/* Where the text goes. */
struct telling_out {
    struct arena *arena;
    struct buf *to;
    bool is_markdown;
};

/* With a backslash before what would begin a block where it stands first, or
 * a span anywhere (CommonMark 0.31.2, section 2.4). */
static const char *escaped(struct arena *a, const char *text)
{
    char *all = arena_alloc(a, 2 * strlen(text) + 1), *to = all;
    size_t digits = strspn(text, "0123456789"), i;

    for (i = 0; text[i]; i++) {
        bool is_item = digits && i == digits && strchr(".)", text[i]);

        if (strchr("\\`*_[]<>&|~", text[i]) || is_item ||
            (i == 0 && strchr("#+-=", text[i])))
            *to++ = '\\';
        *to++ = text[i];
    }
    *to = '\0';
    return all;
}

static const char *words(const struct telling_out *o, const char *text)
{
    return o->is_markdown ? escaped(o->arena, text) : text;
}

static void add_name(const struct telling_out *o, const char *name, size_t *n)
{
    if (*name)
        buf_addf(o->to, "%s%s",
                 (*n)++ ? ", " : "Who takes part: ", words(o, name));
}

static void add_who(const struct telling_out *o, const struct process *p)
{
    size_t i, n = 0;

    for (i = 0; i < p->n_lanes; i++)
        add_name(o,
                 *p->lanes[i].name ? p->lanes[i].name
                                   : p->pools[p->lanes[i].pool].name,
                 &n);
    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].kind == NODE_POOL)
            add_name(o, p->nodes[i].name, &n);
    buf_adds(o->to, n ? ".\n" : "");
    buf_adds(o->to, "Go on to the next number unless a step says otherwise.\n");
}

/* A sentence ends with one mark. */
static const char *full_stop(const char *text)
{
    size_t n = strlen(text);

    return n && strchr(".?!", text[n - 1]) ? "" : ".";
}

static void add_way(const struct telling_out *o, const struct process_way *w)
{
    if (w->is_silent)
        return;
    if (w->to)
        buf_addf(o->to, "    - %s %zu.\n", words(o, w->text), w->to);
    else
        buf_addf(o->to, "    - %s%s\n", words(o, w->text), full_stop(w->text));
}

/* A heading for each pool, where more than one has steps. */
static void add_pool(const struct telling_out *o, const struct process *p,
                     const struct process_step *s)
{
    bool one = true;
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        one &= p->lanes[i].pool == p->lanes[0].pool;
    if (s->number != 1 && s->node->pool == s[-1].node->pool)
        return;
    if (one)
        buf_adds(o->to, "\n");
    else
        buf_addf(o->to, "\n%s:\n\n", words(o, p->pools[s->node->pool].name));
}

static enum err add_all(const struct telling_out *o, const struct process *p)
{
    struct process_telling told = process_tell(o->arena, p);
    size_t i, j;

    add_who(o, p);
    for (i = 0; i < told.n; i++) {
        const struct process_step *s = &told.steps[i];

        add_pool(o, p, s);
        buf_addf(o->to, "%zu. %s%s\n", s->number,
                 words(o, process_step_line(o->arena, s)), full_stop(s->text));
        for (j = 0; j < s->n_ways; j++)
            add_way(o, &s->ways[j]);
    }
    for (i = 0; i < told.n_messages; i++)
        buf_addf(o->to, "\n%s%s\n", words(o, told.messages[i].text),
                 full_stop(told.messages[i].text));
    return buf_finish(o->to);
}

enum err process_text(struct arena *a, const struct process *p, struct buf *to)
{
    return add_all(&(struct telling_out){a, to, false}, p);
}

enum err process_text_markdown(struct arena *a, const struct process *p,
                               struct buf *to)
{
    return add_all(&(struct telling_out){a, to, true}, p);
}

static json_t *way_data(const struct process_way *w)
{
    return json_pack("{s:s s:s s:b s:o s:s}", "flow", w->flow->id, "name",
                     w->flow->name, "message", w->flow->is_message, "to",
                     w->to ? json_integer((json_int_t)w->to) : json_null(),
                     "text", w->text);
}

static json_t *step_data(struct arena *a, const struct process_step *s)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < s->n_ways; i++)
        (void)json_array_append_new(list, way_data(&s->ways[i]));
    return json_pack(
        "{s:I s:s s:s s:s s:s s:s s:o}", "number", (json_int_t)s->number, "id",
        s->node->id, "kind", process_kind_element(s->node->kind), "who", s->who,
        "name", s->node->name, "text", process_step_line(a, s), "ways", list);
}

json_t *process_data(struct arena *a, const struct process *p)
{
    struct process_telling told = process_tell(a, p);
    json_t *who = json_array(), *steps = json_array(), *messages = json_array();
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        (void)json_array_append_new(
            who,
            json_string(*p->lanes[i].name ? p->lanes[i].name
                                          : p->pools[p->lanes[i].pool].name));
    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].kind == NODE_POOL)
            (void)json_array_append_new(who, json_string(p->nodes[i].name));
    for (i = 0; i < told.n; i++)
        (void)json_array_append_new(steps, step_data(a, &told.steps[i]));
    for (i = 0; i < told.n_messages; i++)
        (void)json_array_append_new(messages, way_data(&told.messages[i]));
    return json_pack("{s:s s:o s:o s:o}", "name", p->name, "who", who, "steps",
                     steps, "messages", messages);
}
