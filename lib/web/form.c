#include "web/form.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum kind { PATH, FORM };

static bool is_control(unsigned char c, enum kind kind)
{
    if (kind == FORM && (c == '\t' || c == '\r' || c == '\n'))
        return false;
    return c < 0x20 || c == 0x7f;
}

/* 0 to 15, or -1. */
static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) % 16 : -1;
}

/* "%41" is 'A'. */
static bool read_escape(const char *s, size_t n, unsigned char *ret_byte)
{
    int high = n < 3 ? -1 : hex_digit(s[1]);
    int low = n < 3 ? -1 : hex_digit(s[2]);

    if (high < 0 || low < 0)
        return false;
    *ret_byte = (unsigned char)(high * 16 + low);
    return true;
}

static enum err decode(struct arena *a, const char *s, size_t n, enum kind kind,
                       const char **ret_text)
{
    char *text = arena_alloc(a, n + 1);
    size_t i, len = 0;

    for (i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c == '%') {
            if (!read_escape(s + i, n - i, &c))
                return ERR_INVALID;
            i += 2;
        } else if (c == '+' && kind == FORM) {
            c = ' ';
        }
        if (is_control(c, kind))
            return ERR_INVALID;
        text[len++] = (char)c;
    }
    if (!text_is_utf8(text, len))
        return ERR_INVALID;
    *ret_text = text;
    return OK;
}

enum err path_decode(struct arena *a, const char *s, size_t n,
                     const char **ret_text)
{
    return decode(a, s, n, PATH, ret_text);
}

enum err form_decode(struct arena *a, const char *s, size_t n,
                     const char **ret_text)
{
    return decode(a, s, n, FORM, ret_text);
}

static enum err parse_pair(struct arena *a, const char *s, size_t n,
                           struct pair *ret_pair)
{
    const char *equals = memchr(s, '=', n);
    size_t name_size = equals ? (size_t)(equals - s) : n;
    const char *value = equals ? equals + 1 : s + n;
    enum err e = form_decode(a, s, name_size, &ret_pair->name);

    if (e)
        return e;
    return form_decode(a, value, (size_t)(s + n - value), &ret_pair->value);
}

enum err form_parse(struct arena *a, const char *s, size_t n,
                    struct form *ret_form)
{
    struct form form = {0};
    const char *end = s + n, *amp;
    size_t room = 1 + text_times(s, n, '&');
    const char *p;
    enum err e;

    if (room > FORM_PAIRS_MAX)
        return ERR_TOO_BIG;
    form.at = arena_array(a, room, sizeof(*form.at));
    for (p = s; p < end; p = amp + 1) {
        amp = memchr(p, '&', (size_t)(end - p));
        if (!amp)
            amp = end;
        if (amp == p)
            continue;
        e = parse_pair(a, p, (size_t)(amp - p), &form.at[form.n++]);
        if (e)
            return e;
    }
    *ret_form = form;
    return OK;
}
