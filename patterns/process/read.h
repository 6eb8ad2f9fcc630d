/* read.h - what the two halves of reading a process share: the walk
 * through the XML (read.c), what is taken from each element
 * (take.c), and what its ids mean (link.c). */
#ifndef PATTERNS_PROCESS_READ_H
#define PATTERNS_PROCESS_READ_H

#include <expat.h>

#include "patterns/process/process.h"

enum { REFS_MAX = 4 * PROCESS_NODES_MAX, SHAPES_MAX = 1000 };

/* "this node is in this lane", and the like: an id that is yet to be found. */
struct process_ref {
    const char *id;
    int line;
};

struct process_lane_ref {
    struct process_ref node;
    size_t lane;
};

/* A BPMNShape or BPMNEdge. */
struct process_drawn {
    const char *element; /* the id of what it shows */
    bool is_edge, label_known;
    struct process_box box, label;
    size_t n_points;
    struct process_point *points;
};

struct process_draft {
    const struct origin *origin;
    struct process *process;
    struct process_ref *ends;  /* two for each flow: from, to */
    struct process_ref *hosts; /* one for each node; id NULL: none */
    struct process_ref *usual; /* one for each node: its default flow */
    bool *is_outer;            /* one for each lane: it is of lanes */
    size_t n_processes;
    const char *processes[PROCESS_POOLS_MAX]; /* their ids */
    int process_lines[PROCESS_POOLS_MAX];
    size_t n_lane_refs, n_drawn;
    struct process_lane_ref *lane_refs;
    struct process_drawn *drawn; /* NULL until there is one */
    struct arena *scratch;
};

/* Where in the file the parser is. */
enum place {
    AT_FILE,
    AT_DEFINITIONS,
    AT_COLLABORATION,
    AT_PROCESS,
    AT_LANES,
    AT_LANE,
    AT_REF,
    AT_NODE,
    AT_DIAGRAM,
    AT_PLANE,
    AT_SHAPE,
    AT_LABEL,
    AT_ELSEWHERE /* what is here is not read */
};

struct reader {
    struct process_draft *draft;
    struct process *p;
    XML_Parser parser;
    enum err stop; /* not OK: take nothing more */
    size_t depth;
    enum place at[PROCESS_DEPTH_MAX + 1];
    size_t lane[PROCESS_DEPTH_MAX + 1]; /* the innermost so far */
    size_t n_diagrams;
    struct buf ref; /* the text of a flowNodeRef */
};

/* Note what is not as it should be, or is not shown. */
void process_note(const struct origin *o, struct process *p, int line,
                  const char *fmt, ...) PRINTF_LIKE(4, 5);

/* The line that is being read; and to stop there, with what was told. */
int reader_line(const struct reader *r);
void reader_stop(struct reader *r, enum err told);

/* Take what an element's attributes say. */
typedef void taker(struct reader *r, const XML_Char **texts);
taker take_process, take_collaboration, take_pool, take_lane, take_ref,
    take_flow, take_message, take_diagram, take_shape, take_edge, take_box,
    take_label, take_point;
void take_node(struct reader *r, enum process_kind kind,
               const XML_Char **texts);
void take_ref_end(struct reader *r);
void take_diagram_end(struct reader *r);

/* Turn ids into places.  ERR_INVALID, told. */
MUST_USE enum err process_link(struct process_draft *d);

/* Note where the file's diagram shows each thing, and whether all are. */
void process_take_diagram(struct process_draft *d);

#endif
