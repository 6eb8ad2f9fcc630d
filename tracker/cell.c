#include "tracker/cell.h"

#include <assert.h>
#include <string.h>

/* Where an attribute is in a cell.  Stored: none ever moves. */
static const struct part {
    const char *name;
    uint8_t shift, bits;
} parts[ATTRIBUTES] = {
    [ATTRIBUTE_STATE] = {"state", 0, 3},
    [ATTRIBUTE_OUTCOME] = {"outcome", 3, 3},
    [ATTRIBUTE_STANDING] = {"standing", 6, 3},
    [ATTRIBUTE_LEFT_BY] = {"left-by", 9, 3},
    [ATTRIBUTE_RATING] = {"rating", 12, 3},
    [ATTRIBUTE_CHANNEL] = {"channel", 15, 3},
    [ATTRIBUTE_DEVICE] = {"device", 18, 3},
    [ATTRIBUTE_LANG] = {"lang", 21, 8},
    [ATTRIBUTE_RELEASE] = {"release", 29, 8},
    [ATTRIBUTE_VARIANT] = {"variant", 37, 8},
    [ATTRIBUTE_FURTHEST] = {"furthest", 45, 9},
    [ATTRIBUTE_RESTING] = {"resting", 54, 9},
};

enum { STANDING_STARTED, STANDING_JOINED_LATER, STANDING_APART = 1 };

static unsigned standing(const struct attempt *a)
{
    if (a->apart)
        return STANDING_APART + (unsigned)a->apart;
    return a->joined_later ? STANDING_JOINED_LATER : STANDING_STARTED;
}

static uint64_t part_make(enum attribute attribute, unsigned value)
{
    const struct part *p = &parts[attribute];

    assert(value < 1U << p->bits);
    return (uint64_t)value << p->shift;
}

uint64_t cell_make(const struct attempt *a, enum state state)
{
    bool left = state != STATE_OPEN && state != STATE_COMPLETED;
    const unsigned values[ATTRIBUTES] = {
        [ATTRIBUTE_STATE] = state,
        [ATTRIBUTE_OUTCOME] = a->outcome,
        [ATTRIBUTE_STANDING] = standing(a),
        [ATTRIBUTE_RESTING] = (unsigned)(a->resting + 1),
        [ATTRIBUTE_FURTHEST] = (unsigned)(a->furthest + 1),
        [ATTRIBUTE_LEFT_BY] = left ? a->left_by : TO_NONE,
        [ATTRIBUTE_RATING] = (unsigned)a->rating,
        [ATTRIBUTE_CHANNEL] = a->values[DIMENSION_CHANNEL],
        [ATTRIBUTE_DEVICE] = a->values[DIMENSION_DEVICE],
        [ATTRIBUTE_LANG] = a->values[DIMENSION_LANG],
        [ATTRIBUTE_RELEASE] = a->values[DIMENSION_RELEASE],
        [ATTRIBUTE_VARIANT] = a->values[DIMENSION_VARIANT],
    };
    uint64_t cell = 0;
    int i;

    for (i = 0; i < ATTRIBUTES; i++)
        cell |= part_make((enum attribute)i, values[i]);
    return cell;
}

uint32_t cell_value(uint64_t cell, enum attribute attribute)
{
    const struct part *p = &parts[attribute];

    return (uint32_t)(cell >> p->shift) & ((1U << p->bits) - 1);
}

void cells_add(struct bag *cells, uint64_t cell, int64_t n)
{
    if (bag_get(cells, CELLS_TOO_MANY))
        return;
    bag_add(cells, cell, n);
    if (cells->n <= CELLS_MAX)
        return;
    bag_empty(cells);
    bag_add(cells, CELLS_TOO_MANY, 1);
}

enum attribute attribute_find(const char *name)
{
    int i;

    for (i = 0; i < ATTRIBUTES; i++)
        if (strcmp(parts[i].name, name) == 0)
            break;
    return (enum attribute)i;
}

static const char *step_word(const struct journey *j, size_t version,
                             uint32_t value)
{
    const struct definition *d = j->versions[version].def;

    if (value == 0)
        return "nowhere";
    return value <= d->n_steps ? d->steps[value - 1].id : NULL;
}

static const char *name_word(const struct journey *j, enum name_kind kind,
                             uint32_t value)
{
    return value ? names_text(&j->names[kind], (uint16_t)value) : "none";
}

static const char *standing_word(uint32_t value)
{
    if (value <= STANDING_JOINED_LATER)
        return value ? "joined-later" : "started";
    value -= STANDING_APART;
    return value < APARTS ? apart_text((enum apart)value) : NULL;
}

static const char *rating_word(uint32_t value)
{
    static const char *const words[] = {"none", "1", "2", "3", "4", "5"};

    return value < sizeof(words) / sizeof(words[0]) ? words[value] : NULL;
}

/* Of a closed list, whose 0 is "none". */
static const char *listed(uint32_t value, const char *text)
{
    return value ? text : "none";
}

const char *attribute_word(const struct journey *j, size_t version,
                           enum attribute attribute, uint32_t v)
{
    switch (attribute) {
    case ATTRIBUTE_STATE:
        return v <= STATE_OPEN ? state_text((enum state)v) : NULL;
    case ATTRIBUTE_OUTCOME:
        return v < OUTCOMES ? listed(v, outcome_text((enum outcome)v)) : NULL;
    case ATTRIBUTE_STANDING:
        return standing_word(v);
    case ATTRIBUTE_RESTING:
    case ATTRIBUTE_FURTHEST:
        return step_word(j, version, v);
    case ATTRIBUTE_LEFT_BY:
        return v < TOS ? listed(v, to_text((enum to)v)) : NULL;
    case ATTRIBUTE_RATING:
        return rating_word(v);
    case ATTRIBUTE_CHANNEL:
        return v < CHANNELS ? listed(v, channel_text((enum channel)v)) : NULL;
    case ATTRIBUTE_DEVICE:
        return v < DEVICES ? listed(v, device_text((enum device)v)) : NULL;
    case ATTRIBUTE_LANG:
        return name_word(j, NAME_LANG, v);
    case ATTRIBUTE_RELEASE:
        return name_word(j, NAME_RELEASE, v);
    case ATTRIBUTE_VARIANT:
        return name_word(j, NAME_VARIANT, v);
    case ATTRIBUTES:
        break;
    }
    return NULL;
}
