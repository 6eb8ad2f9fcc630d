#include "tracker/filter.h"

enum { NO_VALUE = UINT16_MAX }; /* more than there can be words or channels */

static void ask(struct filter *f, enum dimension d, const char *word,
                unsigned value)
{
    if (!word)
        return;
    f->n++;
    f->values[d] = value ? (uint16_t)value : NO_VALUE;
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
        s->channel ? channel_find(s->channel) : 0);
    ask(&f, DIMENSION_DEVICE, s->device,
        s->device ? device_find(s->device) : 0);
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
