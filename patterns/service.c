/* A service's journey template and settings: their parts of the entry's page,
 * and the template's file. */
#include <string.h>

#include "base/text.h"
#include "patterns/pages.h"
#include "web/linked_data.h"

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

/* What an end means to those who came there. */
static const char *outcome_says(const char *outcome)
{
    static const char *const says[][2] = {
        {"completed", "done"},
        {"ineligible", "not for them, and they are told why"},
        {"duplicate", "done before"},
        {"referred", "passed on to somebody who can help"},
        {"error", "it went wrong"}};
    size_t i;

    for (i = 0; i < sizeof(says) / sizeof(says[0]); i++)
        if (strcmp(says[i][0], outcome) == 0)
            return says[i][1];
    return outcome;
}

static const char *title_of(const json_t *steps, const char *id)
{
    const json_t *step;
    size_t i;

    json_array_foreach(steps, i, step)
    {
        if (strcmp(text_at(step, "id"), id) == 0)
            return text_at(step, "title");
    }
    return id;
}

/* "yes", or "no or not sure" of a list. */
static const char *values(struct arena *a, const json_t *is)
{
    const char *all = json_is_string(is) ? json_string_value(is) : "";
    const json_t *one;
    size_t i;

    json_array_foreach(is, i, one)
    {
        all = arena_printf(a, "%s%s%s", all, i ? "” or “" : "",
                           json_is_string(one) ? json_string_value(one) : "");
    }
    return all;
}

static const char *condition(struct arena *a, const json_t *when)
{
    const json_t *is = json_object_get(when, "is");

    if (!json_is_object(when))
        return "";
    if (!is)
        is = json_object_get(when, "contains");
    return arena_printf(a, "If “%s” is “%s”", text_at(when, "field"),
                        values(a, is));
}

static json_t *ways(struct arena *a, const json_t *steps, const json_t *step)
{
    const json_t *next = json_object_get(step, "next"), *way;
    json_t *list = json_array();
    size_t i;

    json_array_foreach(next, i, way)
    {
        const char *when = condition(a, json_object_get(way, "when"));
        const char *to = title_of(steps, text_at(way, "to"));

        (void)json_array_append_new(list, json_pack("{s:s s:s}", "when",
                                                    *when ? when
                                                    : json_array_size(next) > 1
                                                        ? "Otherwise"
                                                        : "Then",
                                                    "to", to));
    }
    return list;
}

static json_t *patterns_of(struct arena *a, const struct catalogue *c,
                           const json_t *step)
{
    const json_t *names = json_object_get(step, "patterns"), *name;
    json_t *list = json_array();
    size_t i;

    json_array_foreach(names, i, name)
    {
        const char *text = json_is_string(name) ? json_string_value(name) : "";
        const struct pattern *p = catalogue_named(c, text);

        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:b}", "title", p ? p->title : text, "address",
                      p ? pattern_address_meant(a, p, text) : "", "is_there",
                      p != NULL));
    }
    return list;
}

static json_t *steps_model(struct arena *a, const struct catalogue *c,
                           const json_t *steps, bool ends)
{
    json_t *list = json_array();
    const json_t *step;
    size_t i;

    json_array_foreach(steps, i, step)
    {
        const char *outcome = text_at(step, "outcome");

        if ((*outcome || strcmp(text_at(step, "kind"), "end") == 0) != ends)
            continue;
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:o s:o}", "title", text_at(step, "title"),
                      "outcome", outcome, "means", outcome_says(outcome),
                      "patterns", patterns_of(a, c, step), "ways",
                      ways(a, steps, step)));
    }
    return list;
}

static json_t *settings_model(const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_settings; i++) {
        const struct pattern_setting *s = &p->settings[i];

        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s s:s}", "name", s->name, "title",
                            s->title, "value", s->value, "text", s->text));
    }
    return list;
}

json_t *service_model(struct arena *a, const struct catalogue *c,
                      const struct view *v)
{
    const struct pattern *p = v->pattern;
    const json_t *steps = json_object_get(p->journey, "steps");
    const char *at = view_version_query(a, v);

    if (!p->journey && !p->n_settings)
        return json_null();
    return json_pack(
        "{s:b s:o s:o s:s s:s s:s s:b s:o}", "has_journey", p->journey != NULL,
        "steps", steps_model(a, c, steps, false), "ends",
        steps_model(a, c, steps, true), "file",
        arena_printf(a, "%s/journey.json%s", pattern_address(a, p), at),
        "saved_as", arena_printf(a, "%s.json", p->slug), "command",
        arena_printf(a, "waymark --data data journey add %s.json", p->slug),
        "has_settings", p->n_settings > 0, "settings", settings_model(p));
}

enum err show_journey_template(struct request *rq, struct reply *rp)
{
    const struct pattern_file *f;
    struct view v;
    enum err e = view_read(rq, &v);

    if (e)
        return e;
    f = v.pattern->journey ? pattern_file(v.pattern, "journey.json") : NULL;
    if (!f)
        return ERR_NOT_FOUND;
    return reply_text(rp, "application/json", f->text);
}

static void add_numbers(json_t *list, const struct pattern_texts *numbers,
                        const char *of)
{
    size_t i;

    for (i = 0; i < numbers->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s}", "@type", "PropertyValue",
                            "propertyID", of, "value", numbers->at[i]));
}

/* Which area, and who runs it, is for the council to say that takes it.  By
 * what name and scheme the site is reached from outside nobody told us, and a
 * kept page must not take them from a request: the address is relative to the
 * page, as JSON-LD 1.1 (section 7.1) reads it. */
const char *service_linked_data(struct arena *a, const struct pattern *p)
{
    json_t *identifiers, *data;

    if (p->kind != KIND_SERVICE)
        return "";
    identifiers = json_array();
    add_numbers(identifiers, &p->lgsl, "LGSL");
    add_numbers(identifiers, &p->lgil, "LGIL");
    data = json_pack("{s:s s:s s:s s:s s:s* s:s* s:{s:s s:s} s:o s:s}",
                     "@context", "https://schema.org", "@type",
                     "GovernmentService", "name", p->title, "description",
                     p->description, "serviceType", *p->verb ? p->verb : NULL,
                     "category", *p->theme ? p->theme : NULL, "audience",
                     "@type", "Audience", "audienceType", "Residents",
                     "identifier", identifiers, "url", pattern_address(a, p));
    return linked_data_html(a, data);
}
