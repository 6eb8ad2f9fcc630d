#include "web/json_text.h"

#include <stdint.h>
#include <string.h>

#include "web/number.h"

enum { SHORT_TEXT = 500 }; /* bytes */

/* What stands for a character that cannot stand itself; "": its number does. */
static const char *escape_of(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    default:
        return "";
    }
}

/* Whether one of eight bytes cannot stand in a text as it is: each is looked at
 * where it lies, by what its highest bit becomes (Warren, "Hacker's Delight",
 * 6-1); one too many may be found, and none is missed. */
static bool is_any_special(const char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t word, quote, slash;

    memcpy(&word, text, sizeof(word));
    quote = word ^ (ones * '"');
    slash = word ^ (ones * '\\');
    return (((word - ones * ' ') & ~word) | ((quote - ones) & ~quote) |
            ((slash - ones) & ~slash)) &
           tops;
}

static bool is_special(char c)
{
    return (unsigned char)c < ' ' || c == '"' || c == '\\';
}

/* Bytes from the start that can stand as they are. */
static size_t plain_bytes(const char *text, size_t n)
{
    size_t i = 0;

    while (i + 8 <= n && !is_any_special(text + i))
        i += 8;
    while (i < n && !is_special(text[i]))
        i++;
    return i;
}

/* A short text in one piece. */
static void add_plain(struct buf *out, const char *text, size_t n)
{
    char all[SHORT_TEXT + 2];

    all[0] = all[n + 1] = '"';
    memcpy(all + 1, text, n);
    buf_add(out, all, n + 2);
}

static void add_text(struct buf *out, const char *text, size_t n)
{
    size_t plain = plain_bytes(text, n);

    if (plain == n && n <= SHORT_TEXT) {
        add_plain(out, text, n);
        return;
    }
    buf_add(out, "\"", 1);
    buf_add(out, text, plain);
    while (plain < n) {
        const char *escape = escape_of(text[plain]);

        if (*escape)
            buf_adds(out, escape);
        else
            buf_addf(out, "\\u%04X", (unsigned)text[plain]);
        text += plain + 1;
        n -= plain + 1;
        plain = plain_bytes(text, n);
        buf_add(out, text, plain);
    }
    buf_add(out, "\"", 1);
}

/* ,"name": */
static void add_name(struct buf *out, const char *name, bool is_first)
{
    buf_add(out, ",", !is_first);
    add_text(out, name, strlen(name));
    buf_add(out, ":", 1);
}

static void add_scalar(struct buf *out, const json_t *value)
{
    if (json_is_string(value))
        add_text(out, json_string_value(value), json_string_length(value));
    else if (json_is_integer(value))
        buf_add_int(out, json_integer_value(value));
    else if (json_is_boolean(value))
        buf_adds(out, json_is_true(value) ? "true" : "false");
    else
        buf_adds(out, "null");
}

static void add_object(struct buf *out, json_t *object)
{
    bool is_first = true;
    const char *key;
    json_t *value;

    buf_add(out, "{", 1);
    json_object_foreach(object, key, value)
    {
        add_name(out, key, is_first);
        json_text_add(out, value);
        is_first = false;
    }
    buf_add(out, "}", 1);
}

static void add_array(struct buf *out, json_t *array)
{
    size_t i;

    buf_adds(out, "[");
    for (i = 0; i < json_array_size(array); i++) {
        if (i)
            buf_adds(out, ",");
        json_text_add(out, json_array_get(array, i));
    }
    buf_adds(out, "]");
}

void json_text_add(struct buf *out, json_t *value)
{
    if (json_is_object(value))
        add_object(out, value);
    else if (json_is_array(value))
        add_array(out, value);
    else if (json_is_real(value))
        number_add(out, json_real_value(value));
    else
        add_scalar(out, value);
}

static void add_members(struct buf *out, const struct model *m)
{
    size_t i;

    buf_add(out, "{", 1);
    for (i = 0; i < m->n; i++) {
        add_name(out, m->members[i].name, i == 0);
        json_text_add_model(out, &m->members[i].value);
    }
    buf_add(out, "}", 1);
}

static void add_items(struct buf *out, const struct model *m)
{
    size_t i;

    buf_add(out, "[", 1);
    for (i = 0; i < m->n; i++) {
        buf_add(out, ",", i > 0);
        json_text_add_model(out, &m->items[i]);
    }
    buf_add(out, "]", 1);
}

void json_text_add_model(struct buf *out, const struct model *m)
{
    switch (m->kind) {
    case MODEL_ABSENT:
    case MODEL_NULL:
        buf_adds(out, "null");
        break;
    case MODEL_TEXT:
        add_text(out, m->text, m->n);
        break;
    case MODEL_INT:
        buf_add_int(out, m->integer);
        break;
    case MODEL_REAL:
        number_add(out, m->real);
        break;
    case MODEL_TRUTH:
        buf_adds(out, m->truth ? "true" : "false");
        break;
    case MODEL_LIST:
        add_items(out, m);
        break;
    case MODEL_OBJECT:
        add_members(out, m);
        break;
    case MODEL_JSON:
        json_text_add(out, m->json);
        break;
    }
}
