/* An entry as scripts read it. */
#include "base/time.h"
#include "patterns/pages.h"
#include "patterns/process/process.h"

json_t *facets_data(const struct listed *found)
{
    json_t *all = json_object();
    size_t i, j;

    for (i = 0; i < FACETS; i++) {
        json_t *list = json_array();

        for (j = 0; j < found->facets[i].n; j++) {
            const struct facet_value *v = &found->facets[i].at[j];

            (void)json_array_append_new(
                list, json_pack("{s:s s:s s:I}", "key", v->key, "text", v->text,
                                "count", (json_int_t)v->count));
        }
        (void)json_object_set_new(all, facet_field((enum facet)i), list);
    }
    return all;
}

static json_t *examples(struct arena *a, const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_examples; i++) {
        const struct pattern_example *x = &p->examples[i];

        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:s s:o s:s?}", "name", x->name, "title",
                      x->title, "lang", x->lang, "address",
                      arena_printf(a, "%s/%s/", pattern_address(a, p), x->name),
                      "html", json_string_nocheck(x->html), "nunjucks",
                      x->njk));
    }
    return list;
}

/* Other entries, each with how far it has come. */
static json_t *related(struct arena *a, const struct pattern *const *list,
                       size_t n)
{
    json_t *all = json_array();
    size_t i;

    for (i = 0; i < n; i++)
        (void)json_array_append_new(
            all, json_pack("{s:s s:s s:s s:s s:s}", "kind",
                           pattern_kind_key(list[i]->kind), "slug",
                           list[i]->slug, "title", list[i]->title, "status",
                           pattern_state_key(list[i]->state), "address",
                           pattern_address(a, list[i])));
    return all;
}

static json_t *links(const struct pattern *p)
{
    json_t *all = json_array();
    size_t i;

    for (i = 0; i < p->n_links; i++)
        (void)json_array_append_new(all, json_pack("{s:s s:s}", "href",
                                                   p->links[i].href, "text",
                                                   p->links[i].text));
    return all;
}

static json_t *issues(const struct pattern *p)
{
    json_t *all = json_array();
    size_t i;

    for (i = 0; i < p->n_issues; i++)
        (void)json_array_append_new(
            all, json_pack("{s:s s:s s:s}", "title", p->issues[i].title,
                           "description", p->issues[i].text, "link",
                           p->issues[i].link));
    return all;
}

static json_t *settings(const struct pattern *p)
{
    json_t *all = json_array();
    size_t i;

    for (i = 0; i < p->n_settings; i++)
        (void)json_array_append_new(
            all,
            json_pack("{s:s s:s s:s s:s}", "name", p->settings[i].name, "title",
                      p->settings[i].title, "default", p->settings[i].value,
                      "description", p->settings[i].text));
    return all;
}

/* The one there is, and those before it. */
static json_t *versions(struct arena *a, const struct pattern *p)
{
    const char *address = pattern_address(a, p);
    json_t *all = json_array();
    size_t i;

    if (*p->version)
        (void)json_array_append_new(
            all,
            json_pack("{s:s s:s}", "version", p->version, "address", address));
    for (i = 0; i < p->n_versions; i++)
        (void)json_array_append_new(
            all,
            json_pack(
                "{s:s s:s}", "version", p->versions[i].version, "address",
                arena_printf(a, "%s?at=%s", address, p->versions[i].version)));
    return all;
}

static json_t *changes(const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_changes; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s}", "date", p->changes[i].date,
                            "version", p->changes[i].version, "description",
                            p->changes[i].text));
    return list;
}

static json_t *checks(const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_checks; i++)
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:s s:s}", "summary", p->checks[i].summary,
                      "status", p->checks[i].status, "type", p->checks[i].type,
                      "criterion", p->checks[i].criterion, "details",
                      p->checks[i].details));
    return list;
}

static json_t *share(const struct pattern_share *s)
{
    if (!s->known)
        return json_pack("{s:I s:I s:n s:n s:n}", "n", (json_int_t)s->n, "m",
                         (json_int_t)s->m, "rate", "low", "high");
    return json_pack("{s:I s:I s:f s:f s:f}", "n", (json_int_t)s->n, "m",
                     (json_int_t)s->m, "rate", s->rate, "low", s->low, "high",
                     s->high);
}

static json_t *use(const struct pattern_use *u)
{
    char from[TIME_TEXT] = "", until[TIME_TEXT] = "";
    json_t *time = u->p50_ms < 0 ? json_null() : json_integer(u->p50_ms);
    json_t *median = u->peers ? json_real(u->peers_rate) : json_null();

    if (u->has_days) {
        day_format(u->from, from);
        day_format(u->until, until);
    }
    return json_pack(
        "{s:s s:s s:s s:s s:s s:s s:I s:o s:b s:I s:o s:o s:I}", "journey",
        u->journey, "step", u->step, "stepTitle", u->step_title,
        "patternVersion", u->pattern_version, "from", from, "until", until,
        "reached", (json_int_t)u->reached, "dropped", share(&u->dropped),
        "enough", u->enough, "rejects", (json_int_t)u->rejects, "timeMsP50",
        time, "sameKindMedian", median, "sameKindSteps", (json_int_t)u->peers);
}

/* What front matter says besides what a list shows. */
static void add_facts(json_t *all, const struct pattern *p)
{
    (void)json_object_set_new(all, "statusDate", json_string(p->state_date));
    (void)json_object_set_new(all, "statusMeans",
                              json_string(pattern_state_means(p->state)));
    (void)json_object_set_new(all, "links", links(p));
    (void)json_object_set_new(all, "owner", json_string(p->owner));
    (void)json_object_set_new(all, "licence", json_string(p->licence));
    (void)json_object_set_new(all, "lgil", pattern_texts_json(&p->lgil));
    (void)json_object_set_new(all, "tier", pattern_texts_json(&p->tier));
    (void)json_object_set_new(all, "reviewDue", json_string(p->review_due));
}

json_t *pattern_data(struct arena *a, const struct pattern *p,
                     const struct pattern_evidence *e)
{
    json_t *all = pattern_summary_json(a, p), *uses = json_array();
    size_t i;

    for (i = 0; i < e->n; i++)
        (void)json_array_append_new(uses, use(&e->at[i]));
    add_facts(all, p);
    (void)json_object_set_new(
        all, "guidance", json_stringn_nocheck(p->markdown, p->markdown_size));
    (void)json_object_set_new(all, "examples", examples(a, p));
    (void)json_object_set_new(
        all, "options", p->options ? json_deep_copy(p->options) : json_array());
    (void)json_object_set_new(all, "accessibility", checks(p));
    (void)json_object_set_new(all, "notes", pattern_texts_json(&p->notes));
    (void)json_object_set_new(all, "issues", issues(p));
    (void)json_object_set_new(all, "settings", settings(p));
    (void)json_object_set_new(
        all, "process", p->process ? process_data(a, p->process) : json_null());
    (void)json_object_set_new(all, "changelog", changes(p));
    (void)json_object_set_new(all, "versions", versions(a, p));
    (void)json_object_set_new(all, "uses", related(a, p->uses, p->n_uses));
    (void)json_object_set_new(all, "usedIn",
                              related(a, p->used_in, p->n_used_in));
    (void)json_object_set_new(all, "evidence", uses);
    return all;
}
