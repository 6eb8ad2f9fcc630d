#include "patterns/lint/sentence.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_space(char c)
{
    return c && strchr(" \t\n\r", c);
}

/* Bytes of the character that begins with c; 1 where it is not UTF-8. */
static size_t size_of(const char *s, size_t n)
{
    unsigned char c = (unsigned char)*s;
    size_t size = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

    return size <= n ? size : 1;
}

/* General punctuation (U+2000 to U+206F), arrows, signs up to U+00BF. */
static bool is_mark(const char *s, size_t size)
{
    unsigned char a = (unsigned char)s[0], b = (unsigned char)s[1];

    if (size == 3 && a == 0xe2)
        return b == 0x80 || b == 0x81 || (b >= 0x86 && b <= 0xaf);
    return size == 2 && a == 0xc2;
}

size_t word_letter(const char *s, size_t n)
{
    size_t size = size_of(s, n);

    if (size == 1)
        return isalnum((unsigned char)*s) ? 1 : 0;
    return is_mark(s, size) ? 0 : size;
}

static bool holds(const char *s, size_t n, const char *word)
{
    size_t size = strlen(word), i;

    for (i = 0; i + size <= n; i++)
        if (memcmp(s + i, word, size) == 0)
            return true;
    return false;
}

bool word_is_address(const char *s, size_t n)
{
    return holds(s, n, "://") || holds(s, n, "www.") ||
           (n > 2 && memchr(s + 1, '@', n - 2));
}

/* Bytes of a quote or bracket that closes. */
static size_t closer(const char *s, size_t n)
{
    if (n && strchr("\"')]*", *s) && *s)
        return 1;
    if (n >= 3 && (memcmp(s, "\u201d", 3) == 0 || memcmp(s, "\u2019", 3) == 0))
        return 3;
    return 0;
}

/* The word that a stop at the end of s[0..n] closes is short for another. */
static bool is_short(const char *s, size_t n)
{
    static const char *const all[] = {
        "e.g", "i.e",  "eg",  "ie",     "mr",  "mrs", "ms",   "dr",  "prof",
        "st",  "no",   "nos", "approx", "cf",  "vs",  "v",    "rd",  "ave",
        "tel", "dept", "p",   "pp",     "fig", "ref", "incl", "min", "max"};
    size_t from = n, i;

    while (from && !is_space(s[from - 1]) && s[from - 1] != '(')
        from--;
    if (n - from == 1 && isupper((unsigned char)s[from]) && s[from] != 'I')
        return true;
    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strlen(all[i]) == n - from &&
            strncasecmp(all[i], s + from, n - from) == 0)
            return true;
    return false;
}

/* Bytes of what ends a sentence at s. */
static size_t stop(const char *s, size_t n)
{
    if (strchr(".!?", *s) && *s)
        return 1;
    return n >= 3 && memcmp(s, "\u2026", 3) == 0 ? 3 : 0;
}

/* Does what follows the space begin a sentence? */
static bool begins(const char *s, size_t n)
{
    while (n && is_space(*s)) {
        s++;
        n--;
    }
    return n == 0 || !islower((unsigned char)*s);
}

size_t sentence_size(const char *s, size_t n)
{
    size_t i = 0, size;

    while (i < n) {
        size_t mark = stop(s + i, n - i), behind = i + mark;

        if (!mark) {
            i += size_of(s + i, n - i);
            continue;
        }
        while ((size = closer(s + behind, n - behind)))
            behind += size;
        if (behind == n ||
            (is_space(s[behind]) && begins(s + behind, n - behind) &&
             !(s[i] == '.' && is_short(s, i))))
            return behind;
        i += mark;
    }
    return n;
}

size_t sentence_words(const char *s, size_t n)
{
    size_t i = 0, words = 0;

    while (i < n) {
        size_t from = i, k;
        bool word = false;

        while (i < n && !is_space(s[i]))
            i++;
        for (k = from; !word && k < i; k += size_of(s + k, i - k))
            word = word_letter(s + k, i - k) > 0;
        words += word && !word_is_address(s + from, i - from);
        while (i < n && is_space(s[i]))
            i++;
    }
    return words;
}
