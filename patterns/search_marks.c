/* Where a text matches a question. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/search_inside.h"

enum {
    MARKS_MAX = 64,
    WHY_BYTES = 180,
    LINES_LOOKED_AT = 400,
    LINES_SHOWN = 3,
    LINE_BYTES = 400
};

struct mark {
    size_t from, until;
    unsigned word; /* a bit */
};

struct marking {
    const struct search_answer *answer;
    const char *const *stems; /* of the vocabulary */
    size_t max;               /* bytes to be shown; 0: all */
    unsigned seen, all;
    size_t enough; /* where the last of the words was first seen */
    size_t n;
    struct mark at[MARKS_MAX];
};

static unsigned word_of(const struct marking *m, const struct text_word *word)
{
    const struct search_answer *answer = m->answer;
    size_t i, j;

    for (i = 0; i < answer->n_words; i++)
        for (j = 0; j < answer->words[i].n_forms; j++) {
            const char *stem = m->stems[answer->words[i].form[j]];

            if (stem[0] == word->text[0] &&
                strncmp(stem, word->text, word->n) == 0 &&
                stem[word->n] == '\0')
                return answer->words[i].optional ? 0 : 1U << i;
        }
    return 0;
}

static int bits(unsigned x)
{
    return __builtin_popcount(x);
}

/* The first mark of the stretch that has the most words, of max bytes or
 * fewer; of those, of the one where they stand closest together. */
static size_t best_of(const struct marking *m)
{
    size_t i, j, best = 0, least = SIZE_MAX;
    int most = 0;

    for (i = 0; i < m->n; i++) {
        unsigned words = 0;
        size_t span = 0;

        for (j = i; j < m->n && m->at[j].until < m->at[i].from + m->max; j++) {
            if (words && !(words & m->at[j].word))
                span = m->at[j].until - m->at[i].from;
            words |= m->at[j].word;
        }
        if (bits(words) < most || (bits(words) == most && span >= least))
            continue;
        most = bits(words);
        least = span;
        best = i;
    }
    return best;
}

/* Room for more: all but the best stretch so far is forgotten.  false: it has
 * as many marks as there may be. */
static bool keep_best(struct marking *m)
{
    size_t first = best_of(m), n;

    for (n = 0; first + n < m->n &&
                m->at[first + n].until < m->at[first].from + m->max;
         n++)
        ;
    memmove(m->at, m->at + first, n * sizeof(m->at[0]));
    m->n = n;
    return n < MARKS_MAX;
}

static bool take(void *self, const struct text_word *word)
{
    struct marking *m = self;
    unsigned bit = word_of(m, word);

    if (bit) {
        if (!(m->seen & bit))
            m->enough = word->until;
        m->seen |= bit;
        m->at[m->n++] = (struct mark){word->from, word->until, bit};
    }
    if (m->n == MARKS_MAX && (!m->max || !keep_best(m)))
        return false;
    return !m->max || m->seen != m->all || word->from < m->enough + m->max;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

/* Back to where a sentence or line begins, if it is near; else a word. */
static size_t begin_near(const char *text, size_t from, size_t room)
{
    size_t i, word = from;

    for (i = from; i > 0 && from - i < room; i--) {
        if (text[i - 1] == '\n' ||
            (i > 1 && is_space(text[i - 1]) && strchr(".!?", text[i - 2])))
            return i;
        if (is_space(text[i - 1]))
            word = i;
    }
    return i == 0 ? 0 : word;
}

/* Bytes of what begins one of a list, "- " or "12. "; 0: nothing does. */
static size_t marker(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    if (text_starts(text, "- "))
        return 2;
    return digits && text_starts(text + digits, ". ") ? digits + 2 : 0;
}

/* Before where it would cut a word, and before what begins one of a list but
 * has nothing of it. */
static size_t end_near(const char *text, size_t from, size_t until)
{
    size_t i, line;

    if (strlen(text) <= until)
        return strlen(text);
    for (i = until; i > from && !is_space(text[i]); i--)
        ;
    for (line = i; line > from && text[line - 1] != '\n'; line--)
        ;
    if (line > from && line + marker(text + line) >= i)
        i = line;
    while (i > from && is_space(text[i - 1]))
        i--;
    return i;
}

/* Past the end of a block, and past what begins one of a list there. */
static size_t past_break(const char *text, size_t i, size_t n)
{
    while (i < n && is_space(text[i]))
        i++;
    return i + marker(text + i) <= n ? i + marker(text + i) : i;
}

/* On one line, with a dot between blocks.  lang "": as the page is. */
static void add_part(json_t *parts, const char *text, size_t n, bool mark,
                     const char *lang)
{
    static const char dot[] = " · ";
    struct buf b;
    size_t i, line;

    if (!n)
        return;
    buf_init(&b, n * sizeof(dot));
    for (i = 0; i < n; i = past_break(text, i, n)) {
        line = strcspn(text + i, "\n");
        line = line < n - i ? line : n - i;
        buf_add(&b, text + i, line);
        i += line;
        if (i < n)
            buf_adds(&b, dot);
    }
    (void)json_array_append_new(parts,
                                json_pack("{s:s% s:b s:s}", "text", b.text,
                                          b.len, "mark", mark, "lang", lang));
    buf_release(&b);
}

static json_t *parts_of(const struct marking *m, const char *text,
                        const char *lang)
{
    json_t *parts = json_array();
    size_t first = 0, at = 0, end = strlen(text), i;

    if (m->max) {
        first = best_of(m);
        at = begin_near(text, m->at[first].from, m->max / 3);
        if (!at || text[at - 1] == '\n')
            at += marker(text + at);
        end = end_near(text, m->at[first].until, at + m->max);
    }
    if (at)
        add_part(parts, "… ", strlen("… "), false, lang);
    for (i = first; i < m->n && m->at[i].until <= end; i++) {
        add_part(parts, text + at, m->at[i].from - at, false, lang);
        add_part(parts, text + m->at[i].from, m->at[i].until - m->at[i].from,
                 true, lang);
        at = m->at[i].until;
    }
    add_part(parts, text + at, end - at, false, lang);
    if (text[end])
        add_part(parts, " …", strlen(" …"), false, lang);
    return parts;
}

/* Where the text matches; n 0: nowhere. */
static void find_marks(struct search *s, const struct search_answer *answer,
                       const char *text, size_t n, struct marking *m)
{
    struct text_reader *r;
    size_t i;

    m->answer = answer;
    m->stems = s->vocabulary.stems;
    for (i = 0; i < answer->n_words; i++)
        if (!answer->words[i].optional && answer->words[i].n_forms)
            m->all |= 1U << i;
    if (!m->all || text_reader_take(s->index, &r))
        return;
    if (text_reader_words(r, TEXT_STEM, text, n, take, m))
        m->n = 0;
    text_reader_give(r);
}

json_t *search_marked(struct search *s, const struct search_answer *answer,
                      const char *text, size_t max)
{
    struct marking m = {.max = max};

    find_marks(s, answer, text, strlen(text), &m);
    return m.n ? parts_of(&m, text, "") : NULL;
}

/* Of a text of lines, the first few of those that have the most words. */
static json_t *marked_lines(struct search *s,
                            const struct search_answer *answer,
                            const struct pattern *p, enum search_field field,
                            const char *text)
{
    json_t *parts = NULL, *line;
    int most = 1, n = 0, lines = 0;
    size_t size;

    for (; *text && lines++ < LINES_LOOKED_AT;
         text += size + (text[size] != 0)) {
        struct marking m = {.max = 0};
        char one[LINE_BYTES];

        size = strcspn(text, "\n");
        if (size >= sizeof(one))
            continue;
        memcpy(one, text, size);
        one[size] = '\0';
        find_marks(s, answer, one, size, &m);
        if (bits(m.seen) < most || (bits(m.seen) == most && n == LINES_SHOWN))
            continue;
        if (!parts || bits(m.seen) > most) {
            json_decref(parts);
            parts = json_array();
            n = 0;
        }
        most = bits(m.seen);
        line = parts_of(&m, one, search_lang(p, field, one));
        if (n++)
            add_part(parts, ", ", 2, false, "");
        (void)json_array_extend(parts, line);
        json_decref(line);
    }
    return parts;
}

json_t *search_why(struct search *s, const struct search_answer *answer,
                   const struct pattern *p)
{
#define X(name, text, weight) text,
    static const char *const titles[] = {SEARCH_FIELD_MAP(X)};
#undef X
    struct arena *a = arena_new();
    json_t *parts = NULL;
    int field;

    for (field = FIELD_NAMES; !parts && field < SEARCH_FIELDS; field++) {
        const char *text = search_text(a, p, (enum search_field)field);

        if (field == FIELD_GUIDANCE)
            parts = search_marked(s, answer, text, WHY_BYTES);
        else if (field != FIELD_SAYS)
            parts = marked_lines(s, answer, p, (enum search_field)field, text);
    }
    arena_free(a);
    if (!parts)
        return NULL;
    return json_pack("{s:s s:o}", "field", titles[field - 1], "parts", parts);
}
