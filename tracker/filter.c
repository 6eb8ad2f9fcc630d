#include "tracker/filter.h"

#include <string.h>

enum { NO_VALUE = UINT16_MAX }; /* more than there can be words or channels */

static uint16_t channel_number(const char *word)
{
    int c;

    for (c = 1; c < CHANNELS; c++)
        if (strcmp(channel_text((enum channel)c), word) == 0)
            return (uint16_t)c;
    return 0;
}

static uint16_t device_number(const char *word)
{
    int d;

    for (d = 1; d < DEVICES; d++)
        if (strcmp(device_text((enum device)d), word) == 0)
            return (uint16_t)d;
    return 0;
}

static void ask(struct filter *f, enum dimension d, bool asked, uint16_t value)
{
    if (!asked)
        return;
    f->n++;
    f->values[d] = value ? value : NO_VALUE;
}

static uint16_t word_number(const struct journey *j, enum name_kind kind,
                            const char *word)
{
    return word ? names_find(&j->names[kind], word) : 0;
}

struct filter filter_make(const struct journey *j, const struct segments *s)
{
    struct filter f = {0};

    ask(&f, DIMENSION_CHANNEL, s->channel,
        s->channel ? channel_number(s->channel) : 0);
    ask(&f, DIMENSION_DEVICE, s->device,
        s->device ? device_number(s->device) : 0);
    ask(&f, DIMENSION_LANG, s->lang, word_number(j, NAME_LANG, s->lang));
    ask(&f, DIMENSION_RELEASE, s->release,
        word_number(j, NAME_RELEASE, s->release));
    ask(&f, DIMENSION_VARIANT, s->variant,
        word_number(j, NAME_VARIANT, s->variant));
    return f;
}

bool filter_fits(const struct filter *f, const struct attempt *a)
{
    int d;

    for (d = 1; f->n && d < DIMENSIONS; d++)
        if (f->values[d] && f->values[d] != a->values[d])
            return false;
    return true;
}

enum dimension filter_dimension(const struct filter *f)
{
    int d;

    for (d = 1; d < DIMENSIONS; d++)
        if (f->values[d])
            return (enum dimension)d;
    return DIMENSION_ALL;
}

static const char *kept(struct arena *a, const char *word)
{
    return word ? arena_strdup(a, word) : NULL;
}

struct segments segments_copy(struct arena *a, const struct segments *s)
{
    return (struct segments){
        .channel = kept(a, s->channel),
        .device = kept(a, s->device),
        .lang = kept(a, s->lang),
        .release = kept(a, s->release),
        .variant = kept(a, s->variant),
    };
}
