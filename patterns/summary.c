/* An entry in a few lines, as lists for scripts have it. */
#include "patterns/pages.h"
#include "web/model.h"

/* When it last changed; "" where nobody wrote that down. */
static const char *updated(const struct pattern *p)
{
    return p->n_changes ? p->changes[0].date : "";
}

struct model pattern_summary_with(struct arena *a, const struct pattern *p,
                                  struct model examples)
{
    return MODEL(a, {"kind", model_text(pattern_kind_key(p->kind))},
                 {"slug", model_text(p->slug)}, {"title", model_text(p->title)},
                 {"description", model_text(p->description)},
                 {"theme", model_text(p->theme)},
                 {"status", model_text(pattern_state_key(p->state))},
                 {"version", model_text(p->version)},
                 {"address", model_text(pattern_address(a, p))},
                 {"verb", model_text(p->verb)},
                 {"aliases", texts_model(a, &p->aliases)},
                 {"aliasesCy", texts_model(a, &p->aliases_cy)},
                 {"lgsl", texts_model(a, &p->lgsl)},
                 {"lifeEvents", texts_model(a, &p->life_events)},
                 {"examples", examples}, {"updated", model_text(updated(p))});
}

struct model pattern_summary(struct arena *a, const struct pattern *p)
{
    return pattern_summary_with(a, p, model_int((int64_t)p->n_examples));
}

json_t *pattern_summary_json(struct arena *a, const struct pattern *p)
{
    struct model summary = pattern_summary(a, p);

    return model_as_json(&summary);
}
