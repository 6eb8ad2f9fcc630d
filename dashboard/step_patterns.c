#include "dashboard/step_patterns.h"

#include <string.h>

json_t *step_patterns(struct arena *a, const struct step_figures *s,
                      const struct catalogue *c)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < s->n_patterns; i++) {
        const char *name = s->patterns[i];
        const struct pattern *p = c ? catalogue_named(c, name) : NULL;

        (void)json_array_append_new(
            list,
            json_pack("{s:s% s:b s:b s:s}", "name", name, strcspn(name, "@"),
                      "after", i > 0, "linked", p != NULL, "address",
                      p ? pattern_address(a, p) : ""));
    }
    return list;
}
