#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

/* Where the text is read. */
struct at {
    const char *s, *end;
};

static void skip_space(struct at *a)
{
    while (a->s < a->end && strchr(" \t\n\r,:", *a->s))
        a->s++;
}

/* Behind the closing quote; what stands between them is handed back. */
static const char *skip_string(struct at *a, size_t *ret_n)
{
    const char *from = ++a->s;

    while (a->s < a->end && *a->s != '"')
        a->s += *a->s == '\\' && a->s + 1 < a->end ? 2 : 1;
    *ret_n = (size_t)(a->s - from);
    a->s += a->s < a->end;
    return from;
}

static void skip_value(struct at *a)
{
    int depth = 0;
    size_t n;

    do {
        skip_space(a);
        if (a->s >= a->end)
            return;
        if (*a->s == '"') {
            (void)skip_string(a, &n);
        } else if (strchr("{[", *a->s)) {
            depth++;
            a->s++;
        } else if (strchr("}]", *a->s)) {
            if (depth-- == 0)
                return;
            a->s++;
        } else {
            while (a->s < a->end && !strchr(" \t\n\r,:{}[]\"", *a->s))
                a->s++;
        }
        skip_space(a);
    } while (depth > 0);
}

/* To the value of a member, or of the i-th item; false: there is none. */
static bool enter(struct at *a, const char *key, size_t key_n, size_t item)
{
    bool map = a->s < a->end && *a->s == '{';
    size_t i, n;

    if (a->s >= a->end || *a->s != (key ? '{' : '['))
        return false;
    a->s++;
    for (i = 0;; i++) {
        skip_space(a);
        if (a->s >= a->end || strchr("}]", *a->s) || (map && *a->s != '"'))
            return false;
        if (map) {
            const char *name = skip_string(a, &n);

            skip_space(a);
            if (n == key_n && memcmp(name, key, n) == 0)
                return true;
        } else if (i == item) {
            return true;
        }
        skip_value(a);
    }
}

static size_t number(const char *s, const char **ret_end)
{
    size_t n = 0;

    while (*s >= '0' && *s <= '9' && n < 1000 * 1000)
        n = n * 10 + (size_t)(*s++ - '0');
    *ret_end = s;
    return n;
}

int json_line(const char *s, size_t n, const char *place)
{
    struct at at = {s, s + n}, found;
    bool there = true;

    skip_space(&at);
    found = at;
    place += *place == '$';
    while (there && *place) {
        if (*place == '[') {
            there = enter(&at, NULL, 0, number(place + 1, &place));
            place += *place == ']';
        } else {
            size_t size;

            place += *place == '.';
            size = strcspn(place, ".[");
            there = enter(&at, place, size, 0);
            place += size;
        }
        if (there)
            found = at;
    }
    return text_line(s, found.s);
}
