#include "patterns/fractal_component.h"

#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

enum { REFERENCES_DEEP = 8 };

const char *fractal_stem(struct arena *a, const char *file)
{
    return arena_strndup(a, file, strcspn(file, "."));
}

/* A key of that folder's configuration, unless it is the component's own. */
static json_t *folder_says(const struct fractal_component *c,
                           const char *folder, const char *key)
{
    const struct fractal_config *config =
        fractal_config_of(&c->library->configs, folder);

    return config && config != c->own ? json_object_get(config->json, key)
                                      : NULL;
}

json_t *fractal_says(const struct fractal_component *c, const char *key)
{
    json_t *value = json_object_get(c->config, key);
    char *folder = arena_strdup(c->library->im->arena, c->folder);

    do {
        if (!value)
            value = folder_says(c, folder, key);
    } while (fractal_folder_above(folder));
    return value;
}

const char *fractal_text(const json_t *config, const char *key,
                         const char *other)
{
    const char *text = json_string_value(json_object_get(config, key));

    return text && *text ? text : other;
}

bool fractal_is_component(struct fractal *l, const struct file *f,
                          struct fractal_component *ret)
{
    struct arena *a = l->im->arena;
    const char *base = view_base(f->path), *stem = fractal_stem(a, base);
    size_t n = (size_t)(base - f->path);
    const char *folder = arena_strndup(a, f->path, n);
    const char *parent = view_base(arena_strndup(a, folder, n ? n - 1 : 0));

    if (!view_is(f->path) || strstr(base, "--"))
        return false;
    *ret = (struct fractal_component){.library = l,
                                      .folder = folder,
                                      .stem = stem,
                                      .name = view_name(stem),
                                      .view = f};
    ret->own = fractal_config_find(&l->configs, folder,
                                   arena_printf(a, "%s.config", stem));
    if (!ret->own && *stem == '_')
        ret->own = fractal_config_find(&l->configs, folder,
                                       arena_printf(a, "%s.config", stem + 1));
    if (!ret->own && strcmp(view_name(parent), ret->name) == 0)
        ret->own = fractal_config_find(&l->configs, folder, "config");
    ret->config = ret->own ? ret->own->json : NULL;
    return true;
}

/* The data of the variant over that of the component, over that of the folders
 * it is in. */
static json_t *data_of(const struct fractal_component *c, json_t *variant)
{
    struct arena *a = c->library->im->arena;
    char *folder = arena_strdup(a, c->folder);
    json_t *data =
        data_over(a, variant, json_object_get(c->config, "context"), false);

    do
        data = data_over(a, data, folder_says(c, folder, "context"), false);
    while (fractal_folder_above(folder));
    if (json_is_object(data))
        return data;
    data = json_object();
    json_own(a, data);
    return data;
}

const char *fractal_variant_name(struct arena *a, const json_t *variant)
{
    char *name = arena_strdup(a, fractal_text(variant, "name", "variant")), *c;

    for (c = name; *c; c++)
        *c = (char)(*c == ' ' ? '-' : tolower((unsigned char)*c));
    return name;
}

const json_t *fractal_variant(const struct fractal_component *c,
                              const char *name)
{
    struct arena *a = c->library->im->arena;
    const json_t *variant;
    size_t i;

    json_array_foreach(json_object_get(c->config, "variants"), i, variant)
    {
        if (strcmp(fractal_variant_name(a, variant), name) == 0)
            return variant;
    }
    return NULL;
}

bool fractal_find(struct fractal *l, const char *handle,
                  struct fractal_component *ret, const json_t **ret_variant)
{
    struct arena *a = l->im->arena;
    const char *name = arena_strndup(a, handle + 1, strcspn(handle + 1, "."));
    const char *dashes = strstr(name, "--");
    const char *variant = dashes ? dashes + 2 : "default";
    const int64_t *place = map_find(&l->handles, name, strlen(name));
    size_t i;

    *ret_variant = NULL;
    if (place)
        return fractal_is_component(l, &l->files.at[*place], ret);
    if (dashes)
        name = arena_strndup(a, name, (size_t)(dashes - name));
    for (i = 0; i < l->files.n; i++) {
        const char *file = view_name(view_base(l->files.at[i].path));

        if (!text_starts(file, name) || file[strlen(name)] != '.' ||
            !fractal_is_component(l, &l->files.at[i], ret))
            continue;
        *ret_variant = fractal_variant(ret, variant);
        return true;
    }
    return false;
}

/* What "@button", "@button--large" or "@button.text" stands for; NULL: there is
 * no such component. */
static json_t *meant_by(struct fractal *l, const char *handle)
{
    struct arena *a = l->im->arena;
    const char *path = handle + strcspn(handle, ".");
    struct fractal_component c;
    const json_t *variant;
    json_t *data = fractal_find(l, handle, &c, &variant)
                       ? data_of(&c, json_object_get(variant, "context"))
                       : NULL;

    while (data && *path == '.') {
        size_t n = strcspn(path + 1, ".");

        data = json_object_get(data, arena_strndup(a, path + 1, n));
        path += n + 1;
    }
    return data;
}

/* Most values say nothing of other components, and need no copy. */
static bool refers(json_t *value)
{
    const char *key;
    json_t *one;
    size_t i;

    json_array_foreach(value, i, one)
    {
        if (refers(one))
            return true;
    }
    json_object_foreach(value, key, one)
    {
        if (refers(one))
            return true;
    }
    return json_is_string(value) && *json_string_value(value) == '@';
}

/* The same with what it says of other components in its place. */
static json_t *resolve(struct fractal *l, json_t *value, int depth)
{
    json_t *all, *one;
    const char *key;
    size_t i;

    l->referred += depth > 0 ? 1 + json_object_size(value) : 0;
    if (l->referred > FRACTAL_REFERRED_MAX || !refers(value))
        return value;
    if (json_is_string(value) && *json_string_value(value) == '@' &&
        depth < REFERENCES_DEEP) {
        one = meant_by(l, json_string_value(value));
        return one ? resolve(l, one, depth + 1) : value;
    }
    if (json_is_string(value))
        return value;
    all = json_is_array(value) ? json_array() : json_object();
    json_own(l->im->arena, all);
    json_array_foreach(value, i, one)
    {
        (void)json_array_append(all, resolve(l, one, depth));
    }
    json_object_foreach(value, key, one)(void)
        json_object_set(all, key, resolve(l, one, depth));
    return all;
}

json_t *fractal_data(const struct fractal_component *c, json_t *variant)
{
    return resolve(c->library, data_of(c, variant), 0);
}
