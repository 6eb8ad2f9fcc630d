/* The process behind a service: its part of the entry's page, its drawing and
 * its file. */
#include <string.h>

#include "base/text.h"
#include "patterns/pages.h"
#include "patterns/process/tell.h"
#include "web/sandbox.h"

static json_t *way_model(struct arena *a, const struct process_way *w)
{
    return json_pack(
        "{s:s s:b s:s}", "text",
        w->to ? arena_printf(a, "%s %zu", w->text, w->to) : w->text, "is_link",
        w->to > 0, "address", arena_printf(a, "#process-%zu", w->to));
}

static json_t *step_model(struct arena *a, const struct process_step *s)
{
    json_t *ways = json_array();
    size_t i;

    for (i = 0; i < s->n_ways; i++)
        if (!s->ways[i].is_silent)
            (void)json_array_append_new(ways, way_model(a, &s->ways[i]));
    return json_pack(
        "{s:I s:s s:s s:b s:o}", "number", (json_int_t)s->number, "who",
        arena_printf(a, "%s%s%s", s->lead, *s->lead && *s->who ? ", " : "",
                     s->who),
        "text", s->text, "has_ways", json_array_size(ways) > 0, "ways", ways);
}

/* A list of steps for each pool that has some, numbered through. */
static json_t *lists_model(struct arena *a, const struct process *p,
                           const struct process_telling *told)
{
    json_t *lists = json_array(), *steps = NULL;
    size_t i;

    for (i = 0; i < told->n; i++) {
        const struct process_step *s = &told->steps[i];

        if (i == 0 || s->node->pool != s[-1].node->pool) {
            steps = json_array();
            (void)json_array_append_new(
                lists,
                json_pack("{s:s s:I s:o}", "name", p->pools[s->node->pool].name,
                          "start", (json_int_t)s->number, "steps", steps));
        }
        (void)json_array_append_new(steps, step_model(a, s));
    }
    if (json_array_size(lists) == 1) /* its name is that of the service */
        (void)json_object_set_new(json_array_get(lists, 0), "name",
                                  json_string(""));
    return lists;
}

static const char *who(struct arena *a, const struct process *p)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        if (*p->lanes[i].name)
            all = text_join(a, all, ", ", p->lanes[i].name);
    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].kind == NODE_POOL && *p->nodes[i].name)
            all = text_join(a, all, ", ", p->nodes[i].name);
    return all;
}

json_t *process_model(struct arena *a, const struct view *v)
{
    const struct pattern *entry = v->pattern;
    const struct process *p = entry->process;
    const char *here = pattern_address(a, entry);
    const char *at = view_version_query(a, v);
    struct process_telling told;
    json_t *messages = json_array();
    int width, height;
    size_t i;

    if (!p)
        return json_null();
    told = process_tell(a, p);
    process_size(p, &width, &height);
    for (i = 0; i < told.n_messages; i++)
        (void)json_array_append_new(messages,
                                    json_string(told.messages[i].text));
    return json_pack(
        "{s:s s:s s:i s:i s:s s:s s:s s:o s:o}", "drawing",
        arena_printf(a, "%s/process.svg%s", here, at), "file",
        arena_printf(a, "%s/process.bpmn%s", here, at), "width", width,
        "height", height, "alternative",
        arena_printf(a,
                     "Drawing of the process “%s”: %zu steps. The same in "
                     "words is below.",
                     entry->title, told.n),
        "service", entry->title, "who", who(a, p), "lists",
        lists_model(a, p, &told), "messages", messages);
}

const char *process_words(struct arena *a, const struct pattern *entry,
                          bool as_markdown)
{
    const struct process *p = entry->process;
    const char *all = "";
    struct buf text;

    if (!p)
        return "";
    buf_init(&text, PROCESS_OUT_MAX);
    buf_addf(&text, "\n%sThe process in words\n\n", as_markdown ? "## " : "");
    if (!(as_markdown ? process_text_markdown(a, p, &text)
                      : process_text(a, p, &text)))
        all = arena_strdup(a, text.text);
    buf_release(&text);
    return all;
}

/* The process of the version that is asked for.  ERR_NOT_FOUND. */
static enum err find_process(const struct request *rq, struct view *v)
{
    enum err e = view_read(rq, v);

    return !e && !v->pattern->process ? ERR_NOT_FOUND : e;
}

enum err show_drawing(struct request *rq, struct reply *rp)
{
    struct view v;
    struct buf svg;
    enum err e = find_process(rq, &v);

    if (e)
        return e;
    buf_init(&svg, PROCESS_OUT_MAX);
    e = process_svg(rq->arena, v.pattern->process, &svg);
    if (!e)
        e = reply_drawing(rp, svg.text);
    buf_release(&svg);
    return e;
}

enum err show_process(struct request *rq, struct reply *rp)
{
    struct view v;
    struct buf text;
    enum err e = find_process(rq, &v);

    if (e)
        return e;
    buf_init(&text, PROCESS_SIZE_MAX + PROCESS_OUT_MAX);
    e = process_bpmn(v.pattern->process, &text);
    if (!e)
        e = reply_text(rp, "application/xml", text.text);
    if (!e)
        reply_header(rp, "Content-Disposition",
                     arena_printf(rq->arena, "attachment; filename=\"%s.bpmn\"",
                                  v.pattern->slug));
    buf_release(&text);
    return e;
}
