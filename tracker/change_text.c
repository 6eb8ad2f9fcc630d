/* What people are told of a change that is under way (change.h, tracker.h). */
#include "base/text.h"
#include "tracker/change.h"
#include "tracker/folder.h"
#include "tracker/remove.h"

/* What is done to what; and how its attempts count that the change has come
 * to, and the others. */
static const struct {
    const char *what, *is, *who, *now, *still;
} sayings[] = {
    [CHANGE_UNDO] = {"Import", "is being undone", "Attempts",
                     "count without it already", "still count with it"},
    [CHANGE_ASIDE] = {"What quarantine", "names is being set aside",
                      "Its attempts", "no longer count", "still do"},
    [CHANGE_BACK] = {"Quarantine", "is being removed", "Its attempts",
                     "count again", "do not yet"},
    [CHANGE_VERSION] = {"Version", "is taking over the attempts of its time",
                        "Those", "count under it already", "do not yet"},
};

/* "on or after 12 October 2026"; of a day that it is in, not to the minute. */
static const char *since(struct arena *a, const struct journey *j)
{
    int64_t from_ms = j->change.from_ms;
    int32_t day = zone_day(j->zone, from_ms);
    char text[TIME_TEXT];

    day_format_long(day, text);
    if (zone_instant_ms(j->zone, day * MS_PER_DAY) < from_ms)
        return arena_printf(a, "late on %s, or after it,", text);
    return arena_printf(a, "on or after %s", text);
}

const char *change_text(struct arena *a, const struct journey *j)
{
    const struct change *c = &j->change;
    const char *text;

    if (c->kind == CHANGE_NONE)
        return NULL;
    text = arena_printf(a, "%s %lld %s.", sayings[c->kind].what,
                        (long long)c->number, sayings[c->kind].is);
    if (c->from_ms == INT64_MAX)
        return arena_printf(a, "%s No figure has changed yet.", text);
    return arena_printf(a, "%s %s that started %s %s; earlier ones %s.", text,
                        sayings[c->kind].who, since(a, j), sayings[c->kind].now,
                        sayings[c->kind].still);
}

static enum err say_of(struct tracker *t, struct arena *a, const char *slug,
                       struct words *said)
{
    struct journey *j;
    enum err e = folder_journey(t, slug, &j);
    const char *text = e ? NULL : change_text(a, j);

    if (text)
        said->at[said->n++] = arena_printf(a, "%s: %s", slug, text);
    return e;
}

enum err tracker_under_way(struct tracker *t, struct arena *a,
                           struct words *ret_words)
{
    struct journey_list list;
    struct words said = {0, NULL};
    size_t i;
    enum err e = tracker_journeys(t, a, &list);

    if (!e)
        e = folder_begin(t);
    if (e)
        return e;
    said.at = arena_array(a, list.n + 1, sizeof(*said.at));
    for (i = 0; !e && i < list.n; i++)
        e = unless_removed(say_of(t, a, list.at[i].id, &said));
    folder_end(t);
    if (!e)
        *ret_words = said;
    return e;
}
