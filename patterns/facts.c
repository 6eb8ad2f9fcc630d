/* What an entry says of itself, beside its guidance; what others are like it
 * in leads to the list of them. */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/pages.h"

const char *long_day(struct arena *a, const char *text)
{
    char words[TIME_TEXT];
    int32_t day;

    if (day_parse(text, &day))
        return text;
    day_format_long(day, words);
    return arena_strdup(a, words);
}

static const char *joined(struct arena *a, const struct pattern_texts *texts)
{
    return text_list(a, ", ", texts->at, texts->n);
}

/* Kinds of council that are not called as they are written. */
static const char *council_kinds(struct arena *a, const struct pattern *p)
{
    static const char *const named[][2] = {
        {"london-borough", "London borough"},
        {"metropolitan", "metropolitan borough"}};
    const char *all = "";
    size_t i, j;

    for (i = 0; i < p->tier.n; i++) {
        const char *name = p->tier.at[i];

        for (j = 0; j < sizeof(named) / sizeof(named[0]); j++)
            if (strcmp(name, named[j][0]) == 0)
                name = named[j][1];
        all = text_join(a, all, ", ", name);
    }
    return all;
}

static void add_said(struct arena *a, struct model *list, const char *name,
                     const char *lang, const char *value)
{
    if (*value)
        model_append(
            a, list,
            MODEL(a, {"name", model_text(name)}, {"lang", model_text(lang)},
                  {"value", model_text(value)}, {"links", model_list()}));
}

static void add_fact(struct arena *a, struct model *list, const char *name,
                     const char *value)
{
    add_said(a, list, name, "", value);
}

static void add_facet(struct arena *a, struct model *list,
                      const struct pattern *p, enum facet facet,
                      const char *name)
{
    struct facet_value v;
    struct model links = model_list();
    size_t i;

    for (i = 0; facet_value_of(p, facet, i, &v); i++) {
        struct wanted w =
            wanted_with(&wanted_anything, facet, text_slug(a, v.text));

        model_append(a, &links,
                     MODEL(a, {"before", model_text(i ? ", " : "")},
                           {"address", model_text(wanted_address(a, &w))},
                           {"text", model_text(v.text)}));
    }
    if (i)
        model_append(a, list,
                     MODEL(a, {"name", model_text(name)},
                           {"lang", model_text("")}, {"value", model_text("")},
                           {"links", links}));
}

struct model facts_model(struct arena *a, const struct pattern *p)
{
    struct model list = model_list();

    add_fact(a, &list, "Also known as", joined(a, &p->aliases));
    add_said(a, &list, "In Welsh", "cy", joined(a, &p->aliases_cy));
    add_fact(a, &list, "Version", p->version);
    add_fact(a, &list, "Looked after by", p->owner);
    add_fact(a, &list, "Licence", p->licence);
    add_facet(a, &list, p, FACET_THEME, "Need or subject");
    add_facet(a, &list, p, FACET_VERB, "What people do");
    add_facet(a, &list, p, FACET_LGSL, "LGSL service");
    add_fact(a, &list, "LGIL interaction", joined(a, &p->lgil));
    add_facet(a, &list, p, FACET_LIFE_EVENT, "Life events");
    add_fact(a, &list, "Kinds of council", council_kinds(a, p));
    add_fact(a, &list, "To be reviewed by", long_day(a, p->review_due));
    return list;
}
