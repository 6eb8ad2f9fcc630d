/* The examples of an entry as its page shows them: frames, and their code. */
#include <string.h>

#include "base/text.h"
#include "patterns/classes.h"
#include "patterns/pages.h"

static const struct pattern_example *
find(const struct pattern *p, const char *name, size_t n, const char *ending)
{
    size_t i;

    for (i = 0; i < p->n_examples; i++)
        if (strncmp(p->examples[i].name, name, n) == 0 &&
            strcmp(p->examples[i].name + n, ending) == 0)
            return &p->examples[i];
    return NULL;
}

/* "default.cy" of "default"; NULL: nobody has translated it. */
static const struct pattern_example *twin_of(const struct pattern *p,
                                             const struct pattern_example *x)
{
    return find(p, x->name, strlen(x->name), ".cy");
}

/* A twin stands in the place of the other, not beside it. */
static bool is_twin(const struct pattern *p, const struct pattern_example *x)
{
    size_t n = strlen(x->name);

    return text_ends(x->name, ".cy") && find(p, x->name, n - 3, "") != NULL;
}

static const char *id_of(struct arena *a, const char *prefix,
                         const struct pattern_example *x)
{
    return arena_printf(a, "%s-%s", prefix, x->name);
}

static json_t *example(struct arena *a, const struct view *v,
                       const struct pattern_example *x, bool first)
{
    const struct pattern_example *twin = twin_of(v->pattern, x);
    const struct pattern_example *shown = v->welsh && twin ? twin : x;
    const char *id = id_of(a, "example", x);

    return json_pack(
        "{s:s s:s s:s s:s s:b s:s s:s s:s s:s s:o s:b s:s s:b s:o s:s s:b}",
        "id", id, "code_id", id_of(a, "code", x), "title", shown->title, "lang",
        shown->lang, "other_language", strcmp(shown->lang, "en") != 0, "size",
        shown->size, "width", v->width, "frame",
        view_example_address(a, v, shown), "sandbox", view_sandbox(v), "html",
        json_string_nocheck(shown->html), "has_njk", shown->njk != NULL, "njk",
        shown->njk ? shown->njk : "", "open", first, "view",
        v->is_static ? json_null() : view_model(a, v, id, twin != NULL, first),
        "lacks", v->welsh && !twin ? "Nobody has put this into Welsh yet." : "",
        "narrowed", strcmp(v->width, "full") != 0);
}

json_t *examples_model(struct arena *a, const struct view *v)
{
    const struct pattern *p = v->pattern;
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_examples; i++)
        if (v->is_static || !is_twin(p, &p->examples[i]))
            (void)json_array_append_new(list,
                                        example(a, v, &p->examples[i], i == 0));
    return list;
}

static const char *preview_says(struct arena *a, const struct view *v, size_t n)
{
    if (n > 1)
        return arena_printf(a, "All %zu examples", n);
    return v->is_static ? "The example and its code"
                        : "The example in other widths, languages and brands";
}

json_t *preview_model(struct arena *a, const struct view *v,
                      const json_t *examples)
{
    const json_t *first = json_array_get(examples, 0);

    if (!first)
        return json_null();
    return json_pack("{s:O s:O s:O s:O s:s}", "title",
                     json_object_get(first, "title"), "size",
                     json_object_get(first, "size"), "frame",
                     json_object_get(first, "frame"), "sandbox",
                     json_object_get(first, "sandbox"), "says",
                     preview_says(a, v, json_array_size(examples)));
}

json_t *classes_model(struct arena *a, const struct pattern *p)
{
    const struct pattern_texts classes = classes_of(a, p);

    return pattern_texts_json(&classes);
}
