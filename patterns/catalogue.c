#include "patterns/catalogue.h"

#include <string.h>

static const struct pattern *at_name(const struct catalogue *c,
                                     const char *name, size_t n)
{
    const int64_t *place = map_find(&c->by_name, name, n);

    return place ? &c->at[*place] : NULL;
}

const struct pattern *catalogue_find(const struct catalogue *c,
                                     enum pattern_kind kind, const char *slug)
{
    char name[2 * 64 + 2];
    const char *key = pattern_kind_key(kind);
    size_t key_n = strlen(key), n = strlen(slug);

    if (key_n + 1 + n + 1 > sizeof(name))
        return NULL;
    memcpy(name, key, key_n + 1);
    name[key_n] = '/';
    memcpy(name + key_n + 1, slug, n + 1);
    return at_name(c, name, key_n + 1 + n);
}

const struct pattern *catalogue_named(const struct catalogue *c,
                                      const char *name)
{
    return at_name(c, name, strcspn(name, "@"));
}
