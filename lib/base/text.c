#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The length of the UTF-8 sequence at s, or 0 (RFC 3629, section 4). */
static size_t sequence_size(const unsigned char *s, size_t n)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t size, i;

    if (s[0] < 0x80)
        return s[0] != 0;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    size = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (n < size)
        return 0;
    if (s[0] == 0xE0)
        low = 0xA0; /* overlong */
    else if (s[0] == 0xED)
        high = 0x9F; /* surrogates */
    else if (s[0] == 0xF0)
        low = 0x90; /* overlong */
    else if (s[0] == 0xF4)
        high = 0x8F; /* past U+10FFFF */
    if (s[1] < low || s[1] > high)
        return 0;
    for (i = 2; i < size; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return 0;
    return size;
}

/* Sixteen bytes that are looked at together. */
enum { PIECE = 16 };
typedef unsigned char piece __attribute__((vector_size(PIECE)));

static bool is_any(piece p)
{
    uint64_t halves[2];

    memcpy(halves, &p, sizeof(halves));
    return halves[0] | halves[1];
}

/* Whether a piece is ASCII without a NUL, as they nearly always are. */
static bool is_plain(const unsigned char *s)
{
    piece p;

    memcpy(&p, s, sizeof(p));
    return !is_any((piece)((p == 0) | (p > 0x7F)));
}

/* Bytes that are well-formed, from the first on. */
static size_t utf8_size(const char *s, size_t n)
{
    const unsigned char *at = (const unsigned char *)s;
    size_t left, size;

    for (left = n; left > 0; at += size, left -= size) {
        size = left >= PIECE && is_plain(at) ? PIECE : sequence_size(at, left);
        if (size == 0)
            break;
    }
    return n - left;
}

bool text_is_utf8(const char *s, size_t n)
{
    return utf8_size(s, n) == n;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

size_t text_characters(const char *s, size_t n)
{
    size_t characters = 0, i;

    for (i = 0; i < n; i++)
        characters += ((unsigned char)s[i] & 0xC0) != 0x80;
    return characters;
}

/* Whether a piece has a control character but that one. */
static bool has_control(const char *s, unsigned char but)
{
    piece p;

    memcpy(&p, s, sizeof(p));
    return is_any((piece)(((p < 0x20) & (p != but)) | (p == 0x7F)));
}

size_t text_before_control(const char *s, size_t n, const char *but)
{
    /* the one that most texts have; or one that is none */
    unsigned char often = strchr(but, '\n') ? '\n' : ' ';
    size_t i = 0, end;

    while (i < n) {
        end = n - i < PIECE ? n : i + PIECE;
        if (end - i == PIECE && !has_control(s + i, often))
            i = end;
        for (; i < end; i++) {
            if (is_control(s[i]) && (!s[i] || !strchr(but, s[i])))
                return i;
        }
    }
    return n;
}

bool text_is_line(const char *s, size_t n)
{
    return text_before_control(s, n, "") == n && text_is_utf8(s, n);
}

bool text_is_utf16(const char *s, size_t n)
{
    return n >= 4 &&
           (memcmp(s, "\xFF\xFE", 2) == 0 || memcmp(s, "\xFE\xFF", 2) == 0 ||
            (!s[0] && s[1] && !s[2] && s[3]) ||
            (s[0] && !s[1] && s[2] && !s[3]));
}

const char *text_file_fault(struct arena *a, const char *s, size_t n,
                            int *ret_line)
{
    size_t good = utf8_size(s, n), i;
    size_t at = text_before_control(s, good, TEXT_CONTROLS);
    int column = 1;

    if (at == n)
        return NULL;
    for (i = at; i > 0 && s[i - 1] != '\n'; i--)
        column += ((unsigned char)s[i - 1] & 0xC0) != 0x80;
    *ret_line = text_line(s, s + at);
    if (text_is_utf16(s, n))
        return "is not UTF-8 but UTF-16: save the file as UTF-8";
    if (s[at] == '\0')
        return arena_printf(a,
                            "has a NUL byte in column %d, which no text has: "
                            "take it out",
                            column);
    if (at < good)
        return arena_printf(a,
                            "has the control character %02X in column %d, "
                            "which nobody sees: take it out",
                            (unsigned char)s[at], column);
    return arena_printf(a,
                        "is not UTF-8: byte %02X in column %d; save the file "
                        "in that encoding",
                        (unsigned char)s[at], column);
}

size_t text_tidy(char *s, size_t n)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t skip = n >= 3 && memcmp(s, mark, 3) == 0 ? 3 : 0, i, kept = 0;

    if (!skip && !memchr(s, '\r', n))
        return n;
    for (i = skip; i < n; i++) {
        if (s[i] != '\r')
            s[kept++] = s[i];
        else if (i + 1 == n || s[i + 1] != '\n')
            s[kept++] = '\n';
    }
    s[kept] = '\0'; /* in the place of what went */
    return kept;
}

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || text_is_digit(c) || c == '-';
}

bool text_is_word(const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        char c = s[i];

        if (!text_is_alnum(c) && c != '.' && c != '_' && c != '-')
            return false;
    }
    return n >= 1 && n <= 64;
}

bool text_is_key(const char *s, size_t n)
{
    size_t i;

    if (n < 1 || n > 64)
        return false;
    for (i = 0; i < n; i++)
        if (!is_key_char(s[i]))
            return false;
    return true;
}

size_t text_times(const char *s, size_t n, char c)
{
    const char *end = s + n;
    size_t times = 0;

    while ((s = memchr(s, c, (size_t)(end - s)))) {
        times++;
        s++;
    }
    return times;
}

int text_line(const char *from, const char *at)
{
    return 1 + (int)text_times(from, (size_t)(at - from), '\n');
}

char *text_slug(struct arena *a, const char *title)
{
    char *slug = arena_alloc(a, 65);
    size_t n = 0;

    for (; *title && n < 64; title++) {
        char c = (char)tolower((unsigned char)*title);

        if (is_key_char(c) && c != '-')
            slug[n++] = c;
        else if (n > 0 && slug[n - 1] != '-')
            slug[n++] = '-';
    }
    while (n > 0 && slug[n - 1] == '-')
        n--;
    slug[n] = '\0';
    return n > 0 ? slug : arena_strdup(a, "step");
}

enum err text_int(const char *s, size_t n, int64_t min, int64_t max,
                  int64_t *ret_value)
{
    char digits[24], *end;
    long long value;

    if (n < 1 || n >= sizeof(digits) || isspace((unsigned char)s[0]) ||
        s[0] == '+')
        return ERR_INVALID;
    memcpy(digits, s, n);
    digits[n] = '\0';
    errno = 0;
    value = strtoll(digits, &end, 10);
    if (errno || end != digits + n || value < min || value > max)
        return ERR_INVALID;
    *ret_value = value;
    return OK;
}

bool text_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);

    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

void text_hex(const unsigned char *bytes, size_t n, char *ret_hex)
{
    static const char digits[] = "0123456789abcdef";
    size_t i;

    for (i = 0; i < n; i++) {
        ret_hex[2 * i] = digits[bytes[i] >> 4];
        ret_hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    ret_hex[2 * n] = '\0';
}

/* Of a small digit and one more; 0: it is none. */
static const unsigned char hex_values[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

enum err text_unhex(const char *hex, size_t n, unsigned char *ret_bytes)
{
    size_t i;

    for (i = 0; i < 2 * n; i++)
        if (!hex_values[(unsigned char)hex[i]]) /* stops at a NUL too */
            return ERR_INVALID;
    for (i = 0; i < n; i++) {
        unsigned high = hex_values[(unsigned char)hex[2 * i]] - 1U;
        unsigned low = hex_values[(unsigned char)hex[2 * i + 1]] - 1U;

        ret_bytes[i] = (unsigned char)(high << 4 | low);
    }
    return OK;
}

char *text_shown(struct arena *a, const char *s, size_t n)
{
    enum { SHOWN_MAX = 60 };
    const unsigned char *at = (const unsigned char *)s;
    char *shown = arena_alloc(a, SHOWN_MAX + 8);
    size_t i = 0, out = 0;

    while (i < n && out < SHOWN_MAX) {
        size_t size = sequence_size(at + i, n - i);

        if (size == 0 || is_control(s[i])) {
            shown[out++] = '?';
            i++;
            continue;
        }
        memcpy(shown + out, s + i, size);
        out += size;
        i += size;
    }
    memcpy(shown + out, i < n ? "..." : "", i < n ? 4 : 1);
    return shown;
}

void text_format(char *to, size_t size, const char *fmt, va_list args)
{
    size_t n, from;

    if (vsnprintf(to, size, fmt, args) < 0)
        abort();
    from = n = strlen(to);
    while (from > 0 && (to[from - 1] & 0xC0) == 0x80)
        from--;
    if (from > 0 && sequence_size((unsigned char *)to + from - 1,
                                  n - from + 1) != n - from + 1)
        to[from - 1] = '\0';
}

const char *text_join(struct arena *a, const char *all, const char *separator,
                      const char *more)
{
    return arena_printf(a, "%s%s%s", all, *all ? separator : "", more);
}

const char *text_list(struct arena *a, const char *separator, const char **at,
                      size_t n)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < n; i++)
        all = text_join(a, all, separator, at[i]);
    return all;
}

enum { COUNT_TEXT = 27 }; /* 19 digits, 6 commas, a sign, one to spare */

char *text_count(struct arena *a, int64_t n)
{
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    char text[COUNT_TEXT], *at = text + COUNT_TEXT;
    int digits = 0;

    do {
        if (digits && digits % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + rest % 10);
        rest /= 10;
        digits++;
    } while (rest);
    if (n < 0)
        *--at = '-';
    return arena_strndup(a, at, (size_t)(text + COUNT_TEXT - at));
}

char *text_concat(struct arena *a, const char *const *texts, size_t n)
{
    size_t i, size = 0;
    char *whole, *to;

    for (i = 0; i < n; i++)
        size += strlen(texts[i]);
    whole = to = arena_alloc(a, size + 1);
    for (i = 0; i < n; i++)
        to = stpcpy(to, texts[i]);
    return whole;
}
