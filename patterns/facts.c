/* What an entry says of itself, beside its guidance; what others are like it
 * in leads to the list of them. */
#include "base/text.h"
#include "patterns/pages.h"

static const char *joined(struct arena *a, const struct pattern_texts *texts)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < texts->n; i++)
        all = text_join(a, all, ", ", texts->at[i]);
    return all;
}

static void add_fact(json_t *list, const char *name, const char *value)
{
    if (*value)
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:[]}", "name", name, "value", value, "links"));
}

static void add_facet(struct arena *a, json_t *list, const struct pattern *p,
                      enum facet facet, const char *name)
{
    struct facet_value v;
    json_t *links = json_array();
    size_t i;

    for (i = 0; facet_value_of(p, facet, i, &v); i++) {
        struct wanted w =
            wanted_with(&wanted_anything, facet, text_slug(a, v.text));

        (void)json_array_append_new(
            links, json_pack("{s:s s:s s:s}", "before", i ? ", " : "", "text",
                             v.text, "address", wanted_address(a, &w)));
    }
    if (i == 0) {
        json_decref(links);
        return;
    }
    (void)json_array_append_new(list, json_pack("{s:s s:s s:o}", "name", name,
                                                "value", "", "links", links));
}

json_t *facts_model(struct arena *a, const struct pattern *p)
{
    json_t *list = json_array();

    add_fact(list, "Also known as", joined(a, &p->aliases));
    add_fact(list, "Version", p->version);
    add_fact(list, "Looked after by", p->owner);
    add_fact(list, "Licence", p->licence);
    add_facet(a, list, p, FACET_THEME, "Need or subject");
    add_facet(a, list, p, FACET_VERB, "What people do");
    add_facet(a, list, p, FACET_LGSL, "LGSL service");
    add_fact(list, "LGIL interaction", joined(a, &p->lgil));
    add_facet(a, list, p, FACET_LIFE_EVENT, "Life events");
    add_fact(list, "Kinds of council", joined(a, &p->tier));
    add_fact(list, "To be reviewed by", long_day(a, p->review_due));
    return list;
}
