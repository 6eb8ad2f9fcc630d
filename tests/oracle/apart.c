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

const char *oracle_apart(const struct oracle_moves *m)
{
    if (is_bot(m))
        return "bot";
    if (any_says(m->trail, "burst"))
        return "burst";
    if (any_says(m->trail, "held"))
        return "quarantine";
    return NULL;
}
