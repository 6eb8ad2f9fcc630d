/* models.h - a model of ours with what one of jansson's holds. */
#ifndef TESTS_UNIT_MODELS_H
#define TESTS_UNIT_MODELS_H

#include "web/model.h"

static inline struct model model_like(struct arena *a, json_t *json)
{
    struct model list = model_list(), whole = MODEL(a, {"-", model_list()});
    const char *name;
    json_t *value;
    size_t i;

    if (json_is_array(json)) {
        json_array_foreach(json, i, value)
            model_append(a, &list, model_like(a, value));
        return list;
    }
    if (!json_is_object(json))
        return model_json(json);
    json_object_foreach(json, name, value) whole =
        model_join(a, whole, MODEL(a, {name, model_like(a, value)}));
    return whole;
}

#endif
