/* Forms, queries and paths: what is decoded is UTF-8 without NUL, and decoding
 * what was encoded again gives the same. */
#include "web/form.h"
#include "base/buf.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static void add_encoded(struct buf *to, const char *text)
{
    for (; *text; text++)
        buf_addf(to, "%%%02X", (unsigned char)*text);
}

static void read_again(struct arena *a, const struct form *form)
{
    struct form again;
    struct buf text;
    size_t i;

    buf_init(&text, (size_t)8 * FUZZ_MAX);
    for (i = 0; i < form->n; i++) {
        buf_adds(&text, i ? "&" : "");
        add_encoded(&text, form->at[i].name);
        buf_adds(&text, "=");
        add_encoded(&text, form->at[i].value);
    }
    FUZZ_HOLDS(form_parse(a, text.text, text.len, &again) == OK);
    FUZZ_HOLDS(again.n == form->n);
    for (i = 0; i < form->n; i++) {
        FUZZ_HOLDS(strcmp(again.at[i].name, form->at[i].name) == 0);
        FUZZ_HOLDS(strcmp(again.at[i].value, form->at[i].value) == 0);
    }
    buf_release(&text);
}

void fuzz_form(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct form form;
    const char *path;
    size_t i;

    if (form_parse(a, bytes, n, &form) == OK) {
        FUZZ_HOLDS(form.n <= FORM_PAIRS_MAX);
        for (i = 0; i < form.n; i++) {
            FUZZ_HOLDS(text_is_utf8(form.at[i].name, strlen(form.at[i].name)));
            FUZZ_HOLDS(
                text_is_utf8(form.at[i].value, strlen(form.at[i].value)));
        }
        read_again(a, &form);
    }
    if (path_decode(a, bytes, n, &path) == OK)
        FUZZ_HOLDS(text_is_utf8(path, strlen(path)) && strlen(path) <= n);
    arena_free(a);
}
