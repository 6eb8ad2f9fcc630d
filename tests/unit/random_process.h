/* random_process.h - processes nobody would draw, to lay out and to tell. */
#ifndef TESTS_UNIT_RANDOM_PROCESS_H
#define TESTS_UNIT_RANDOM_PROCESS_H

#include <string.h>

#include "base/buf.h"
#include "patterns/process/process.h"
#include "tests/oracle/dice.h"
#include "tests/unit.h"

struct random_process {
    struct dice dice;
    struct buf *to;
    unsigned lanes, nodes, strangers;
    bool hosts[64];  /* tasks, on which an event may stand */
    bool guests[64]; /* such events: nothing may lead to them */
};

static inline unsigned rp_roll(struct random_process *r, unsigned n)
{
    return (unsigned)dice_below(&r->dice, n);
}

static inline void rp_name(struct random_process *r, unsigned words)
{
    static const char *const all[] = {
        "Tell", "the",    "resident", "a",     "reason",    "Yes",
        "No",   "or",     "visit",    "again", "inspector", "&lt;x&gt;",
        "paid", "within", "14",       "days",  "Cyngor",    "tŷ"};
    unsigned i;

    for (i = 0; i < words; i++)
        buf_addf(r->to, "%s%s", i ? " " : "",
                 all[rp_roll(r, sizeof(all) / sizeof(all[0]))]);
}

static inline void rp_nodes(struct random_process *r)
{
    unsigned i, host;

    for (i = 0; i < r->nodes; i++) {
        enum process_kind kind =
            i == 0 ? NODE_START : (enum process_kind)rp_roll(r, NODE_POOL);

        host = rp_roll(r, i + 1);
        if (kind == NODE_BOUNDARY && !r->hosts[host])
            kind = NODE_USER;
        r->guests[i] = kind == NODE_BOUNDARY;
        r->hosts[i] = process_family(kind) == FAMILY_TASK;
        buf_addf(r->to, "<%s id=\"n%u\"", process_kind_element(kind), i);
        if (kind == NODE_BOUNDARY)
            buf_addf(r->to, " attachedToRef=\"n%u\"", host);
        buf_adds(r->to, " name=\"");
        rp_name(r, rp_roll(r, 9));
        buf_addf(r->to, "\">%s</%s>\n",
                 rp_roll(r, 3) ? "" : "<timerEventDefinition/>",
                 process_kind_element(kind));
    }
}

/* Most lead on to one of the next few, some anywhere. */
static inline void rp_flows(struct random_process *r)
{
    unsigned n = r->nodes + rp_roll(r, r->nodes), i, from, to;

    for (i = 0; i < n; i++) {
        from = i < r->nodes ? i : rp_roll(r, r->nodes);
        to = (from + 1 + rp_roll(r, 4)) % r->nodes;
        if (rp_roll(r, 6) == 0)
            to = rp_roll(r, r->nodes);
        if (r->guests[to])
            to = 0;
        buf_addf(r->to,
                 "<sequenceFlow id=\"f%u\" sourceRef=\"n%u\" "
                 "targetRef=\"n%u\" name=\"",
                 i, from, to);
        rp_name(r, rp_roll(r, 3) ? 0 : 1 + rp_roll(r, 4));
        buf_adds(r->to, "\"/>\n");
    }
}

static inline void rp_lanes(struct random_process *r)
{
    unsigned lane, i;

    buf_adds(r->to, "<laneSet id=\"lanes\">\n");
    for (lane = 0; lane < r->lanes; lane++) {
        buf_addf(r->to, "<lane id=\"l%u\" name=\"", lane);
        rp_name(r, 1 + rp_roll(r, 3));
        buf_adds(r->to, "\">");
        for (i = 0; i < r->nodes; i++)
            if ((i * 7 + i / 3) % r->lanes == lane)
                buf_addf(r->to, "<flowNodeRef>n%u</flowNodeRef>", i);
        buf_adds(r->to, "</lane>\n");
    }
    buf_adds(r->to, "</laneSet>\n");
}

static inline void rp_collaboration(struct random_process *r)
{
    unsigned i, n = r->strangers;

    buf_adds(r->to, "<collaboration id=\"c\"><participant id=\"pool\" "
                    "name=\"Council\" processRef=\"p\"/>\n");
    for (i = 0; i < n; i++)
        buf_addf(r->to, "<participant id=\"s%u\" name=\"Stranger %c\"/>\n", i,
                 (int)('A' + i));
    for (i = 0; n && i < rp_roll(r, 8); i++) {
        bool out = i % 2;
        unsigned node = rp_roll(r, r->nodes), pool = rp_roll(r, n);

        buf_addf(r->to,
                 out ? "<messageFlow id=\"m%u\" sourceRef=\"n%u\" "
                       "targetRef=\"s%u\" name=\"Letter\"/>\n"
                     : "<messageFlow id=\"m%u\" targetRef=\"n%u\" "
                       "sourceRef=\"s%u\"/>\n",
                 i, node, pool);
    }
    buf_adds(r->to, "</collaboration>\n");
}

/* The same for the same seed. */
static inline void random_process(uint32_t seed, struct buf *to)
{
    struct random_process r = {.dice = {seed}, .to = to};

    r.nodes = 2 + rp_roll(&r, 39);
    r.lanes = rp_roll(&r, 6);
    r.strangers = rp_roll(&r, 4) ? 0 : 1 + rp_roll(&r, 3);
    buf_adds(to, "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/"
                 "MODEL\" id=\"d\" targetNamespace=\"urn:x\">\n");
    if (r.strangers || rp_roll(&r, 2))
        rp_collaboration(&r);
    buf_adds(to, "<process id=\"p\" name=\"Anything\">\n");
    if (r.lanes)
        rp_lanes(&r);
    rp_nodes(&r);
    rp_flows(&r);
    buf_adds(to, "</process></definitions>\n");
}

/* Read what must be good; in the arena. */
static inline struct process *read_process(struct arena *a, const char *text)
{
    struct problems problems;
    struct origin o = {
        .arena = a, .problems = &problems, .file = "process.bpmn"};
    struct process *p = NULL;

    problems_init(&problems, a, 10);
    if (process_read(&o, text, strlen(text), &p))
        fail_msg("%s: %s\n%s", problems.at[0].place, problems.at[0].message,
                 text);
    return p;
}

/* As BPMN; in the arena. */
static inline const char *written_process(struct arena *a,
                                          const struct process *p)
{
    struct buf out;
    const char *copy;

    buf_init(&out, PROCESS_OUT_MAX);
    assert_ok(process_bpmn(p, &out));
    copy = arena_strdup(a, out.text);
    buf_release(&out);
    return copy;
}

#endif
