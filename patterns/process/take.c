/* What is taken from each element of a process. */
#include "patterns/process/read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DISTANCE_MAX = 100 * 1000 };

int reader_line(const struct reader *r)
{
    return (int)XML_GetCurrentLineNumber(r->parser);
}

void reader_stop(struct reader *r, enum err told)
{
    r->stop = told;
    (void)XML_StopParser(r->parser, XML_FALSE);
}

static const char *find(const XML_Char **texts, const char *key)
{
    for (; *texts; texts += 2)
        if (strcmp(texts[0], key) == 0)
            return texts[1];
    return "";
}

/* A name in one line, or an id. */
static const char *text_of(struct reader *r, const XML_Char **texts,
                           const char *key)
{
    struct arena *a = r->draft->origin->arena;
    const char *from = find(texts, key);
    char *text = arena_strdup(a, from), *to = text;

    for (; *from; from++) {
        bool gap = strchr(" \t\r\n", *from) != NULL;

        if (!gap)
            *to++ = *from;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
    if (to - text > PROCESS_NAME_MAX)
        reader_stop(r, origin_refuse(r->draft->origin, reader_line(r),
                                     "%s is longer than %d bytes", key,
                                     PROCESS_NAME_MAX));
    return text;
}

/* What another element is called: "tns:task" and "task" are the same. */
static struct process_ref take_id(struct reader *r, const XML_Char **texts,
                                  const char *key)
{
    const char *text = text_of(r, texts, key), *colon = strrchr(text, ':');

    return (struct process_ref){colon ? colon + 1 : text, reader_line(r)};
}

static bool is_full(struct reader *r, size_t n, size_t max, const char *what)
{
    if (n < max)
        return false;
    reader_stop(r, origin_refuse(r->draft->origin, reader_line(r),
                                 "there are more than %zu %s", max, what));
    return true;
}

void take_process(struct reader *r, const XML_Char **texts)
{
    struct process_draft *d = r->draft;
    struct process *p = r->p;
    const char *id = text_of(r, texts, "id");
    size_t i;

    if (is_full(r, d->n_processes, PROCESS_POOLS_MAX, "processes"))
        return;
    for (i = 0; i < d->n_processes; i++)
        if (strcmp(d->processes[i], id) == 0)
            reader_stop(r, origin_refuse(d->origin, reader_line(r),
                                         "there is a process of this id "
                                         "already"));
    d->process_lines[d->n_processes] = reader_line(r);
    d->processes[d->n_processes++] = id;
    if (!*p->name)
        p->name = text_of(r, texts, "name");
    if (!*p->plane)
        p->plane = id;
}

/* A diagram of pools is one of the collaboration. */
void take_collaboration(struct reader *r, const XML_Char **texts)
{
    r->p->plane = text_of(r, texts, "id");
}

void take_pool(struct reader *r, const XML_Char **texts)
{
    struct process *p = r->p;
    struct process_ref of = take_id(r, texts, "processRef");

    if (is_full(r, p->n_pools, PROCESS_POOLS_MAX, "pools"))
        return;
    p->pools[p->n_pools++] =
        (struct process_pool){.id = text_of(r, texts, "id"),
                              .name = text_of(r, texts, "name"),
                              .process = *of.id ? of.id : NULL,
                              .line = reader_line(r)};
}

void take_lane(struct reader *r, const XML_Char **texts)
{
    struct process *p = r->p;

    if (is_full(r, p->n_lanes, PROCESS_LANES_MAX, "lanes"))
        return;
    if (r->at[r->depth - 2] == AT_LANE)
        r->draft->is_outer[r->lane[r->depth - 1]] = true;
    r->lane[r->depth] = p->n_lanes;
    p->lanes[p->n_lanes++] =
        (struct process_lane){.id = text_of(r, texts, "id"),
                              .name = text_of(r, texts, "name"),
                              .line = reader_line(r),
                              .pool = r->draft->n_processes - 1};
}

void take_ref(struct reader *r, const XML_Char **texts)
{
    (void)texts;
    buf_reset(&r->ref);
}

void take_ref_end(struct reader *r)
{
    struct process_draft *d = r->draft;
    const char *from = r->ref.text + strspn(r->ref.text, " \t\r\n");
    size_t n = strcspn(from, " \t\r\n");
    const char *colon = memchr(from, ':', n);

    if (colon) {
        n -= (size_t)(colon + 1 - from);
        from = colon + 1;
    }
    if (is_full(r, d->n_lane_refs, REFS_MAX, "elements in lanes"))
        return;
    d->lane_refs[d->n_lane_refs++] = (struct process_lane_ref){
        {arena_strndup(d->origin->arena, from, n), reader_line(r)},
        r->lane[r->depth]};
}

void take_node(struct reader *r, enum process_kind kind, const XML_Char **texts)
{
    struct process *p = r->p;
    size_t i = p->n_nodes;

    if (is_full(r, i, PROCESS_NODES_MAX, "events, tasks and gateways"))
        return;
    p->nodes[i] = (struct process_node){
        .kind = kind,
        .id = text_of(r, texts, "id"),
        .name = text_of(r, texts, "name"),
        .line = reader_line(r),
        .pool = r->draft->n_processes - 1,
        .lane = PROCESS_NONE,
        .host = PROCESS_NONE,
        .goes_on = strcmp(find(texts, "cancelActivity"), "false") == 0};
    r->draft->hosts[i] = take_id(r, texts, "attachedToRef");
    r->draft->usual[i] = take_id(r, texts, "default");
    p->n_nodes++;
}

static void add_flow(struct reader *r, bool is_message, const XML_Char **texts)
{
    struct process *p = r->p;
    size_t i = p->n_flows;

    if (is_full(r, i, PROCESS_FLOWS_MAX, "flows"))
        return;
    p->flows[i] = (struct process_flow){.is_message = is_message,
                                        .id = text_of(r, texts, "id"),
                                        .name = text_of(r, texts, "name"),
                                        .line = reader_line(r)};
    r->draft->ends[2 * i] = take_id(r, texts, "sourceRef");
    r->draft->ends[2 * i + 1] = take_id(r, texts, "targetRef");
    p->n_flows++;
}

void take_flow(struct reader *r, const XML_Char **texts)
{
    add_flow(r, false, texts);
}

void take_message(struct reader *r, const XML_Char **texts)
{
    add_flow(r, true, texts);
}

void take_diagram(struct reader *r, const XML_Char **texts)
{
    (void)texts;
    if (r->n_diagrams++ == 0)
        r->p->diagram_at = (size_t)XML_GetCurrentByteIndex(r->parser);
}

void take_diagram_end(struct reader *r)
{
    size_t end = (size_t)XML_GetCurrentByteIndex(r->parser) +
                 (size_t)XML_GetCurrentByteCount(r->parser);

    r->p->diagram_size = end - r->p->diagram_at;
}

static void add_drawn(struct reader *r, bool is_edge, const XML_Char **texts)
{
    struct process_draft *d = r->draft;

    if (is_full(r, d->n_drawn, SHAPES_MAX, "shapes"))
        return;
    if (!d->drawn)
        d->drawn = arena_array(d->scratch, SHAPES_MAX, sizeof(*d->drawn));
    d->drawn[d->n_drawn++] = (struct process_drawn){
        .element = take_id(r, texts, "bpmnElement").id, .is_edge = is_edge};
}

void take_shape(struct reader *r, const XML_Char **texts)
{
    add_drawn(r, false, texts);
}

void take_edge(struct reader *r, const XML_Char **texts)
{
    add_drawn(r, true, texts);
}

static int take_distance(struct reader *r, const XML_Char **texts,
                         const char *key)
{
    const char *text = find(texts, key);
    char *end;
    double d = strtod(text, &end);

    if (end == text || *end || !(fabs(d) <= DISTANCE_MAX)) {
        reader_stop(r, origin_refuse(r->draft->origin, reader_line(r),
                                     "%s must be a number of at most %d", key,
                                     DISTANCE_MAX));
        return 0;
    }
    return (int)lround(d);
}

static struct process_box read_box(struct reader *r, const XML_Char **texts)
{
    struct process_box b = {
        take_distance(r, texts, "x"), take_distance(r, texts, "y"),
        take_distance(r, texts, "width"), take_distance(r, texts, "height")};

    if (b.width < 0 || b.height < 0)
        reader_stop(r, origin_refuse(r->draft->origin, reader_line(r),
                                     "width and height must not be below 0"));
    return b;
}

void take_box(struct reader *r, const XML_Char **texts)
{
    r->draft->drawn[r->draft->n_drawn - 1].box = read_box(r, texts);
}

void take_label(struct reader *r, const XML_Char **texts)
{
    struct process_drawn *s = &r->draft->drawn[r->draft->n_drawn - 1];

    s->label = read_box(r, texts);
    s->label_known = s->label.width > 0 && s->label.height > 0;
}

void take_point(struct reader *r, const XML_Char **texts)
{
    struct process_drawn *s = &r->draft->drawn[r->draft->n_drawn - 1];

    if (is_full(r, s->n_points, PROCESS_POINTS_MAX, "points of a line"))
        return;
    if (!s->points)
        s->points = arena_array(r->draft->origin->arena, PROCESS_POINTS_MAX,
                                sizeof(*s->points));
    s->points[s->n_points++] = (struct process_point){
        take_distance(r, texts, "x"), take_distance(r, texts, "y")};
}
