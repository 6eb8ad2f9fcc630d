/*
 * process.h - the work behind a service's counter, as BPMN 2.0 tells it.
 *
 * A file is read into lanes (who), nodes (what) and flows (in which order),
 * and given out again as an ordered text, as a drawing, as data, and as BPMN
 * with a diagram.  What a file says beyond that (data, notes, what is inside a
 * sub-process) is left out here and told in notes; the file keeps it.
 */
#ifndef PATTERNS_PROCESS_PROCESS_H
#define PATTERNS_PROCESS_PROCESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/problems.h"
#include "patterns/origin.h"

enum {
    PROCESS_SIZE_MAX = 1024 * 1024,
    PROCESS_NODES_MAX = 150,
    PROCESS_FLOWS_MAX = 300,
    PROCESS_LANES_MAX = 40,
    PROCESS_POOLS_MAX = 20,
    PROCESS_POINTS_MAX = 40, /* of one flow of a diagram */
    PROCESS_DEPTH_MAX = 40,
    PROCESS_NAME_MAX = 200, /* bytes */
    PROCESS_NOTES_MAX = 50,
    PROCESS_OUT_MAX = 4 * 1024 * 1024 /* of a text or a drawing */
};

/* What has no place: a node in no lane, a flow's end that is no node. */
#define PROCESS_NONE ((size_t)-1)

enum process_family {
    FAMILY_START,
    FAMILY_END,
    FAMILY_EVENT, /* one between start and end */
    FAMILY_TASK,
    FAMILY_GATEWAY,
    FAMILY_POOL /* somebody whose own work is not told */
};

/* Each kind of node: its element, its family, and what a person calls it. */
#define PROCESS_KIND_MAP(X)                                                    \
    X(NODE_START, "startEvent", FAMILY_START, "start")                         \
    X(NODE_END, "endEvent", FAMILY_END, "end")                                 \
    X(NODE_CATCH, "intermediateCatchEvent", FAMILY_EVENT, "wait")              \
    X(NODE_THROW, "intermediateThrowEvent", FAMILY_EVENT, "event")             \
    X(NODE_BOUNDARY, "boundaryEvent", FAMILY_EVENT, "interruption")            \
    X(NODE_TASK, "task", FAMILY_TASK, "task")                                  \
    X(NODE_USER, "userTask", FAMILY_TASK, "task with a screen")                \
    X(NODE_MANUAL, "manualTask", FAMILY_TASK, "task by hand")                  \
    X(NODE_SERVICE, "serviceTask", FAMILY_TASK, "task of a system")            \
    X(NODE_SEND, "sendTask", FAMILY_TASK, "message to send")                   \
    X(NODE_RECEIVE, "receiveTask", FAMILY_TASK, "message to wait for")         \
    X(NODE_SCRIPT, "scriptTask", FAMILY_TASK, "task of a script")              \
    X(NODE_RULE, "businessRuleTask", FAMILY_TASK, "task by rules")             \
    X(NODE_CALL, "callActivity", FAMILY_TASK, "another process")               \
    X(NODE_SUB, "subProcess", FAMILY_TASK, "process of its own")               \
    X(NODE_EXCLUSIVE, "exclusiveGateway", FAMILY_GATEWAY, "decision")          \
    X(NODE_PARALLEL, "parallelGateway", FAMILY_GATEWAY, "all ways at once")    \
    X(NODE_INCLUSIVE, "inclusiveGateway", FAMILY_GATEWAY, "ways that apply")   \
    X(NODE_RACE, "eventBasedGateway", FAMILY_GATEWAY, "whatever comes first")  \
    X(NODE_COMPLEX, "complexGateway", FAMILY_GATEWAY, "complex decision")      \
    X(NODE_POOL, "participant", FAMILY_POOL, "somebody else")

/* What an event is about. */
#define PROCESS_MARK_MAP(X)                                                    \
    X(MARK_MESSAGE, "messageEventDefinition")                                  \
    X(MARK_TIMER, "timerEventDefinition")                                      \
    X(MARK_SIGNAL, "signalEventDefinition")                                    \
    X(MARK_ERROR, "errorEventDefinition")                                      \
    X(MARK_ESCALATION, "escalationEventDefinition")                            \
    X(MARK_CONDITION, "conditionalEventDefinition")                            \
    X(MARK_LINK, "linkEventDefinition")                                        \
    X(MARK_CANCEL, "cancelEventDefinition")                                    \
    X(MARK_COMPENSATE, "compensateEventDefinition")                            \
    X(MARK_TERMINATE, "terminateEventDefinition")

/* clang-format off */
#define X(name, element, family, word) name,
enum process_kind { PROCESS_KIND_MAP(X) PROCESS_KINDS };
#undef X
#define X(name, element) name,
enum process_mark { MARK_NONE, PROCESS_MARK_MAP(X) PROCESS_MARKS };
#undef X
/* clang-format on */

const char *process_kind_element(enum process_kind kind); /* "userTask" */
const char *process_kind_word(enum process_kind kind);
enum process_family process_family(enum process_kind kind);

/* Pixels; a diagram's own numbers rounded. */
struct process_box {
    int x, y, width, height;
};

struct process_point {
    int x, y;
};

/* What the file's diagram says of a thing; none of it unless known. */
struct process_shape {
    bool known, label_known;
    struct process_box box, label;
};

struct process_pool {
    const char *id, *name; /* "" where the file has none */
    const char *process;   /* the id of its process; NULL: not told */
    int line;
    struct process_shape shape;
};

/* Lanes of lanes count as the innermost.  A pool without lanes has one that
 * has no id and the pool's name. */
struct process_lane {
    const char *id, *name;
    int line;
    size_t pool;
    struct process_shape shape;
};

struct process_node {
    enum process_kind kind;
    enum process_mark mark;
    const char *id, *name;
    int line;
    size_t pool;
    size_t lane;  /* never PROCESS_NONE, but of a NODE_POOL */
    size_t host;  /* of a boundary event: the task it is on */
    bool goes_on; /* of a boundary event: the task is not stopped */
    struct process_shape shape;
};

struct process_flow {
    bool is_message;
    bool is_default; /* the way if no other fits */
    const char *id, *name;
    int line;
    size_t from, to; /* nodes */
    bool label_known;
    struct process_box label;
    size_t n_points; /* 0: the file has no line for it */
    struct process_point *points;
};

struct process {
    const char *name;  /* of the first pool or process; may be "" */
    const char *plane; /* the element a diagram of it is of; "": it has no id */
    size_t n_pools, n_lanes, n_nodes, n_flows;
    struct process_pool *pools;
    struct process_lane *lanes; /* those of one pool stand together */
    struct process_node *nodes; /* in the order of the file */
    struct process_flow *flows;
    bool has_diagram; /* of every node and flow */

    const char *text; /* the file as it is, with no diagram ... */
    size_t size;
    size_t diagram_at, diagram_size; /* ... but what lies here */
    size_t end_at;                   /* where </definitions> begins */

    /* What is not as it should be, or not shown: FILE:LINE and a sentence. */
    struct problems notes;

    struct process_kept *kept; /* its drawing, once it was asked for */
};

/*
 * Read a file of n bytes; texts go into the origin's arena, the file's text is
 * borrowed.  ERR_INVALID, told by line: it is not XML or not BPMN, has a
 * DOCTYPE, is past a lid, has an id twice, a flow that leads nowhere.
 */
MUST_USE enum err process_read(const struct origin *o, const char *text,
                               size_t n, struct process **ret_process);

/* Note what a person should mend: names, lanes, ends, ways (check.c).
 * process_read() has done it. */
void process_check(const struct origin *o, struct process *p);

/* Who does it: the lane's name, or the pool's; "" where neither has one. */
const char *process_who(const struct process *p, const struct process_node *n);

/* The ordered text: a numbered list that can be read aloud.  ERR_TOO_BIG. */
MUST_USE enum err process_text(struct arena *a, const struct process *p,
                               struct buf *to);

/* The same as Markdown: no sign in a name means anything there. */
MUST_USE enum err
process_text_markdown(struct arena *a, const struct process *p, struct buf *to);

/* The same as data. */
json_t *process_data(struct arena *a, const struct process *p);

/* A drawing, as a document of its own.  ERR_TOO_BIG. */
MUST_USE enum err process_svg(struct arena *a, const struct process *p,
                              struct buf *to);

/* How large that drawing is, in pixels. */
void process_size(const struct process *p, int *ret_width, int *ret_height);

/* The file as it is, with a diagram in it.  ERR_TOO_BIG. */
MUST_USE enum err process_bpmn(const struct process *p, struct buf *to);

#endif
