/* Front matter: which keys there are, and what each may hold. */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/entry.h"
#include "patterns/near.h"

enum { TITLE_MAX = 200, TEXT_MAX = 600, LIST_MAX = 50, LIST_DIGITS_MAX = 4 };

static const char *const entry_keys[] = {
    "title",      "description", "theme",     "aliases", "aliasesCy", "status",
    "version",    "uses",        "owner",     "verb",    "lgsl",      "lgil",
    "lifeEvents", "tier",        "reviewDue", "licence"};
static const char *const example_keys[] = {"title", "layout", "lang", "size"};
static const char *const status_keys[] = {"type", "date", "links"};
static const char *const link_keys[] = {"href", "text"};

#define LIST(list)  (list), COUNT(list)
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Where it stands in the list; n: nowhere. */
static size_t place_in(const char *const *list, size_t n, const char *text)
{
    size_t i;

    for (i = 0; i < n && strcmp(list[i], text) != 0; i++)
        ;
    return i;
}

/* What to write instead of a key that is none. */
static const char *key_advice(struct arena *a, const char *key,
                              const char *const *keys, size_t n)
{
    const char *bare = near_bare(a, key);
    const char **all = arena_array(a, n, sizeof(*all));
    size_t i;

    for (i = 0; i < n; i++) {
        all[i] = keys[i];
        if (near_is(bare, near_bare(a, keys[i])))
            return arena_printf(a, "write %s", keys[i]);
    }
    return arena_printf(a, "take it out; there are %s",
                        text_list(a, ", ", all, n));
}

static enum err check_keys(const struct origin *o, const struct node *map,
                           const char *const *keys, size_t n)
{
    const struct node *child;

    if (map->kind != NODE_MAP)
        return origin_refuse(o, map->line, "must be a map of keys");
    for (child = map->first; child; child = child->next)
        if (place_in(keys, n, child->key) == n)
            return origin_refuse(o, child->line, "\"%s\" is no key here: %s",
                                 child->key,
                                 key_advice(o->arena, child->key, keys, n));
    return OK;
}

/* A text of one line; absent is "". */
static enum err take_text(const struct origin *o, const struct node *map,
                          const char *key, size_t max, const char **ret_text)
{
    const struct node *n = node_find(map, key);

    *ret_text = "";
    if (!n)
        return OK;
    if (n->kind != NODE_TEXT)
        return origin_refuse(o, n->line,
                             "%s must be one text: write it behind the "
                             "colon, and no list",
                             key);
    if (strlen(n->text) > max)
        return origin_refuse(o, n->line, "%s is longer than %zu bytes", key,
                             max);
    *ret_text = n->text;
    return OK;
}

static enum err need_text(const struct origin *o, const struct node *map,
                          const char *key, size_t max, const char **ret_text)
{
    enum err e = take_text(o, map, key, max, ret_text);

    if (!e && !**ret_text)
        e = origin_refuse(o, map->line ? map->line : 1, "%s is missing", key);
    return e;
}

static enum err refuse_more(const struct origin *o, const struct node *n,
                            const char *key)
{
    return origin_refuse(o, n->line, "%s has more than %d items", key,
                         LIST_MAX);
}

/* "a, b" of an old entry: each part without the spaces around it. */
static enum err split_commas(const struct origin *o, const struct node *list,
                             const char *key, struct pattern_texts *to)
{
    const char *text = list->text;

    while (*text) {
        size_t n;

        text += strspn(text, ", ");
        n = strcspn(text, ",");
        while (n && text[n - 1] == ' ')
            n--;
        if (n && to->n == LIST_MAX)
            return refuse_more(o, list, key);
        if (n)
            to->at[to->n++] = arena_strndup(o->arena, text, n);
        text += strcspn(text, ",");
    }
    return OK;
}

/* A list of texts, or one text with commas between them. */
static enum err take_list(const struct origin *o, const struct node *map,
                          const char *key, struct pattern_texts *to)
{
    const struct node *n = node_find(map, key), *child;

    *to = (struct pattern_texts){0};
    if (!n)
        return OK;
    to->at = arena_array(o->arena, LIST_MAX, sizeof(*to->at));
    if (n->kind == NODE_TEXT)
        return split_commas(o, n, key, to);
    for (child = n->first; child; child = child->next) {
        if (n->kind != NODE_LIST || child->kind != NODE_TEXT || !*child->text)
            return origin_refuse(o, child->line, "%s must be a list of texts",
                                 key);
        if (to->n == LIST_MAX)
            return refuse_more(o, child, key);
        to->at[to->n++] = child->text;
    }
    return OK;
}

static bool is_list_number(const char *s)
{
    size_t n = strspn(s, "0123456789");

    return n > 0 && n <= LIST_DIGITS_MAX && !s[n] && (*s != '0' || n == 1);
}

/* Ids of a national list of services or interactions. */
static enum err take_numbers(const struct origin *o, const struct node *map,
                             const char *key, struct pattern_texts *to)
{
    const struct node *n = node_find(map, key);
    enum err e = take_list(o, map, key, to);
    bool each;
    size_t i;

    if (e || !n)
        return e;
    each = n->kind == NODE_LIST;
    if (each)
        n = n->first;
    for (i = 0; !e && i < to->n; i++, n = each ? n->next : n)
        if (!is_list_number(to->at[i]))
            e = origin_refuse(
                o, n->line,
                "%s: \"%s\" is no number of the list: write 1 to "
                "%d digits, like 524",
                key, text_shown(o->arena, to->at[i], strlen(to->at[i])),
                LIST_DIGITS_MAX);
    return e;
}

static enum err take_day(const struct origin *o, const struct node *map,
                         const char *key, const char **ret_text)
{
    enum err e = take_text(o, map, key, TITLE_MAX, ret_text);
    int32_t day;

    if (!e && **ret_text && day_parse(*ret_text, &day) != OK)
        e = origin_refuse(o, node_find(map, key)->line,
                          "%s must be a day, written like 2026-03-02", key);
    return e;
}

bool front_is_address(const char *s)
{
    return *s == '#' || text_starts(s, "https://") ||
           (s[0] == '/' && s[1] != '/' && s[1] != '\\');
}

static enum err take_links(const struct origin *o, const struct node *status,
                           struct pattern *p)
{
    const struct node *list = node_find(status, "links"), *n;

    if (!list)
        return OK;
    if (list->kind != NODE_LIST)
        return origin_refuse(o, list->line, "links must be a list");
    p->links = arena_array(o->arena, LIST_MAX, sizeof(*p->links));
    for (n = list->first; n; n = n->next) {
        struct pattern_link *link = &p->links[p->n_links];
        enum err e = check_keys(o, n, LIST(link_keys));

        if (!e && p->n_links++ == LIST_MAX)
            e = origin_refuse(o, n->line, "there are more than %d links",
                              LIST_MAX);
        if (!e)
            e = need_text(o, n, "href", TEXT_MAX, &link->href);
        if (!e && !front_is_address(link->href))
            e = origin_refuse(o, n->line,
                              "href must begin with https://, / "
                              "or #");
        if (!e)
            e = need_text(o, n, "text", TITLE_MAX, &link->text);
        if (e)
            return e;
    }
    return OK;
}

/* "trial", or {type, date, links}. */
static enum err take_status(const struct origin *o, const struct node *front,
                            struct pattern *p)
{
    const struct node *status = node_find(front, "status");
    const char *type = node_text(front, "status");
    enum err e = OK;

    p->state_date = "";
    if (!status)
        return origin_refuse(o, 1, "status is missing");
    if (status->kind != NODE_TEXT) {
        e = check_keys(o, status, LIST(status_keys));
        if (!e)
            e = need_text(o, status, "type", TITLE_MAX, &type);
        if (!e)
            e = take_text(o, status, "date", TITLE_MAX, &p->state_date);
        if (!e)
            e = take_links(o, status, p);
    }
    if (!e && !pattern_state_find(type, &p->state))
        e = origin_refuse(o, status->line,
                          "\"%s\" is no status: write proposed, accepted, "
                          "in-progress, in-review, trial, stable, deprecated, "
                          "archived, declined or returned",
                          type);
    return e;
}

static enum err take_lists(const struct origin *o, const struct node *front,
                           struct pattern *p)
{
    const struct {
        const char *key;
        struct pattern_texts *to;
        enum err (*take)(const struct origin *o, const struct node *map,
                         const char *key, struct pattern_texts *to);
    } lists[] = {{"aliases", &p->aliases, take_list},
                 {"aliasesCy", &p->aliases_cy, take_list},
                 {"uses", &p->declared_uses, take_list},
                 {"lgsl", &p->lgsl, take_numbers},
                 {"lgil", &p->lgil, take_numbers},
                 {"lifeEvents", &p->life_events, take_list},
                 {"tier", &p->tier, take_list}};
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < sizeof(lists) / sizeof(lists[0]); i++)
        e = lists[i].take(o, front, lists[i].key, lists[i].to);
    if (!e && p->declared_uses.n)
        p->uses_line = node_find(front, "uses")->line;
    return e;
}

/* It stands in addresses and in names of folders. */
static bool is_version(const char *s)
{
    return s[strspn(s, "0123456789abcdefghijklmnopqrstuvwxyz"
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-+_")] == '\0' &&
           !strstr(s, "..");
}

enum err front_pattern(const struct origin *o, const struct node *front,
                       struct pattern *p)
{
    const struct {
        const char *key, **to;
    } texts[] = {{"theme", &p->theme},
                 {"owner", &p->owner},
                 {"licence", &p->licence},
                 {"verb", &p->verb}};
    enum err e = check_keys(o, front, LIST(entry_keys));
    size_t i;

    if (!e)
        e = need_text(o, front, "title", TITLE_MAX, &p->title);
    if (!e)
        e = need_text(o, front, "description", TEXT_MAX, &p->description);
    for (i = 0; !e && i < sizeof(texts) / sizeof(texts[0]); i++)
        e = take_text(o, front, texts[i].key, TITLE_MAX, texts[i].to);
    if (!e)
        e = take_text(o, front, "version", PATTERN_VERSION_MAX, &p->version);
    if (!e && !is_version(p->version))
        e = origin_refuse(o, node_find(front, "version")->line,
                          "version must be made of digits, letters, \".\", "
                          "\"-\" and \"+\", like 1.0.0");
    if (!e)
        e = take_day(o, front, "reviewDue", &p->review_due);
    if (!e)
        e = take_status(o, front, p);
    if (!e)
        e = take_lists(o, front, p);
    return e;
}

static enum err take_layout(const struct origin *o, const struct node *front,
                            struct pattern_example *example)
{
    static const char *const names[] = {"plain", "inverse", "full-page"};
    const struct node *n = node_find(front, "layout");
    size_t place = n ? place_in(LIST(names), n->text) : LAYOUT_PLAIN;

    if (place == COUNT(names))
        return origin_refuse(o, n->line,
                             "layout must be plain, inverse or full-page");
    example->layout = (enum pattern_layout)place;
    return OK;
}

static bool is_language(const char *s)
{
    return strlen(s) <= 16 && text_is_key(s, strlen(s));
}

enum err front_example(const struct origin *o, const struct node *front,
                       struct pattern_example *example)
{
    static const char *const sizes[] = {"", "s", "m", "l", "xl"};
    enum err e = check_keys(o, front, LIST(example_keys));

    if (!e)
        e = need_text(o, front, "title", TITLE_MAX, &example->title);
    if (!e)
        e = take_text(o, front, "lang", TITLE_MAX, &example->lang);
    if (!e && *example->lang && !is_language(example->lang))
        e = origin_refuse(o, node_find(front, "lang")->line,
                          "lang must be a language like en or cy");
    if (!e)
        e = take_text(o, front, "size", TITLE_MAX, &example->size);
    if (!e && place_in(LIST(sizes), example->size) == COUNT(sizes))
        e = origin_refuse(o, node_find(front, "size")->line,
                          "size must be s, m, l or xl");
    return e ? e : take_layout(o, front, example);
}
