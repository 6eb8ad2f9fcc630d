#include "patterns/lint/jargon.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "patterns/lint/sentence.h"

enum {
    PHRASE_WORDS_MAX = 6,
    PHRASE_BYTES_MAX = 80,
    QUOTE_BYTES_MAX = 400, /* a longer one has no end that we look for */
    LINES_MAX = 2000
};

static size_t starts_with(const char *s, size_t n, const char *mark)
{
    size_t size = strlen(mark);

    return n >= size && memcmp(s, mark, size) == 0 ? size : 0;
}

/* Bytes of what may stand between the words of one phrase. */
static size_t gap(const char *s, size_t n)
{
    static const char *const marks[] = {" ",      "\n",     "\t",     "-",
                                        "\u2010", "\u2011", "\u00a0", "\u00ad"};
    size_t i, size, at = 0;

    do {
        for (i = 0, size = 0; !size && i < sizeof(marks) / sizeof(marks[0]);
             i++)
            size = starts_with(s + at, n - at, marks[i]);
        at += size;
    } while (size);
    return at;
}

/* Bytes of the word at s: letters and digits, and between them stops and
 * apostrophes ("e.g", "isn’t"). */
static size_t word_size(const char *s, size_t n)
{
    size_t at = 0;

    while (at < n) {
        size_t size = word_letter(s + at, n - at), join = 0;

        if (!size && at)
            join = s[at] == '.' || s[at] == '\'' || s[at] == '&'
                       ? 1
                       : starts_with(s + at, n - at, "\u2019");
        if (join && at + join < n)
            size = word_letter(s + at + join, n - at - join);
        if (!size)
            break;
        at += join + size;
    }
    return at;
}

static void add_small(struct buf *b, const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        char c = (char)tolower((unsigned char)s[i]);

        buf_add(b, &c, 1);
    }
}

/* One form of a line: "user friendly". */
static bool take_form(struct jargon *j, const char *s, size_t n, size_t place)
{
    struct buf b;
    size_t at = 0, words = 0, size;
    bool added = false;

    buf_init(&b, PHRASE_BYTES_MAX);
    while (at < n && (size = word_size(s + at, n - at))) {
        if (words++)
            buf_adds(&b, " ");
        add_small(&b, s + at, size);
        at += size;
        at += gap(s + at, n - at);
    }
    if (at == n && words && words <= PHRASE_WORDS_MAX && !buf_finish(&b))
        *map_put(&j->forms, b.text, b.len, &added) = (int64_t)place;
    buf_release(&b);
    return added;
}

/* "utilise, utilises: use" */
static bool take_line(struct jargon *j, struct arena *a, const char *s,
                      size_t n, size_t place)
{
    const char *colon = memchr(s, ':', n), *end = s + n;

    if (!colon || end - colon < 3 || colon[1] != ' ')
        return false;
    j->advice[place] = arena_strndup(a, colon + 2, (size_t)(end - colon - 2));
    while (s < colon) {
        const char *comma = memchr(s, ',', (size_t)(colon - s));
        size_t size = (size_t)((comma ? comma : colon) - s);

        if (!take_form(j, s, size, place))
            return false;
        s += size + 1;
        s += strspn(s, " ");
    }
    return true;
}

void jargon_init(struct jargon *j, struct arena *a, const char *lines, size_t n,
                 struct problems *problems)
{
    const char *end = lines + n;
    size_t number = 0, size;

    map_init(&j->forms);
    j->advice = arena_array(a, LINES_MAX, sizeof(*j->advice));
    for (; lines < end && number < LINES_MAX; lines += size + 1, number++) {
        const char *stop = memchr(lines, '\n', (size_t)(end - lines));

        size = (size_t)((stop ? stop : end) - lines);
        if (size && *lines != '#' && !take_line(j, a, lines, size, number))
            problems_add(problems, arena_printf(a, "line %zu", number + 1),
                         "is not \"word, other form: replacement\", or has a "
                         "form that is there already");
    }
}

void jargon_release(struct jargon *j)
{
    map_release(&j->forms);
}

/* Behind the quoted text that begins at s; 0: none does. */
static size_t quoted(const char *s, size_t n)
{
    static const struct {
        const char *open, *close;
    } pairs[] = {{"\u201c", "\u201d"}, {"\"", "\""}, {"\u2018", "\u2019"}};
    size_t i, at, open;

    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        open = starts_with(s, n, pairs[i].open);
        for (at = open; open && at < n && at < QUOTE_BYTES_MAX; at++) {
            size_t close = starts_with(s + at, n - at, pairs[i].close);

            /* An apostrophe closes nothing. */
            if (close && !word_letter(s + at + close, n - at - close))
                return at + close;
        }
    }
    return 0;
}

static size_t chunk_size(const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n && !strchr(" \t\n", s[i]); i++)
        ;
    return i;
}

/* The longest phrase of the table that begins at s; 0: none. */
static size_t phrase(const struct jargon *j, const char *s, size_t n,
                     const char **ret_advice)
{
    struct buf b;
    size_t at = 0, words = 0, found = 0, size;

    buf_init(&b, PHRASE_BYTES_MAX);
    while (words < PHRASE_WORDS_MAX && (size = word_size(s + at, n - at))) {
        const int64_t *place;

        if (words++)
            buf_adds(&b, " ");
        add_small(&b, s + at, size);
        at += size;
        place = map_find(&j->forms, b.text, b.len);
        if (place) {
            found = at;
            *ret_advice = j->advice[*place];
        }
        size = gap(s + at, n - at);
        at += size;
        if (!size)
            break;
    }
    buf_release(&b);
    return found;
}

bool jargon_next(const struct jargon *j, const char *s, size_t n, size_t from,
                 struct jargon_hit *ret_hit)
{
    bool inside = false; /* a chunk that was looked at */

    while (from < n) {
        const char *at = s + from;
        size_t left = n - from, size = quoted(at, left);

        if (size || (!inside && word_is_address(at, chunk_size(at, left)))) {
            from += size ? size : chunk_size(at, left);
            continue;
        }
        inside = !strchr(" \t\n", *at);
        size = phrase(j, at, left, &ret_hit->advice);
        if (size && strcmp(ret_hit->advice, "-") != 0) {
            ret_hit->at = from;
            ret_hit->n = size;
            return true;
        }
        if (!size)
            size = word_size(at, left);
        from += size ? size : 1;
    }
    return false;
}
