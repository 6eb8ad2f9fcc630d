#include "dashboard/step_patterns.h"

#include <string.h>

struct model step_patterns(struct arena *a, const struct step_figures *s,
                           const struct catalogue *c)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < s->n_patterns; i++) {
        const char *name = s->patterns[i];
        const struct pattern *p = c ? catalogue_named(c, name) : NULL;
        const char *version = "";

        if (p)
            (void)pattern_meant(p, name, &version);

        model_append(
            a, &list,
            MODEL(a,
                  {"name",
                   model_text(arena_strndup(a, name, strcspn(name, "@")))},
                  {"after", model_truth(i > 0)},
                  {"linked", model_truth(p != NULL)},
                  {"address",
                   model_text(p ? pattern_address_meant(a, p, name) : "")},
                  {"version", model_text(version)}));
    }
    return list;
}
