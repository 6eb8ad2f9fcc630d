#include "patterns/content.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

#define X(name, key, form, says) key,
static const char *const keys[] = {CONTENT_TYPE_MAP(X)};
#undef X

enum { PROBLEMS_MAX = 5 };

const char *content_type_key(enum content_type type)
{
    return keys[type];
}

static enum err take_type(const struct origin *o, const struct node *n,
                          const char *key, enum content_type *ret_type)
{
    const char *word = node_text(n, key);
    int i;

    for (i = 0; i < CONTENT_TYPES; i++) {
        if (strcmp(keys[i], word) != 0)
            continue;
        *ret_type = (enum content_type)i;
        return OK;
    }
    return origin_refuse(o, n->line,
                         "%s must be text, paragraphs, date, time, datetime, "
                         "url, email, phone, number, yes-no, choice, list or "
                         "image",
                         key);
}

static enum err take_choices(const struct origin *o, const struct node *n,
                             struct content_field *f)
{
    const struct node *list = node_find(n, "choices"), *one;

    f->choices.at =
        arena_array(o->arena, CONTENT_CHOICES_MAX, sizeof(*f->choices.at));
    for (one = list ? list->first : NULL; one; one = one->next) {
        if (one->kind != NODE_TEXT || !*one->text ||
            strlen(one->text) > CONTENT_CHOICE_MAX ||
            f->choices.n == CONTENT_CHOICES_MAX)
            return origin_refuse(o, one->line,
                                 "choices must be a list of at most %d texts, "
                                 "each of at most %d bytes",
                                 CONTENT_CHOICES_MAX, CONTENT_CHOICE_MAX);
        f->choices.at[f->choices.n++] = one->text;
    }
    if (!f->choices.n &&
        (f->type == CONTENT_CHOICE || f->items == CONTENT_CHOICE))
        return origin_refuse(o, n->line, "choices are missing");
    return OK;
}

static enum err take_required(const struct origin *o, const struct node *n,
                              bool *ret_required)
{
    const char *word = node_text(n, "required");

    *ret_required = strcmp(word, "true") == 0;
    if (!*word || *ret_required || strcmp(word, "false") == 0)
        return OK;
    return origin_refuse(o, n->line, "required must be true or false");
}

static enum err take_field(const struct origin *o, const struct node *n,
                           struct content_field *f)
{
    const char *max = node_text(n, "max");
    int64_t lid = 0;
    enum err e;

    f->name = node_text(n, "name");
    f->title = node_text(n, "title");
    f->text = node_text(n, "description");
    if (!text_is_key(f->name, strlen(f->name)) || !*f->title)
        return origin_refuse(o, n->line,
                             "a field has a name of a-z, 0-9 and -, and a "
                             "title");
    if (*max && text_int(max, strlen(max), 1, CONTENT_SIZE_MAX, &lid))
        return origin_refuse(o, n->line, "max must be a number from 1 to %d",
                             CONTENT_SIZE_MAX);
    f->max = (long)lid;
    f->items = CONTENT_TEXT;
    e = take_type(o, n, "type", &f->type);
    if (!e && f->type == CONTENT_LIST && node_find(n, "items"))
        e = take_type(o, n, "items", &f->items);
    if (!e && f->items == CONTENT_LIST)
        e = origin_refuse(o, n->line, "a list may not hold lists");
    if (!e)
        e = take_required(o, n, &f->required);
    return e ? e : take_choices(o, n, f);
}

static enum err take_fields(const struct origin *o, const struct node *root,
                            struct content *c)
{
    const struct node *list = node_find(root, "fields"), *n;
    size_t i;
    enum err e = OK;

    if (!list || list->kind != NODE_LIST || !list->first)
        return origin_refuse(o, root->line ? root->line : 1,
                             "fields must be a list");
    c->fields = arena_array(o->arena, CONTENT_FIELDS_MAX, sizeof(*c->fields));
    for (n = list->first; !e && n; n = n->next) {
        if (c->n == CONTENT_FIELDS_MAX)
            return origin_refuse(o, n->line, "there are more than %d fields",
                                 CONTENT_FIELDS_MAX);
        e = take_field(o, n, &c->fields[c->n]);
        for (i = 0; !e && i < c->n; i++)
            if (strcmp(c->fields[i].name, c->fields[c->n].name) == 0)
                e = origin_refuse(o, n->line, "the field \"%s\" is there twice",
                                  c->fields[i].name);
        c->n++;
    }
    return e;
}

/* The example is the first that has to hold. */
static enum err take_example(const struct origin *o, const struct file *f,
                             struct content *c)
{
    const struct origin at = {
        .arena = o->arena, .problems = o->problems, .file = f->path};
    struct problems told;
    const char *reason;
    json_t *json;

    if (f->size > CONTENT_SIZE_MAX)
        return origin_refuse(&at, 1, "is larger than %d bytes",
                             CONTENT_SIZE_MAX);
    if (json_read(o->arena, f->text, f->size, CONTENT_DEPTH_MAX, &json,
                  &reason))
        return origin_refuse(&at, 1, "%s", reason);
    problems_init(&told, o->arena, PROBLEMS_MAX);
    content_check(c, o->arena, json, &told);
    if (told.total)
        return origin_refuse(&at, json_line(f->text, f->size, told.at[0].place),
                             "does not hold to content.yml: %s %s",
                             told.at[0].place, told.at[0].message);
    c->example = json;
    c->example_text = f->text;
    return OK;
}

enum err content_read(const struct origin *o, const struct file *f,
                      const struct file *example,
                      const struct content **ret_content)
{
    struct content *c = arena_alloc(o->arena, sizeof(*c));
    struct node *root;
    enum err e = node_parse(o, f->text, f->size, 1, &root);

    if (e)
        return e;
    c->need = node_text(root, "need");
    if (!*c->need)
        return origin_refuse(o, 1,
                             "need is missing: say as a sentence whom "
                             "it serves, and what for");
    e = take_fields(o, root, c);
    if (!e)
        e = example ? take_example(o, example, c)
                    : origin_refuse(o, 1,
                                    "there is no content.example.json "
                                    "beside it");
    if (!e)
        *ret_content = c;
    return e;
}
