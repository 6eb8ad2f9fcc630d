#include "dashboard/segments_model.h"

#include <string.h>

#include "base/text.h"

/* One list of options under way. */
struct options {
    struct arena *arena;
    struct model list;
    const char *chosen; /* NULL: none */
};

static void add_option(struct options *o, const char *value, const char *text)
{
    bool selected = o->chosen && strcmp(o->chosen, value) == 0;

    model_append(o->arena, &o->list,
                 MODEL(o->arena, {"value", model_text(value)},
                       {"selected", model_truth(selected)},
                       {"text", model_text(text)}));
}

const char *segments_value(const char *attribute, const char *value)
{
    static const char *const called[][3] = {
        {"channel", "self", "by themselves"},
        {"channel", "assisted-phone", "helped by telephone"},
        {"channel", "assisted-face", "helped face to face"},
        {"channel", "on-behalf", "by somebody on their behalf"},
        {"channel", "field", "by staff out on site"},
        {"channel", "kiosk", "at a kiosk"},
        {"lang", "cy", "Welsh (cy)"},
        {"lang", "en", "English (en)"},
    };
    size_t i;

    for (i = 0; i < sizeof(called) / sizeof(called[0]); i++)
        if (strcmp(called[i][0], attribute) == 0 &&
            strcmp(called[i][1], value) == 0)
            return called[i][2];
    return value;
}

const char *segments_name(const char *attribute)
{
    static const char *const called[][2] = {{"device", "Device"},
                                            {"lang", "Language"},
                                            {"channel", "Channel"},
                                            {"release", "Release"},
                                            {"variant", "Variant"}};
    size_t i;

    for (i = 0; i < sizeof(called) / sizeof(called[0]); i++)
        if (strcmp(called[i][0], attribute) == 0)
            return called[i][1];
    return attribute;
}

struct words segments_devices(struct arena *a)
{
    struct words w = {0, arena_array(a, DEVICES, sizeof(*w.at))};
    int d;

    for (d = DEVICE_NONE + 1; d < DEVICES; d++)
        w.at[w.n++] = device_text((enum device)d);
    return w;
}

struct words segments_channels(struct arena *a)
{
    struct words w = {0, arena_array(a, CHANNELS, sizeof(*w.at))};
    int c;

    for (c = CHANNEL_NONE + 1; c < CHANNELS; c++)
        w.at[w.n++] = channel_text((enum channel)c);
    return w;
}

static struct options options_make(struct arena *a, const char *all,
                                   const char *chosen)
{
    struct options o = {a, model_list(), NULL};

    add_option(&o, "", all);
    o.chosen = chosen;
    return o;
}

static void add_list(struct model *lists, const char *name, const char *label,
                     const struct options *o)
{
    model_append(o->arena, lists,
                 MODEL(o->arena, {"name", model_text(name)},
                       {"label", model_text(label)}, {"options", o->list}));
}

static void add_words(struct arena *a, struct model *lists, const char *name,
                      const struct words *words, const char *chosen)
{
    struct options o = options_make(a, "Any", chosen);
    bool known = false;
    size_t i;

    for (i = 0; i < words->n; i++) {
        add_option(&o, words->at[i], segments_value(name, words->at[i]));
        known |= chosen && strcmp(chosen, words->at[i]) == 0;
    }
    if (chosen && !known) /* the address may name what no event has had */
        add_option(&o, chosen, segments_value(name, chosen));
    if (words->n || chosen)
        add_list(lists, name, segments_name(name), &o);
}

static void add_versions(struct arena *a, struct model *lists, int64_t versions,
                         int64_t chosen)
{
    struct options o =
        options_make(a, "All", arena_printf(a, "%lld", (long long)chosen));
    int64_t v;

    if (versions <= 1)
        return;
    for (v = 1; v <= versions; v++) {
        const char *number = arena_printf(a, "%lld", (long long)v);

        add_option(&o, number, number);
    }
    add_list(lists, "version", "Version of the journey", &o);
}

/* As files have them, or as people call them. */
static const char *list_chosen(struct arena *a, const struct choice *c,
                               bool called)
{
    const struct segments *s = &c->segments;
    const struct {
        const char *key, *name, *value;
    } at[] = {{"device", "device", s->device},
              {"lang", "language", s->lang},
              {"channel", "channel", s->channel},
              {"release", "release", s->release},
              {"variant", "variant", s->variant}};
    const char *text = "";
    size_t i;

    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
        const char *value = at[i].value;

        if (!value)
            continue;
        if (called)
            value = segments_value(at[i].key, value);
        text = text_join(a, text, ", ", TEXT_CONCAT(a, at[i].name, " ", value));
    }
    if (c->version)
        text =
            text_join(a, text, ", ",
                      arena_printf(a, "version %lld", (long long)c->version));
    return text;
}

const char *segments_words(struct arena *a, const struct choice *c)
{
    return list_chosen(a, c, false);
}

const char *segments_says(struct arena *a, const struct choice *c)
{
    return list_chosen(a, c, true);
}

char *segments_clear(struct arena *a, const struct choice *c,
                     const char *address)
{
    struct choice without = *c;

    without.segments = (struct segments){0};
    without.version = 0;
    return TEXT_CONCAT(a, address, choice_query(a, &without));
}

struct model segments_model(struct arena *a, const struct choice *c,
                            const struct segment_words *words,
                            const char *address)
{
    const struct words devices = segments_devices(a);
    const struct words channels = segments_channels(a);
    const struct segments *s = &c->segments;
    const char *chosen = segments_says(a, c);
    struct model lists = model_list();

    add_words(a, &lists, "device", &devices, s->device);
    add_words(a, &lists, "lang", &words->langs, s->lang);
    add_words(a, &lists, "channel", &channels, s->channel);
    add_words(a, &lists, "release", &words->releases, s->release);
    add_words(a, &lists, "variant", &words->variants, s->variant);
    add_versions(a, &lists, words->versions, c->version);
    return MODEL(a, {"lists", lists}, {"chosen", model_truth(*chosen != '\0')},
                 {"says", model_text(chosen)},
                 {"clear", model_text(segments_clear(a, c, address))});
}
