/* Paths as the JSON that scripts rely on (paths.h). */
#include "tracker/paths.h"

const char *paths_way_text(enum paths_way way)
{
    static const char *const texts[] = {[PATHS_BEFORE] = "before",
                                        [PATHS_AFTER] = "after",
                                        [PATHS_AFTER_LEAVING] =
                                            "after-leaving"};

    return texts[way];
}

static json_t *share_add(json_t *o, const struct share *s)
{
    json_object_set_new(o, "n", json_integer(s->n));
    json_object_set_new(o, "m", json_integer(s->m));
    json_object_set_new(o, "rate", s->known ? json_real(s->rate) : json_null());
    json_object_set_new(o, "low", s->known ? json_real(s->low) : json_null());
    json_object_set_new(o, "high", s->known ? json_real(s->high) : json_null());
    return o;
}

static json_t *path_json(const struct path *p, size_t depth)
{
    json_t *steps = json_array();
    size_t i;

    for (i = 0; i < p->n_steps; i++)
        json_array_append_new(steps, json_string(p->steps[i]));
    return share_add(
        json_pack("{s:o s:b}", "steps", steps, "whole", p->n_steps < depth),
        &p->share);
}

json_t *paths_json(const struct paths *p, enum paths_way way)
{
    json_t *list = json_array(), *other;
    size_t i;

    for (i = 0; i < p->n; i++)
        json_array_append_new(list, path_json(&p->at[i], p->depth));
    other = share_add(json_pack("{s:I}", "paths", (json_int_t)p->n_other),
                      &p->other);
    return json_pack("{s:s s:s s:I s:I s:o s:o}", "step", p->step, "way",
                     paths_way_text(way), "depth", (json_int_t)p->depth,
                     "attempts", (json_int_t)p->attempts, "paths", list,
                     "other", other);
}
