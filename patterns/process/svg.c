/* A process as a picture that stands alone: SVG, with its words as text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/process/drawing.h"
#include "patterns/process/marks.h"

enum { CORNER = 7, MARK = 18, SIGN = 20 };

/* The same picture by day, at night, in the colours somebody chose, and on
 * paper. */
static const char css[] =
    "svg{background:#fff;color-scheme:light dark}"
    "text{font:13px Arial,\"Liberation Sans\",Helvetica,sans-serif;"
    "fill:#14262b}"
    ".middle{text-anchor:middle}.right{text-anchor:end}"
    ".who text{font-weight:700}"
    ".flow{fill:none;stroke:#4a5c62;stroke-width:1.5}"
    ".message{stroke-dasharray:6 4}"
    ".head{fill:#4a5c62}"
    ".open{fill:#fff;stroke:#4a5c62;stroke-width:1.5}"
    ".band{fill:#fbfaf7;stroke:#6c7d82}"
    ".name{fill:#e3eeee;stroke:#6c7d82}"
    ".shape{fill:#fff;stroke:#0d4552;stroke-width:1.5}"
    ".thick{stroke-width:3.5}"
    ".start{fill:#eaf5ef;stroke:#1c6b50;stroke-width:2}"
    ".end{fill:#fdf0ee;stroke:#a6281b;stroke-width:4}"
    ".gateway{fill:#fff7e2;stroke:#80550a}"
    ".event{fill:#eef4fb;stroke:#2b5a8c}"
    ".ring{fill:none}"
    ".mark{fill:none;stroke:#14262b;stroke-width:1.25;"
    "stroke-linecap:round;stroke-linejoin:round}"
    ".solid{fill:#14262b;stroke:#14262b}"
    ".sign{stroke-width:2.75}"
    ".way{stroke:#fbfaf7;stroke-width:4px;paint-order:stroke;"
    "stroke-linejoin:round}"
    "@media (prefers-color-scheme:dark){"
    "svg{background:#172326}"
    "text{fill:#e8eeec}"
    ".flow{stroke:#a9b9bb}.head{fill:#a9b9bb}"
    ".open{fill:#172326;stroke:#a9b9bb}"
    ".band{fill:#0f1719;stroke:#8a9c9f}"
    ".name{fill:#1c3338;stroke:#8a9c9f}"
    ".shape{fill:#172326;stroke:#8fd3dc}"
    ".start{fill:#15302a;stroke:#7ed0ae}"
    ".end{fill:#3a201d;stroke:#ff9d8a}"
    ".gateway{fill:#332a14;stroke:#ffc24b}"
    ".event{fill:#192b40;stroke:#9cc4f0}"
    ".ring{fill:none}"
    ".mark{stroke:#e8eeec}"
    ".solid{fill:#e8eeec;stroke:#e8eeec}"
    ".way{stroke:#0f1719}}"
    "@media (forced-colors:active){"
    "svg{background:Canvas}"
    "text{fill:CanvasText}"
    ".flow,.shape,.band,.name,.mark{stroke:CanvasText}"
    ".band,.name,.shape,.open{fill:Canvas}"
    ".flow,.ring,.mark{fill:none}"
    ".head,.solid{fill:CanvasText;stroke:CanvasText}"
    ".way{stroke:Canvas}}"
    "@media print{"
    "svg,.band,.name,.shape{background:#fff;fill:#fff}"
    "text{fill:#000}.flow,.ring,.mark{fill:none}"
    ".flow,.shape,.band,.name,.mark{stroke:#000}"
    ".head,.solid{fill:#000;stroke:#000}.way{stroke:#fff}}";

struct writer {
    const struct process_drawing *d;
    const struct process *p;
    struct buf *to;
};

static void add_words(struct buf *to, const char *text)
{
    buf_add_html(to, text, strlen(text));
}

static void add_rect(struct buf *to, const struct process_box *b, int round,
                     const char *class)
{
    buf_addf(to, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", b->x,
             b->y, b->width, b->height);
    if (round)
        buf_addf(to, " rx=\"%d\"", round);
    buf_addf(to, " class=\"%s\"/>\n", class);
}

/* Each line is a text of its own, the first one's upper end at y. */
static void add_lines(struct buf *to, const struct process_label *l, int x,
                      int y)
{
    size_t i;

    for (i = 0; i < l->n; i++) {
        buf_addf(to, "<text x=\"%d\" y=\"%d\">", x,
                 y + (int)i * LINE_HEIGHT + 12);
        add_words(to, l->lines[i]);
        buf_adds(to, "</text>\n");
    }
}

static void add_label(struct buf *to, const struct process_label *l,
                      const char *class)
{
    static const char *const aligned[] = {"middle", "left", "right"};
    int x = l->box.x;

    if (l->n == 0)
        return;
    if (l->align == ALIGN_MIDDLE)
        x += l->box.width / 2;
    else if (l->align == ALIGN_RIGHT)
        x += l->box.width;
    buf_addf(to, "<g class=\"%s%s\">\n", aligned[l->align], class);
    add_lines(to, l, x, l->box.y);
    buf_adds(to, "</g>\n");
}

/* From below to above, in the middle of a band. */
static void add_turned(struct buf *to, const struct process_label *l,
                       const struct process_box *b, int width)
{
    int x = b->x + width / 2, y = b->y + b->height / 2;

    if (l->n == 0)
        return;
    buf_addf(to,
             "<g class=\"middle who\" "
             "transform=\"translate(%d %d) rotate(-90)\">\n",
             x, y);
    add_lines(to, l, 0, -(int)l->n * LINE_HEIGHT / 2);
    buf_adds(to, "</g>\n");
}

static void add_pools(const struct writer *w)
{
    const struct process *p = w->p;
    size_t i;

    for (i = 0; i < p->n_pools; i++) {
        struct process_box b = w->d->pools[i];

        if (b.width == 0 || !*p->pools[i].id)
            continue;
        add_rect(w->to, &b, 0, "band");
        b.width = HEADER_WIDTH;
        add_rect(w->to, &b, 0, "name");
        add_turned(w->to, &w->d->pool_labels[i], &b, HEADER_WIDTH);
    }
    for (i = 0; i < p->n_lanes; i++) {
        struct process_box b = w->d->lanes[i];

        if (b.width == 0 || !*p->lanes[i].id)
            continue;
        add_rect(w->to, &b, 0, "band");
        b.width = w->d->lane_header;
        add_rect(w->to, &b, 0, "name");
        add_turned(w->to, &w->d->lane_labels[i], &b, b.width);
    }
}

static int between(int a, int b, int by)
{
    int n = abs(b - a);

    return n <= by ? b : a + (b > a ? by : -by);
}

static int corner(struct process_point a, struct process_point b)
{
    int n = (abs(a.x - b.x) + abs(a.y - b.y)) / 2;

    return n < CORNER ? n : CORNER;
}

/* A line with round corners. */
static void add_path(const struct writer *w, const struct process_line *l)
{
    const struct process_point *at = l->points;
    size_t i;

    buf_addf(w->to, "M%d %d", at[0].x, at[0].y);
    for (i = 1; i + 1 < l->n; i++) {
        int r = corner(at[i - 1], at[i]), s = corner(at[i], at[i + 1]);

        r = r < s ? r : s;
        buf_addf(w->to, "L%d %dQ%d %d %d %d", between(at[i].x, at[i - 1].x, r),
                 between(at[i].y, at[i - 1].y, r), at[i].x, at[i].y,
                 between(at[i].x, at[i + 1].x, r),
                 between(at[i].y, at[i + 1].y, r));
    }
    buf_addf(w->to, "L%d %d", at[l->n - 1].x, at[l->n - 1].y);
}

/* A stroke through the beginning of the way that is taken if no other fits. */
static void add_default(const struct writer *w, const struct process_line *l)
{
    int x = between(l->points[0].x, l->points[1].x, 11);
    int y = between(l->points[0].y, l->points[1].y, 11);

    buf_addf(w->to, "<path class=\"flow\" d=\"M%d %dL%d %d\"/>\n", x - 4, y + 6,
             x + 4, y - 6);
}

static bool is_choice(enum process_kind kind)
{
    return kind == NODE_EXCLUSIVE || kind == NODE_INCLUSIVE ||
           kind == NODE_COMPLEX || process_family(kind) == FAMILY_TASK;
}

static void add_flows(const struct writer *w)
{
    const struct process *p = w->p;
    size_t i;

    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *f = &p->flows[i];

        if (w->d->flows[i].n < 2)
            continue;
        buf_addf(w->to, "<path class=\"flow%s\" marker-end=\"url(#%s)\"%s d=\"",
                 f->is_message ? " message" : "",
                 f->is_message ? "letter" : "arrow",
                 f->is_message ? " marker-start=\"url(#sent)\"" : "");
        add_path(w, &w->d->flows[i]);
        buf_adds(w->to, "\"/>\n");
        if (f->is_default && is_choice(p->nodes[f->from].kind))
            add_default(w, &w->d->flows[i]);
    }
    for (i = 0; i < p->n_flows; i++)
        add_label(w->to, &w->d->flow_labels[i], " way");
}

static void add_mark(struct buf *to, const char *path, int x, int y,
                     const char *class)
{
    if (path)
        buf_addf(to,
                 "<path class=\"mark%s\" transform=\"translate(%d %d)\" "
                 "d=\"%s\"/>\n",
                 class, x, y, path);
}

static void add_task(const struct writer *w, size_t i)
{
    const struct process_box *b = &w->d->nodes[i];
    enum process_kind kind = w->p->nodes[i].kind;
    bool solid = false;
    const char *mark = task_mark(kind, &solid);
    int cx = b->x + b->width / 2, y = b->y + b->height - 16;

    add_rect(w->to, b, 9, kind == NODE_CALL ? "shape thick" : "shape");
    add_mark(w->to, mark, b->x + 3, b->y + 2, solid ? " solid" : "");
    if (kind == NODE_SUB || kind == NODE_CALL)
        buf_addf(w->to,
                 "<path class=\"mark\" d=\"M%d %dh14v14h-14zm7 3v8m-4-4h8\"/>"
                 "\n",
                 cx - 7, y);
}

static void add_event(const struct writer *w, size_t i)
{
    const struct process_box *b = &w->d->nodes[i];
    const struct process_node *n = &w->p->nodes[i];
    int r = b->width / 2, cx = b->x + r, cy = b->y + b->height / 2;
    bool throws = n->kind == NODE_END || n->kind == NODE_THROW;
    const char *dash = n->kind == NODE_BOUNDARY && n->goes_on
                           ? " stroke-dasharray=\"4 3\""
                           : "";

    buf_addf(w->to,
             "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" class=\"shape %s\"%s/>"
             "\n",
             cx, cy, r,
             n->kind == NODE_START ? "start"
             : n->kind == NODE_END ? "end"
                                   : "event",
             dash);
    if (process_family(n->kind) == FAMILY_EVENT)
        buf_addf(w->to,
                 "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" class=\"shape event "
                 "ring\"%s/>\n",
                 cx, cy, r - 3, dash);
    add_mark(w->to, event_mark(n->mark), cx - MARK / 2, cy - MARK / 2,
             throws ? " solid" : "");
}

static void add_gateway(const struct writer *w, size_t i)
{
    const struct process_box *b = &w->d->nodes[i];
    int rx = b->width / 2, ry = b->height / 2, cx = b->x + rx, cy = b->y + ry;

    buf_addf(w->to,
             "<path class=\"shape gateway\" "
             "d=\"M%d %dL%d %dL%d %dL%d %dz\"/>\n",
             cx - rx, cy, cx, cy - ry, cx + rx, cy, cx, cy + ry);
    add_mark(w->to, gateway_mark(w->p->nodes[i].kind), cx - MARK / 2,
             cy - MARK / 2, " sign");
}

static void add_node(const struct writer *w, size_t i)
{
    switch (process_family(w->p->nodes[i].kind)) {
    case FAMILY_TASK:
        add_task(w, i);
        break;
    case FAMILY_GATEWAY:
        add_gateway(w, i);
        break;
    case FAMILY_POOL:
        add_rect(w->to, &w->d->nodes[i], 0, "name");
        break;
    case FAMILY_START:
    case FAMILY_END:
    case FAMILY_EVENT:
        add_event(w, i);
        break;
    }
    add_label(w->to, &w->d->node_labels[i],
              process_family(w->p->nodes[i].kind) == FAMILY_POOL ? " who" : "");
}

static void add_nodes(const struct writer *w)
{
    size_t i;

    for (i = 0; i < w->p->n_nodes; i++)
        if (w->p->nodes[i].kind != NODE_BOUNDARY)
            add_node(w, i);
    for (i = 0; i < w->p->n_nodes; i++) /* they stand on the others */
        if (w->p->nodes[i].kind == NODE_BOUNDARY)
            add_node(w, i);
}

static enum err add_head(struct arena *a, const struct writer *w)
{
    struct buf text;
    enum err e;

    buf_addf(w->to,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
             "height=\"%d\" viewBox=\"0 0 %d %d\" lang=\"en\" role=\"img\" "
             "aria-labelledby=\"t\" aria-describedby=\"d\">\n<title id=\"t\">",
             w->d->width, w->d->height, w->d->width, w->d->height);
    add_words(w->to, *w->p->name ? w->p->name : "A process");
    buf_adds(w->to, ", drawn as a process</title>\n<desc id=\"d\">");
    buf_init(&text, PROCESS_OUT_MAX);
    e = process_text(a, w->p, &text);
    add_words(w->to, text.text);
    buf_release(&text);
    buf_addf(w->to,
             "</desc>\n<style>%s</style>\n<defs>\n"
             "<marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"10\" "
             "refY=\"5\" markerWidth=\"10\" markerHeight=\"10\" "
             "markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
             "<path class=\"head\" d=\"M0 .5L10 5L0 9.500z\"/></marker>\n"
             "<marker id=\"letter\" viewBox=\"0 0 10 10\" refX=\"9\" "
             "refY=\"5\" markerWidth=\"10\" markerHeight=\"10\" "
             "markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
             "<path class=\"open\" d=\"M1 1L9 5L1 9z\"/></marker>\n"
             "<marker id=\"sent\" viewBox=\"0 0 10 10\" refX=\"1\" "
             "refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" "
             "markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
             "<circle class=\"open\" cx=\"5\" cy=\"5\" r=\"4\"/></marker>\n"
             "</defs>\n",
             css);
    return e;
}

enum err process_svg(struct arena *a, const struct process *p, struct buf *to)
{
    const struct writer w = {process_drawn(p), p, to};
    enum err e = add_head(a, &w);

    if (e)
        return e;
    add_pools(&w);
    add_flows(&w);
    add_nodes(&w);
    buf_adds(to, "</svg>\n");
    return buf_finish(to);
}
