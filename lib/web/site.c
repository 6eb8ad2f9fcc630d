#include "web/site.h"

#include <stdlib.h>

#include "base/json_scratch.h"
#include "base/memory.h"
#include "web/assets.h"

enum err site_new(json_t *names, const struct zone *zone,
                  struct site **ret_site, struct fault *ret_fault)
{
    struct site *s = mem_new(1, sizeof(*s));
    enum err e = templates_new(&s->templates, ret_fault);

    json_scratch_set_up();
    s->zone = zone;
    s->assets = assets_new();
    s->common = json_pack(
        "{s:s, s:s, s:O, s:b, s:o}", "lang", "en", "head_html", "", "assets",
        assets_links(s->assets), "static",
        json_is_true(json_object_get(names, "static")), "site", names);
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
    if (!s)
        return;
    json_decref(s->common);
    assets_free(s->assets);
    templates_free(s->templates);
    free(s);
}
