/* An entry as scripts read it. */
#include "base/public.h"
#include "base/time.h"
#include "patterns/pages.h"
#include "patterns/picture.h"
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

static struct model examples(struct arena *a, const struct pattern *p)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < p->n_examples; i++) {
        const struct pattern_example *x = &p->examples[i];
        const char *address =
            arena_printf(a, "%s/%s/", pattern_address(a, p), x->name);

        model_append(a, &list,
                     MODEL(a, {"name", model_text(x->name)},
                           {"title", model_text(x->title)},
                           {"lang", model_text(x->lang)},
                           {"address", model_text(address)},
                           {"html", model_text(x->html)},
                           {"nunjucks", model_text(x->njk)}));
    }
    return list;
}

static struct model pictures(struct arena *a, const struct pattern *p)
{
    struct model list = model_list();
    size_t i;

    for (i = picture_next(p, 0); i < p->n_files; i = picture_next(p, i + 1)) {
        const struct pattern_file *f = &p->files[i];
        enum picture_type type = picture_type(f->text, f->size);

        model_append(a, &list,
                     MODEL(a, {"address", model_text(picture_address(a, p, f))},
                           {"type", model_text(picture_media(type))},
                           {"bytes", model_int((int64_t)f->size)}));
    }
    return list;
}

/* Other entries, each with how far it has come. */
static struct model related(struct arena *a, const struct pattern *const *list,
                            size_t n)
{
    struct model all = model_list();
    size_t i;

    for (i = 0; i < n; i++)
        model_append(
            a, &all,
            MODEL(a, {"kind", model_text(pattern_kind_key(list[i]->kind))},
                  {"slug", model_text(list[i]->slug)},
                  {"title", model_text(list[i]->title)},
                  {"status", model_text(pattern_state_key(list[i]->state))},
                  {"address", model_text(pattern_address(a, list[i]))}));
    return all;
}

struct model links_data(struct arena *a, const struct pattern *p)
{
    struct model all = model_list();
    size_t i;

    for (i = 0; i < p->n_links; i++)
        model_append(a, &all,
                     MODEL(a, {"href", model_text(p->links[i].href)},
                           {"text", model_text(p->links[i].text)}));
    return all;
}

struct model issues_data(struct arena *a, const struct pattern *p)
{
    struct model all = model_list();
    size_t i;

    for (i = 0; i < p->n_issues; i++)
        model_append(a, &all,
                     MODEL(a, {"title", model_text(p->issues[i].title)},
                           {"description", model_text(p->issues[i].text)},
                           {"link", model_text(p->issues[i].link)}));
    return all;
}

static struct model settings(struct arena *a, const struct pattern *p)
{
    struct model all = model_list();
    size_t i;

    for (i = 0; i < p->n_settings; i++)
        model_append(a, &all,
                     MODEL(a, {"name", model_text(p->settings[i].name)},
                           {"title", model_text(p->settings[i].title)},
                           {"default", model_text(p->settings[i].value)},
                           {"description", model_text(p->settings[i].text)}));
    return all;
}

static void add_version(struct arena *a, struct model *all,
                        const struct pattern *p, const char *version)
{
    model_append(
        a, all,
        MODEL(a, {"version", model_text(version)},
              {"address", model_text(version_address(a, p, version))}));
}

/* The one there is, and those before it. */
static struct model versions(struct arena *a, const struct pattern *p)
{
    struct model all = model_list();
    size_t i;

    if (*p->version)
        add_version(a, &all, p, p->version);
    for (i = 0; i < p->n_versions; i++)
        add_version(a, &all, p, p->versions[i].version);
    return all;
}

static struct model changes(struct arena *a, const struct pattern *p)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < p->n_changes; i++)
        model_append(a, &list,
                     MODEL(a, {"date", model_text(p->changes[i].date)},
                           {"version", model_text(p->changes[i].version)},
                           {"description", model_text(p->changes[i].text)}));
    return list;
}

struct model checks_data(struct arena *a, const struct pattern *p)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < p->n_checks; i++) {
        const struct pattern_check *c = &p->checks[i];

        model_append(a, &list,
                     MODEL(a, {"summary", model_text(c->summary)},
                           {"status", model_text(c->status)},
                           {"type", model_text(c->type)},
                           {"criterion", model_text(c->criterion)},
                           {"details", model_text(c->details)}));
    }
    return list;
}

/* Null: it means nothing. */
static struct model known_real(bool known, double x)
{
    return known ? model_real(x) : model_text(NULL);
}

/* Null: it is hidden. */
static struct model count(int64_t n)
{
    return n == PUBLIC_HIDDEN ? model_text(NULL) : model_int(n);
}

static struct model share(struct arena *a, const struct pattern_share *s)
{
    bool exact = s->known && s->n != PUBLIC_HIDDEN;

    return MODEL(a, {"n", count(s->n)}, {"m", count(s->m)},
                 {"rate", known_real(exact, s->rate)},
                 {"low", known_real(s->known, s->low)},
                 {"high", known_real(s->known, s->high)});
}

static const char *day_text(struct arena *a, const struct pattern_use *u,
                            int32_t day)
{
    char text[TIME_TEXT];

    if (!u->tells_days)
        return "";
    day_format(day, text);
    return arena_strdup(a, text);
}

static struct model use(struct arena *a, const struct pattern_use *u)
{
    const struct pattern_peers *p = &u->peers;

    return MODEL(
        a, {"journey", model_text(u->journey)}, {"step", model_text(u->step)},
        {"stepTitle", model_text(u->step_title)},
        {"patternVersion", model_text(u->pattern_version)},
        {"past", model_truth(u->is_past)},
        {"from", model_text(day_text(a, u, u->from))},
        {"until", model_text(day_text(a, u, u->until))},
        {"changing", model_truth(u->is_changing)},
        {"reached", count(u->reached)}, {"dropped", share(a, &u->dropped)},
        {"enough", model_truth(u->enough)}, {"rejects", count(u->rejects)},
        {"timed", count(u->timed)},
        {"timeMsP50", u->p50_ms < 0 ? model_text(NULL) : model_int(u->p50_ms)},
        {"sameKindMedian", known_real(p->n > 0, p->rate)},
        {"sameKindSteps", model_int((int64_t)p->n)},
        {"sameKindRejects", known_real(p->n > 0, p->rejects)},
        {"sameKindTimeMsP50",
         p->n_timed ? model_int(p->p50_ms) : model_text(NULL)});
}

static struct model uses(struct arena *a, const struct pattern_evidence *e)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < e->n - evidence_left_out(e); i++)
        model_append(a, &list, use(a, &e->at[i]));
    return list;
}

/* What front matter says besides what a list shows. */
static struct model facts(struct arena *a, const struct pattern *p)
{
    return MODEL(a, {"statusDate", model_text(p->state_date)},
                 {"statusMeans", model_text(pattern_state_means(p->state))},
                 {"links", links_data(a, p)}, {"owner", model_text(p->owner)},
                 {"licence", model_text(p->licence)},
                 {"lgil", texts_model(a, &p->lgil)},
                 {"tier", texts_model(a, &p->tier)},
                 {"reviewDue", model_text(p->review_due)});
}

struct model pattern_data(struct arena *a, const struct pattern *p,
                          const struct pattern_evidence *e)
{
    struct model all = pattern_summary_with(a, p, examples(a, p));
    const struct model guidance = {
        .kind = MODEL_TEXT, .n = p->markdown_size, .text = p->markdown};
    struct model process = p->process
                               ? model_own(a, process_data(a, p->process))
                               : model_text(NULL);

    all = model_join(a, all, facts(a, p));
    return model_join(
        a, all,
        MODEL(a, {"guidance", guidance}, {"pictures", pictures(a, p)},
              {"options", p->options ? model_json(p->options) : model_list()},
              {"accessibility", checks_data(a, p)},
              {"notes", texts_model(a, &p->notes)},
              {"issues", issues_data(a, p)}, {"settings", settings(a, p)},
              {"process", process}, {"changelog", changes(a, p)},
              {"versions", versions(a, p)},
              {"uses", related(a, p->uses, p->n_uses)},
              {"usedIn", related(a, p->used_in, p->n_used_in)},
              {"evidence", uses(a, e)},
              {"evidenceLeftOut", model_int((int64_t)evidence_left_out(e))}));
}
