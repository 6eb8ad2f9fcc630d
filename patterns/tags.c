#include "patterns/tags.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

void tags_init(struct tags *t, const char *html, size_t n, int line)
{
    *t = (struct tags){html, html + n, line};
}

static void advance(struct tags *t, const char *to)
{
    for (; t->at < to; t->at++)
        t->line += *t->at == '\n';
}

/* The first place of word at or behind s, whatever its case; or the end. */
static const char *find(const char *s, const char *end, const char *word)
{
    size_t n = strlen(word);

    for (; s + n <= end; s++)
        if (strncasecmp(s, word, n) == 0)
            return s;
    return end;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c && strchr(" \t\n\r\f", c);
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* Does a tag begin here, or something that is left out? */
static bool is_markup(const struct tags *t, const char *at)
{
    char c = at + 1 < t->end ? at[1] : '\0';

    if (c == '/')
        return at + 2 < t->end && is_letter(at[2]);
    return is_letter(c) || c == '!' || c == '?';
}

/* The ">" of the tag, with quotes seen to; or the end. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = '\0', before = '\0'; /* spaces aside */

    for (; at < end; at++) {
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if (*at == '>')
            return at;
        else if (is_quote(*at) && before == '=')
            quote = *at;
        if (!is_space(*at))
            before = *at;
    }
    return end;
}

static void skip_past(struct tags *t, const char *word)
{
    const char *at = find(t->at, t->end, word);

    advance(t, at < t->end ? at + strlen(word) : at);
}

static void skip_declaration(struct tags *t)
{
    bool comment = t->end - t->at >= 4 && memcmp(t->at, "<!--", 4) == 0;

    advance(t, t->at + (comment ? 4 : 2));
    skip_past(t, comment ? "-->" : ">");
}

static void read_tag(struct tags *t, struct tag *tag)
{
    bool closing = t->at[1] == '/';
    const char *at = t->at + 1 + closing, *end;
    size_t n = 0;

    tag->kind = closing ? TAG_CLOSE : TAG_OPEN;
    tag->line = t->line;
    for (; at < t->end && !is_space(*at) && *at != '>' && *at != '/'; at++)
        if (n + 1 < sizeof(tag->name))
            tag->name[n++] = (char)tolower((unsigned char)*at);
    tag->name[n] = '\0';
    end = tag_end(at, t->end);
    tag->at = at;
    tag->n = (size_t)(end - at);
    advance(t, end < t->end ? end + 1 : end);
    if (closing)
        return;
    if (strcmp(tag->name, "script") == 0)
        advance(t, find(t->at, t->end, "</script"));
    else if (strcmp(tag->name, "style") == 0)
        advance(t, find(t->at, t->end, "</style"));
}

static void read_text(struct tags *t, struct tag *tag)
{
    const char *at = t->at;

    while (at < t->end && (at == t->at || *at != '<' || !is_markup(t, at)))
        at++;
    tag->kind = TAG_TEXT;
    tag->name[0] = '\0';
    tag->line = t->line;
    tag->at = t->at;
    tag->n = (size_t)(at - t->at);
    advance(t, at);
}

bool tags_next(struct tags *t, struct tag *ret_tag)
{
    while (t->at < t->end) {
        if (*t->at != '<' || !is_markup(t, t->at))
            read_text(t, ret_tag);
        else if (t->at[1] == '!' || t->at[1] == '?') {
            skip_declaration(t);
            continue;
        } else
            read_tag(t, ret_tag);
        return true;
    }
    return false;
}

/* How long the reference at s is; 0: it is none that we know. */
static size_t reference(const char *s, size_t n, const char **ret_text)
{
    static const struct {
        const char *name, *text;
    } known[] = {
        {"&amp;", "&"},        {"&lt;", "<"},          {"&gt;", ">"},
        {"&quot;", "\""},      {"&apos;", "'"},        {"&#39;", "'"},
        {"&#x27;", "'"},       {"&#34;", "\""},        {"&nbsp;", " "},
        {"&#160;", " "},       {"&rsquo;", "\u2019"},  {"&lsquo;", "\u2018"},
        {"&ldquo;", "\u201c"}, {"&rdquo;", "\u201d"},  {"&ndash;", "\u2013"},
        {"&mdash;", "\u2014"}, {"&hellip;", "\u2026"}, {"&pound;", "\u00a3"},
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        size_t size = strlen(known[i].name);

        if (size > n || memcmp(s, known[i].name, size) != 0)
            continue;
        *ret_text = known[i].text;
        return size;
    }
    return 0;
}

const char *tags_text(struct arena *a, const char *s, size_t n)
{
    struct buf b;
    size_t i = 0;
    const char *text;

    if (!memchr(s, '&', n))
        return arena_strndup(a, s, n);
    buf_init(&b, n + 1);
    while (i < n) {
        const char *stands_for;
        size_t size = s[i] == '&' ? reference(s + i, n - i, &stands_for) : 0;

        if (size)
            buf_adds(&b, stands_for);
        else
            buf_add(&b, s + i, 1);
        i += size ? size : 1;
    }
    text = arena_strdup(a, b.text);
    buf_release(&b);
    return text;
}

/* The value behind "=", and where it ends. */
static const char *value_at(const char *s, const char *end,
                            const char **ret_end)
{
    const char *from = s, *to;

    while (from < end && is_space(*from))
        from++;
    if (from < end && is_quote(*from)) {
        to = memchr(from + 1, *from, (size_t)(end - from - 1));
        if (!to)
            to = end;
        *ret_end = to < end ? to + 1 : to;
        return from + 1;
    }
    for (to = from; to < end && !is_space(*to); to++)
        ;
    *ret_end = to;
    return from;
}

bool tag_next_part(const struct tag *tag, struct tag_part *part)
{
    const char *s = part->past ? part->past : tag->at, *end = tag->at + tag->n;

    *part = (struct tag_part){.from = s};
    while (s < end && (is_space(*s) || *s == '/' || *s == '='))
        s++;
    for (part->name = s; s < end && !is_space(*s) && *s != '=' && *s != '/';
         s++)
        ;
    part->name_n = (size_t)(s - part->name);
    part->past = s;
    while (s < end && is_space(*s))
        s++;
    if (s < end && *s == '=') {
        const char *to;

        part->value = value_at(s + 1, end, &to);
        part->past = to;
        if (to > part->value && is_quote(part->value[-1]) &&
            to[-1] == part->value[-1])
            to--;
        part->value_n = (size_t)(to - part->value);
    }
    return part->name_n > 0;
}

bool tag_find(const struct tag *tag, const char *name, struct tag_part *ret)
{
    struct tag_part at = {0};

    while (tag_next_part(tag, &at))
        if (at.name_n == strlen(name) &&
            strncasecmp(at.name, name, at.name_n) == 0) {
            *ret = at;
            return true;
        }
    return false;
}

const char *tag_attribute(struct arena *a, const struct tag *tag,
                          const char *name)
{
    struct tag_part at;

    if (!tag_find(tag, name, &at))
        return NULL;
    return at.value ? tags_text(a, at.value, at.value_n) : "";
}

bool tag_is_picture(struct arena *a, const struct tag *tag)
{
    const char *type = tag_attribute(a, tag, "type");

    return strcmp(tag->name, "img") == 0 ||
           (strcmp(tag->name, "input") == 0 && type &&
            strcasecmp(type, "image") == 0);
}
