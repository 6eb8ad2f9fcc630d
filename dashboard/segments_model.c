#include "dashboard/segments_model.h"

#include <string.h>

static void add_option(json_t *options, const char *value, const char *text,
                       const char *chosen)
{
    (void)json_array_append_new(
        options, json_pack("{s:s s:s s:b}", "value", value, "text", text,
                           "selected", chosen && strcmp(chosen, value) == 0));
}

static void add_list(json_t *lists, const char *name, const char *label,
                     json_t *options)
{
    (void)json_array_append_new(lists,
                                json_pack("{s:s s:s s:o}", "name", name,
                                          "label", label, "options", options));
}

static json_t *any(const char *text)
{
    json_t *options = json_array();

    add_option(options, "", text, NULL);
    return options;
}

static void add_words(json_t *lists, const char *name, const char *label,
                      const struct words *words, const char *chosen)
{
    json_t *options = any("Any");
    bool known = false;
    size_t i;

    for (i = 0; i < words->n; i++) {
        add_option(options, words->at[i], words->at[i], chosen);
        known |= chosen && strcmp(chosen, words->at[i]) == 0;
    }
    if (chosen && !known) /* the address may name what no event has had */
        add_option(options, chosen, chosen, chosen);
    if (words->n || chosen)
        add_list(lists, name, label, options);
    else
        json_decref(options);
}

static void add_devices(json_t *lists, const char *chosen)
{
    json_t *options = any("Any");
    int d;

    for (d = DEVICE_NONE + 1; d < DEVICES; d++)
        add_option(options, device_text((enum device)d),
                   device_text((enum device)d), chosen);
    add_list(lists, "device", "Device", options);
}

static void add_channels(json_t *lists, const char *chosen)
{
    json_t *options = any("Any");
    int c;

    for (c = CHANNEL_NONE + 1; c < CHANNELS; c++)
        add_option(options, channel_text((enum channel)c),
                   channel_text((enum channel)c), chosen);
    add_list(lists, "channel", "Channel", options);
}

static void add_versions(struct arena *a, json_t *lists, int64_t versions,
                         int64_t chosen)
{
    json_t *options = any("All");
    const char *asked = arena_printf(a, "%lld", (long long)chosen);
    int64_t v;

    for (v = 1; v <= versions; v++) {
        const char *number = arena_printf(a, "%lld", (long long)v);

        add_option(options, number, number, asked);
    }
    if (versions > 1)
        add_list(lists, "version", "Version of the journey", options);
    else
        json_decref(options);
}

/* "device mobile, language cy, version 2"; empty for none. */
static const char *chosen_words(struct arena *a, const struct choice *c)
{
    const struct segments *s = &c->segments;
    const struct {
        const char *name, *value;
    } at[] = {{"device", s->device},
              {"language", s->lang},
              {"channel", s->channel},
              {"release", s->release},
              {"variant", s->variant}};
    const char *text = "";
    size_t i;

    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++)
        if (at[i].value)
            text = arena_printf(a, "%s%s%s %s", text, *text ? ", " : "",
                                at[i].name, at[i].value);
    if (c->version)
        text = arena_printf(a, "%s%sversion %lld", text, *text ? ", " : "",
                            (long long)c->version);
    return text;
}

json_t *segments_model(struct arena *a, const struct choice *c,
                       const struct segment_words *words, const char *address)
{
    const struct segments *s = &c->segments;
    const char *chosen = chosen_words(a, c);
    struct choice without = *c;
    json_t *lists = json_array();

    add_devices(lists, s->device);
    add_words(lists, "lang", "Language", &words->langs, s->lang);
    add_channels(lists, s->channel);
    add_words(lists, "release", "Release", &words->releases, s->release);
    add_words(lists, "variant", "Variant", &words->variants, s->variant);
    add_versions(a, lists, words->versions, c->version);
    without.segments = (struct segments){0};
    without.version = 0;
    return json_pack(
        "{s:o s:b s:s s:s}", "lists", lists, "chosen", *chosen != '\0', "says",
        chosen, "clear",
        arena_printf(a, "%s%s", address, choice_query(a, &without)));
}
