#include "web/linked_data.h"

#include <string.h>

#include "base/buf.h"

static int add(const char *text, size_t n, void *self)
{
    struct buf *to = self;
    size_t i;

    for (i = 0; i < n; i++) {
        if (strchr("<>&", text[i]) && text[i])
            buf_addf(to, "\\u%04x", (unsigned)text[i]);
        else
            buf_add(to, text + i, 1);
    }
    return 0;
}

const char *linked_data_html(struct arena *a, json_t *data)
{
    struct buf to;
    const char *html = "";

    buf_init(&to, LINKED_DATA_MAX);
    buf_adds(&to, "<script type=\"application/ld+json\">");
    if (data && json_dump_callback(data, add, &to, JSON_ENSURE_ASCII) == 0) {
        buf_adds(&to, "</script>");
        if (!buf_finish(&to))
            html = arena_strdup(a, to.text);
    }
    buf_release(&to);
    json_decref(data);
    return html;
}
