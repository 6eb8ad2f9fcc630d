#include "patterns/pattern.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

#define X(name, key, text) {key, text},
static const struct {
    const char *key, *text;
} kinds[] = {PATTERN_KIND_MAP(X)}, states[] = {PATTERN_STATE_MAP(X)};
#undef X

const char *pattern_kind_key(enum pattern_kind kind)
{
    return kinds[kind].key;
}

const char *pattern_kind_plural(enum pattern_kind kind)
{
    return kinds[kind].text;
}

const char *pattern_state_key(enum pattern_state state)
{
    return states[state].key;
}

const char *pattern_state_means(enum pattern_state state)
{
    return states[state].text;
}

bool pattern_state_is_offered(enum pattern_state state)
{
    return state == STATE_IN_REVIEW || state == STATE_TRIAL ||
           state == STATE_STABLE || state == STATE_DEPRECATED;
}

bool pattern_kind_find(const char *key, enum pattern_kind *ret_kind)
{
    size_t i;

    for (i = 0; i < PATTERN_KINDS; i++) {
        if (strcmp(kinds[i].key, key) != 0)
            continue;
        *ret_kind = (enum pattern_kind)i;
        return true;
    }
    return false;
}

bool pattern_state_find(const char *key, enum pattern_state *ret_state)
{
    size_t i;

    for (i = 0; i < PATTERN_STATES; i++) {
        if (strcasecmp(states[i].key, key) != 0)
            continue;
        *ret_state = (enum pattern_state)i;
        return true;
    }
    return false;
}

json_t *pattern_texts_json(const struct pattern_texts *texts)
{
    json_t *all = json_array();
    size_t i;

    for (i = 0; i < texts->n; i++)
        (void)json_array_append_new(all, json_string(texts->at[i]));
    return all;
}

const struct pattern_file *pattern_file(const struct pattern *p,
                                        const char *name)
{
    size_t i;

    for (i = 0; i < p->n_files; i++)
        if (strcmp(p->files[i].name, name) == 0)
            return &p->files[i];
    return NULL;
}

const struct pattern *pattern_version(const struct pattern *p,
                                      const char *version)
{
    size_t i;

    if (strcmp(p->version, version) == 0)
        return p;
    for (i = 0; i < p->n_versions; i++)
        if (strcmp(p->versions[i].version, version) == 0)
            return &p->versions[i];
    return NULL;
}

const char *pattern_address(struct arena *a, const struct pattern *p)
{
    return arena_printf(a, "/patterns/%s/%s", pattern_kind_key(p->kind),
                        p->slug);
}

/* "5.2.0" is one of "5" and of "5.2". */
static bool is_of(const char *version, const char *named)
{
    size_t n = strlen(named);

    return strncmp(version, named, n) == 0 &&
           (!version[n] || version[n] == '.');
}

const struct pattern *pattern_meant(const struct pattern *p, const char *name,
                                    const char **ret_version)
{
    const char *at = strchr(name, '@'), *named = at ? at + 1 : "";
    size_t i;

    *ret_version = "";
    if (!*named || is_of(p->version, named))
        return p;
    *ret_version = named;
    for (i = 0; i < p->n_versions; i++)
        if (is_of(p->versions[i].version, named))
            return &p->versions[i];
    return p;
}

const char *pattern_address_meant(struct arena *a, const struct pattern *p,
                                  const char *name)
{
    const char *named, *address = pattern_address(a, p);
    const struct pattern *meant = pattern_meant(p, name, &named);

    return meant == p ? address
                      : arena_printf(a, "%s?at=%s", address, meant->version);
}
