/* What stands in the front matter, and lies beside index.md. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "patterns/lint/inside.h"
#include "patterns/process/process.h"

enum { PROBLEMS_MAX = 100, JSON_DEPTH_MAX = 16 };

/* Keys of YAML whose texts people read. */
static bool is_prose_key(const char *key)
{
    static const char *const all[] = {
        "description", "summary", "status_details", "details",
        "title",       "need",    "notes",          "text"};
    size_t i;

    for (i = 0; key && i < sizeof(all) / sizeof(all[0]); i++)
        if (strcmp(all[i], key) == 0)
            return true;
    return false;
}

/* key: the one that n stands under, though a list be between. */
static void check_texts(const struct lint_file *f, const struct node *n,
                        const char *key)
{
    const struct node *child;

    if (n->kind == NODE_TEXT && is_prose_key(key))
        lint_plain(f, n->text, n->line);
    for (child = n->first; child; child = child->next)
        check_texts(f, child, child->key ? child->key : key);
}

static const struct node *parse(const struct lint_file *f)
{
    struct arena *a = f->entry->lint->arena;
    struct problems told;
    struct node *root;

    problems_init(&told, a, 1);
    return node_parse(&(struct origin){.arena = a,
                                       .problems = &told,
                                       .file = f->file->path},
                      f->file->text, f->file->size, 1, &root)
               ? NULL
               : root;
}

static void check_notes(const struct lint_file *f, const struct node *root)
{
    const struct node *notes = node_find(root, "notes"), *n;

    for (n = notes ? notes->first : NULL; n; n = n->next)
        lint_shared(f, n->text, n->line);
}

static void check_yaml(const struct lint_entry *entry)
{
    size_t i;

    for (i = 0; i < entry->n; i++) {
        const struct lint_file f = {entry, &entry->files[i]};
        const char *name = f.file->path + entry->prefix;
        const struct node *root =
            text_ends(name, ".yml") && !strchr(name, '/') ? parse(&f) : NULL;

        if (!root)
            continue;
        check_texts(&f, root, NULL);
        if (strcmp(name, "accessibility.yml") == 0)
            check_notes(&f, root);
    }
}

static bool has_change(const struct lint_entry *entry, const char *version)
{
    const struct lint_file f = {entry, lint_beside(entry, "changelog.yml")};
    const struct node *root = f.file ? parse(&f) : NULL, *n;

    for (n = root ? root->first : NULL; n; n = n->next)
        if (strcmp(node_text(n, "version"), version) == 0)
            return true;
    return false;
}

/* The version that the newest change is of; "": none says.  Those of one day
 * are all the newest: then the one of the entry, if it is among them. */
static const char *newest_version(const struct pattern *p)
{
    const struct pattern_change *newest = NULL;
    size_t i;

    for (i = 0; i < p->n_changes; i++) {
        const struct pattern_change *c = &p->changes[i];

        if (!*c->version)
            continue;
        if (!newest)
            newest = c;
        if (strcmp(c->date, newest->date) == 0 &&
            strcmp(c->version, p->version) == 0)
            return c->version;
    }
    return newest ? newest->version : "";
}

static bool is_kept(const struct lint_entry *entry, const char *version)
{
    const char *name =
        arena_printf(entry->lint->arena, "versions/%s/index.md", version);

    return files_named(entry->all, entry->n_all, entry->prefix, name) ||
           strcmp(entry->pattern->version, version) == 0;
}

/* What people copied stays readable. */
static void check_kept(const struct lint_file *index, int line)
{
    const struct pattern *p = index->entry->pattern;
    const char *last = "";
    size_t i;

    for (i = 0; i < p->n_changes; last = p->changes[i++].version) {
        const char *version = p->changes[i].version;

        if (*version && strcmp(version, last) != 0 &&
            !is_kept(index->entry, version))
            lint_tell(index, line, LINT_CHANGELOG,
                      "version %s cannot be read any more: lay the entry as it "
                      "was into versions/%s/",
                      version, version);
    }
}

static void check_versions(const struct lint_file *index, int line)
{
    const struct pattern *p = index->entry->pattern;
    const char *newest = p ? newest_version(p) : "";

    if (!p)
        return;
    if (*newest && strcmp(newest, p->version) != 0)
        lint_tell(index, line, LINT_CHANGELOG,
                  "the newest change is of version %s: write that here, and "
                  "lay the entry as it was into versions/%s/",
                  newest, p->version);
    else
        check_kept(index, line);
}

static void check_history(const struct lint_file *index,
                          const struct node *front)
{
    const char *version = node_text(front, "version");
    const struct node *at = node_find(front, "version");

    if (!lint_beside(index->entry, "changelog.yml"))
        lint_tell(index, 1, LINT_CHANGELOG,
                  "there is no changelog.yml: add it, a list of date, version "
                  "and description");
    else if (!*version)
        lint_tell(
            index, 1, LINT_CHANGELOG,
            "there is no version: add \"version: \\\"1.0.0\\\"\", and its "
            "change to changelog.yml");
    else if (!has_change(index->entry, version))
        lint_tell(index, at->line, LINT_CHANGELOG,
                  "version %s has no change: add it to changelog.yml, with "
                  "what is new",
                  version);
    else
        check_versions(index, at->line);
    if (!lint_beside(index->entry, "accessibility.yml"))
        lint_tell(index, 1, LINT_ACCESSIBILITY,
                  "there is no accessibility.yml: add it, with notes and what "
                  "was tested");
}

static void check_review(const struct lint_file *index,
                         const struct node *front)
{
    const char *due = node_text(front, "reviewDue");
    int32_t day;

    if (*due && !day_parse(due, &day) &&
        day < index->entry->lint->options->today)
        lint_tell(index, node_find(front, "reviewDue")->line, LINT_REVIEW,
                  "it was to be reviewed by %s: read it again, mend what is "
                  "no longer so, and write the next day",
                  due);
}

static bool is_curly(const char *s)
{
    return text_starts(s, "\u201c") && text_ends(s, "\u201d");
}

/* Word processors make them of straight ones. */
static void check_quotes(const struct lint_file *index,
                         const struct node *front)
{
    const struct node *n;

    for (n = front->first; n; n = n->next)
        if (n->kind == NODE_TEXT && is_curly(n->text))
            lint_tell(index, n->line, LINT_FACT,
                      "the curly quotes are taken for a part of the %s: write "
                      "straight ones (\"), or none",
                      n->key);
}

/* Those of one kind and title stand side by side in the catalogue. */
static void check_title(const struct lint_file *index, const struct node *front)
{
    const struct catalogue *c = index->entry->lint->catalogue;
    const struct pattern *p = index->entry->pattern, *other = NULL;

    if (!p)
        return;
    if (p > c->at && strcasecmp(p[-1].title, p->title) == 0)
        other = p - 1;
    else if (p + 1 < c->at + c->n && strcasecmp(p[1].title, p->title) == 0)
        other = p + 1;
    if (other && other->kind == p->kind)
        lint_tell(index, node_find(front, "title")->line, LINT_SHARED,
                  "%s/%s has this title too, and a list would show two of one "
                  "name: say in it what this one is for",
                  pattern_kind_key(other->kind), other->slug);
}

static void check_front(const struct lint_file *index)
{
    const struct node *description;
    const struct node *front = lint_front(index);

    if (!front)
        return;
    check_texts(index, front, NULL);
    check_quotes(index, front);
    check_title(index, front);
    description = node_find(front, "description");
    if (description)
        lint_shared(index, description->text, description->line);
    check_history(index, front);
    check_review(index, front);
    lint_facts(index, front);
}

static void check_by(const struct lint_file *f, lint_reader *read,
                     enum lint_rule rule)
{
    const struct lint *l = f->entry->lint;
    struct problems told;
    size_t i;

    if (!f->file || !read)
        return;
    problems_init(&told, l->arena, PROBLEMS_MAX);
    read(l->catalogue, l->arena, f->file->text, f->file->size, &told);
    for (i = 0; i < told.n; i++)
        lint_tell(f, json_line(f->file->text, f->file->size, told.at[i].place),
                  rule, "%s%s%s", told.at[i].place,
                  *told.at[i].place ? ": " : "", told.at[i].message);
}

/* A template is known by the name of its entry. */
static void check_journey_id(const struct lint_file *f)
{
    const struct lint_entry *e = f->entry;
    const char *reason, *id;
    json_t *json;

    if (!f->file || json_read(e->lint->arena, f->file->text, f->file->size,
                              JSON_DEPTH_MAX, &json, &reason))
        return;
    id = json_string_value(json_object_get(json, "id"));
    if (id && strcmp(id, e->slug) != 0)
        lint_tell(f, json_line(f->file->text, f->file->size, "id"),
                  LINT_JOURNEY,
                  "its id is \"%s\": name it after the entry, "
                  "\"%s\"",
                  id, e->slug);
}

/* What cannot be read is refused; this is what could be read, and should be
 * mended all the same. */
static void check_process(const struct lint_entry *entry)
{
    const struct lint_file f = {entry, lint_beside(entry, "process.bpmn")};
    struct arena *a = entry->lint->arena;
    struct problems told;
    struct process *p;
    size_t i;

    problems_init(&told, a, 1);
    if (!f.file ||
        process_read(
            &(struct origin){.arena = a, .problems = &told, .file = ""},
            f.file->text, f.file->size, &p))
        return;
    for (i = 0; i < p->notes.n; i++) /* the place is ":LINE" */
        lint_tell(&f, (int)strtol(p->notes.at[i].place + 1, NULL, 10),
                  LINT_PROCESS, "%s", p->notes.at[i].message);
}

void lint_beside_files(const struct lint_entry *entry)
{
    const struct lint_file index = {entry, lint_beside(entry, "index.md")},
                           journey = {entry,
                                      lint_beside(entry, "journey.json")};

    if (index.file)
        check_front(&index);
    check_yaml(entry);
    check_journey_id(&journey);
    check_process(entry);
    check_by(&journey, entry->lint->options->journey, LINT_JOURNEY);
}
