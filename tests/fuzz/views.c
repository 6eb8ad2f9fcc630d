/* A view of another library: it is refused by line, or runs to its end and
 * makes text.  The first byte says in which language it is written. */
#include "patterns/views.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static const char *const files[] = {"self.hbs", "self.mustache", "self.njk",
                                    "self.twig"};
static const char data_text[] =
    "{\"text\": \"A <b>\", \"no\": false, \"n\": 3, \"none\": null,"
    " \"list\": [\"a\", {\"text\": \"b\", \"list\": [1]}, []],"
    " \"map\": {\"text\": \"c\", \"map\": {\"n\": 1.5}}}";

static void run(struct arena *a, const struct view *v)
{
    json_t *data = json_loads(data_text, 0, NULL);
    const char *html = NULL, *reason = NULL;
    struct views views;
    enum err e;

    views_init(&views, a);
    views_add(&views, "self", v);
    e = view_render(&views, v, data, &html, &reason);
    FUZZ_HOLDS(e == OK ? html && text_is_utf8(html, strlen(html))
                       : e == ERR_INVALID && reason && *reason);
    views_release(&views);
    json_decref(data);
}

void fuzz_views(const char *bytes, size_t n)
{
    struct arena *a;
    struct view v;

    if (n == 0 || memchr(bytes, '\0', n) || !text_is_utf8(bytes + 1, n - 1))
        return; /* it is no text, which the importers refuse */
    a = arena_new();
    v.name = files[(unsigned char)bytes[0] % 4];
    v.text = arena_strndup(a, bytes + 1, n - 1);
    run(a, &v);
    arena_free(a);
}
