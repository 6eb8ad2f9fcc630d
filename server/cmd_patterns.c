/* waymark import-patterns, export-patterns */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/text.h"
#include "patterns/import.h"
#include "patterns/patterns.h"
#include "server/commands.h"

static const char *const fates[] = {"taken", "unchanged", "refused"};

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

static json_t *entries_json(const struct pattern_import *im)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < im->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s}", "entry", im->entries[i].name, "fate",
                            fates[im->entries[i].fate]));
    return list;
}

static json_t *report_json(const struct pattern_import *im)
{
    return json_pack("{s:b s:s? s:i s:i s:i s:i s:i s:o s:o s:o}", "dryRun",
                     im->dry_run, "stylesheet", im->sheet_from, "pictures",
                     (int)im->pictures_taken, "pictured", (int)im->pictured,
                     "taken", (int)im->taken, "unchanged", (int)im->unchanged,
                     "refused", (int)im->refused.total, "entries",
                     entries_json(im), "problems", list_json(&im->refused),
                     "cut", list_json(&im->cuts));
}

/* Which sheet the examples are shown in, and how they get one. */
static void print_sheet(const struct pattern_import *im,
                        const struct import_source *source)
{
    if (im->sheet)
        say("stylesheet: %s, as %s\n", im->sheet_from, im->sheet);
    else if (!source->is_styled && im->n)
        say("stylesheet: none was taken, so the examples are shown without: "
            "name the library's compiled CSS with --style FILE\n");
}

static void print_pictures(const struct pattern_import *im)
{
    if (im->pictures_taken)
        say("pictures: %zu of the library came along\n", im->pictures_taken);
    if (im->pictured)
        say("pictures: in %zu %s a grey one stands in for what stays "
            "behind\n",
            im->pictured, im->pictured == 1 ? "example" : "examples");
}

static void print_report(const struct pattern_import *im,
                         const struct import_source *source)
{
    size_t i;

    for (i = 0; i < im->cuts.n; i++)
        say("cut: %s: %s\n", im->cuts.at[i].place, im->cuts.at[i].message);
    for (i = 0; i < im->n; i++)
        say("%s: %s\n", fates[im->entries[i].fate], im->entries[i].name);
    print_sheet(im, source);
    print_pictures(im);
    say("%zu taken, %zu unchanged, %zu refused%s\n", im->taken, im->unchanged,
        im->refused.total, im->dry_run ? "; a dry run, nothing was kept" : "");
}

/* What is named has to be there, a folder or a file; NULL: it is. */
static const char *source_fault(const struct import_source *source,
                                const char *from)
{
    struct stat st;

    if (stat(from, &st) != 0)
        return errno == EACCES ? "cannot be reached" : "is not there";
    if (source->is_file && !S_ISREG(st.st_mode))
        return S_ISDIR(st.st_mode) ? "is a folder" : "is no file";
    if (!source->is_file && !S_ISDIR(st.st_mode))
        return "is no folder";
    return access(from, R_OK) == 0 ? NULL
                                   : "cannot be read: change who may read it";
}

static int import_patterns(struct pattern_import *im,
                           const struct import_source *source, bool json)
{
    const char *fault = source_fault(source, im->from);
    enum err e;

    if (im->style && access(im->style, R_OK) != 0)
        return failed(EXIT_NO_INPUT, "--style %s cannot be read", im->style);
    if (fault)
        return failed(EXIT_NO_INPUT, "%s %s: name %s", im->from, fault,
                      source->what);
    e = pattern_import_run(im, source);
    print_problems(&im->refused, im->from);
    if (e == ERR_NOT_FOUND)
        return failed(EXIT_NO_INPUT, "%s holds nothing of %s: name %s",
                      im->from, source->name, source->what);
    if (e)
        return failed(EXIT_STORAGE, "cannot write to %s", im->to);
    if (json)
        (void)print_json(report_json(im));
    else
        print_report(im, source);
    return finish_output(im->refused.total ? EXIT_SOME_REFUSED : EXIT_DONE);
}

/* "govuk-frontend, nhsuk-frontend, …" */
static const char *source_names(struct arena *a)
{
    const struct import_source *s;
    const char *all = "";

    for (s = import_sources(); s->name; s++)
        all = text_join(a, all, ", ", s->name);
    return all;
}

int run_import_patterns(const struct command *self, const struct call *c)
{
    bool json = false, dry_run = false;
    const char *prefix = NULL, *style = NULL;
    const struct option options[] = {{"--json", OPTION_FLAG, &json},
                                     {"--dry-run", OPTION_FLAG, &dry_run},
                                     {"--prefix", OPTION_TEXT, &prefix},
                                     {"--style", OPTION_TEXT, &style},
                                     {NULL, OPTION_FLAG, NULL}};
    const struct import_source *source;
    struct pattern_import im;
    struct arena *a;
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 2, 2, &rest))
        return EXIT_USED_WRONGLY;
    if (prefix && !text_is_key(prefix, strlen(prefix)))
        return used_wrongly(self,
                            "--prefix %s is no name: it is made of a-z, "
                            "0-9 and -",
                            prefix);
    a = arena_new();
    source = import_source_find(rest.at[0]);
    if (source && source->is_file && style) {
        status = used_wrongly(self, "--style is for a library: a pack has the "
                                    "stylesheets of its entries");
    } else if (source) {
        pattern_import_init(&im, a, rest.at[1],
                            arena_printf(a, "%s/catalogue", c->data));
        im.dry_run = dry_run;
        im.prefix = prefix;
        im.style = style;
        status = import_patterns(&im, source, json);
    } else {
        status = used_wrongly(self, "\"%s\" is no source: it is one of %s",
                              rest.at[0], source_names(a));
    }
    arena_free(a);
    return status;
}

/* Packs -------------------------------------------------------------------- */

/* Those that were named, or all; NULL: one of them is not there. */
static const struct pattern **choose(const struct catalogue *k,
                                     const struct texts *names, bool own,
                                     size_t *ret_n)
{
    const struct pattern **all =
        arena_array(k->arena, k->n + names->n, sizeof(void *));
    size_t i;

    *ret_n = 0;
    for (i = 1; i < names->n; i++) {
        const struct pattern *p = catalogue_named(k, names->at[i]);

        if (!p) {
            (void)failed(EXIT_NO_INPUT,
                         "there is no entry %s: write it as component/radios",
                         names->at[i]);
            return NULL;
        }
        all[(*ret_n)++] = p;
    }
    for (i = 0; names->n == 1 && i < k->n; i++)
        if (!own || k->at[i].from_folder)
            all[(*ret_n)++] = &k->at[i];
    return pack_with_sheets(k->arena, all, *ret_n, ret_n);
}

static int write_pack(const struct buf *pack, const char *path, size_t n)
{
    enum err e = file_write(path, pack->text, pack->len);

    if (e == ERR_CONFLICT)
        return failed(EXIT_CANNOT_CREATE,
                      "%s is there already: name another file, or remove it",
                      path);
    if (e)
        return failed(EXIT_STORAGE, "cannot write %s", path);
    say("%zu %s in %s, %zu bytes\n", n, n == 1 ? "entry" : "entries", path,
        pack->len);
    return finish_output(EXIT_DONE);
}

static int export_patterns(const struct catalogue *k, const struct texts *rest,
                           bool own)
{
    struct buf pack;
    size_t n;
    const struct pattern **entries = choose(k, rest, own, &n);
    int status;

    if (!entries)
        return EXIT_NO_INPUT;
    if (n == 0)
        return failed(EXIT_NO_INPUT,
                      "the data folder has no entry of its own: leave out "
                      "--own to take those built in too");
    buf_init(&pack, PACK_MADE_MAX);
    if (pack_make(entries, n, &pack))
        status = failed(EXIT_STORAGE, "these entries do not fit into a pack");
    else
        status = write_pack(&pack, rest->at[0], n);
    buf_release(&pack);
    return status;
}

int run_export_patterns(const struct command *self, const struct call *c)
{
    bool own = false;
    const struct option options[] = {{"--own", OPTION_FLAG, &own},
                                     {NULL, OPTION_FLAG, NULL}};
    struct catalogue *k;
    struct texts rest;
    struct arena *a;
    int status;

    if (!args_read(self, c, options, 1, WORDS_MAX, &rest))
        return EXIT_USED_WRONGLY;
    a = arena_new();
    k = catalogue_open(arena_printf(a, "%s/catalogue", c->data));
    print_problems(&k->problems, "catalogue");
    status = export_patterns(k, &rest, own);
    catalogue_close(k);
    arena_free(a);
    return status;
}
