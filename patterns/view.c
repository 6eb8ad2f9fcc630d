#include "patterns/view.h"

#include <string.h>

#include "patterns/pages.h"

const struct field view_fields[] = {
    {"at", FIELD_TEXT, PATTERN_VERSION_MAX, ""},
    {"width", FIELD_KEY, 0, "full"},
    {"script", FIELD_KEY, 0, "off"},
    {"lang", FIELD_KEY, 0, "en"},
    {"brand", FIELD_KEY, 0, BRAND_PLAIN},
    {0},
};

const struct field view_example_fields[] = {
    {"example", FIELD_TEXT, 130, NULL}, /* "default.cy" */
    {"at", FIELD_TEXT, PATTERN_VERSION_MAX, ""},
    {"script", FIELD_KEY, 0, "off"},
    {"brand", FIELD_KEY, 0, BRAND_PLAIN},
    {0},
};

static const struct {
    const char *key, *says, *text;
} widths[] = {
    {"320", "320 pixels wide", "320"},
    {"640", "640 pixels wide", "640"},
    {"1024", "1024 pixels wide", "1024"},
    {"full", "Full width", "Full"},
};

enum { WIDTHS = sizeof(widths) / sizeof(widths[0]) };

static size_t width_at(const char *key)
{
    size_t i;

    for (i = 0; i < WIDTHS && strcmp(widths[i].key, key) != 0; i++)
        ;
    return i;
}

/* One of two words. */
static enum err read_switch(const struct request *rq, const char *name,
                            const char *on, const char *off, bool *ret_on)
{
    const char *word = request_text(rq, name);

    if (strcmp(word, on) != 0 && strcmp(word, off) != 0)
        return ERR_INVALID;
    *ret_on = strcmp(word, on) == 0;
    return OK;
}

enum err view_read_example(const struct request *rq, struct view *ret_view)
{
    const struct patterns *ps = rq->context;
    struct view v = {.version = asked_version(rq),
                     .width = "full",
                     .brand = request_text(rq, "brand"),
                     .brands = ps->brands,
                     .is_static = ps->is_static};
    enum err e = find_asked(rq, &v.pattern);

    if (!e && *v.version)
        v.pattern = pattern_version(v.pattern, v.version);
    if (!e && !v.pattern)
        e = ERR_NOT_FOUND;
    if (!e)
        e = read_switch(rq, "script", "on", "off", &v.script);
    if (!e && strcmp(v.brand, BRAND_PLAIN) != 0 &&
        !brands_find(ps->brands, v.brand))
        e = ERR_NOT_FOUND;
    if (!e)
        *ret_view = v;
    return e;
}

enum err view_read(const struct request *rq, struct view *ret_view)
{
    struct view v;
    enum err e = view_read_example(rq, &v);

    if (!e)
        e = read_switch(rq, "lang", "cy", "en", &v.welsh);
    if (e)
        return e;
    v.width = request_text(rq, "width");
    if (width_at(v.width) == WIDTHS)
        return ERR_INVALID;
    *ret_view = v;
    return OK;
}

/* Another part of the query, with "?" before the first. */
static const char *with(struct arena *a, const char *query, const char *name,
                        const char *value)
{
    return arena_printf(a, "%s%s%s=%s", query, *query ? "&" : "?", name, value);
}

/* What an example on its own is asked with too. */
static const char *query_of(struct arena *a, const struct view *v)
{
    const char *query = "";

    if (*v->version)
        query = with(a, query, "at", v->version);
    if (v->script)
        query = with(a, query, "script", "on");
    if (strcmp(v->brand, BRAND_PLAIN) != 0)
        query = with(a, query, "brand", v->brand);
    return query;
}

/* "/patterns/component/radios?width=320#example-default"; id may be "". */
static const char *address_of(struct arena *a, const struct view *v,
                              const char *id)
{
    const char *query = query_of(a, v);

    if (v->welsh)
        query = with(a, query, "lang", "cy");
    if (strcmp(v->width, "full") != 0)
        query = with(a, query, "width", v->width);
    return arena_printf(a, "%s%s%s%s", pattern_address(a, v->pattern), query,
                        *id ? "#" : "", id);
}

const char *view_version_query(struct arena *a, const struct view *v)
{
    return *v->version ? arena_printf(a, "?at=%s", v->version) : "";
}

const char *view_example_address(struct arena *a, const struct view *v,
                                 const struct pattern_example *x)
{
    return arena_printf(a, "%s/%s/%s", pattern_address(a, v->pattern), x->name,
                        query_of(a, v));
}

/* A file that is of no origin may load no file beside it, so not its styles:
 * in a folder it is of one, and nothing in it runs all the same. */
const char *view_sandbox(const struct view *v)
{
    if (v->is_static)
        return "allow-same-origin";
    return v->script ? "allow-scripts" : "";
}

static void add_choice(json_t *choices, const char *text, const char *address,
                       bool current)
{
    (void)json_array_append_new(choices, json_pack("{s:s s:s s:b}", "text",
                                                   text, "address", address,
                                                   "current", current));
}

static json_t *add_group(json_t *groups, const char *name)
{
    json_t *choices = json_array();

    (void)json_array_append_new(
        groups, json_pack("{s:s s:o}", "name", name, "choices", choices));
    return choices;
}

static void add_widths(json_t *groups, struct arena *a, struct view v,
                       const char *id)
{
    json_t *choices = add_group(groups, "Width");
    const char *now = v.width;
    size_t i;

    for (i = 0; i < WIDTHS; i++) {
        v.width = widths[i].key;
        add_choice(choices, widths[i].text, address_of(a, &v, id),
                   strcmp(now, v.width) == 0);
    }
}

/* A choice of two: *on is a member of v. */
static void add_switch(json_t *groups, struct arena *a, struct view *v,
                       bool *on, const char *const words[3], const char *id)
{
    json_t *choices = add_group(groups, words[0]);
    bool now = *on;

    *on = false;
    add_choice(choices, words[1], address_of(a, v, id), !now);
    *on = true;
    add_choice(choices, words[2], address_of(a, v, id), now);
    *on = now;
}

static void add_brands(json_t *groups, struct arena *a, struct view v,
                       const char *id)
{
    json_t *choices = add_group(groups, "Brand");
    const char *now = v.brand;
    size_t i;

    for (i = 0; i < v.brands->n; i++) {
        v.brand = v.brands->at[i].key;
        add_choice(choices, v.brands->at[i].name, address_of(a, &v, id),
                   strcmp(now, v.brand) == 0);
    }
}

/* "Full width, script off, Welsh, Exampleton" */
static const char *says(struct arena *a, const struct view *v, bool has_twin)
{
    const struct brand *b = brands_find(v->brands, v->brand);
    const char *language = v->welsh ? ", Welsh" : ", English";

    return arena_printf(a, "%s, script %s%s%s%s",
                        widths[width_at(v->width)].says,
                        v->script ? "on" : "off", has_twin ? language : "",
                        b ? ", brand: " : "", b ? b->name : "");
}

json_t *view_model(struct arena *a, const struct view *v, const char *id,
                   bool has_twin, bool open)
{
    static const char *const script[] = {"Script", "Off", "On"};
    static const char *const language[] = {"Language", "English", "Welsh"};
    json_t *groups = json_array();
    struct view changed = *v;

    add_widths(groups, a, *v, id);
    add_switch(groups, a, &changed, &changed.script, script, id);
    if (has_twin)
        add_switch(groups, a, &changed, &changed.welsh, language, id);
    if (v->brands)
        add_brands(groups, a, *v, id);
    return json_pack("{s:s s:b s:o}", "says", says(a, v, has_twin), "open",
                     open, "groups", groups);
}
