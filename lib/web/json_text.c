#include "web/json_text.h"

#include "web/number.h"

static int add_piece(const char *text, size_t n, void *out)
{
    buf_add(out, text, n);
    return 0;
}

static void add_scalar(struct buf *out, const json_t *value)
{
    (void)json_dump_callback(value, add_piece, out, JSON_ENCODE_ANY);
}

static void add_key(struct buf *out, const char *key)
{
    json_t *text = json_string(key);

    add_scalar(out, text);
    json_decref(text);
}

static void add_object(struct buf *out, json_t *object)
{
    const char *key, *before = "{";
    json_t *value;

    if (json_object_size(object) == 0)
        buf_adds(out, before);
    json_object_foreach(object, key, value)
    {
        buf_adds(out, before);
        add_key(out, key);
        buf_adds(out, ":");
        json_text_add(out, value);
        before = ",";
    }
    buf_adds(out, "}");
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
