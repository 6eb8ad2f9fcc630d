/* Every entry, by kind and status: the page and its JSON. */
#include <string.h>

#include "base/text.h"
#include "patterns/pages.h"

/* What the address asks for. */
struct wanted {
    bool has_kind, has_state;
    enum pattern_kind kind;
    enum pattern_state state;
};

static enum err read_wanted(const struct request *rq, struct wanted *w)
{
    const char *kind = request_text(rq, "kind");
    const char *state = request_text(rq, "status");

    *w = (struct wanted){.has_kind = *kind, .has_state = *state};
    if (w->has_kind && !pattern_kind_find(kind, &w->kind))
        return ERR_NOT_FOUND;
    if (w->has_state && !pattern_state_find(state, &w->state))
        return ERR_NOT_FOUND;
    return OK;
}

static bool fits(const struct pattern *p, const struct wanted *w)
{
    return (!w->has_kind || p->kind == w->kind) &&
           (!w->has_state || p->state == w->state);
}

static size_t count(const struct catalogue *c, struct wanted w)
{
    size_t i, n = 0;

    for (i = 0; i < c->n; i++)
        n += fits(&c->at[i], &w);
    return n;
}

/* "/patterns/component/?status=trial" */
static const char *address(struct arena *a, const struct wanted *w)
{
    return arena_printf(a, "/patterns/%s%s%s%s",
                        w->has_kind ? pattern_kind_key(w->kind) : "",
                        w->has_kind ? "/" : "", w->has_state ? "?status=" : "",
                        w->has_state ? pattern_state_key(w->state) : "");
}

static void add_choice(json_t *list, struct arena *a, const char *text,
                       bool current, const struct catalogue *c,
                       const struct wanted *w)
{
    size_t n = count(c, *w);

    if (n == 0 && !current)
        return;
    (void)json_array_append_new(
        list,
        json_pack("{s:s s:s s:s s:b}", "text", text, "address", address(a, w),
                  "count", text_count(a, (int64_t)n), "current", current));
}

static json_t *kind_choices(struct arena *a, const struct catalogue *c,
                            const struct wanted *asked)
{
    json_t *list = json_array();
    struct wanted w = *asked;
    int i;

    w.has_kind = false;
    add_choice(list, a, "All", !asked->has_kind, c, &w);
    for (i = 0; i < PATTERN_KINDS; i++) {
        w.has_kind = true;
        w.kind = (enum pattern_kind)i;
        add_choice(list, a, pattern_kind_plural(w.kind),
                   asked->has_kind && asked->kind == w.kind, c, &w);
    }
    return list;
}

static json_t *state_choices(struct arena *a, const struct catalogue *c,
                             const struct wanted *asked)
{
    json_t *list = json_array();
    struct wanted w = *asked;
    int i;

    w.has_state = false;
    add_choice(list, a, "Any", !asked->has_state, c, &w);
    for (i = 0; i < PATTERN_STATES; i++) {
        w.has_state = true;
        w.state = (enum pattern_state)i;
        add_choice(list, a, pattern_state_key(w.state),
                   asked->has_state && asked->state == w.state, c, &w);
    }
    return list;
}

json_t *status_model(const struct pattern *p)
{
    return json_pack("{s:s s:s s:b s:s}", "key", pattern_state_key(p->state),
                     "means", pattern_state_means(p->state), "stable",
                     p->state == STATE_STABLE, "date", p->state_date);
}

static json_t *card(struct arena *a, const struct pattern *p)
{
    return json_pack("{s:s s:s s:s s:o}", "title", p->title, "address",
                     pattern_address(a, p), "description", p->description,
                     "status", status_model(p));
}

/* A section for each kind that has entries to show. */
static json_t *groups(struct arena *a, const struct catalogue *c,
                      const struct wanted *w)
{
    json_t *list = json_array(), *cards = NULL;
    const struct pattern *before = NULL;
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];

        if (!fits(p, w))
            continue;
        if (!before || before->kind != p->kind) {
            cards = json_array();
            (void)json_array_append_new(
                list, json_pack("{s:s s:s s:o}", "key",
                                pattern_kind_key(p->kind), "title",
                                pattern_kind_plural(p->kind), "cards", cards));
        }
        (void)json_array_append_new(cards, card(a, p));
        before = p;
    }
    return list;
}

static json_t *page_model(struct arena *a, const struct catalogue *c,
                          const struct wanted *w)
{
    const char *heading =
        w->has_kind ? pattern_kind_plural(w->kind) : "Pattern library";
    const char *state = w->has_state ? pattern_state_key(w->state) : "";
    size_t n = count(c, *w);

    return json_pack(
        "{s:s s:s s:b s:b s:s s:o s:o s:o s:s}", "title",
        arena_printf(a, "%s%s%s", heading, *state ? ", " : "", state),
        "heading", heading, "all_kinds", !w->has_kind, "any", n > 0, "says",
        arena_printf(a, "%zu %s", n, n == 1 ? "entry" : "entries"), "kinds",
        kind_choices(a, c, w), "states", state_choices(a, c, w), "groups",
        groups(a, c, w), "json",
        w->has_kind ? arena_printf(a, "/patterns/%s.json%s%s",
                                   pattern_kind_key(w->kind),
                                   *state ? "?status=" : "", state)
                    : arena_printf(a, "/patterns.json%s%s",
                                   *state ? "?status=" : "", state));
}

static json_t *refusals(const struct problems *problems)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < problems->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s}", "where", problems->at[i].place,
                            "reason", problems->at[i].message));
    return list;
}

static json_t *data(struct arena *a, const struct catalogue *c,
                    const struct wanted *w)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < c->n; i++)
        if (fits(&c->at[i], w))
            (void)json_array_append_new(list, pattern_summary(a, &c->at[i]));
    return json_pack("{s:o s:o}", "patterns", list, "refused",
                     refusals(&c->problems));
}

enum err show_patterns(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    struct wanted w;
    enum err e = read_wanted(rq, &w);

    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data(rq->arena, ps->catalogue, &w));
    return reply_page(rp, "patterns/list",
                      page_model(rq->arena, ps->catalogue, &w));
}
