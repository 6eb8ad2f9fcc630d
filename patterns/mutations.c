#include "patterns/mutations.h"

#include <string.h>

#include "base/text.h"

const struct mutation mutations[] = {
    {"p", "b"},  {"t", "d"},  {"c", "g"},  {"b", "f"}, /* soft */
    {"d", "dd"}, {"g", ""},   {"m", "f"},  {"ll", "l"},
    {"rh", "r"}, {"p", "mh"}, {"t", "nh"}, {"c", "ngh"},
    {"b", "m"}, /* nasal */
    {"d", "n"},  {"g", "ng"}, {"p", "ph"}, {"t", "th"},
    {"c", "ch"}, /* aspirate */
};

const size_t n_mutations = sizeof(mutations) / sizeof(mutations[0]);

/* The word that begins with another letter; "": it does not begin so. */
static const char *with(const struct asking *q, const char *word,
                        const char *from, const char *to)
{
    if (!text_starts(word, from))
        return "";
    return text_join(q->arena, to, "", word + strlen(from));
}

static void add_said(const struct asking *q, struct search_word *w,
                     const char *text)
{
    const struct vocabulary_word *said;

    if (strlen(text) < MUTATED_MIN)
        return;
    said = vocabulary_find(&q->search->vocabulary, text);
    if (said && !said->in_english)
        search_add_form(w, said->stem);
}

static void add_all_of(const struct asking *q, struct search_word *w,
                       const char *radical)
{
    size_t i;

    add_said(q, w, radical);
    for (i = 0; i < n_mutations; i++)
        add_said(q, w,
                 with(q, radical, mutations[i].radical, mutations[i].mutated));
}

void mutations_add(const struct asking *q, struct search_word *w)
{
    const struct vocabulary_word *said =
        vocabulary_find(&q->search->vocabulary, w->text);
    size_t i;

    if (said && said->in_english)
        return;
    add_all_of(q, w, w->text);
    for (i = 0; i < n_mutations; i++)
        add_all_of(
            q, w, with(q, w->text, mutations[i].mutated, mutations[i].radical));
}
