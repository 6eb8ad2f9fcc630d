/* What lies beside an entry's index.md: history, checks, options and so on. */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/content.h"
#include "patterns/entry.h"
#include "patterns/process/process.h"
#include "patterns/sheet.h"

enum { LINES_MAX = 500, OPTIONS_DEPTH_MAX = 8 };

static struct origin origin_of(const struct file *f, struct arena *a,
                               struct problems *problems)
{
    return (struct origin){.arena = a, .problems = problems, .file = f->path};
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
        e = origin_refuse(
            o, 1, "must be a list: begin each of its items with \"- \"");
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

/* A list under a key of that map; absent is empty. */
static enum err list_under(const struct origin *o, const struct node *map,
                           const char *key, const struct node **ret_first,
                           size_t *ret_n)
{
    const struct node *list = node_find(map, key);

    *ret_first = NULL;
    *ret_n = 0;
    if (!list)
        return OK;
    if (list->kind != NODE_LIST || count(list) > LINES_MAX)
        return origin_refuse(o, list->line, "%s must be a list of at most %d",
                             key, LINES_MAX);
    *ret_first = list->first;
    *ret_n = count(list);
    return OK;
}

static enum err read_notes(const struct origin *o, const struct node *map,
                           struct pattern *p)
{
    const struct node *n;
    size_t room;
    enum err e = list_under(o, map, "notes", &n, &room);

    p->notes.at = arena_array(o->arena, room, sizeof(*p->notes.at));
    for (; !e && n; n = n->next) {
        if (n->kind != NODE_TEXT || !*n->text)
            e = origin_refuse(o, n->line, "notes must be a list of sentences");
        else
            p->notes.at[p->notes.n++] = n->text;
    }
    return e;
}

static enum err read_checks(const struct origin *o, const struct node *map,
                            struct pattern *p)
{
    const struct node *n;
    size_t room;
    enum err e = list_under(o, map, "test_items", &n, &room);

    if (e)
        return e;
    p->checks = arena_array(o->arena, room, sizeof(*p->checks));
    for (; n; n = n->next) {
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

static enum err read_accessibility(const struct origin *o, const struct file *f,
                                   struct pattern *p)
{
    struct node *map;
    enum err e = node_parse(o, f->text, f->size, 1, &map);

    if (!e && map->kind != NODE_MAP)
        e = origin_refuse(o, 1, "must be a map of notes and test_items");
    if (!e)
        e = read_notes(o, map, p);
    return e ? e : read_checks(o, map, p);
}

static enum err read_issues(const struct origin *o, const struct file *f,
                            struct pattern *p)
{
    struct node *list, *n;
    enum err e = read_list(o, f, &list);

    if (e)
        return e;
    p->issues = arena_array(o->arena, count(list), sizeof(*p->issues));
    for (n = list->first; n; n = n->next) {
        struct pattern_issue *issue = &p->issues[p->n_issues++];

        issue->title = node_text(n, "title");
        issue->text = node_text(n, "description");
        issue->link = node_text(n, "link");
        if (!*issue->title || !*issue->text)
            return origin_refuse(o, n->line,
                                 "an issue has a title and a description");
        if (*issue->link && !front_is_address(issue->link))
            return origin_refuse(o, n->line,
                                 "link must begin with https://, / or #");
    }
    return OK;
}

static enum err read_settings(const struct origin *o, const struct file *f,
                              struct pattern *p)
{
    struct node *list, *n;
    enum err e = read_list(o, f, &list);

    if (e)
        return e;
    p->settings = arena_array(o->arena, count(list), sizeof(*p->settings));
    for (n = list->first; n; n = n->next) {
        struct pattern_setting *s = &p->settings[p->n_settings++];

        s->name = node_text(n, "name");
        s->title = node_text(n, "title");
        s->value = node_text(n, "default");
        s->text = node_text(n, "description");
        if (!text_is_key(s->name, strlen(s->name)) || !*s->title)
            return origin_refuse(o, n->line,
                                 "a setting has a name of a-z, 0-9 and -, and "
                                 "a title");
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

static enum err read_options(const struct origin *o, const struct file *f,
                             struct pattern *p)
{
    json_t *list;
    enum err e = origin_json(o, f->text, f->size, &list);

    if (!e && !are_options(list, 1))
        e = origin_refuse(o, 1, "must be a list of options, each with a name");
    if (!e)
        p->options = list;
    return e;
}

static enum err read_journey(const struct origin *o, const struct file *f,
                             struct pattern *p)
{
    json_t *journey;
    enum err e = origin_json(o, f->text, f->size, &journey);

    if (!e && (!json_is_object(journey) ||
               !json_is_array(json_object_get(journey, "steps"))))
        e = origin_refuse(o, 1, "must be a journey: an object with steps");
    if (!e)
        p->journey = journey;
    return e;
}

static enum err read_process(const struct origin *o, const struct file *f,
                             struct pattern *p)
{
    struct process *process;
    enum err e = process_read(o, f->text, f->size, &process);

    if (!e)
        p->process = process;
    return e;
}

static enum err read_sheet(const struct origin *o, const struct file *f,
                           struct pattern *p)
{
    struct sheet_cuts cuts;
    enum err e = OK;
    int i;

    if (p->kind != KIND_STYLE)
        return origin_refuse(o, 1,
                             "only an entry of the kind style has a sheet: "
                             "name that one under uses");
    sheet_clean(f->text, f->size, NULL, &cuts);
    for (i = 0; i < SHEET_CUTS; i++)
        if (cuts.n[i])
            e = origin_refuse(o, cuts.line[i], "%s has to go: %s",
                              sheet_cut_what((enum sheet_cut)i),
                              sheet_cut_why((enum sheet_cut)i));
    p->sheet = f->text;
    return e;
}

enum err beside_read(const struct entry *entry, struct arena *a,
                     struct problems *problems, struct pattern *p)
{
    static const struct {
        const char *name;
        enum err (*read)(const struct origin *o, const struct file *f,
                         struct pattern *p);
    } all[] = {{"changelog.yml", read_changes},
               {"accessibility.yml", read_accessibility},
               {"issues.yml", read_issues},
               {"settings.yml", read_settings},
               {"options.json", read_options},
               {"journey.json", read_journey},
               {"process.bpmn", read_process},
               {SHEET_FILE, read_sheet}};
    const struct file *content = entry_file(entry, "content.yml");
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < sizeof(all) / sizeof(all[0]); i++) {
        const struct file *f = entry_file(entry, all[i].name);

        if (f) {
            struct origin o = origin_of(f, a, problems);

            e = all[i].read(&o, f, p);
        }
    }
    if (!e && content) {
        struct origin o = origin_of(content, a, problems);

        e = content_read(&o, content, entry_file(entry, "content.example.json"),
                         &p->content);
    }
    return e;
}
