/* Which attempts are held apart (rules.h): what browsers left of evidence. */
#include "tests/oracle/rules.h"

/* Is the word among those of the event's "evidence"? */
static bool says(const struct oracle_event *e, const char *word)
{
    const char *text = oracle_said(e, "evidence");
    const char *found = text ? strstr(text, word) : NULL;

    return found && (found == text || found[-1] == ' ') &&
           (found[strlen(word)] == ' ' || found[strlen(word)] == '\0');
}

static bool any_says(const struct oracle_trail *t, const char *word)
{
    for (size_t i = 0; i < t->n; i++)
        if (says(&t->events[i], word))
            return true;
    return false;
}

static bool all_say(const struct oracle_trail *t, const char *word)
{
    for (size_t i = 0; i < t->n; i++)
        if (!says(&t->events[i], word))
            return false;
    return true;
}

/* A known agent sent any of it; or all of it was fetched ahead; or browsers
 * say of all of it that it went faster than a person goes. */
static bool is_bot(const struct oracle_moves *m)
{
    return any_says(m->trail, "agent") || all_say(m->trail, "prefetch") ||
           (all_say(m->trail, "browser") && oracle_too_fast(m));
}

static const char *said_of(const json_t *quarantine, const char *key)
{
    return json_string_value(json_object_get(quarantine, key));
}

static bool is_of_batch(const struct oracle_trail *t, const json_t *batch)
{
    for (size_t i = 0; i < t->n; i++)
        if (json_equal(json_object_get(t->events[i].event, "batch"), batch))
            return true;
    return false;
}

static bool is_set_aside(const struct oracle_moves *m, const char *day,
                         const json_t *quarantine)
{
    const char *release = oracle_first_said(m->trail, "release");

    if (said_of(quarantine, "release"))
        return oracle_same_text(release, said_of(quarantine, "release"));
    if (said_of(quarantine, "from"))
        return strcmp(day, said_of(quarantine, "from")) >= 0 &&
               strcmp(day, said_of(quarantine, "until")) <= 0;
    return is_of_batch(m->trail, json_object_get(quarantine, "batch"));
}

/* By any of a list, or by the one there is. */
static bool is_set_aside_by_any(const struct oracle_moves *m, const char *day,
                                const json_t *quarantines)
{
    for (size_t i = 0; i < json_array_size(quarantines); i++)
        if (is_set_aside(m, day, json_array_get(quarantines, i)))
            return true;
    return json_is_object(quarantines) && is_set_aside(m, day, quarantines);
}

const char *oracle_apart(const struct oracle_moves *m, const char *day,
                         const json_t *quarantine)
{
    if (is_bot(m))
        return "bot";
    if (any_says(m->trail, "burst"))
        return "burst";
    if (any_says(m->trail, "held") || is_set_aside_by_any(m, day, quarantine))
        return "quarantine";
    return NULL;
}
