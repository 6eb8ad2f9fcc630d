#include "base/redact.h"

#include <stdbool.h>
#include <string.h>

#include "base/looks.h"
#include "base/redact_number.h"
#include "base/text.h"

enum { ROUNDS = 3, REFERENCE_DIGITS = 5, TOKEN_SIZE = 20, WORD_MAX = 40 };

/* A finding is never more than so many times its kind's name, nor a byte more
 * than its encoding: "a@" becomes "[email]". */
enum { GROWTH = 4 };

/* A path on its way through. */
struct redaction {
    struct arena *arena;
    const struct map *known;
    struct redacted out; /* text has room for all */
};

/* One part of it, decoded. */
struct part {
    char *s;
    size_t n;
};

static int hex(char c)
{
    if (text_is_digit(c))
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Take %41 as A, once; whether there was any. */
static bool decode(struct part *p)
{
    size_t i, out = 0;

    for (i = 0; i < p->n; i++) {
        int high = p->s[i] == '%' && i + 2 < p->n ? hex(p->s[i + 1]) : -1;
        int low = high >= 0 ? hex(p->s[i + 2]) : -1;

        if (low < 0) {
            p->s[out++] = p->s[i];
            continue;
        }
        p->s[out++] = (char)(high * 16 + low);
        i += 2;
    }
    if (out == p->n)
        return false;
    p->n = out;
    return true;
}

/* Full-width forms of ASCII, and blanks and dashes that only look different. */
static void plain(struct part *p)
{
    static const struct {
        const char *from, *to, *plain;
    } ranges[] = {{"\xEF\xBC\x81", "\xEF\xBC\xBF", "!"},
                  {"\xEF\xBD\x80", "\xEF\xBD\x9E", "`"},
                  {"\xE2\x80\x90", "\xE2\x80\x95", NULL},
                  {"\xE2\x88\x92", "\xE2\x88\x92", NULL}};
    size_t i, r, out = 0;

    for (i = 0; i < p->n; i++) {
        char c = p->s[i];

        if (i + 1 < p->n && memcmp(p->s + i, "\xC2\xA0", 2) == 0) {
            c = ' ';
            i++;
        }
        for (r = 0; r < sizeof(ranges) / sizeof(ranges[0]); r++)
            if (i + 2 < p->n && memcmp(p->s + i, ranges[r].from, 3) >= 0 &&
                memcmp(p->s + i, ranges[r].to, 3) <= 0) {
                c = ranges[r].plain ? (char)(*ranges[r].plain + p->s[i + 2] -
                                             ranges[r].from[2])
                                    : '-';
                i += 2;
                break;
            }
        p->s[out++] = c;
    }
    p->n = out;
}

/* Bytes of an e-mail address; the blank may have been its "+". */
static bool is_mail(char c)
{
    return text_is_alnum(c) || (c && strchr(".!#$%&'*+=?^_{|}~-", c)) ||
           (unsigned char)c >= 0x80;
}

static void put(struct redaction *r, const char *s, size_t n)
{
    memcpy(r->out.text + r->out.n, s, n);
    r->out.n += n;
}

static void put_finding(struct redaction *r, const char *kind)
{
    put(r, kind, strlen(kind));
    r->out.findings++;
}

/* What a path may hold as it is; everything else is encoded again. */
static void put_byte(struct redaction *r, char c)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char byte = (unsigned char)c;
    char three[3] = {'%', digits[byte >> 4], digits[byte & 15]};

    if (text_is_alnum(c) || (c && strchr("-._~!$&'()*+,=:@[]", c)))
        put(r, &c, 1);
    else
        put(r, three, sizeof(three));
}

/* Where the e-mail address around the next "@" begins and ends, from at on;
 * false: there is none. */
static bool find_mail(struct redaction *r, const struct part *p, size_t at,
                      size_t *ret_from, size_t *ret_to)
{
    const char *sign;

    while ((sign = memchr(p->s + at, '@', p->n - at))) {
        size_t from = (size_t)(sign - p->s), to = from + 1;

        while (from > at && is_mail(p->s[from - 1]))
            from--;
        while (to < p->n && (is_mail(p->s[to]) || p->s[to] == '@'))
            to++;
        r->out.steps += to - at;
        *ret_from = from;
        *ret_to = to;
        if (to - from > 1)
            return true;
        at = to;
    }
    r->out.steps += p->n - at;
    return false;
}

/* The size of the word at s; a reference or a token has many digits, or is
 * long. */
static size_t word_size(struct redaction *r, const char *s, size_t n,
                        bool *ret_is_reference)
{
    size_t size = 0, digits = 0;

    for (; size < n && text_is_alnum(s[size]); size++)
        digits += text_is_digit(s[size]);
    r->out.steps += size;
    *ret_is_reference = digits >= REFERENCE_DIGITS ||
                        (digits && size >= TOKEN_SIZE) || size >= WORD_MAX;
    return size;
}

/* What begins with the word at s: how many bytes, and of what kind; NULL for
 * what may stay. */
static size_t find_word(struct redaction *r, const char *s, size_t n,
                        const char **ret_kind)
{
    static const struct {
        looks *find;
        const char *kind;
    } kinds[] = {{looks_uuid, "[uuid]"},
                 {looks_ni_number, "[ni-number]"},
                 {looks_postcode, "[postcode]"},
                 {looks_vehicle, "[vehicle]"},
                 {looks_date_in_words, "[date]"}};
    size_t i, size;
    bool is_reference;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        *ret_kind = kinds[i].kind;
        r->out.steps += LOOKS_MAX;
        size = kinds[i].find(s, n);
        if (size)
            return size;
    }
    size = redact_number(s, n, ret_kind, &r->out.steps);
    if (size)
        return size;
    size = word_size(r, s, n, &is_reference);
    *ret_kind = is_reference ? "[reference]" : NULL;
    return size;
}

/* A stretch of a part without e-mail addresses. */
static void put_words(struct redaction *r, const char *s, size_t n)
{
    const char *kind;
    size_t at = 0, size, i;

    while (at < n) {
        if (!text_is_alnum(s[at])) {
            put_byte(r, s[at++]);
            continue;
        }
        size = find_word(r, s + at, n - at, &kind);
        if (kind)
            put_finding(r, kind);
        else
            for (i = 0; i < size; i++)
                put_byte(r, s[at + i]);
        at += size;
    }
}

/* "2001:db8::7": nothing but hex and at least two colons. */
static bool is_address(const struct part *p)
{
    size_t i, colons = text_times(p->s, p->n, ':');

    for (i = 0; i < p->n; i++)
        if (p->s[i] != ':' && hex(p->s[i]) < 0)
            return false;
    return colons >= 2 && p->n > colons;
}

static void put_read(struct redaction *r, const struct part *p)
{
    size_t at = 0, from, to;

    r->out.steps += p->n;
    if (is_address(p)) {
        put_finding(r, "[address]");
        return;
    }
    while (find_mail(r, p, at, &from, &to)) {
        put_words(r, p->s + at, from - at);
        put_finding(r, "[email]");
        at = to;
    }
    put_words(r, p->s + at, p->n - at);
}

/* One part, raw: as it is where nothing is found in it. */
static void put_part(struct redaction *r, const char *raw, size_t n)
{
    struct part p = {arena_strndup(r->arena, raw, n), n};
    size_t before = r->out.n, findings = r->out.findings;
    int round;

    for (round = 0; decode(&p) && round < ROUNDS; round++)
        r->out.steps += p.n;
    if (r->known && map_find(r->known, p.s, p.n)) {
        put(r, raw, n);
        return;
    }
    plain(&p);
    if (decode(&p)) {
        put_finding(r, "[unclear]");
        return;
    }
    put_read(r, &p);
    if (r->out.findings > findings)
        return;
    r->out.n = before;
    put(r, raw, n);
}

struct redacted redact_path(struct arena *a, const char *path, size_t n,
                            const struct map *known)
{
    struct redaction r = {.arena = a, .known = known};
    size_t at, end, size;

    for (end = 0; end < n && path[end] != '?' && path[end] != '#'; end++)
        ;
    r.out.text = arena_alloc(a, GROWTH * end + sizeof("[unclear]"));
    r.out.steps = end;
    for (at = 0; at < end; at += size) {
        const char *slash = memchr(path + at, '/', end - at);
        const char *sign;

        size = slash ? (size_t)(slash - path) - at : end - at;
        sign = memchr(path + at, ';', size);
        put_part(&r, path + at, sign ? (size_t)(sign - path) - at : size);
        if (slash) {
            put(&r, "/", 1);
            size++;
        }
    }
    r.out.text[r.out.n] = '\0';
    return r.out;
}
