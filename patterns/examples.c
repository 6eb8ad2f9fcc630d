/* The examples of an entry as its page shows them: frames, and their code. */
#include <string.h>

#include "base/text.h"
#include "patterns/classes.h"
#include "patterns/pages.h"
#include "patterns/picture.h"

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

/* A twin stands in the place of the other; where nothing can be chosen, behind
 * it. */
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

/* Those that its markup names, to be kept beside a copy of it. */
static struct model pictures(struct arena *a, const struct pattern *p,
                             const struct pattern_example *x)
{
    struct model list = model_list();
    size_t i;

    for (i = picture_next(p, 0); i < p->n_files; i = picture_next(p, i + 1)) {
        const struct pattern_file *f = &p->files[i];
        const char *before = list.n ? ", " : "";

        if (picture_is_in(f, x->html))
            model_append(
                a, &list,
                MODEL(a, {"before", model_text(before)},
                      {"address", model_text(picture_address(a, p, f))},
                      {"name", model_text(f->name + strlen(FILES_PICTURES))}));
    }
    return list;
}

static struct model example(struct arena *a, const struct view *v,
                            const struct pattern_example *x, bool first)
{
    const struct pattern_example *twin = twin_of(v->pattern, x);
    const struct pattern_example *shown = v->welsh && twin ? twin : x;
    const char *id = id_of(a, "example", x);
    struct model shows = pictures(a, v->pattern, shown);

    return MODEL(
        a, {"id", model_text(id)}, {"title", model_text(shown->title)},
        {"lang", model_text(shown->lang)},
        {"other_language", model_truth(strcmp(shown->lang, "en") != 0)},
        {"size", model_text(shown->size)}, {"width", model_text(v->width)},
        {"frame", model_text(view_example_address(a, v, shown))},
        {"sandbox", model_text(view_sandbox(v))},
        {"lacks",
         model_text(v->welsh && !twin ? "Nobody has put this into Welsh yet."
                                      : "")},
        {"narrowed", model_truth(strcmp(v->width, "full") != 0)},
        {"view", v->is_static
                     ? model_text(NULL)
                     : model_own(a, view_model(a, v, id, twin != NULL, first))},
        {"code_id", model_text(id_of(a, "code", x))},
        {"open", model_truth(first)}, {"html", model_text(shown->html)},
        {"has_njk", model_truth(shown->njk != NULL)},
        {"njk", model_text(shown->njk ? shown->njk : "")},
        {"has_pictures", model_truth(shows.n > 0)}, {"pictures", shows});
}

struct model examples_model(struct arena *a, const struct view *v)
{
    const struct pattern *p = v->pattern;
    struct model list = model_list();
    size_t i;

    for (i = 0; i < p->n_examples; i++) {
        const struct pattern_example *x = &p->examples[i];
        const struct pattern_example *twin = twin_of(p, x);

        if (is_twin(p, x))
            continue;
        model_append(a, &list, example(a, v, x, i == 0));
        if (v->is_static && twin)
            model_append(a, &list, example(a, v, twin, false));
    }
    return list;
}

static const char *preview_says(struct arena *a, const struct view *v, size_t n)
{
    if (n > 1)
        return arena_printf(a, "All %zu examples", n);
    return v->is_static ? "The example and its code"
                        : "The example in other widths, languages and brands";
}

struct model preview_model(struct arena *a, const struct view *v,
                           const struct model *examples)
{
    const struct model *first = examples->items;

    if (!examples->n)
        return model_text(NULL);
    return MODEL(a, {"size", model_get(first, "size")},
                 {"title", model_get(first, "title")},
                 {"frame", model_get(first, "frame")},
                 {"sandbox", model_get(first, "sandbox")},
                 {"says", model_text(preview_says(a, v, examples->n))});
}

struct model classes_model(struct arena *a, const struct pattern *p)
{
    const struct pattern_texts classes = classes_of(a, p);

    return texts_model(a, &classes);
}
