#include "patterns/search.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/search_inside.h"

_Static_assert((int)SEARCH_PHRASE_WORDS <= (int)TEXT_PHRASE_MAX,
               "a phrase is asked");

static enum err wait_for(struct search *s, enum search_parts which)
{
    const struct search_part *part = &s->parts[which];
    enum err e;

    (void)pthread_mutex_lock(&s->lock);
    while (!part->is_built)
        (void)pthread_cond_wait(&s->built, &s->lock);
    e = part->outcome;
    (void)pthread_mutex_unlock(&s->lock);
    return e;
}

static int compare(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

static void swap(struct search_hit *a, struct search_hit *b)
{
    struct search_hit was = *a;

    *a = *b;
    *b = was;
}

/* Hoare's selection: the half without the place that parts the first from the
 * rest need not be put in order. */
static void select_first(struct search_hit *at, size_t n, size_t first)
{
    size_t low = 0, high = n;

    while (high - low > 1) {
        size_t i, border = low;

        swap(&at[low + (high - low) / 2], &at[high - 1]);
        for (i = low; i < high - 1; i++)
            if (compare(&at[i], &at[high - 1]) < 0)
                swap(&at[i], &at[border++]);
        swap(&at[border], &at[high - 1]);
        if (border == first)
            return;
        if (border > first)
            high = border;
        else
            low = border + 1;
    }
}

void search_best(struct search_hit *at, size_t n, size_t first)
{
    if (first < n)
        select_first(at, n, first);
    else
        first = n;
    if (first)
        qsort(at, first, sizeof(*at), compare);
}

/* The words that must be there, as bits, and what they say of each entry. */
static unsigned rank(const struct asking *q, struct ranked *entries)
{
    const struct search_answer *answer = q->answer;
    unsigned all = 0;
    size_t i, j;

    for (i = 0; i < answer->n_words; i++) {
        const struct search_word *w = &answer->words[i];

        if (w->optional)
            continue;
        all |= 1U << i;
        for (j = 0; j < w->n_forms; j++)
            ranking_add(&q->search->ranking, w->form[j],
                        j < w->n_whole || !w->n_whole ? 1 : SEARCH_GOES_ON,
                        1U << i, entries);
    }
    return all;
}

/* Whether an entry has all the words, or one of them. */
static bool fits(const struct ranked *entry, unsigned all, bool partly)
{
    return partly ? entry->words != 0 : all && (entry->words & all) == all;
}

static size_t count_fitting(const struct asking *q,
                            const struct ranked *entries, unsigned all,
                            bool partly)
{
    size_t i, n = 0;

    for (i = 0; i < q->search->catalogue->n; i++)
        n += fits(&entries[i], all, partly);
    return n;
}

static double begins(const char *title, const char *question, size_t n)
{
    if (!n || strncmp(title, question, n) != 0)
        return 0;
    return SEARCH_BEGINS_TITLE * (double)n / (double)strlen(title);
}

static void collect(struct asking *q, const struct ranked *entries,
                    unsigned all)
{
    const struct search *s = q->search;
    struct search_answer *answer = q->answer;
    const char *question =
        search_words_text(q->arena, q->answer->words, q->answer->n_words);
    double *bonus = arena_array(q->arena, s->catalogue->n, sizeof(*bonus));
    size_t i, n = strlen(question);
    int wanted = __builtin_popcount(all);

    search_names_bonus(s, answer, question, bonus);
    for (i = 0; i < s->catalogue->n; i++)
        answer->n += bonus[i] > 0 && !fits(&entries[i], all, answer->partly);
    answer->at = arena_array(q->arena, answer->n, sizeof(*answer->at));
    answer->n = 0;
    for (i = 0; i < s->catalogue->n; i++) {
        int has = __builtin_popcount(entries[i].words);

        if (bonus[i] <= 0 && !fits(&entries[i], all, answer->partly))
            continue;
        answer->at[answer->n++] = (struct search_hit){
            &s->catalogue->at[i], entries[i].score * has / wanted + bonus[i] +
                                      begins(s->names.titles[i], question, n)};
    }
}

/* Words as FTS5 reads them: letters and digits alone, between quotes. */
static const char *phrase_of(const struct asking *q)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < q->answer->n_words; i++)
        all = arena_printf(q->arena, "%s%s\"%s\"", all, i ? " AND " : "",
                           q->answer->words[i].text);
    return all;
}

/* As it was written counts for more: how rare it is, those that come first
 * tell for all. */
static enum err add_phrase(struct asking *q)
{
    struct search_answer *answer = q->answer;
    const char *phrase = phrase_of(q);
    double weights[SEARCH_PHRASE_ENTRIES], have = 0, all = (double)answer->n;
    size_t i, n = answer->n < SEARCH_PHRASE_ENTRIES ? answer->n
                                                    : SEARCH_PHRASE_ENTRIES;
    enum err e = wait_for(q->search, PART_PHRASES);

    search_best(answer->at, answer->n, n);
    for (i = 0; !e && i < n; i++) {
        size_t place =
            (size_t)(answer->at[i].pattern - q->search->catalogue->at);

        e = text_reader_phrase(q->reader, phrase, (int64_t)place + 1,
                               &weights[i]);
        have += !e && weights[i] > 0;
    }
    if (e || !n)
        return e;
    have *= all / (double)n;
    for (i = 0; i < n; i++)
        answer->at[i].score +=
            weights[i] * ranking_rarity(&q->search->ranking, have);
    return OK;
}

static enum err ask(struct asking *q)
{
    struct search_answer *answer = q->answer;
    struct ranked *entries =
        arena_array(q->arena, q->search->catalogue->n, sizeof(*entries));
    unsigned all = rank(q, entries);

    answer->n = count_fitting(q, entries, all, false);
    if (!answer->n && answer->n_words > 1) {
        answer->n = count_fitting(q, entries, all, true);
        answer->partly = answer->n > 0;
    }
    if (!answer->n)
        return OK;
    collect(q, entries, all);
    if (answer->partly || answer->n_words < 2 ||
        answer->n_words > SEARCH_PHRASE_WORDS)
        return OK;
    return add_phrase(q);
}

static enum err find(struct asking *q)
{
    struct search_answer *answer = q->answer;
    bool certain = false;
    enum err e = search_read(q, answer->query);

    if (!e && q->unknown)
        answer->suggestion = search_suggest(q, &certain);
    if (!e && certain && !q->exactly) {
        answer->instead = true;
        e = search_read(q, answer->suggestion);
    }
    return e ? e : ask(q);
}

/* The bytes of the first characters. */
static size_t first_characters(const char *text, size_t characters)
{
    const char *at = text;

    while (*at && characters--)
        for (at++; (*at & 0xc0) == 0x80; at++)
            ;
    return (size_t)(at - text);
}

static enum err answer_to(struct asking *q, const char *query)
{
    size_t n = first_characters(query, SEARCH_QUERY_MAX);
    enum err e = wait_for(q->search, PART_WORDS);

    *q->answer = (struct search_answer){
        .query = query, .shortened = query[n] != '\0', .suggestion = ""};
    if (q->answer->shortened)
        q->answer->query = arena_strndup(q->arena, query, n);
    if (!e)
        e = text_reader_take(q->search->index, &q->reader);
    if (e)
        return e;
    e = find(q);
    text_reader_give(q->reader);
    return e;
}

enum err search_find(struct search *s, struct arena *a, const char *query,
                     struct search_answer *ret)
{
    struct asking q = {.search = s, .arena = a, .answer = ret};

    return answer_to(&q, query);
}

enum err search_find_exactly(struct search *s, struct arena *a,
                             const char *query, struct search_answer *ret)
{
    struct asking q = {.search = s, .arena = a, .answer = ret, .exactly = true};

    return answer_to(&q, query);
}
