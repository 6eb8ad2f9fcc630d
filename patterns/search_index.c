/*
 * The search for a site that has no server: what it goes by, and the texts of
 * each entry, for a script (lib/web/assets/static-find.js).
 *
 *   {"rules": {...}, "entries": [[kind, slug, title, names, ...], ...]}
 *
 * Texts stand in the order of the fields.  Of long ones each word stands once,
 * so words that stand in a row are not known there, nor how often one is said.
 */
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "patterns/mutations.h"
#include "patterns/patterns.h"
#include "patterns/search_inside.h"
#include "web/json_text.h"

enum { WORDS_MAX = 1024 * 1024, RECENT = 512 };

static json_t *field_weights(void)
{
#define X(name, text, weight) weight,
    static const double weights[] = {SEARCH_FIELD_MAP(X)};
#undef X
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < SEARCH_FIELDS; i++)
        (void)json_array_append_new(list, json_real(weights[i]));
    return list;
}

static json_t *little_words(void)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < search_n_little; i++)
        (void)json_array_append_new(list, json_string(search_little[i]));
    return list;
}

static json_t *mutation_pairs(void)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < n_mutations; i++)
        (void)json_array_append_new(
            list,
            json_pack("[s s]", mutations[i].radical, mutations[i].mutated));
    return list;
}

static json_t *english_fields(void)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < SEARCH_FIELDS; i++)
        (void)json_array_append_new(list, json_boolean(search_is_english(i)));
    return list;
}

static json_t *rules(void)
{
    json_t *numbers = json_pack(
        "{s:f s:f s:f s:f s:f s:f s:f s:f}", "k1", TEXT_K1, "isTitle",
        SEARCH_IS_TITLE, "isName", SEARCH_IS_NAME, "isSo", SEARCH_IS_SO,
        "holdsTitle", SEARCH_HOLDS_TITLE, "holdsName", SEARCH_HOLDS_NAME,
        "beginsTitle", SEARCH_BEGINS_TITLE, "goesOn", SEARCH_GOES_ON);
    json_t *lids = json_pack(
        "{s:i s:i s:i s:i s:i s:i s:i s:i s:i s:i s:i s:i s:i s:i}", "holdsMax",
        SEARCH_HOLDS_MAX, "characters", SEARCH_QUERY_MAX, "words",
        SEARCH_WORDS_MAX, "forms", SEARCH_FORMS_MAX, "near", SEARCH_NEAR_MAX,
        "phraseWords", SEARCH_PHRASE_WORDS, "phraseEntries",
        SEARCH_PHRASE_ENTRIES, "formsALetter", SEARCH_FORMS_A_LETTER,
        "joinedMin", SEARCH_JOINED_MIN, "alikeMin", SLIP_ALIKE_MIN,
        "oneSlipMin", SLIP_ONE_MIN, "shortWord", SLIP_SHORT, "longWord",
        SLIP_LONG, "mutatedMin", MUTATED_MIN);

    (void)json_object_update(numbers, lids);
    json_decref(lids);
    (void)json_object_set_new(numbers, "fields", field_weights());
    (void)json_object_set_new(numbers, "little", little_words());
    (void)json_object_set_new(numbers, "english", english_fields());
    (void)json_object_set_new(numbers, "mutations", mutation_pairs());
    return numbers;
}

/* In small, or NUL: it is of no word. */
static char letter_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
        (unsigned char)c >= 0x80)
        return c;
    return '\0';
}

/* A word, and which text it was met in last. */
struct recent {
    int64_t text;
    size_t n;
    char word[WORD_MAX];
};

/* The words of one text after another, and which text had each last. */
struct words {
    char letters[256]; /* of each byte (letter_of) */
    struct buf out;
    struct map last;
    struct recent recent[RECENT];
    int64_t text; /* from 1 on */
};

/* Whether the text has it already.  Most words of a text come again soon, and
 * then nobody has to look among those of all texts. */
static bool has_word(struct words *in, const char *word, size_t n)
{
    size_t mix = (unsigned char)word[0] * 31U +
                 (unsigned char)word[n / 2] * 7U +
                 (unsigned char)word[n - 1] * 3U + n;
    struct recent *r = &in->recent[mix % RECENT];
    int64_t *last;
    bool added, had;

    if (r->text == in->text && r->n == n && memcmp(r->word, word, n) == 0)
        return true;
    r->text = in->text;
    r->n = n;
    memcpy(r->word, word, n);
    last = map_put(&in->last, word, n, &added);
    had = *last == in->text;
    *last = in->text;
    return had;
}

/* Where a link of Markdown leads is no word of it, nor the tag of another
 * language (markdown_lang.h); all that begins with this byte are signs, as “
 * and – are (U+2000 to U+2FFF). */
static size_t no_word(const char *text)
{
    if (text[0] == ']' && text[1] == '(')
        return 1 + strcspn(text + 1, ")\n");
    if (*text == '<' &&
        (text_starts(text, "<span lang=\"") || text_starts(text, "</span>")))
        return strcspn(text, ">");
    return (unsigned char)*text == 0xe2 ? 3 : 1;
}

/* Each word once, in small letters. */
static const char *words_of(struct words *w, const char *text)
{
    char word[WORD_MAX];
    size_t n;

    buf_reset(&w->out);
    w->text++;
    for (; *text; text += n ? n : no_word(text)) {
        char c;

        for (n = 0; (c = w->letters[(unsigned char)text[n]]); n++)
            if (n < sizeof(word))
                word[n] = c;
        if (!n || n > sizeof(word) || has_word(w, word, n))
            continue;
        buf_add(&w->out, word, n);
        buf_add(&w->out, " ", 1);
    }
    return w->out.text;
}

/* As it stands; of guidance, whose Markdown need not be read for it, and of
 * options only the words. */
static const char *text_of(struct arena *a, struct words *w,
                           const struct pattern *p, enum search_field field)
{
    if (field == FIELD_GUIDANCE)
        return words_of(w, p->markdown);
    if (field == FIELD_OPTIONS)
        return words_of(w, search_text(a, p, field));
    return search_text(a, p, field);
}

static json_t *row(struct arena *a, struct words *w, const struct pattern *p)
{
    json_t *list = json_pack("[s s]", pattern_kind_key(p->kind), p->slug);
    int i;

    for (i = 0; i < SEARCH_FIELDS; i++)
        (void)json_array_append_new(
            list, json_string(text_of(a, w, p, (enum search_field)i)));
    return list;
}

static void add_line(struct buf *to, json_t *value)
{
    json_text_add(to, value);
    buf_adds(to, ",\n");
    json_decref(value);
}

void pattern_search_index(struct arena *a, const struct catalogue *c,
                          struct buf *to)
{
    struct words words = {0};
    size_t i;

    for (i = 0; i < sizeof(words.letters); i++)
        words.letters[i] = letter_of((char)i);
    words.letters[0xe2] = '\0';
    map_init(&words.last);
    buf_init(&words.out, WORDS_MAX);
    buf_adds(to, "{\"rules\": ");
    add_line(to, rules());
    buf_adds(to, "\"entries\": [\n");
    for (i = 0; i < c->n; i++)
        add_line(to, row(a, &words, &c->at[i]));
    buf_adds(to, "]}");
    buf_release(&words.out);
    map_release(&words.last);
}
