/* The first page: find what you need, and see what is new. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/changes.h"
#include "patterns/listing.h"
#include "patterns/pages.h"

enum { GROUPS_MAX = 12, LINKS_MAX = 30, EVENTS_MAX = 24, LATELY = 6 };

static const char *list_of(struct arena *a, enum pattern_kind kind,
                           const char *theme)
{
    struct wanted w =
        wanted_with(&wanted_anything, FACET_KIND, pattern_kind_key(kind));

    if (*theme)
        w = wanted_with(&w, FACET_THEME, text_slug(a, theme));
    return wanted_address(a, &w);
}

/* "Moving home" of "moving-home". */
static const char *words_of(struct arena *a, const char *text)
{
    char *words = arena_strdup(a, text), *c;

    for (c = words; !strchr(text, ' ') && *c; c++)
        if (*c == '-')
            *c = ' ';
    words[0] = (char)toupper((unsigned char)words[0]);
    return words;
}

/* The entries of one theme, from the i-th on: links, and how many they are. */
static json_t *group(struct arena *a, const struct listed *all, size_t *i)
{
    const struct pattern *first = all->at[*i];
    json_t *links = json_array();
    size_t n = 0;

    for (; *i < all->n && listing_same_group(first, all->at[*i]); ++*i, n++)
        if (n < LINKS_MAX)
            (void)json_array_append_new(
                links, json_pack("{s:s s:s}", "title", all->at[*i]->title,
                                 "address", pattern_address(a, all->at[*i])));
    return json_pack(
        "{s:s s:s s:s s:b s:o s:s}", "id", arena_printf(a, "need-%zu", *i),
        "title", listing_group(first), "address",
        list_of(a, first->kind, first->theme), "more", n > LINKS_MAX, "links",
        links, "count", text_count(a, (int64_t)n));
}

/* The themes of one kind of entry. */
static void add_groups(json_t *list, struct arena *a, const struct listed *all,
                       enum pattern_kind kind)
{
    size_t i = 0, n = 0;

    while (i < all->n && n < GROUPS_MAX) {
        if (all->at[i]->kind != kind) {
            i++;
            continue;
        }
        (void)json_array_append_new(list, group(a, all, &i));
        n++;
    }
}

static json_t *kinds(struct arena *a, const struct listed *all)
{
    const struct facet_values *values = &all->facets[FACET_KIND];
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < values->n; i++)
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s}", "text", values->at[i].text, "count",
                      text_count(a, (int64_t)values->at[i].count), "address",
                      arena_printf(a, "/patterns/%s/", values->at[i].key)));
    return list;
}

static json_t *states(struct arena *a, const struct listed *all)
{
    const struct facet_values *values = &all->facets[FACET_STATUS];
    json_t *list = json_array();
    enum pattern_state state;
    size_t i;

    for (i = 0; i < values->n; i++)
        if (pattern_state_find(values->at[i].key, &state))
            (void)json_array_append_new(
                list, json_pack("{s:s s:s s:s s:s}", "key", values->at[i].key,
                                "means", pattern_state_means(state), "count",
                                text_count(a, (int64_t)values->at[i].count),
                                "address",
                                arena_printf(a, "/patterns/?status=%s",
                                             values->at[i].key)));
    return list;
}

static json_t *events(struct arena *a, const struct listed *all)
{
    const struct facet_values *values = &all->facets[FACET_LIFE_EVENT];
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < values->n && i < EVENTS_MAX; i++)
        (void)json_array_append_new(
            list,
            json_pack(
                "{s:s s:s}", "text", words_of(a, values->at[i].text), "address",
                arena_printf(a, "/patterns/?lifeEvent=%s", values->at[i].key)));
    return list;
}

static json_t *lately(struct arena *a, const struct catalogue *c)
{
    struct dated_changes changes = changes_newest(a, c, LATELY);
    json_t *list = json_array();
    char day[TIME_TEXT];
    size_t i;

    for (i = 0; i < changes.n; i++) {
        const struct dated_change *one = &changes.at[i];

        day_format_long(one->day, day);
        (void)json_array_append_new(list,
                                    json_pack("{s:s s:s s:s s:s s:s}", "title",
                                              one->pattern->title, "address",
                                              pattern_address(a, one->pattern),
                                              "text", one->change->text, "date",
                                              one->change->date, "day", day));
    }
    return list;
}

static void set_list(json_t *model, const char *key, const char *has,
                     json_t *list)
{
    (void)json_object_set_new(model, has,
                              json_boolean(json_array_size(list) > 0));
    (void)json_object_set_new(model, key, list);
}

enum err show_home(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    struct arena *a = rq->arena;
    struct listed all = wanted_apply(a, ps->catalogue, &wanted_anything);
    json_t *needs = json_array(), *subjects = json_array(), *model;

    listing_sort(ps->catalogue, &all);
    add_groups(needs, a, &all, KIND_PATTERN);
    add_groups(needs, a, &all, KIND_PAGE);
    add_groups(subjects, a, &all, KIND_SERVICE);
    model =
        json_pack("{s:s s:s s:o s:o}", "title", "Patterns for council services",
                  "total", listing_count(a, all.n), "kinds", kinds(a, &all),
                  "box", listing_box("", ps->is_static));
    (void)json_object_set_new(model, "has_dashboards",
                              json_boolean(!ps->is_static));
    set_list(model, "needs", "has_needs", needs);
    set_list(model, "subjects", "has_subjects", subjects);
    set_list(model, "events", "has_events", events(a, &all));
    set_list(model, "lately", "has_lately", lately(a, ps->catalogue));
    set_list(model, "states", "has_states", states(a, &all));
    return reply_page(rp, "patterns/home", model);
}
