/* What entries are called, and which is called what somebody asks for. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "patterns/search_inside.h"

enum { NAMES_MAX = 300, CLASS_MAX = 200 };

struct search_name {
    const char *text; /* folded */
    size_t entry;
    int64_t before; /* another name of the same stems, -1: there is none */
    bool is_title;
    bool is_telling; /* alone, in a longer question: not "list of people" */
};

/* The stems of words that tell something, as a key; no more than a question
 * has. */
struct name_key {
    size_t n;
    uint32_t stems[SEARCH_WORDS_MAX];
};

static struct name_key key_of(const struct search_word *words, size_t n)
{
    struct name_key key = {0};
    size_t i;

    for (i = 0; i < n; i++)
        if (!words[i].optional)
            key.stems[key.n++] = words[i].own;
    return key;
}

/* A name while it is taken apart. */
struct naming {
    struct search *search;
    struct arena *scratch;
    size_t n;
    struct search_word words[SEARCH_WORDS_MAX];
};

static bool take(void *self, const struct text_word *word)
{
    struct naming *m = self;

    if (m->n == SEARCH_WORDS_MAX) {
        m->n = 0; /* no question is as long */
        return false;
    }
    m->words[m->n++] = (struct search_word){
        .text = arena_strndup(m->scratch, word->text, word->n),
        .own = vocabulary_add(&m->search->vocabulary, word->text, word->n, 0,
                              false)};
    return true;
}

/* "textbox" for "text box", unless both tell nothing. */
static void join(struct naming *m)
{
    size_t i;

    for (i = 1; i < m->n; i++) {
        const struct search_word *a = &m->words[i - 1], *b = &m->words[i];
        size_t n = strlen(a->text);
        const char *both = arena_printf(m->scratch, "%s%s", a->text, b->text);
        bool added;
        int64_t *part;

        if ((a->optional && b->optional) || n < SEARCH_JOINED_MIN ||
            strlen(b->text) < SEARCH_JOINED_MIN)
            continue;
        part = map_put(&m->search->names.joined, both, strlen(both), &added);
        if (added)
            *part = (int64_t)n;
    }
}

static const char *words_of(const struct naming *m, struct arena *a)
{
    return arena_strdup(a, search_words_text(m->scratch, m->words, m->n));
}

static enum err add(struct naming *m, size_t entry, const char *text, size_t n,
                    bool is_title, bool is_said)
{
    struct search_names *names = &m->search->names;
    struct name_key key;
    int64_t *place;
    bool added;
    enum err e;

    m->n = 0;
    e = text_reader_words(m->search->splitter, TEXT_FOLDED, text, n, take, m);
    if (e || !m->n)
        return e;
    search_mark_little(m->words, m->n);
    if (is_said)
        join(m);
    key = key_of(m->words, m->n);
    place = map_put(&names->places, key.stems, key.n * sizeof(key.stems[0]),
                    &added);
    names->at = mem_grow(names->at, names->n, &names->room, sizeof(*names->at));
    names->at[names->n] =
        (struct search_name){.text = words_of(m, m->search->arena),
                             .entry = entry,
                             .before = added ? -1 : *place,
                             .is_title = is_title,
                             .is_telling = key.n > 1 || m->n == 1};
    *place = (int64_t)names->n++;
    return OK;
}

/* "govuk-button--warning" is a class of the component "button". */
static bool is_own(const char *class, size_t n, const char *slug)
{
    const char *dash = memchr(class, '-', n);
    size_t size = strlen(slug);
    const char *end = class + n;

    if (!dash || (size_t)(end - ++dash) < size || memcmp(dash, slug, size) != 0)
        return false;
    return dash + size == end || dash[size] == '-' || dash[size] == '_';
}

enum err search_names_add(struct search *s, struct arena *scratch, size_t entry,
                          const char *const texts[TEXT_FIELDS])
{
    struct naming m = {.search = s, .scratch = scratch};
    const struct pattern *p = &s->catalogue->at[entry];
    const char *at = texts[FIELD_NAMES];
    size_t n = 0, size;
    enum err e = add(&m, entry, p->title, strlen(p->title), true, true);

    s->names.titles[entry] = words_of(&m, s->arena);
    for (; !e && *at && n < NAMES_MAX; n++, at += size + (at[size] == '\n')) {
        size = strcspn(at, "\n");
        e = add(&m, entry, at, size, false, true);
    }
    at = p->kind == KIND_COMPONENT ? texts[FIELD_CLASSES] : "";
    for (; !e && *at && n < NAMES_MAX; at += size + (at[size] == '\n')) {
        size = strcspn(at, "\n");
        if (!is_own(at, size, p->slug))
            continue;
        n++;
        e = add(&m, entry, at, size, false, false);
    }
    return e;
}

void search_names_release(struct search_names *names)
{
    map_release(&names->places);
    map_release(&names->joined);
    free(names->at);
}

size_t search_names_part(const struct search_names *names, const char *word)
{
    const int64_t *part = map_find(&names->joined, word, strlen(word));

    return part ? (size_t)*part : 0;
}

static void add_bonus(double *bonus, double worth)
{
    if (*bonus < worth)
        *bonus = worth;
}

/* The last name of exactly these stems, -1: there is none.  A word that nobody
 * wrote is no word of a name, not even of one too long to be known. */
static int64_t find_name(const struct search_names *names,
                         const uint32_t *stems, size_t n)
{
    const int64_t *place = map_find(&names->places, stems, n * sizeof(*stems));
    size_t i;

    for (i = 0; i < n; i++)
        if (stems[i] == STEM_NONE)
            return -1;
    return place ? *place : -1;
}

/* What a name is worth whose stems are that much of the question's. */
static double worth_of(const struct search_name *name, const char *text,
                       double share)
{
    if (share < 1 && !name->is_telling)
        return 0;
    if (share < 1)
        return share *
               (name->is_title ? SEARCH_HOLDS_TITLE : SEARCH_HOLDS_NAME);
    return (name->is_title ? SEARCH_IS_TITLE : SEARCH_IS_NAME) +
           (strcmp(name->text, text) == 0 ? SEARCH_IS_SO : 0);
}

/* To bonus[], what names are worth that have exactly these stems. */
static void add_named(const struct search_names *names,
                      const struct name_key *some, const char *text,
                      double share, double *bonus)
{
    const struct search_name *at = names->at;
    int64_t i;

    for (i = find_name(names, some->stems, some->n); i >= 0; i = at[i].before)
        add_bonus(&bonus[at[i].entry], worth_of(&at[i], text, share));
}

/* Some words of a question, as bits, in their order. */
static struct name_key some_of(const struct name_key *key, unsigned which)
{
    struct name_key some = {0};
    size_t i;

    for (i = 0; i < key->n; i++)
        if (which & 1U << i)
            some.stems[some.n++] = key->stems[i];
    return some;
}

void search_names_bonus(const struct search *s,
                        const struct search_answer *answer, const char *text,
                        double *bonus)
{
    struct name_key key = key_of(answer->words, answer->n_words);
    double n = (double)key.n;
    unsigned which;

    if (key.n > SEARCH_HOLDS_MAX) {
        add_named(&s->names, &key, text, 1, bonus);
        key.n = SEARCH_HOLDS_MAX;
    }
    for (which = 1; which < 1U << key.n; which++) {
        const struct name_key some = some_of(&key, which);

        add_named(&s->names, &some, text, (double)some.n / n, bonus);
    }
}
