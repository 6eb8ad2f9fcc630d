/* waymark content */
#include <stdio.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/content.h"
#include "patterns/patterns.h"
#include "server/commands.h"

enum { PROBLEMS_MAX = 200 };

/* How many problems a file has; -1: it cannot be read. */
static int check_file(const struct content *type, const char *file)
{
    struct arena *a = arena_new();
    struct problems told;
    struct buf text;
    const char *reason;
    json_t *value;
    int found = -1;
    size_t i;

    buf_init(&text, CONTENT_SIZE_MAX);
    if (!read_file(file, &text)) {
        problems_init(&told, a, PROBLEMS_MAX);
        if (json_read(a, text.text, text.len, CONTENT_DEPTH_MAX, &value,
                      &reason))
            problems_add(&told, "$", "%s", reason);
        else
            content_check(type, a, value, &told);
        for (i = 0; i < told.n; i++)
            say("%s:%d: %s %s\n", file,
                json_line(text.text, text.len, told.at[i].place),
                told.at[i].place, told.at[i].message);
        found = (int)told.total;
    }
    buf_release(&text);
    arena_free(a);
    return found;
}

static int check_files(const struct content *type, const struct texts *rest)
{
    int status = EXIT_DONE;
    size_t i, files = 0, total = 0;

    for (i = 1; i < rest->n; i++) {
        int found = check_file(type, rest->at[i]);

        if (found < 0) {
            status = EXIT_NO_INPUT;
            continue;
        }
        files++;
        total += (size_t)found;
    }
    say("%zu %s, %zu found\n", files, files == 1 ? "file" : "files", total);
    if (!status && total)
        status = EXIT_SOME_REFUSED;
    return finish_output(status);
}

/* Which there are, and where one's own have to lie. */
static int no_such_type(const struct command *self, const struct catalogue *c,
                        struct arena *a, const char *named)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < c->n; i++)
        if (c->at[i].content)
            all = text_join(a, all, ", ", c->at[i].slug);
    return used_wrongly(self,
                        "\"%s\" is no content type here: those there are %s. "
                        "Your own are looked for in the folder catalogue of "
                        "what --data names: of catalogue/ here, say waymark "
                        "--data . content",
                        named, all);
}

int run_content(const struct command *self, const struct call *c)
{
    const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct catalogue *catalogue;
    const struct pattern *p;
    struct arena *a;
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 2, WORDS_MAX, &rest))
        return EXIT_USED_WRONGLY;
    a = arena_new();
    catalogue = catalogue_open(arena_printf(a, "%s/catalogue", c->data));
    p = content_type_named(catalogue, rest.at[0]);
    if (p)
        status = check_files(p->content, &rest);
    else
        status = no_such_type(self, catalogue, a, rest.at[0]);
    catalogue_close(catalogue);
    arena_free(a);
    return status;
}
