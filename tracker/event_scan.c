#include "tracker/event_scan.h"

#include <string.h>

#include "base/text.h"
#include "tracker/event_rules.h"

/* Numbers of more digits than surely fit are not ours. */
enum { DIGITS_MAX = 18 };

static void skip_blanks(struct event_scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' ||
                              *s->at == '\r' || *s->at == '\t'))
        s->at++;
}

/* That character, maybe behind blanks. */
static bool take(struct event_scan *s, char c)
{
    skip_blanks(s);
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* What stands in quotes, without escapes; a NUL takes the closing one's place.
 */
static bool take_text(struct event_scan *s, const char **ret_text,
                      size_t *ret_n)
{
    unsigned char all = 0;
    char *from, *at;

    if (!take(s, '"'))
        return false;
    from = s->at;
    for (at = from; at < s->end && *at != '"'; at++) {
        unsigned char c = (unsigned char)*at;

        if (c < ' ' || c == '\\')
            return false;
        all |= c;
    }
    if (at == s->end)
        return false;
    *ret_text = from;
    *ret_n = (size_t)(at - from);
    *at = '\0';
    s->at = at + 1;
    return all < 0x80 || text_is_utf8(from, *ret_n);
}

/* A fraction or an exponent stays behind, where nothing of the kind may be. */
static bool take_number(struct event_scan *s, int64_t *ret_number)
{
    const char *from = s->at;
    int64_t n = 0;

    for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++) {
        if (s->at - from == DIGITS_MAX)
            return false;
        n = 10 * n + (*s->at - '0');
    }
    *ret_number = n;
    return s->at - from == 1 || (s->at > from && *from != '0');
}

static bool take_word(struct event_scan *s, const char *word)
{
    size_t n = strlen(word);

    if ((size_t)(s->end - s->at) < n || memcmp(s->at, word, n) != 0)
        return false;
    s->at += n;
    return true;
}

static bool take_value(struct event_scan *s, struct event_value *ret_value)
{
    struct event_value v = {.type = VALUE_OTHER};

    skip_blanks(s);
    if (s->at < s->end && *s->at == '"') {
        v.type = VALUE_TEXT;
        if (!take_text(s, &v.text, &v.n))
            return false;
    } else if (take_word(s, "true")) {
        v.type = VALUE_TRUE;
    } else if (take_word(s, "false")) {
        v.type = VALUE_FALSE;
    } else {
        v.type = VALUE_INTEGER;
        if (!take_number(s, &v.number))
            return false;
    }
    *ret_value = v;
    return true;
}

static bool take_key(struct event_scan *s, const char **ret_key, size_t *ret_n)
{
    return take_text(s, ret_key, ret_n) && take(s, ':');
}

/* {"field": …, "rule": …}, or one of them. */
static bool scan_refusal(struct event_scan *s, struct event_reading *r,
                         struct refusal *ret_refusal)
{
    struct refusal one = {NULL, NULL};
    int members = 0;

    if (!take(s, '{'))
        return false;
    do {
        struct event_value value;
        const char *key;
        size_t n;

        if (!take_key(s, &key, &n) || !take_value(s, &value) ||
            !event_rule_refusal(r, key, n, &value, &one))
            return false;
        members++;
    } while (take(s, ','));
    *ret_refusal = one;
    return take(s, '}') && members == (one.field != NULL) + (one.rule != NULL);
}

static bool scan_list(struct event_scan *s, struct event_reading *r)
{
    struct refusal list[EVENT_ERRORS_MAX];
    size_t n = 0;

    if (!take(s, '['))
        return false;
    do {
        if (n == EVENT_ERRORS_MAX || !scan_refusal(s, r, &list[n++]))
            return false;
    } while (take(s, ','));
    if (!take(s, ']') || !event_rule_list(r, n))
        return false;
    memcpy(r->event->errors, list, n * sizeof(list[0]));
    return true;
}

static bool scan_member(struct event_scan *s, struct event_reading *r,
                        unsigned *seen)
{
    struct event_value value;
    enum event_key key;
    const char *text;
    size_t n;

    if (!take_key(s, &text, &n))
        return false;
    key = event_key_find(text, n);
    if (key == EVENT_KEYS || *seen & 1U << key)
        return false;
    *seen |= 1U << key;
    if (key == EVENT_ERRORS)
        return scan_list(s, r);
    return take_value(s, &value) && event_rule_value(r, key, &value);
}

static bool scan_object(struct event_scan *s, struct event *ret_event)
{
    struct event_fault fault;
    struct event_reading r = {s->arena, ret_event, &fault, s->imported, false};
    unsigned seen = 0;

    event_init(ret_event);
    if (!take(s, '{'))
        return false;
    do {
        if (!scan_member(s, &r, &seen))
            return false;
    } while (take(s, ','));
    return take(s, '}') && event_rule_whole(&r);
}

void event_scan_begin(struct event_scan *s, struct arena *a, const char *text,
                      size_t n, bool imported)
{
    char *copy = arena_strndup(a, text, n);

    *s = (struct event_scan){
        .arena = a, .at = copy, .end = copy + n, .imported = imported};
    s->is_list = take(s, '[');
}

static bool is_over(struct event_scan *s)
{
    skip_blanks(s);
    return s->at == s->end;
}

enum event_scan_step event_scan_next(struct event_scan *s,
                                     struct event *ret_event)
{
    bool is_first = !s->begun;

    s->begun = true;
    if (!is_first && !(s->is_list && take(s, ',')))
        return (!s->is_list || take(s, ']')) && is_over(s) ? SCAN_END
                                                           : SCAN_NOT_OURS;
    return scan_object(s, ret_event) ? SCAN_EVENT : SCAN_NOT_OURS;
}

bool event_scan_one(struct arena *a, const char *text, size_t n, bool imported,
                    struct event *ret_event)
{
    struct event_scan s;
    struct event behind;

    event_scan_begin(&s, a, text, n, imported);
    return !s.is_list && event_scan_next(&s, ret_event) == SCAN_EVENT &&
           event_scan_next(&s, &behind) == SCAN_END;
}
