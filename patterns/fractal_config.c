#include "patterns/fractal_config.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/node.h"
#include "patterns/views.h"

/* YAML as JSON: true, false, null and numbers are what they look like. */
static json_t *scalar(const struct node *n)
{
    const char *text = n->text;
    char *end;
    double number;
    json_int_t whole;

    if (n->quoted)
        return json_string(text);
    if (strcmp(text, "true") == 0)
        return json_true();
    if (strcmp(text, "false") == 0)
        return json_false();
    if (!*text || strcmp(text, "null") == 0 || strcmp(text, "~") == 0)
        return json_null();
    number = strtod(text, &end);
    if (*end || !(number > -1e15 && number < 1e15) ||
        (text[0] == '0' && text[1] && text[1] != '.'))
        return json_string(text); /* "007" and "0x1F" are names of things */
    whole = (json_int_t)number;
    return (double)whole < number || (double)whole > number
               ? json_real(number)
               : json_integer(whole);
}

static json_t *node_json(const struct node *n)
{
    const struct node *child;
    json_t *all;

    if (n->kind == NODE_TEXT)
        return scalar(n);
    all = n->kind == NODE_LIST ? json_array() : json_object();
    for (child = n->first; child; child = child->next) {
        if (n->kind == NODE_LIST)
            (void)json_array_append_new(all, node_json(child));
        else
            (void)json_object_set_new(all, child->key, node_json(child));
    }
    return all;
}

static json_t *read_json(struct fractal_configs *cs, const struct file *f)
{
    struct pattern_import *im = cs->im;
    const struct origin o = {.arena = im->arena,
                             .problems = &im->refused,
                             .file = f->path,
                             .theirs = true};
    struct node *tree;
    json_t *json;

    if (text_ends(f->path, ".json"))
        return origin_json(&o, f->text, f->size, &json) ? NULL : json;
    if (node_parse(&o, f->text, f->size, 1, &tree))
        return NULL;
    json = node_json(tree);
    json_own(im->arena, json);
    return json;
}

static const struct fractal_config *read_config(struct fractal_configs *cs,
                                                const struct file *f)
{
    struct fractal_config *c;

    for (c = cs->first; c && c->file != f; c = c->next)
        ;
    if (c)
        return c;
    c = arena_alloc(cs->im->arena, sizeof(*c));
    *c = (struct fractal_config){.file = f, .next = cs->first};
    cs->first = c;
    c->is_script = text_ends(f->path, ".js");
    if (c->is_script)
        problems_add(&cs->im->cuts, f->path,
                     "was not read: it is a script, write it as YAML or JSON");
    else
        c->json = read_json(cs, f);
    return c;
}

/* NAME.yml, .yaml, .json or .js in that folder; NULL: there is none. */
const struct fractal_config *fractal_config_find(struct fractal_configs *cs,
                                                 const char *folder,
                                                 const char *name)
{
    static const char *const kinds[] = {"yml", "yaml", "json", "js"};
    struct arena *a = cs->im->arena;
    const struct file *f;
    size_t i;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        f = files_find(cs->files,
                       arena_printf(a, "%s%s.%s", folder, name, kinds[i]));
        if (f)
            return read_config(cs, f);
    }
    return NULL;
}

const struct fractal_config *fractal_config_of(struct fractal_configs *cs,
                                               const char *folder)
{
    struct arena *a = cs->im->arena;
    size_t n = strlen(folder);
    const char *name = view_base(arena_strndup(a, folder, n ? n - 1 : 0));
    const char *const names[] = {"config", arena_printf(a, "%s.config", name),
                                 arena_printf(a, "%s.config", view_name(name))};
    const struct fractal_config *found = NULL;
    size_t i;

    for (i = 0; !found && i < (n ? 3 : 1); i++)
        found = fractal_config_find(cs, folder, names[i]);
    return found;
}

bool fractal_folder_above(char *folder)
{
    char *slash;

    if (!*folder)
        return false;
    folder[strlen(folder) - 1] = '\0';
    slash = strrchr(folder, '/');
    folder[slash ? slash + 1 - folder : 0] = '\0';
    return true;
}
