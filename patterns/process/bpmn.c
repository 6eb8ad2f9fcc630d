/* The file of a process as it is, with a diagram put in. */
#include <string.h>

#include "patterns/process/drawing.h"

static void add_id(struct buf *to, const char *id)
{
    buf_add_html(to, id, strlen(id));
}

static void add_bounds(struct buf *to, const struct process_box *b)
{
    buf_addf(to, "<dc:Bounds x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
             b->x, b->y, b->width, b->height);
}

static void add_label(struct buf *to, const struct process_label *label)
{
    if (label->n == 0)
        return;
    buf_adds(to, "        <bpmndi:BPMNLabel>\n          ");
    add_bounds(to, &label->box);
    buf_adds(to, "        </bpmndi:BPMNLabel>\n");
}

/* more: attributes that only some shapes have. */
static void add_shape(struct buf *to, const char *id,
                      const struct process_box *b, const char *more,
                      const struct process_label *label)
{
    if (!*id || b->width == 0)
        return;
    buf_adds(to, "      <bpmndi:BPMNShape id=\"shape_of_");
    add_id(to, id);
    buf_adds(to, "\" bpmnElement=\"");
    add_id(to, id);
    buf_addf(to, "\"%s>\n        ", more);
    add_bounds(to, b);
    if (label)
        add_label(to, label);
    buf_adds(to, "      </bpmndi:BPMNShape>\n");
}

static void add_shapes(struct buf *to, const struct process_drawing *d)
{
    static const char lying[] = " isHorizontal=\"true\"";
    const struct process *p = d->process;
    size_t i;

    for (i = 0; i < p->n_pools; i++)
        add_shape(to, p->pools[i].id, &d->pools[i], lying, NULL);
    for (i = 0; i < p->n_lanes; i++)
        add_shape(to, p->lanes[i].id, &d->lanes[i], lying, NULL);
    for (i = 0; i < p->n_nodes; i++) {
        enum process_kind kind = p->nodes[i].kind;
        bool inside = process_family(kind) == FAMILY_TASK ||
                      kind == NODE_POOL; /* its name is */
        const char *more = kind == NODE_POOL  ? lying
                           : kind == NODE_SUB ? " isExpanded=\"false\""
                           : kind == NODE_EXCLUSIVE
                               ? " isMarkerVisible=\"true\""
                               : "";

        add_shape(to, p->nodes[i].id, &d->nodes[i], more,
                  inside ? NULL : &d->node_labels[i]);
    }
}

static void add_edges(struct buf *to, const struct process_drawing *d)
{
    const struct process *p = d->process;
    size_t i, j;

    for (i = 0; i < p->n_flows; i++) {
        buf_adds(to, "      <bpmndi:BPMNEdge id=\"edge_of_");
        add_id(to, p->flows[i].id);
        buf_adds(to, "\" bpmnElement=\"");
        add_id(to, p->flows[i].id);
        buf_adds(to, "\">\n");
        for (j = 0; j < d->flows[i].n; j++)
            buf_addf(to, "        <di:waypoint x=\"%d\" y=\"%d\"/>\n",
                     d->flows[i].points[j].x, d->flows[i].points[j].y);
        add_label(to, &d->flow_labels[i]);
        buf_adds(to, "      </bpmndi:BPMNEdge>\n");
    }
}

static void add_diagram(struct buf *to, const struct process_drawing *d)
{
    buf_adds(to, "  <bpmndi:BPMNDiagram id=\"diagram_of_");
    add_id(to, d->process->plane);
    buf_adds(to, "\" xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
                 "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" "
                 "xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\">\n"
                 "    <bpmndi:BPMNPlane id=\"plane_of_");
    add_id(to, d->process->plane);
    buf_adds(to, "\" bpmnElement=\"");
    add_id(to, d->process->plane);
    buf_adds(to, "\">\n");
    add_shapes(to, d);
    add_edges(to, d);
    buf_adds(to, "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n");
}

/* The file without the diagram it has, which does not show all, and without
 * the line that it stood on. */
static void add_undrawn(struct buf *to, const struct process *p)
{
    size_t from = p->diagram_at, until = p->diagram_at + p->diagram_size;

    while (from > 0 && strchr(" \t", p->text[from - 1]))
        from--;
    until += p->text[until] == '\r';
    until += p->text[until] == '\n';
    buf_add(to, p->text, from);
    if (until < p->end_at)
        buf_add(to, p->text + until, p->end_at - until);
}

enum err process_bpmn(const struct process *p, struct buf *to)
{
    if (p->has_diagram) {
        buf_add(to, p->text, p->size);
        return buf_finish(to);
    }
    if (p->diagram_size)
        add_undrawn(to, p);
    else
        buf_add(to, p->text, p->end_at);
    add_diagram(to, process_drawn(p));
    buf_add(to, p->text + p->end_at, p->size - p->end_at);
    return buf_finish(to);
}
