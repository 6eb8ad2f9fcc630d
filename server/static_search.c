#include "server/static_search.h"

#include "base/buf.h"
#include "web/reply.h"
#include "web/request.h"

static json_t *entries(struct arena *a, const struct catalogue *c)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];
        const char *state =
            p->state == STATE_STABLE ? "" : pattern_state_key(p->state);

        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:s s:s}", "title", p->title, "kind",
                      pattern_kind_key(p->kind), "state", state, "address",
                      pattern_address(a, p), "description", p->description));
    }
    return list;
}

static enum err show_search(struct request *rq, struct reply *rp)
{
    const struct catalogue *c = rq->context;

    return reply_page(rp, "server/static-search",
                      json_pack("{s:s s:i s:o s:s}", "title", "Search", "count",
                                (int)c->n, "entries", entries(rq->arena, c),
                                "index", "/patterns/search-index.js"));
}

static enum err show_index(struct request *rq, struct reply *rp)
{
    const struct catalogue *c = rq->context;
    struct buf *text = reply_body(rp, "text/javascript");

    buf_adds(text, "'use strict';\nconst waymark_index = ");
    pattern_search_index(rq->arena, c, text);
    buf_adds(text, ";\n");
    return OK;
}

const struct route static_search_routes[] = {
    {.method = GET, .path = "/patterns/search", .run = show_search},
    {.method = GET, .path = "/patterns/search-index.js", .run = show_index},
    {0},
};
