#include "web/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_scratch.h"
#include "base/memory.h"
#include "base/text.h"
#include "web/assets.h"

#define X(part, key, root) {key, root},
static const struct {
    const char *key, *root;
} parts[] = {SITE_PART_MAP(X)};
#undef X

static json_t *part_model(size_t part)
{
    json_t *model = json_object();
    size_t i;

    for (i = 0; i < SITE_PARTS; i++)
        (void)json_object_set_new(model, parts[i].key, json_boolean(i == part));
    return model;
}

json_t *site_part(const struct site *s, const char *path)
{
    size_t i = PART_HOME + 1;

    if (strcmp(path, parts[PART_HOME].root) == 0)
        return s->parts[PART_HOME];
    while (i < SITE_PARTS && !text_starts(path, parts[i].root))
        i++;
    return s->parts[i];
}

enum err site_new(json_t *names, const struct zone *zone,
                  struct site **ret_site, struct fault *ret_fault)
{
    struct site *s = mem_new(1, sizeof(*s));
    enum err e = templates_new(&s->templates, ret_fault);
    size_t i;

    json_scratch_set_up();
    s->zone = zone;
    s->assets = assets_new();
    s->common = json_pack(
        "{s:s, s:s, s:O, s:b, s:o}", "lang", "en", "head_html", "", "assets",
        assets_links(s->assets), "static",
        json_is_true(json_object_get(names, "static")), "site", names);
    for (i = 0; i <= SITE_PARTS; i++)
        s->parts[i] = part_model(i);
    if (!zone && !e)
        e = zone_open("UTC", &s->zone);
    if (e) {
        site_free(s);
        return e;
    }
    *ret_site = s;
    return OK;
}

void site_free(struct site *s)
{
    size_t i;

    if (!s)
        return;
    for (i = 0; i <= SITE_PARTS; i++)
        json_decref(s->parts[i]);
    json_decref(s->common);
    assets_free(s->assets);
    templates_free(s->templates);
    free(s);
}
