/* Names in a drawing of ours can be read, and stand by what they name. */
#include "tests/unit/drawn.h"

/* All names that stand beside something, and the shapes. */
static void names_cover_nothing(struct seen *s)
{
    size_t n = 0, i, j;
    struct process_box all[2 * (PROCESS_NODES_MAX + PROCESS_FLOWS_MAX)];

    for (i = 0; i < s->p->n_nodes; i++) {
        enum process_family family = process_family(s->p->nodes[i].kind);

        if (family != FAMILY_TASK && family != FAMILY_POOL &&
            s->d.node_labels[i].n)
            all[n++] = s->d.node_labels[i].box;
        else if (s->d.node_labels[i].n &&
                 !is_inside(&s->d.nodes[i], &s->d.node_labels[i].box))
            fail_msg("%s: the name of %s is not in it", s->of, id_of(s, i));
    }
    for (i = 0; i < s->p->n_flows; i++)
        if (s->d.flow_labels[i].n)
            all[n++] = s->d.flow_labels[i].box;
    for (i = 0; i < n; i++) {
        for (j = 0; j < i; j++)
            if (boxes_meet(&all[i], &all[j]))
                fail_msg("%s: names cover each other at %d, %d", s->of,
                         all[i].x, all[i].y);
        for (j = 0; j < s->p->n_nodes; j++)
            if (boxes_meet(&all[i], &s->d.nodes[j]))
                fail_msg("%s: a name covers %s", s->of, id_of(s, j));
    }
}

static void names_of_lanes_fit_in_whole_words(struct seen *s)
{
    size_t i, j;

    for (i = 0; i < s->p->n_lanes; i++) {
        const struct process_label *l = &s->d.lane_labels[i];
        struct buf said;

        buf_init(&said, 1000);
        for (j = 0; j < l->n; j++)
            buf_addf(&said, "%s%s", j ? " " : "", l->lines[j]);
        assert_string_equal(said.text, s->p->lanes[i].name);
        assert_true(l->box.width <= s->d.lanes[i].height);
        buf_release(&said);
    }
}

static int distance(const struct process_box *b, int x, int y)
{
    int dx = x < b->x ? b->x - x : x - b->x - b->width;
    int dy = y < b->y ? b->y - y : y - b->y - b->height;

    return (dx > 0 ? dx : 0) + (dy > 0 ? dy : 0);
}

/* Whether a line comes within that distance of a box; of other: where that
 * line is not. */
static bool comes_near(const struct process_line *l,
                       const struct process_box *b, int within,
                       const struct process_line *other)
{
    size_t i;
    int k;

    for (i = 0; i + 1 < l->n; i++) {
        struct process_point a = l->points[i], z = l->points[i + 1];
        int n = abs(a.x - z.x) + abs(a.y - z.y);

        for (k = 0; k <= n; k++) {
            int x = a.x + (z.x - a.x) * k / n, y = a.y + (z.y - a.y) * k / n;
            const struct process_box spot = {x, y, 0, 0};

            if (distance(b, x, y) <= within &&
                (!other || !comes_near(other, &spot, 0, NULL)))
                return true;
        }
    }
    return false;
}

/* "Yes" and "No" must never stand by the one line that both begin with. */
static void a_name_stands_by_its_own_way(struct seen *s)
{
    size_t i, j;

    for (i = 0; i < s->p->n_flows; i++)
        for (j = 0; s->d.flow_labels[i].n && j < s->p->n_flows; j++)
            if (i != j && s->p->flows[i].from == s->p->flows[j].from &&
                !comes_near(&s->d.flows[i], &s->d.flow_labels[i].box, 12,
                            &s->d.flows[j]))
                fail_msg("%s: the name of %s could be that of %s", s->of,
                         s->p->flows[i].id, s->p->flows[j].id);
}

holds_for_all(names_cover_nothing);
holds_for_all(names_of_lanes_fit_in_whole_words);

static void a_name_stands_by_its_own_way_in_our_drawings(void **state)
{
    for_each_of_ours(*state, a_name_stands_by_its_own_way);
}

static void a_lane_is_as_tall_as_its_longest_word(void **state)
{
    struct seen s = {.of = "a long word"};

    s.p = read_process(
        *state,
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>"
        "<process id='p'><laneSet><lane id='l' name='Verkehrsüberwachungsamt'>"
        "<flowNodeRef>a</flowNodeRef></lane></laneSet><startEvent id='a'/>"
        "</process></definitions>");
    s.d = process_draw(*state, s.p);
    names_of_lanes_fit_in_whole_words(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(names_cover_nothing_in_any_drawing),
        with_arena(names_of_lanes_fit_in_whole_words_in_any_drawing),
        with_arena(a_name_stands_by_its_own_way_in_our_drawings),
        with_arena(a_lane_is_as_tall_as_its_longest_word),
    };

    return cmocka_run_group_tests_name("process names", tests, NULL, NULL);
}
