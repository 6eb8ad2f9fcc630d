/* What lies beside an entry's index.md: history, checks and options. */
#include <string.h>

#include "base/time.h"
#include "patterns/entry.h"

enum { LINES_MAX = 500, OPTIONS_DEPTH_MAX = 8 };

static struct origin origin_of(const struct file *f, struct arena *a,
                               struct problems *problems)
{
    return (struct origin){a, problems, f->path};
}

static size_t count(const struct node *list)
{
    const struct node *n;
    size_t sum = 0;

    for (n = list->first; n; n = n->next)
        sum++;
    return sum;
}

static enum err read_list(const struct origin *o, const struct file *f,
                          struct node **ret_list)
{
    enum err e = node_parse(o, f->text, f->size, 1, ret_list);

    if (!e && (*ret_list)->kind != NODE_LIST)
        e = origin_refuse(o, 1, "must be a list");
    if (!e && count(*ret_list) > LINES_MAX)
        e = origin_refuse(o, 1, "has more than %d items", LINES_MAX);
    return e;
}

/* Newest first, however they are written. */
static void sort_changes(struct pattern *p)
{
    size_t i, j;

    for (i = 1; i < p->n_changes; i++) {
        struct pattern_change c = p->changes[i];

        for (j = i; j > 0 && strcmp(p->changes[j - 1].date, c.date) < 0; j--)
            p->changes[j] = p->changes[j - 1];
        p->changes[j] = c;
    }
}

static enum err read_changes(const struct origin *o, const struct file *f,
                             struct pattern *p)
{
    struct node *list, *n;
    int32_t day;
    enum err e = read_list(o, f, &list);

    if (e)
        return e;
    p->changes = arena_array(o->arena, count(list), sizeof(*p->changes));
    for (n = list->first; n; n = n->next) {
        struct pattern_change *c = &p->changes[p->n_changes++];

        c->date = node_text(n, "date");
        c->version = node_text(n, "version");
        c->text = node_text(n, "description");
        if (day_parse(c->date, &day))
            return origin_refuse(o, n->line,
                                 "date must be a day, written like 2026-03-02");
        if (!*c->text)
            return origin_refuse(o, n->line, "description is missing");
    }
    sort_changes(p);
    return OK;
}

static bool is_status(const char *s)
{
    static const char *const all[] = {"pass", "fail", "conditional",
                                      "exception", "untested"};
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strcmp(all[i], s) == 0)
            return true;
    return false;
}

static enum err read_checks(const struct origin *o, const struct file *f,
                            struct pattern *p)
{
    struct node *map;
    const struct node *list, *n;
    enum err e = node_parse(o, f->text, f->size, 1, &map);

    if (e)
        return e;
    list = node_find(map, "test_items");
    if (!list || list->kind != NODE_LIST || count(list) > LINES_MAX)
        return origin_refuse(o, 1, "must hold test_items, a list of at most %d",
                             LINES_MAX);
    p->checks = arena_array(o->arena, count(list), sizeof(*p->checks));
    for (n = list->first; n; n = n->next) {
        struct pattern_check *c = &p->checks[p->n_checks++];

        c->summary = node_text(n, "summary");
        c->status = node_text(n, "test_status");
        c->type = node_text(n, "test_type");
        c->criterion = node_text(n, "wcag_criterion");
        c->details = node_text(n, "status_details");
        if (!*c->summary)
            return origin_refuse(o, n->line, "summary is missing");
        if (!is_status(c->status))
            return origin_refuse(o, n->line,
                                 "test_status must be pass, fail, conditional, "
                                 "exception or untested");
    }
    return OK;
}

/* A list of {name, type, required, description, params}. */
static bool are_options(const json_t *list, int depth)
{
    const json_t *option, *params;
    size_t i;

    if (!json_is_array(list) || depth > OPTIONS_DEPTH_MAX)
        return false;
    json_array_foreach(list, i, option)
    {
        params = json_object_get(option, "params");
        if (!json_is_string(json_object_get(option, "name")) ||
            (params && !are_options(params, depth + 1)))
            return false;
    }
    return true;
}

static void release_json(void *json)
{
    json_decref(json);
}

static enum err read_options(const struct origin *o, const struct file *f,
                             struct pattern *p)
{
    json_error_t fault;
    json_t *list = json_loadb(f->text, f->size, JSON_REJECT_DUPLICATES, &fault);

    if (!list)
        return origin_refuse(o, fault.line, "%s", fault.text);
    arena_own(o->arena, release_json, list);
    if (!are_options(list, 1))
        return origin_refuse(o, 1,
                             "must be a list of options, each with a "
                             "name");
    p->options = list;
    return OK;
}

enum err beside_read(const struct entry *entry, struct arena *a,
                     struct problems *problems, struct pattern *p)
{
    static const struct {
        const char *name;
        enum err (*read)(const struct origin *o, const struct file *f,
                         struct pattern *p);
    } all[] = {{"changelog.yml", read_changes},
               {"accessibility.yml", read_checks},
               {"options.json", read_options}};
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < sizeof(all) / sizeof(all[0]); i++) {
        const struct file *f = entry_file(entry, all[i].name);

        if (f) {
            struct origin o = origin_of(f, a, problems);

            e = all[i].read(&o, f, p);
        }
    }
    return e;
}
