/* Paths as the JSON that scripts rely on (paths.h). */
#include "tracker/tracker.h"

const char *paths_way_text(enum paths_way way)
{
    static const char *const texts[] = {[PATHS_BEFORE] = "before",
                                        [PATHS_AFTER] = "after",
                                        [PATHS_AFTER_LEAVING] =
                                            "after-leaving"};

    return texts[way];
}

static json_t *path_json(const struct path *p, size_t depth)
{
    json_t *steps = json_array(), *json;
    size_t i;

    for (i = 0; i < p->n_steps; i++)
        json_array_append_new(steps, json_string(p->steps[i]));
    json = json_pack("{s:o s:b}", "steps", steps, "whole", p->n_steps < depth);
    (void)json_object_update_new(json, share_json(&p->share));
    return json;
}

json_t *paths_json(const struct paths *p, enum paths_way way)
{
    json_t *list = json_array(), *other;
    size_t i;

    for (i = 0; i < p->n; i++)
        json_array_append_new(list, path_json(&p->at[i], p->depth));
    other = json_pack("{s:I}", "paths", (json_int_t)p->n_other);
    (void)json_object_update_new(other, share_json(&p->other));
    return json_pack("{s:s s:s s:I s:I s:o s:o}", "step", p->step, "way",
                     paths_way_text(way), "depth", (json_int_t)p->depth,
                     "attempts", (json_int_t)p->attempts, "paths", list,
                     "other", other);
}
