/* The walk through the XML of a process. */
#include "patterns/process/read.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "patterns/process/drawing.h"

#define MODEL  "http://www.omg.org/spec/BPMN/20100524/MODEL "
#define BPMNDI "http://www.omg.org/spec/BPMN/20100524/DI "
#define DC     "http://www.omg.org/spec/DD/20100524/DC "
#define DI     "http://www.omg.org/spec/DD/20100524/DI "

/* What is read where; anything else is passed over with all that is in it. */
static const struct {
    enum place in;
    const char *name;
    taker *take; /* NULL: nothing is to be taken from it */
    enum place then;
} elements[] = {
    {AT_FILE, MODEL "definitions", NULL, AT_DEFINITIONS},
    {AT_DEFINITIONS, MODEL "collaboration", take_collaboration,
     AT_COLLABORATION},
    {AT_DEFINITIONS, MODEL "process", take_process, AT_PROCESS},
    {AT_DEFINITIONS, BPMNDI "BPMNDiagram", take_diagram, AT_DIAGRAM},
    {AT_COLLABORATION, MODEL "participant", take_pool, AT_ELSEWHERE},
    {AT_COLLABORATION, MODEL "messageFlow", take_message, AT_ELSEWHERE},
    {AT_PROCESS, MODEL "laneSet", NULL, AT_LANES},
    {AT_PROCESS, MODEL "sequenceFlow", take_flow, AT_ELSEWHERE},
    {AT_LANES, MODEL "lane", take_lane, AT_LANE},
    {AT_LANE, MODEL "childLaneSet", NULL, AT_LANES},
    {AT_LANE, MODEL "flowNodeRef", take_ref, AT_REF},
    {AT_DIAGRAM, BPMNDI "BPMNPlane", NULL, AT_PLANE},
    {AT_PLANE, BPMNDI "BPMNShape", take_shape, AT_SHAPE},
    {AT_PLANE, BPMNDI "BPMNEdge", take_edge, AT_SHAPE},
    {AT_SHAPE, DC "Bounds", take_box, AT_ELSEWHERE},
    {AT_SHAPE, DI "waypoint", take_point, AT_ELSEWHERE},
    {AT_SHAPE, BPMNDI "BPMNLabel", NULL, AT_LABEL},
    {AT_LABEL, DC "Bounds", take_label, AT_ELSEWHERE},
};

/* What a process may hold that is not read, and what a person calls it. */
static void note_unread(struct reader *r, const char *name)
{
    static const char *const silent[] = {"documentation",   "extensionElements",
                                         "incoming",        "outgoing",
                                         "ioSpecification", "property"};
    size_t i;

    if (!text_starts(name, MODEL))
        return;
    name += strlen(MODEL);
    for (i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
        if (strcmp(name, silent[i]) == 0)
            return;
    process_note(r->draft->origin, r->p, reader_line(r),
                 "<%s> is kept in the file, but not shown here: say what "
                 "matters of it in the guidance",
                 text_shown(r->draft->origin->arena, name, strlen(name)));
}

static enum place begin_in_process(struct reader *r, const char *name,
                                   const XML_Char **texts)
{
    const char *local = strchr(name, ' ');
    int kind;

    local = local ? local + 1 : name;
    if (strcmp(name, MODEL "transaction") == 0 ||
        strcmp(name, MODEL "adHocSubProcess") == 0)
        local = process_kind_element(NODE_SUB);
    for (kind = 0; text_starts(name, MODEL) && kind < NODE_POOL; kind++) {
        if (strcmp(process_kind_element((enum process_kind)kind), local) != 0)
            continue;
        take_node(r, (enum process_kind)kind, texts);
        return AT_NODE;
    }
    note_unread(r, name);
    return AT_ELSEWHERE;
}

static void mark_node(struct reader *r, const char *name)
{
#define X(mark, element) [mark] = (element),
    static const char *const marks[] = {PROCESS_MARK_MAP(X)};
#undef X
    size_t i;

    for (i = 1; text_starts(name, MODEL) && i < PROCESS_MARKS; i++)
        if (strcmp(name + strlen(MODEL), marks[i]) == 0)
            r->p->nodes[r->p->n_nodes - 1].mark = (enum process_mark)i;
}

static enum place begin_any(struct reader *r, const char *name,
                            const XML_Char **texts)
{
    enum place at = r->at[r->depth - 1];
    size_t i;

    for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        if (elements[i].in != at || strcmp(elements[i].name, name) != 0)
            continue;
        if (elements[i].take)
            elements[i].take(r, texts);
        /* a second diagram shows the same things again */
        return elements[i].then == AT_DIAGRAM && r->n_diagrams > 1
                   ? AT_ELSEWHERE
                   : elements[i].then;
    }
    if (at == AT_PROCESS)
        return begin_in_process(r, name, texts);
    if (at == AT_COLLABORATION)
        note_unread(r, name);
    if (at == AT_NODE)
        mark_node(r, name);
    return AT_ELSEWHERE;
}

static void on_start(void *self, const XML_Char *name, const XML_Char **texts)
{
    struct reader *r = self;

    if (r->stop)
        return;
    if (r->depth == PROCESS_DEPTH_MAX) {
        reader_stop(r, origin_refuse(r->draft->origin, reader_line(r),
                                     "nests deeper than %d elements",
                                     PROCESS_DEPTH_MAX));
        return;
    }
    r->depth++;
    r->lane[r->depth] = r->lane[r->depth - 1];
    r->at[r->depth] = begin_any(r, name, texts);
    if (r->depth == 1 && r->at[1] != AT_DEFINITIONS)
        reader_stop(
            r, origin_refuse(r->draft->origin, reader_line(r),
                             "is not BPMN 2.0: the outermost element must be "
                             "<definitions> of its namespace"));
}

static void on_end(void *self, const XML_Char *name)
{
    struct reader *r = self;
    bool in_definitions;

    if (r->stop)
        return;
    in_definitions = r->depth == 2;
    if (r->at[r->depth] == AT_REF)
        take_ref_end(r);
    if (in_definitions && strcmp(name, BPMNDI "BPMNDiagram") == 0)
        take_diagram_end(r);
    if (r->depth == 1)
        r->p->end_at = (size_t)XML_GetCurrentByteIndex(r->parser);
    r->depth--;
}

static void on_text(void *self, const XML_Char *text, int n)
{
    struct reader *r = self;

    if (!r->stop && r->at[r->depth] == AT_REF)
        buf_add(&r->ref, text, (size_t)n);
}

/* Entities are what small files make huge ones of; BPMN has no DOCTYPE. */
static void on_doctype(void *self, const XML_Char *name, const XML_Char *sysid,
                       const XML_Char *pubid, int has_internal_subset)
{
    struct reader *r = self;

    (void)name, (void)sysid, (void)pubid, (void)has_internal_subset;
    reader_stop(r,
                origin_refuse(r->draft->origin, reader_line(r),
                              "has a DOCTYPE, which BPMN does not use: take it "
                              "out"));
}

static void on_declaration(void *self, const XML_Char *version,
                           const XML_Char *encoding, int standalone)
{
    struct reader *r = self;

    (void)version, (void)standalone;
    if (encoding && strcmp(encoding, "UTF-8") != 0 &&
        strcmp(encoding, "utf-8") != 0)
        reader_stop(r, origin_refuse(r->draft->origin, 1, "must be in UTF-8"));
}

static enum err parse(struct reader *r)
{
    const struct process *p = r->p;
    enum XML_Error fault;

    if (XML_Parse(r->parser, p->text, (int)p->size, 1) == XML_STATUS_OK)
        return r->stop;
    if (r->stop)
        return r->stop;
    fault = XML_GetErrorCode(r->parser);
    if (fault == XML_ERROR_NO_MEMORY)
        mem_none();
    return origin_refuse(r->draft->origin, reader_line(r),
                         "is not well-formed XML at column %lu: %s",
                         XML_GetCurrentColumnNumber(r->parser) + 1,
                         XML_ErrorString(fault));
}

static enum err walk(struct process_draft *d)
{
    struct reader r = {.draft = d,
                       .p = d->process,
                       .parser = XML_ParserCreateNS("UTF-8", ' ')};
    enum err e;

    if (!r.parser)
        mem_none();
    buf_init(&r.ref, PROCESS_NAME_MAX);
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetCharacterDataHandler(r.parser, on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    XML_SetXmlDeclHandler(r.parser, on_declaration);
    e = parse(&r);
    buf_release(&r.ref);
    XML_ParserFree(r.parser);
    return e;
}

/* Room for the most that may come; what came is copied when it is known. */
static void draft_init(struct process_draft *d, struct arena *a)
{
    struct process *p = d->process;

    /* a process may have no pool, and a pool no process */
    p->pools = arena_array(a, (size_t)2 * PROCESS_POOLS_MAX, sizeof(*p->pools));
    p->lanes = arena_array(a, PROCESS_LANES_MAX, sizeof(*p->lanes));
    p->nodes = arena_array(a, PROCESS_NODES_MAX + PROCESS_POOLS_MAX,
                           sizeof(*p->nodes));
    p->flows = arena_array(a, PROCESS_FLOWS_MAX, sizeof(*p->flows));
    d->ends = arena_array(a, (size_t)2 * PROCESS_FLOWS_MAX, sizeof(*d->ends));
    d->hosts = arena_array(a, PROCESS_NODES_MAX, sizeof(*d->hosts));
    d->usual = arena_array(a, PROCESS_NODES_MAX, sizeof(*d->usual));
    d->is_outer = arena_array(a, PROCESS_LANES_MAX, sizeof(*d->is_outer));
    d->lane_refs = arena_array(a, REFS_MAX, sizeof(*d->lane_refs));
    d->scratch = a;
}

static enum err read_draft(struct process_draft *d)
{
    struct arena *scratch = arena_new();
    enum err e;

    draft_init(d, scratch);
    e = walk(d);
    if (!e)
        e = process_link(d);
    arena_free(scratch);
    return e;
}

enum err process_read(const struct origin *o, const char *text, size_t n,
                      struct process **ret_process)
{
    struct process *p = arena_alloc(o->arena, sizeof(*p));
    struct process_draft d = {.origin = o, .process = p};
    const char *fault;
    int line;
    enum err e;

    if (n > PROCESS_SIZE_MAX)
        return origin_refuse(o, 1, "is larger than %d KiB",
                             PROCESS_SIZE_MAX / 1024);
    fault = text_file_fault(o->arena, text, n, &line);
    if (fault)
        return origin_refuse(o, line, "%s", fault);
    *p = (struct process){.name = "",
                          .plane = "",
                          .text = text,
                          .size = n,
                          .kept = process_keep(o->arena)};
    problems_init(&p->notes, o->arena, PROCESS_NOTES_MAX);
    e = read_draft(&d);
    if (e)
        return e;
    process_check(o, p);
    *ret_process = p;
    return OK;
}
