/* What changed in an entry, and the versions of it that can still be read. */
#include <string.h>

#include "patterns/pages.h"

const char *version_address(struct arena *a, const struct pattern *p,
                            const char *version)
{
    const struct pattern *kept = pattern_version(p, version);

    if (!*version || !kept)
        return "";
    if (kept == p)
        return pattern_address(a, p);
    return arena_printf(a, "%s?at=%s", pattern_address(a, p), version);
}

json_t *changes_model(struct arena *a, const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_changes; i++) {
        const struct pattern_change *c = &p->changes[i];

        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:s s:s s:s}", "date", c->date, "day",
                      long_day(a, c->date), "version", c->version, "text",
                      c->text, "address", version_address(a, p, c->version),
                      "reads", arena_printf(a, "Read version %s", c->version)));
    }
    return list;
}

static bool is_told(const struct pattern *p, const char *version)
{
    size_t i;

    for (i = 0; i < p->n_changes; i++)
        if (strcmp(p->changes[i].version, version) == 0)
            return true;
    return false;
}

/* Versions that can be read, though no change names them. */
static struct model untold(struct arena *a, const struct pattern *p)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < p->n_versions; i++) {
        const char *version = p->versions[i].version;

        if (!is_told(p, version))
            model_append(
                a, &list,
                MODEL(a, {"version", model_text(version)},
                      {"address", model_text(version_address(a, p, version))}));
    }
    return list;
}

static const char *says(struct arena *a, const struct pattern *p)
{
    if (!p->n_changes)
        return "Nobody has written down what changed.";
    return arena_printf(a, "%zu %s, newest first.", p->n_changes,
                        p->n_changes == 1 ? "change" : "changes");
}

enum err show_history(struct request *rq, struct reply *rp)
{
    struct arena *a = rq->arena;
    const struct pattern *p;
    struct model kept;
    const char *kind;
    enum err e = find_asked(rq, &p);

    if (e)
        return e;
    kind = pattern_kind_key(p->kind);
    kept = untold(a, p);
    return reply_model(
        rp, "patterns/history",
        MODEL(a,
              {"title", model_text(arena_printf(a, "History of %s (%s)",
                                                p->title, kind))},
              {"kind_address",
               model_text(arena_printf(a, "/patterns/%s/", kind))},
              {"kinds", model_text(pattern_kind_plural(p->kind))},
              {"here", model_text(pattern_address(a, p))},
              {"name", model_text(p->title)}, {"says", model_text(says(a, p))},
              {"has_changes", model_truth(p->n_changes > 0)},
              {"changes", model_own(a, changes_model(a, p))},
              {"has_untold", model_truth(model_is_true(&kept))},
              {"untold", kept}));
}
