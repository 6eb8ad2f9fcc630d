/* waymark import-patterns */
#include <stdio.h>
#include <string.h>

#include "patterns/import.h"
#include "server/commands.h"

static json_t *list_json(const struct problems *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n; i++)
        (void)json_array_append_new(list, json_pack("{s:s s:s}", "where",
                                                    p->at[i].place, "what",
                                                    p->at[i].message));
    return list;
}

static json_t *report_json(const struct pattern_import *im)
{
    return json_pack("{s:b s:i s:i s:i s:o s:o}", "dryRun", im->dry_run,
                     "taken", (int)im->taken, "unchanged", (int)im->unchanged,
                     "refused", (int)im->refused.total, "problems",
                     list_json(&im->refused), "cut", list_json(&im->cuts));
}

static void print_report(const struct pattern_import *im)
{
    size_t i;

    for (i = 0; i < im->cuts.n; i++)
        printf("cut: %s: %s\n", im->cuts.at[i].place, im->cuts.at[i].message);
    printf("%zu taken, %zu unchanged, %zu refused%s\n", im->taken,
           im->unchanged, im->refused.total,
           im->dry_run ? "; a dry run, nothing was kept" : "");
}

static int import_patterns(struct pattern_import *im, bool json)
{
    switch (import_govuk_frontend(im)) {
    case OK:
        break;
    case ERR_NOT_FOUND:
        return failed(EXIT_NO_INPUT,
                      "%s holds no component of GOV.UK Frontend: name the "
                      "folder of the npm package, node_modules/govuk-frontend",
                      im->from);
    case ERR_INVALID:
    case ERR_CONFLICT:
    case ERR_FORBIDDEN:
    case ERR_TOO_BIG:
    case ERR_BUSY:
    case ERR_IO:
        return failed(EXIT_STORAGE, "cannot write to %s", im->to);
    }
    print_problems(&im->refused, im->from);
    if (json)
        (void)print_json(report_json(im));
    else
        print_report(im);
    return finish_output(im->refused.total ? EXIT_SOME_REFUSED : EXIT_DONE);
}

int run_import_patterns(const struct command *self, const struct call *c)
{
    bool json = false, dry_run = false;
    const struct option options[] = {{"--json", OPTION_FLAG, &json},
                                     {"--dry-run", OPTION_FLAG, &dry_run},
                                     {NULL, OPTION_FLAG, NULL}};
    struct pattern_import im;
    struct arena *a;
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 2, 2, &rest))
        return EXIT_USED_WRONGLY;
    if (strcmp(rest.at[0], "govuk-frontend") != 0)
        return used_wrongly(self, "\"%s\" is no source that is known",
                            rest.at[0]);
    a = arena_new();
    pattern_import_init(&im, a, rest.at[1],
                        arena_printf(a, "%s/catalogue", c->data));
    im.dry_run = dry_run;
    status = import_patterns(&im, json);
    arena_free(a);
    return status;
}
