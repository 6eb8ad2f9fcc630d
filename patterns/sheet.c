#include "patterns/sheet.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { NAME_MAX_BYTES = 24, DEPTH_MAX = 100, ESCAPE_DIGITS = 6 };

struct scan {
    const char *text, *at, *end;
    struct buf *out;
    struct sheet_cuts *cuts;
};

#define X(name, what, why) what,
static const char *const whats[] = {SHEET_CUT_MAP(X)};
#undef X
#define X(name, what, why) why,
static const char *const whys[] = {SHEET_CUT_MAP(X)};
#undef X

const char *sheet_cut_what(enum sheet_cut cut)
{
    return whats[cut];
}

const char *sheet_cut_why(enum sheet_cut cut)
{
    return whys[cut];
}

static void note(struct scan *s, enum sheet_cut cut, const char *at)
{
    if (s->cuts->n[cut]++ == 0)
        s->cuts->line[cut] = text_line(s->text, at);
}

static void put(const struct scan *s, const char *text, size_t n)
{
    if (s->out)
        buf_add(s->out, text, n);
}

/* Tokens ------------------------------------------------------------------- */

/* The byte that far on; 0: the sheet has ended. */
static int peek(const struct scan *s, size_t on)
{
    return (size_t)(s->end - s->at) > on ? (unsigned char)s->at[on] : 0;
}

static bool is_newline(int c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

static bool is_space(int c)
{
    return is_newline(c) || c == ' ' || c == '\t';
}

static bool is_escape(const struct scan *s)
{
    return peek(s, 0) == '\\' && peek(s, 1) && !is_newline(peek(s, 1));
}

/* Past ASCII browsers differ in what belongs to a name: here nothing does, so
 * that "url" behind it is one. */
static bool is_name(const struct scan *s)
{
    int c = peek(s, 0);

    return (c < 0x80 && isalnum(c)) || c == '-' || c == '_' || is_escape(s);
}

static void skip_spaces(struct scan *s)
{
    while (is_space(peek(s, 0)))
        s->at++;
}

/* What is written "\75 ", or "\u". */
static unsigned long take_escape(struct scan *s)
{
    unsigned long code = 0;
    int i, c;

    s->at++;
    if (!isxdigit(peek(s, 0)))
        return (unsigned char)*s->at++;
    for (i = 0; i < ESCAPE_DIGITS && isxdigit(c = peek(s, 0)); i++, s->at++)
        code = code * 16 +
               (unsigned long)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
    if (peek(s, 0) == '\r' && peek(s, 1) == '\n')
        s->at++;
    if (is_space(peek(s, 0)))
        s->at++;
    return code;
}

/* In small letters and without escapes, as much of it as there is room for. */
static void take_name(struct scan *s, char name[NAME_MAX_BYTES])
{
    size_t n = 0;

    while (is_name(s)) {
        unsigned long code =
            *s->at == '\\' ? take_escape(s) : (unsigned char)*s->at++;

        if (n < NAME_MAX_BYTES - 1)
            name[n++] = code && code < 0x80 ? (char)tolower((int)code) : '?';
    }
    name[n] = '\0';
}

/* false: it ends with its line, and so is none. */
static bool skip_string(struct scan *s)
{
    char quote = *s->at++;

    while (s->at < s->end && *s->at != quote && !is_newline(*s->at)) {
        bool crlf = peek(s, 1) == '\r' && peek(s, 2) == '\n';

        s->at += *s->at == '\\' && peek(s, 1) ? (crlf ? 3 : 2) : 1;
    }
    if (peek(s, 0) != quote)
        return false;
    s->at++;
    return true;
}

static void skip_comment(struct scan *s)
{
    const char *end = memmem(s->at + 2, (size_t)(s->end - s->at) - 2, "*/", 2);

    s->at = end ? end + 2 : s->end;
}

/* To behind the ")" of an address without quotes, in which nothing else counts.
 * false: it is none, or has no end. */
static bool skip_bare_url(struct scan *s)
{
    bool good = true;

    while (s->at < s->end && *s->at != ')') {
        if (is_escape(s)) {
            s->at += 2;
        } else if (is_space(*s->at)) {
            skip_spaces(s);
            good = good && peek(s, 0) == ')';
        } else {
            good = good && !strchr("\"'(\\", *s->at);
            s->at++;
        }
    }
    if (s->at == s->end)
        return false;
    s->at++;
    return good;
}

static bool is_quote(int c)
{
    return c == '"' || c == '\'';
}

static bool is_mirror(char open, char close)
{
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '{' && close == '}');
}

/* At "(": what follows stands without quotes. */
static bool is_bare(const struct scan *s)
{
    struct scan ahead = *s;

    if (peek(s, 0) != '(')
        return false;
    ahead.at++;
    skip_spaces(&ahead);
    return !is_quote(peek(&ahead, 0));
}

/* A token, but an address in quotes up to its bracket: the others close what
 * they open. */
static void skip_token(struct scan *s)
{
    static const char opening[] = "<!--";
    char name[NAME_MAX_BYTES];

    if (is_quote(*s->at)) {
        (void)skip_string(s);
    } else if (*s->at == '/' && peek(s, 1) == '*') {
        skip_comment(s);
    } else if (text_starts(s->at, opening)) {
        s->at += strlen(opening);
    } else if (is_name(s)) {
        take_name(s, name);
        if (strcmp(name, "url") == 0 && is_bare(s)) {
            s->at++;
            skip_spaces(s);
            (void)skip_bare_url(s);
        }
    } else if (*s->at == '#' || *s->at == '@') {
        s->at++;
        take_name(s, name);
    } else {
        s->at++;
    }
}

/* From behind an opening bracket to behind the one that closes it. */
static void skip_block(struct scan *s, char open)
{
    char opened[DEPTH_MAX];
    size_t n = 0;

    opened[n++] = open;
    while (n && s->at < s->end) {
        char c = *s->at;

        if (is_mirror(opened[n - 1], c)) {
            n--;
            s->at++;
        } else if (strchr("([{", c) && n < DEPTH_MAX) {
            opened[n++] = c;
            s->at++;
        } else if (strchr("([{", c)) {
            note(s, SHEET_DEEP, s->at);
            s->at = s->end;
        } else {
            skip_token(s);
        }
    }
}

/* Whether what begins there lies in the sheet, or in the document. */
static bool is_inside(const struct scan *s)
{
    static const char data[] = "data:image/";

    return peek(s, 0) == '#' || ((size_t)(s->end - s->at) > strlen(data) &&
                                 strncasecmp(s->at, data, strlen(data)) == 0);
}

/* From "(" to behind ")".  true: it may stay. */
static bool take_url(struct scan *s)
{
    bool bare = is_bare(s), inside, good;

    s->at++;
    skip_spaces(s);
    if (bare) {
        inside = is_inside(s);
        good = skip_bare_url(s);
    } else {
        const struct scan in = {.at = s->at + 1, .end = s->end};

        inside = is_inside(&in);
        good = skip_string(s);
        skip_spaces(s);
        good = good && peek(s, 0) == ')';
        skip_block(s, '(');
    }
    return inside && good;
}

/* The sheet ---------------------------------------------------------------- */

static void clean_comment(struct scan *s)
{
    static const char map[] = "sourceMappingURL";
    const char *from = s->at;
    size_t n;

    skip_comment(s);
    n = (size_t)(s->at - from);
    if (memmem(from, n, map, strlen(map)))
        put(s, " ", 1); /* it leads to a file that is not here */
    else
        put(s, from, n);
}

/* To behind its ";" or its block. */
static void skip_rule(struct scan *s)
{
    while (s->at < s->end && *s->at != '}') {
        char c = *s->at;

        if (!strchr("([{;", c)) {
            skip_token(s);
            continue;
        }
        s->at++;
        if (c != ';')
            skip_block(s, c);
        if (c == ';' || c == '{')
            return;
    }
}

static void clean_rule(struct scan *s)
{
    static const struct {
        const char *name;
        enum sheet_cut cut;
    } rules[] = {{"charset", SHEET_CHARSET},
                 {"import", SHEET_IMPORT},
                 {"font-face", SHEET_FONT}};
    const char *from = s->at++;
    char name[NAME_MAX_BYTES];
    size_t i;

    take_name(s, name);
    for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
        if (strcmp(rules[i].name, name) == 0) {
            note(s, rules[i].cut, from);
            skip_rule(s);
            put(s, " ", 1); /* what stood around it stays apart */
            return;
        }
    put(s, from, (size_t)(s->at - from));
}

static void clean_name(struct scan *s)
{
    static const char *const others[] = {"src", "image", "image-set",
                                         "-webkit-image-set"};
    const char *from = s->at;
    char name[NAME_MAX_BYTES];
    bool loads = false, stays = true;
    size_t i;

    take_name(s, name);
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        loads = loads || strcmp(others[i], name) == 0;
    if (peek(s, 0) == '(' && strcmp(name, "url") == 0) {
        stays = take_url(s);
    } else if (peek(s, 0) == '(' && loads) {
        s->at++;
        skip_block(s, '(');
        stays = false;
    }
    if (stays) {
        put(s, from, (size_t)(s->at - from));
        return;
    }
    note(s, SHEET_ADDRESS, from);
    put(s, "none", strlen("none"));
}

void sheet_clean(const char *text, size_t n, struct buf *out,
                 struct sheet_cuts *ret)
{
    struct scan s;
    const char *from;

    *ret = (struct sheet_cuts){0};
    s = (struct scan){text, text, text + n, out, ret};
    while (s.at < s.end) {
        from = s.at;
        if (*s.at == '@') {
            clean_rule(&s);
        } else if (*s.at == '/' && peek(&s, 1) == '*') {
            clean_comment(&s);
        } else if (is_name(&s)) {
            clean_name(&s);
        } else {
            skip_token(&s);
            put(&s, from, (size_t)(s.at - from));
        }
    }
}
