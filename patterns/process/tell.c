/* What each step of a process says, and which ways lead on from it. */
#include "patterns/process/tell.h"

#include <string.h>

/* What the signs of the drawing mean, before and behind a step's name. */
static const struct {
    const char *lead, *behind;
} words[PROCESS_KINDS] = {
    [NODE_START] = {"Start", ""},
    [NODE_END] = {"End", ""},
    [NODE_CATCH] = {"Wait", ""},
    [NODE_THROW] = {"Event", ""},
    [NODE_BOUNDARY] = {"", ""},
    [NODE_TASK] = {"", ""},
    [NODE_USER] = {"", " (on a screen)"},
    [NODE_MANUAL] = {"", " (by hand)"},
    [NODE_SERVICE] = {"", " (by a system)"},
    [NODE_SEND] = {"", " (a message goes out)"},
    [NODE_RECEIVE] = {"", " (a message comes in)"},
    [NODE_SCRIPT] = {"", " (by a script)"},
    [NODE_RULE] = {"", " (by set rules)"},
    [NODE_CALL] = {"", " (a process of its own)"},
    [NODE_SUB] = {"", " (with steps of its own)"},
    [NODE_EXCLUSIVE] = {"Decision", ""},
    [NODE_PARALLEL] = {"All at once", ""},
    [NODE_INCLUSIVE] = {"Every way that fits", ""},
    [NODE_RACE] = {"Whatever comes first", ""},
    [NODE_COMPLEX] = {"Decision by several conditions", ""},
};

static const char *const marks[PROCESS_MARKS] = {
    [MARK_NONE] = "",
    [MARK_MESSAGE] = " with a message",
    [MARK_TIMER] = " by the clock",
    [MARK_SIGNAL] = " with a signal",
    [MARK_ERROR] = " with an error",
    [MARK_ESCALATION] = " with an escalation",
    [MARK_CONDITION] = " on a condition",
    [MARK_LINK] = " with a link",
    [MARK_CANCEL] = " with a cancellation",
    [MARK_COMPENSATE] = " with an undoing",
    [MARK_TERMINATE] = " of everything",
};

struct teller {
    struct arena *a;
    const struct process *p;
    struct process_order order;
};

static size_t number_of(const struct teller *t, size_t node)
{
    return t->order.place[node] + 1;
}

static size_t ways_out(const struct teller *t, size_t node)
{
    size_t i, n = 0;

    for (i = 0; i < t->p->n_flows; i++)
        n += t->p->flows[i].from == node && !t->p->flows[i].is_message;
    return n;
}

static bool is_join(const struct teller *t, const struct process_node *n)
{
    return process_family(n->kind) == FAMILY_GATEWAY &&
           ways_out(t, (size_t)(n - t->p->nodes)) < 2;
}

static const char *lead_of(const struct teller *t, const struct process_node *n)
{
    if (n->kind == NODE_BOUNDARY)
        return arena_printf(t->a, "During %zu%s%s", number_of(t, n->host),
                            n->mark ? "," : "", marks[n->mark]);
    if (is_join(t, n))
        return n->kind == NODE_PARALLEL ? "Once all ways here are done"
                                        : "From every way here";
    if (process_family(n->kind) == FAMILY_GATEWAY ||
        process_family(n->kind) == FAMILY_TASK)
        return words[n->kind].lead;
    return arena_printf(t->a, "%s%s", words[n->kind].lead, marks[n->mark]);
}

/* What the signs say of it that its name does not. */
static const char *behind(const struct teller *t, const struct process_node *n)
{
    const char *says = words[n->kind].behind;

    if (n->kind == NODE_BOUNDARY)
        says = arena_printf(t->a, " (%zu %s)", number_of(t, n->host),
                            n->goes_on ? "goes on" : "stops");
    if (n->kind == NODE_END || ways_out(t, (size_t)(n - t->p->nodes)) > 0)
        return says;
    return arena_printf(t->a, "%s (nothing follows)", says);
}

static const char *text_of(const struct teller *t, const struct process_node *n)
{
    if (!*n->name && is_join(t, n) &&
        ways_out(t, (size_t)(n - t->p->nodes)) > 0)
        return "go on";
    return arena_printf(t->a, "%s%s",
                        *n->name ? n->name : process_kind_word(n->kind),
                        behind(t, n));
}

static bool is_yes_or_no(const char *name)
{
    return strcmp(name, "Yes") == 0 || strcmp(name, "No") == 0 ||
           strcmp(name, "yes") == 0 || strcmp(name, "no") == 0;
}

/* "If yes, go to": nothing where the step's number alone says it. */
static const char *way_text(const struct teller *t,
                            const struct process_flow *f, size_t nth)
{
    enum process_kind kind = t->p->nodes[f->from].kind;

    if (is_yes_or_no(f->name))
        return f->name[0] == 'Y' || f->name[0] == 'y' ? "If yes, go to"
                                                      : "If no, go to";
    if (*f->name)
        return arena_printf(t->a, "If “%s”, go to", f->name);
    if (f->is_default)
        return "Otherwise, go to";
    if (ways_out(t, f->from) < 2)
        return "Then go to";
    if (kind == NODE_RACE)
        return arena_printf(t->a, "If it is “%s”, go to",
                            t->p->nodes[f->to].name);
    if (process_family(kind) == FAMILY_GATEWAY && kind != NODE_PARALLEL)
        return "Or go to";
    return nth ? "At the same time, go to" : "Go to";
}

static const char *named(const struct teller *t, const struct process_flow *f)
{
    return *f->name ? arena_printf(t->a, ", “%s”,", f->name) : "";
}

/* A message between steps, or with somebody whose own work is not told. */
static struct process_way message_way(const struct teller *t,
                                      const struct process_flow *f)
{
    const struct process_node *from = &t->p->nodes[f->from];
    const struct process_node *to = &t->p->nodes[f->to];
    struct process_way w = {.flow = f};

    if (from->kind == NODE_POOL && to->kind == NODE_POOL)
        w.text = arena_printf(t->a, "A message%s goes from %s to %s",
                              named(t, f), from->name, to->name);
    else if (from->kind == NODE_POOL)
        w.text = arena_printf(t->a, "A message%s comes from %s", named(t, f),
                              from->name);
    else if (to->kind == NODE_POOL)
        w.text =
            arena_printf(t->a, "A message%s goes to %s", named(t, f), to->name);
    else {
        w.text = arena_printf(t->a, "A message%s goes to", named(t, f));
        w.to = number_of(t, f->to);
    }
    return w;
}

/* Where a message is told: at the step that sends it, or else gets it. */
static size_t teller_of(const struct process *p, const struct process_flow *f)
{
    if (!f->is_message || p->nodes[f->from].kind != NODE_POOL)
        return f->from;
    return p->nodes[f->to].kind == NODE_POOL ? PROCESS_NONE : f->to;
}

static void add_ways(const struct teller *t, struct process_step *s)
{
    const struct process *p = t->p;
    size_t node = (size_t)(s->node - p->nodes), out = ways_out(t, node), i;
    size_t nth = 0;

    s->ways = arena_array(t->a, p->n_flows, sizeof(*s->ways));
    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *f = &p->flows[i];

        if (teller_of(p, f) != node)
            continue;
        if (f->is_message) {
            s->ways[s->n_ways++] = message_way(t, f);
            continue;
        }
        s->ways[s->n_ways++] = (struct process_way){
            .flow = f,
            .is_silent = out == 1 && !*f->name && s->node->kind != NODE_END &&
                         number_of(t, f->to) == s->number + 1,
            .text = way_text(t, f, nth++),
            .to = number_of(t, f->to)};
    }
}

struct process_telling process_tell(struct arena *a, const struct process *p)
{
    struct teller t = {a, p, process_order(a, p)};
    struct process_telling told = {
        .steps = arena_array(a, p->n_nodes, sizeof(*told.steps)),
        .messages = arena_array(a, p->n_flows, sizeof(*told.messages))};
    size_t i, n = 0;

    /* Numbers count steps alone. */
    for (i = 0; i < t.order.n; i++)
        if (p->nodes[t.order.nodes[i]].kind != NODE_POOL)
            t.order.place[t.order.nodes[i]] = n++;
    for (i = 0; i < t.order.n; i++) {
        const struct process_node *node = &p->nodes[t.order.nodes[i]];
        struct process_step *s = &told.steps[told.n];

        if (node->kind == NODE_POOL)
            continue;
        *s = (struct process_step){.number = ++told.n,
                                   .node = node,
                                   .lead = lead_of(&t, node),
                                   .who = process_who(p, node),
                                   .text = text_of(&t, node)};
        add_ways(&t, s);
    }
    for (i = 0; i < p->n_flows; i++)
        if (teller_of(p, &p->flows[i]) == PROCESS_NONE)
            told.messages[told.n_messages++] = message_way(&t, &p->flows[i]);
    return told;
}

const char *process_step_line(struct arena *a, const struct process_step *s)
{
    return arena_printf(a, "%s%s%s%s%s", s->lead,
                        *s->lead && *s->who ? ", " : "", s->who,
                        *s->lead || *s->who ? ": " : "", s->text);
}
