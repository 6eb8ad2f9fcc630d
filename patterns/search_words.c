/* The words of a question, and what each of them stands for. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/mutations.h"

const char *const search_little[] = {
    "a",       "about",     "all",        "also",    "an",       "and",
    "anybody", "anyone",    "are",        "as",      "ask",      "asking",
    "asks",    "at",        "be",         "best",    "but",      "by",
    "can",     "component", "components", "could",   "display",  "do",
    "does",    "each",      "every",      "example", "examples", "field",
    "fields",  "for",       "from",       "get",     "guidance", "has",
    "have",    "her",       "here",       "him",     "his",      "how",
    "i",       "if",        "in",         "into",    "is",       "it",
    "its",     "let",       "like",       "make",    "makes",    "making",
    "me",      "must",      "my",         "need",    "needs",    "of",
    "on",      "or",        "our",        "pattern", "patterns", "people",
    "please",  "put",       "s",          "shall",   "should",   "show",
    "showing", "shows",     "so",         "some",    "somebody", "someone",
    "than",    "that",      "the",        "their",   "them",     "then",
    "there",   "these",     "they",       "this",    "those",    "to",
    "too",     "us",        "use",        "user",    "users",    "want",
    "was",     "way",       "we",         "were",    "what",     "when",
    "where",   "which",     "who",        "will",    "with",     "would",
    "write",   "writing",   "you",        "your"};

const size_t search_n_little = sizeof(search_little) / sizeof(search_little[0]);

static int compare_texts(const void *word, const void *at)
{
    return strcmp(word, *(const char *const *)at);
}

static bool is_little(const char *word)
{
    return bsearch(word, search_little, search_n_little,
                   sizeof(search_little[0]), compare_texts) != NULL;
}

void search_mark_little(struct search_word *words, size_t n)
{
    size_t i, big = 0;

    for (i = 0; i < n; i++) {
        words[i].optional = is_little(words[i].text);
        big += !words[i].optional;
    }
    for (i = 0; i < n && !big; i++)
        words[i].optional = false;
}

static uint32_t stem_of(const struct asking *q, const char *word)
{
    const char *stem = search_stem(q->reader, q->arena, word);

    return vocabulary_stem(&q->search->vocabulary, stem, strlen(stem));
}

static void add_word(struct asking *q, const char *text, uint32_t own)
{
    struct search_answer *answer = q->answer;

    if (answer->n_words == SEARCH_WORDS_MAX)
        answer->cut = true;
    else
        answer->words[answer->n_words++] =
            (struct search_word){.text = text, .own = own};
}

/* A word that nobody wrote, but in two: "textbox". */
static bool take_word(void *self, const struct text_word *word)
{
    struct asking *q = self;
    const char *text = arena_strndup(q->arena, word->text, word->n), *first;
    uint32_t own = stem_of(q, text);
    size_t part =
        own == STEM_NONE ? search_names_part(&q->search->names, text) : 0;

    if (part) {
        first = arena_strndup(q->arena, text, part);
        add_word(q, first, stem_of(q, first));
        own = stem_of(q, text += part);
    }
    add_word(q, text, own);
    q->end = word->until;
    return !q->answer->cut;
}

void search_add_form(struct search_word *w, uint32_t stem)
{
    size_t i;

    for (i = 0; i < w->n_forms && w->form[i] != stem; i++)
        ;
    if (i == w->n_forms && i < SEARCH_FORMS_MAX)
        w->form[w->n_forms++] = stem;
}

/* Of all that go on from it, those worth most, and few of what is short: a
 * word of one letter goes on in hundreds of ways. */
static void add_prefixed(const struct vocabulary *v, struct search_word *w)
{
    size_t n, i, first = vocabulary_prefix(v, w->text, &n), tries;
    size_t most = SEARCH_FORMS_A_LETTER * strlen(w->text);
    int64_t below = INT64_MAX;

    if (most > SEARCH_FORMS_MAX)
        most = SEARCH_FORMS_MAX;
    for (tries = 0; tries < most && w->n_forms < most; tries++) {
        const struct vocabulary_word *best = NULL;

        for (i = first; i < first + n; i++) {
            const struct vocabulary_word *one = &v->at[i];

            if (one->weight < below && (!best || one->weight > best->weight))
                best = one;
        }
        if (!best)
            return;
        below = best->weight;
        for (i = first; i < first + n; i++)
            if (v->at[i].weight == below)
                search_add_form(w, v->at[i].stem);
    }
}

/* Two words that others write as one stand for that one, too: "post code". */
static void add_joined(struct asking *q)
{
    struct search_answer *answer = q->answer;
    size_t i;

    for (i = 1; i < answer->n_words; i++) {
        struct search_word *a = &answer->words[i - 1], *b = a + 1;
        uint32_t both =
            stem_of(q, arena_printf(q->arena, "%s%s", a->text, b->text));

        if (both == STEM_NONE || (a->optional && b->optional))
            continue;
        search_add_form(a, both);
        search_add_form(b, both);
    }
}

static void know_words(struct asking *q)
{
    struct search_answer *answer = q->answer;
    size_t i, n = answer->n_words;

    search_mark_little(answer->words, n);
    for (i = 0; i < n; i++)
        if (answer->words[i].own != STEM_NONE)
            search_add_form(&answer->words[i], answer->words[i].own);
    add_joined(q);
    for (i = 0; i < n; i++) {
        answer->words[i].n_whole = answer->words[i].n_forms;
        if (!answer->words[i].optional)
            mutations_add(q, &answer->words[i]);
    }
    if (n && !q->last_is_whole)
        add_prefixed(&q->search->vocabulary, &answer->words[n - 1]);
    q->unknown = false;
    for (i = 0; i < n; i++)
        q->unknown |=
            !answer->words[i].optional && answer->words[i].n_forms == 0;
}

enum err search_read(struct asking *q, const char *query)
{
    struct search_answer *answer = q->answer;
    enum err e;

    answer->n_words = 0;
    q->end = 0;
    e = text_reader_words(q->reader, TEXT_FOLDED, query, strlen(query),
                          take_word, q);
    q->last_is_whole = query[q->end] != '\0';
    if (!e)
        know_words(q);
    return e;
}

const char *search_words_text(struct arena *a, const struct search_word *words,
                              size_t n)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < n; i++)
        all = text_join(a, all, " ", words[i].text);
    return all;
}

/* What a word that nobody wrote was meant to be, NULL if that is not known.  A
 * word that tells nothing is meant only where that is certain: "mould" is no
 * "would". */
static const char *meant_by(const struct asking *q, const char *word,
                            bool *certain)
{
    const char *near = vocabulary_nearest(&q->search->vocabulary, word);
    bool sure = near && slip_is_certain(word, near);

    *certain &= sure;
    return near && is_little(near) && !sure ? NULL : near;
}

const char *search_suggest(const struct asking *q, bool *ret_certain)
{
    const char *all = "", *near;
    bool certain = true;
    size_t i, tries = 0;

    for (i = 0; i < q->answer->n_words; i++) {
        const struct search_word *w = &q->answer->words[i];

        near = w->text;
        if (!w->n_forms && !w->optional)
            near = tries++ < SEARCH_NEAR_MAX ? meant_by(q, w->text, &certain)
                                             : NULL;
        if (!near)
            return "";
        all = text_join(q->arena, all, " ", near);
    }
    *ret_certain = certain;
    return all;
}
