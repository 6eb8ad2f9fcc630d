#include "patterns/fractal_config.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/views.h"

static json_t *read_json(struct fractal_configs *cs, const struct file *f)
{
    struct pattern_import *im = cs->im;
    const struct origin o = {.arena = im->arena,
                             .problems = &im->refused,
                             .file = f->path,
                             .theirs = true};
    json_error_t fault;
    struct node *tree;
    json_t *json = NULL;

    if (text_ends(f->path, ".json")) {
        json = json_loadb(f->text, f->size, JSON_REJECT_DUPLICATES, &fault);
        if (!json)
            (void)!origin_refuse(&o, fault.line, "%s", fault.text);
    } else if (!node_parse(&o, f->text, f->size, 1, &tree)) {
        json = node_json(tree);
    }
    if (json)
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
