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

/* There is one component, and it is the view itself. */
static bool find_self(const struct views *vs, const char *handle, json_t *given,
                      bool over, json_t **ret_data, struct view *ret_view)
{
    *ret_view = *vs->at[0];
    *ret_data = data_over(vs->arena, given, vs->library, over);
    return *handle == '@';
}

static void run(struct arena *a, const struct view *v)
{
    json_t *data = json_loads(data_text, 0, NULL);
    const char *html = NULL, *reason = NULL;
    struct views views;
    enum err e;

    views_init(&views, a);
    views.component = find_self;
    views.library = data;
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
