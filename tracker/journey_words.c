/* The words of a journey's events, and the numbers they get (journey.h). */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tracker/journey.h"
#include "tracker/personal.h"

enum err journey_word_number(struct store *st, struct journey *j,
                             enum name_kind kind, const char *word,
                             uint16_t *ret_number)
{
    const struct names *names = &j->names[kind];
    uint16_t number = names_find(names, word);

    if (number == 0) {
        uint16_t other = names_find(names, "other");

        /* "other" takes nobody's place: what is kept does not depend on when
         * the first word too many came. */
        if (names->n - (other != 0) > NAMES_MAX) {
            word = "other";
            number = other;
        }
    }
    if (number == 0)
        return journey_name_add(st, j, kind, word, ret_number);
    *ret_number = number;
    return OK;
}

enum err journey_name_number(struct store *st, struct journey *j,
                             const char *name, uint16_t *ret_number)
{
    const struct names *names = &j->names[NAME_STEP];
    uint16_t number = names_find(names, name);

    if (number == 0 && (j->n_unmapped >= NAMES_UNMAPPED_MAX ||
                        !text_is_key(name, strlen(name)) ||
                        personal_would_redact(name, strlen(name)))) {
        name = "other";
        number = names_find(names, name);
    }
    if (number == 0) {
        j->n_unmapped += strcmp(name, "other") != 0;
        return journey_name_add(st, j, NAME_STEP, name, ret_number);
    }
    *ret_number = number;
    return OK;
}

enum err journey_refusal(struct store *st, struct journey *j, uint16_t *field,
                         uint16_t *rule)
{
    const struct names *pairs = &j->names[NAME_REFUSAL];
    char pair[16];
    uint16_t number;
    enum err e;

    (void)snprintf(pair, sizeof(pair), "%u/%u", *field, *rule);
    if (names_find(pairs, pair))
        return OK;
    if (pairs->n <= NAMES_REFUSALS_MAX)
        return journey_name_add(st, j, NAME_REFUSAL, pair, &number);
    e = journey_word_number(st, j, NAME_FIELD, "other", field);
    return e ? e : journey_word_number(st, j, NAME_RULE, "other", rule);
}

/* A title may move from step to step: it is the step's that had it then. */
static uint16_t titled_then(const struct journey *j, const char *title,
                            int64_t at_ms)
{
    const struct definition *d = j->versions[journey_version_at(j, at_ms)].def;
    size_t i;

    for (i = 0; i < d->n_steps; i++)
        if (strcmp(d->steps[i].title, title) == 0)
            return names_find(&j->names[NAME_STEP], d->steps[i].id);
    return 0;
}

enum err journey_step_number(struct store *st, struct journey *j,
                             const char *step, int64_t at_ms,
                             uint16_t *ret_number)
{
    const int64_t *known = map_find(&j->steps, step, strlen(step));
    uint16_t number = 0;

    if (!known)
        return journey_name_number(st, j, step, ret_number);
    if (j->n_versions > 1 &&
        !journey_knows(j, names_find(&j->names[NAME_STEP], step)))
        number = titled_then(j, step, at_ms);
    *ret_number = number ? number : (uint16_t)*known;
    return OK;
}

bool journey_has_step(const struct journey *j, const char *step)
{
    return map_find(&j->steps, step, strlen(step)) != NULL;
}

uint16_t journey_step_asked(const struct journey *j, const char *step,
                            struct problems *p)
{
    const int64_t *number = map_find(&j->steps, step, strlen(step));

    if (number)
        return (uint16_t)*number;
    problems_add(p, "step",
                 "\"%s\" is neither the id nor the exact title of a step of "
                 "this journey",
                 text_shown(p->arena, step, strlen(step)));
    return 0;
}
