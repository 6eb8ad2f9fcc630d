/* A process as a text, and as data. */
#include <string.h>

#include "patterns/process/tell.h"

static void add_who(const struct process *p, struct buf *to)
{
    size_t i, n = 0;

    for (i = 0; i < p->n_lanes; i++) {
        const char *name = p->lanes[i].name;

        if (!*name)
            name = p->pools[p->lanes[i].pool].name;
        if (*name)
            buf_addf(to, "%s%s", n++ ? ", " : "Who takes part: ", name);
    }
    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].kind == NODE_POOL && *p->nodes[i].name)
            buf_addf(to, "%s%s",
                     n++ ? ", " : "Who takes part: ", p->nodes[i].name);
    buf_adds(to, n ? ".\n" : "");
    buf_adds(to, "Go on to the next number unless a step says otherwise.\n");
}

/* A sentence ends with one mark. */
static const char *full_stop(const char *text)
{
    size_t n = strlen(text);

    return n && strchr(".?!", text[n - 1]) ? "" : ".";
}

static void add_way(const struct process_way *w, struct buf *to)
{
    if (w->is_silent)
        return;
    if (w->to)
        buf_addf(to, "    - %s %zu.\n", w->text, w->to);
    else
        buf_addf(to, "    - %s%s\n", w->text, full_stop(w->text));
}

/* A heading for each pool, where more than one has steps. */
static void add_pool(const struct process *p, const struct process_step *s,
                     struct buf *to)
{
    bool one = true;
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        one &= p->lanes[i].pool == p->lanes[0].pool;
    if (s->number == 1 || s->node->pool != s[-1].node->pool)
        buf_addf(to, "%s%s%s\n", one ? "" : "\n",
                 one ? "" : p->pools[s->node->pool].name, one ? "" : ":\n");
}

enum err process_text(struct arena *a, const struct process *p, struct buf *to)
{
    struct process_telling told = process_tell(a, p);
    size_t i, j;

    add_who(p, to);
    for (i = 0; i < told.n; i++) {
        const struct process_step *s = &told.steps[i];

        add_pool(p, s, to);
        buf_addf(to, "%zu. %s%s\n", s->number, process_step_line(a, s),
                 full_stop(s->text));
        for (j = 0; j < s->n_ways; j++)
            add_way(&s->ways[j], to);
    }
    for (i = 0; i < told.n_messages; i++)
        buf_addf(to, "\n%s%s\n", told.messages[i].text,
                 full_stop(told.messages[i].text));
    return buf_finish(to);
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
