/* What must hold of any drawing of ours, held against pixels: of the services'
 * processes, and of hundreds that were rolled. */
#include <math.h>

#include "tests/unit/drawn.h"

static void no_two_shapes_overlap(struct seen *s)
{
    size_t i, j;

    for (i = 0; i < s->p->n_nodes; i++)
        for (j = 0; j < i; j++)
            if (s->p->nodes[i].host != j && s->p->nodes[j].host != i &&
                boxes_meet(&s->d.nodes[i], &s->d.nodes[j]))
                fail_msg("%s: %s and %s overlap", s->of, id_of(s, i),
                         id_of(s, j));
}

/* How far a point is outside a shape; below 0: inside. */
static double outside(const struct seen *s, size_t node, double x, double y)
{
    const struct process_box *b = &s->d.nodes[node];
    double dx = fabs(x - b->x - b->width / 2.0) - b->width / 2.0;
    double dy = fabs(y - b->y - b->height / 2.0) - b->height / 2.0;
    double cx = x - b->x - b->width / 2.0, cy = y - b->y - b->height / 2.0;

    switch (process_family(s->p->nodes[node].kind)) {
    case FAMILY_TASK:
    case FAMILY_POOL:
        return dx > dy ? dx : dy;
    case FAMILY_GATEWAY:
        return fabs(cx) + fabs(cy) - b->width / 2.0;
    case FAMILY_START:
    case FAMILY_END:
    case FAMILY_EVENT:
        break;
    }
    return sqrt(cx * cx + cy * cy) - b->width / 2.0;
}

static void flows_begin_and_end_at_borders(struct seen *s)
{
    size_t i;

    for (i = 0; i < s->p->n_flows; i++) {
        const struct process_line *l = &s->d.flows[i];
        const struct process_flow *f = &s->p->flows[i];

        if (l->n < 2)
            fail_msg("%s: %s has no line", s->of, f->id);
        if (fabs(outside(s, f->from, l->points[0].x, l->points[0].y)) > 1)
            fail_msg("%s: %s does not begin at its shape", s->of, f->id);
        if (fabs(outside(s, f->to, l->points[l->n - 1].x,
                         l->points[l->n - 1].y)) > 1)
            fail_msg("%s: %s does not end at its shape", s->of, f->id);
    }
}

/* A flow that begins or ends at an event on a task may touch that task. */
static bool may_touch(const struct process *p, const struct process_flow *f,
                      size_t node)
{
    return f->from == node || f->to == node || p->nodes[f->from].host == node ||
           p->nodes[f->to].host == node;
}

static void walk_line(struct seen *s, size_t flow)
{
    const struct process_flow *f = &s->p->flows[flow];
    const struct process_line *l = &s->d.flows[flow];
    size_t i, node;
    int k;

    for (i = 0; i + 1 < l->n; i++) {
        struct process_point a = l->points[i], b = l->points[i + 1];
        int n = abs(a.x - b.x) + abs(a.y - b.y);

        if (a.x != b.x && a.y != b.y)
            fail_msg("%s: %s is not straight", s->of, f->id);
        for (k = 0; k <= n; k += 2)
            for (node = 0; node < s->p->n_nodes; node++) {
                double out = outside(s, node, a.x + (b.x - a.x) * k / n,
                                     a.y + (b.y - a.y) * k / n);

                if (out < (may_touch(s->p, f, node) ? -1.5 : 0))
                    fail_msg("%s: %s goes through %s", s->of, f->id,
                             id_of(s, node));
            }
    }
}

static void no_flow_crosses_a_shape(struct seen *s)
{
    size_t i;

    for (i = 0; i < s->p->n_flows; i++)
        walk_line(s, i);
}

static void nothing_is_outside(struct seen *s)
{
    const struct process_box paper = {0, 0, s->d.width, s->d.height};
    size_t i, j;

    for (i = 0; i < s->p->n_nodes; i++) {
        assert_true(is_inside(&paper, &s->d.nodes[i]));
        if (s->d.node_labels[i].n &&
            !is_inside(&paper, &s->d.node_labels[i].box))
            fail_msg("%s: the name of %s is outside", s->of, id_of(s, i));
    }
    for (i = 0; i < s->p->n_flows; i++) {
        if (s->d.flow_labels[i].n &&
            !is_inside(&paper, &s->d.flow_labels[i].box))
            fail_msg("%s: the name of %s is outside", s->of, s->p->flows[i].id);
        for (j = 0; j < s->d.flows[i].n; j++)
            assert_true(is_inside(
                &paper,
                &(struct process_box){s->d.flows[i].points[j].x,
                                      s->d.flows[i].points[j].y, 0, 0}));
    }
}

static void steps_are_in_their_lanes(struct seen *s)
{
    size_t i;

    for (i = 0; i < s->p->n_nodes; i++)
        if (s->p->nodes[i].lane != PROCESS_NONE &&
            !is_inside(&s->d.lanes[s->p->nodes[i].lane], &s->d.nodes[i]))
            fail_msg("%s: %s is not in its lane", s->of, id_of(s, i));
    for (i = 1; i < s->p->n_lanes; i++)
        assert_false(boxes_meet(&s->d.lanes[i - 1], &s->d.lanes[i]));
}

/* How long two straight parts lie on each other. */
static int shared_length(const struct process_point *a,
                         const struct process_point *b)
{
    bool down = a[0].x == a[1].x;
    int a0 = down ? a[0].y : a[0].x, a1 = down ? a[1].y : a[1].x;
    int b0 = down ? b[0].y : b[0].x, b1 = down ? b[1].y : b[1].x;
    int from = a0 < a1 ? a0 : a1, to = a0 < a1 ? a1 : a0;

    if (down != (b[0].x == b[1].x) ||
        (down ? a[0].x != b[0].x : a[0].y != b[0].y))
        return 0;
    if ((b0 < b1 ? b0 : b1) > from)
        from = b0 < b1 ? b0 : b1;
    if ((b0 < b1 ? b1 : b0) < to)
        to = b0 < b1 ? b1 : b0;
    return to - from;
}

/* But where two leave the same step, or come to it. */
static void no_flow_lies_on_another(struct seen *s)
{
    size_t f, g, i, j;

    for (f = 0; f < s->p->n_flows; f++)
        for (g = 0; g < f; g++) {
            const struct process_line *a = &s->d.flows[f], *b = &s->d.flows[g];

            if (s->p->flows[f].from == s->p->flows[g].from ||
                s->p->flows[f].to == s->p->flows[g].to)
                continue;
            for (i = 0; i + 1 < a->n; i++)
                for (j = 0; j + 1 < b->n; j++)
                    if (shared_length(a->points + i, b->points + j) > 0)
                        fail_msg("%s: %s lies on %s", s->of, s->p->flows[f].id,
                                 s->p->flows[g].id);
        }
}

holds_for_all(no_two_shapes_overlap);
holds_for_all(flows_begin_and_end_at_borders);
holds_for_all(no_flow_crosses_a_shape);
holds_for_all(nothing_is_outside);
holds_for_all(steps_are_in_their_lanes);
holds_for_all(no_flow_lies_on_another);

static void the_same_process_is_drawn_the_same(void **state)
{
    struct buf text, first, second;

    buf_init(&text, TEXT_MAX);
    buf_init(&first, PROCESS_OUT_MAX);
    buf_init(&second, PROCESS_OUT_MAX);
    random_process(7, &text);
    assert_ok(process_svg(*state, read_process(*state, text.text), &first));
    assert_ok(process_svg(*state, read_process(*state, text.text), &second));
    assert_string_equal(first.text, second.text);
    buf_release(&text);
    buf_release(&first);
    buf_release(&second);
}

/* What we write is read again as the same, with every step and flow drawn. */
static void what_is_written_reads_back_the_same(void **state)
{
    uint32_t seed;

    for (seed = 0; seed < 60; seed++) {
        struct buf text;
        struct process *p, *back;
        size_t i;

        buf_init(&text, PROCESS_SIZE_MAX);
        random_process(seed, &text);
        p = read_process(*state, text.text);
        back = read_process(*state, written_process(*state, p));
        assert_true(back->has_diagram);
        assert_int_equal(back->n_nodes, p->n_nodes);
        assert_int_equal(back->n_flows, p->n_flows);
        for (i = 0; i < p->n_nodes; i++)
            assert_string_equal(back->nodes[i].id, p->nodes[i].id);
        assert_string_equal(written_process(*state, back),
                            written_process(*state, p));
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(no_two_shapes_overlap_in_any_drawing),
        with_arena(flows_begin_and_end_at_borders_in_any_drawing),
        with_arena(no_flow_crosses_a_shape_in_any_drawing),
        with_arena(nothing_is_outside_in_any_drawing),
        with_arena(steps_are_in_their_lanes_in_any_drawing),
        with_arena(no_flow_lies_on_another_in_any_drawing),
        with_arena(the_same_process_is_drawn_the_same),
        with_arena(what_is_written_reads_back_the_same),
    };

    return cmocka_run_group_tests_name("drawings of processes", tests, NULL,
                                       NULL);
}
