/* waymark import, imports, undo */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "server/commands.h"
#include "server/progress.h"

enum { PROBLEMS_SHOWN = 1000 };

/* What it is called in lists, which people and programs read. */
static const char *name_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t n = strlen(name);

    if (strcmp(path, "-") == 0)
        return "standard input";
    return text_is_line(name, n) ? name : text_shown(a, name, n);
}

static json_t *problems_json(const struct problems *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n; i++)
        json_array_append_new(list,
                              json_pack("{s:s s:s}", "where", p->at[i].place,
                                        "reason", p->at[i].message));
    return list;
}

static json_t *summary_json(const char *file, const struct import_summary *s,
                            const struct problems *p)
{
    return json_pack(
        "{s:s s:I s:I s:I s:I s:I s:I s:o}", "file", file, "import",
        (json_int_t)s->number, "accepted", (json_int_t)s->accepted, "duplicate",
        (json_int_t)s->duplicates, "refused", (json_int_t)s->refused, "test",
        (json_int_t)s->tests, "unknownSteps", (json_int_t)s->unknown_steps,
        "problems", problems_json(p));
}

static void print_summary(const char *file, const struct import_options *o,
                          const struct import_summary *s)
{
    struct arena *a = arena_new();

    say("%s: %s accepted, %s duplicate, %s refused", file,
        text_count(a, s->accepted), text_count(a, s->duplicates),
        text_count(a, s->refused));
    if (s->tests)
        say(", %s test events not counted", text_count(a, s->tests));
    if (o->dry_run)
        say("; a dry run, nothing was kept\n");
    else if (s->number == 0)
        say("; nothing was kept\n");
    else
        say("; import %lld (take it back with `waymark undo %lld`)\n",
            (long long)s->number, (long long)s->number);
    if (s->unknown_steps)
        say("%s of the accepted are at steps this journey does not know: "
            "they count as unmapped\n",
            text_count(a, s->unknown_steps));
    arena_free(a);
}

/* What is wrong with the whole, beside the lines that are. */
static int import_status(enum err e, const char *file,
                         const struct import_options *o,
                         const struct import_summary *s)
{
    if (e == ERR_NOT_FOUND)
        return tracker_failed(e, o->journey);
    if (e == ERR_INVALID && !s->accepted && !s->duplicates)
        return failed(EXIT_SOME_REFUSED, "%s: nothing of it could be read",
                      file);
    if (e == ERR_INVALID)
        return failed(EXIT_SOME_REFUSED,
                      "%s could not be read to its end: what came before was "
                      "kept; import the whole file again once it is mended, "
                      "nothing is counted twice",
                      file);
    if (e)
        return failed(e == ERR_BUSY ? EXIT_TRY_LATER : EXIT_STORAGE,
                      "%s: %s; the events named as accepted are kept: import "
                      "the file again, nothing is counted twice",
                      file, err_text(e));
    if (!s->accepted && !s->duplicates && !s->refused && !s->tests)
        say_error("%s: there is no event in it\n", file);
    return s->refused ? EXIT_SOME_REFUSED : EXIT_DONE;
}

static json_t *parts_json(const char *file, const struct import_parts *parts,
                          const struct problems *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < parts->n; i++) {
        const struct import_part *one = &parts->at[i];

        json_array_append_new(
            list, json_pack("{s:s s:I s:I s:I s:I s:I}", "journey",
                            one->journey, "import", (json_int_t)one->sum.number,
                            "accepted", (json_int_t)one->sum.accepted,
                            "duplicate", (json_int_t)one->sum.duplicates,
                            "refused", (json_int_t)one->sum.refused, "test",
                            (json_int_t)one->sum.tests));
    }
    return json_pack("{s:s s:I s:I s:o s:o}", "file", file, "versions",
                     (json_int_t)parts->versions, "refused",
                     (json_int_t)parts->refused, "journeys", list, "problems",
                     problems_json(p));
}

static void print_parts(const char *file, const struct import_options *o,
                        const struct import_parts *parts)
{
    size_t i;

    if (parts->versions)
        say("%s: %lld definitions added\n", file, (long long)parts->versions);
    for (i = 0; i < parts->n; i++) {
        say("%s: ", parts->at[i].journey);
        print_summary(file, o, &parts->at[i].sum);
    }
    if (parts->refused)
        say("%s: %lld lines of no journey refused\n", file,
            (long long)parts->refused);
}

/* An export, whose lines say which journey they are of. */
static int import_export(struct tracker *t, struct input *in,
                         struct import_options *o, struct problems *p,
                         bool json)
{
    struct arena *a = p->arena;
    struct import_summary whole = {0};
    struct import_parts parts;
    size_t i;
    enum err e;

    o->read.format = READ_NDJSON;
    e = tracker_import_all(t, a, in, o, p, &parts);
    progress_end(o->progress_self);
    print_problems(p, o->name);
    if (json)
        (void)print_json(parts_json(o->name, &parts, p));
    else
        print_parts(o->name, o, &parts);
    whole.refused = parts.refused;
    for (i = 0; i < parts.n; i++) {
        whole.accepted += parts.at[i].sum.accepted;
        whole.duplicates += parts.at[i].sum.duplicates;
        whole.tests += parts.at[i].sum.tests;
        whole.refused += parts.at[i].sum.refused;
    }
    return import_status(e, o->name, o, &whole);
}

static int import_events(struct tracker *t, struct input *in,
                         struct import_options *o, struct problems *p,
                         bool json)
{
    struct import_summary sum = {0};
    enum err e = tracker_import(t, in, o, p, &sum);

    progress_end(o->progress_self);
    print_problems(p, o->name);
    if (e != ERR_NOT_FOUND && json)
        (void)print_json_line(summary_json(o->name, &sum, p));
    else if (e != ERR_NOT_FOUND)
        print_summary(o->name, o, &sum);
    return import_status(e, o->name, o, &sum);
}

static int import_one(struct tracker *t, const char *path,
                      const struct import_options *asked, bool json)
{
    struct import_options o = *asked;
    struct arena *a = arena_new();
    struct problems p;
    struct progress progress;
    struct input *in;
    int status = open_input(path, &in);

    problems_init(&p, a, PROBLEMS_SHOWN);
    if (!status) {
        o.name = name_of(a, path);
        if (o.read.format == READ_AUTO)
            o.read.format = read_format_of_name(path);
        progress_begin(&progress);
        o.progress = progress_tell;
        o.progress_self = &progress;
        status = o.journey ? import_events(t, in, &o, &p, json)
                           : import_export(t, in, &o, &p, json);
        input_close(in);
    }
    arena_free(a);
    return status;
}

/* Only lines of JSON can say which journey they are of. */
static bool are_exports(const struct texts *files, enum read_format format)
{
    size_t i;

    for (i = 0; i < files->n && format == READ_AUTO; i++)
        format = read_format_of_name(files->at[i]);
    return format == READ_AUTO || format == READ_NDJSON;
}

struct import_call {
    struct import_options o;
    struct texts files;
    bool json;
};

static int import_all(struct tracker *t, struct arena *a, void *self)
{
    const struct import_call *asked = self;
    int status = EXIT_DONE;
    size_t i;

    (void)a;
    for (i = 0; i < asked->files.n; i++) {
        int one = import_one(t, asked->files.at[i], &asked->o, asked->json);

        status = one > status ? one : status;
    }
    return status;
}

int run_import(const struct command *self, const struct call *c)
{
    struct import_call asked = {.o = {.now_ms = time_now_ms()}};
    struct import_options *o = &asked.o;
    const char *format = "auto";
    const struct option options[] = {
        {"--journey", OPTION_TEXT, &o->journey},
        {"--format", OPTION_TEXT, &format},
        {"--dry-run", OPTION_FLAG, &o->dry_run},
        {"--json", OPTION_FLAG, &asked.json},
        {"--case", OPTION_TEXT, &o->read.case_column},
        {"--step", OPTION_TEXT, &o->read.step_column},
        {"--time", OPTION_TEXT, &o->read.time_column},
        {"--now", OPTION_TIME, &o->now_ms},
        {NULL, OPTION_FLAG, NULL}};

    if (!args_read(self, c, options, 1, WORDS_MAX, &asked.files))
        return EXIT_USED_WRONGLY;
    if (read_format_find(format, &o->read.format) != OK)
        return used_wrongly(
            self, "%s is no format: auto, ndjson, tsv, csv or xes", format);
    if (!o->journey &&
        (o->dry_run || !are_exports(&asked.files, o->read.format)))
        return used_wrongly(self, "--journey names the journey to import to; "
                                  "only what `waymark export` printed needs "
                                  "none, and knows no --dry-run");
    return o->journey ? change_data(c, import_all, &asked)
                      : with_data(c, TRACKER_WRITE, import_all, &asked);
}

static json_t *imports_json(const struct import_list *list)
{
    json_t *array = json_array();
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct import_info *m = &list->at[i];
        char at[TIME_TEXT];

        time_format(m->received_ms, at);
        json_array_append_new(
            array, json_pack("{s:I s:s s:s s:s s:I s:I s:I s:b s:b}", "import",
                             (json_int_t)m->number, "journey", m->journey,
                             "file", m->file, "received", at, "accepted",
                             (json_int_t)m->accepted, "duplicate",
                             (json_int_t)m->duplicates, "refused",
                             (json_int_t)m->refused, "finished", m->finished,
                             "undone", m->undone));
    }
    return json_pack("{s:o}", "imports", array);
}

static void print_imports(struct arena *a, const struct import_list *list)
{
    size_t i;

    if (list->n == 0)
        say_error("Nothing was imported here yet.\n");
    for (i = 0; i < list->n; i++) {
        const struct import_info *m = &list->at[i];
        char at[TIME_TEXT];

        time_format(m->received_ms, at);
        say("%6lld  %s  %-24s %s: %s accepted, %s duplicate, %s refused%s\n",
            (long long)m->number, at, m->journey, m->file,
            text_count(a, m->accepted), text_count(a, m->duplicates),
            text_count(a, m->refused),
            m->goes       ? ", its undo is under way"
            : m->undone   ? ", undone"
            : m->finished ? ""
                          : ", under way, or stopped before its end");
    }
}

static int list_imports(struct tracker *t, struct arena *a, void *self)
{
    const bool *json = self;
    struct import_list list;
    enum err e = tracker_imports(t, a, &list);

    if (e)
        return tracker_failed(e, "");
    if (*json)
        return print_json(imports_json(&list));
    print_imports(a, &list);
    return EXIT_DONE;
}

int run_imports(const struct command *self, const struct call *c)
{
    return run_list(self, c, list_imports);
}

static int undo(struct tracker *t, struct arena *a, void *self)
{
    long long number = *(int64_t *)self;
    int64_t events;

    (void)a;
    switch (tracker_undo(t, number, &events)) {
    case OK:
        say("import %lld is undone: %lld events were taken back\n", number,
            (long long)events);
        return EXIT_DONE;
    case ERR_NOT_FOUND:
        return failed(EXIT_USED_WRONGLY,
                      "there is no import %lld: `waymark imports` lists them",
                      number);
    case ERR_CONFLICT:
        return failed(EXIT_SOME_REFUSED, "import %lld is undone already",
                      number);
    case ERR_BUSY:
        return tracker_failed(ERR_BUSY, "");
    case ERR_INVALID:
    case ERR_FORBIDDEN:
    case ERR_TOO_BIG:
    case ERR_IO:
        break;
    }
    return tracker_failed(ERR_IO, "");
}

int run_undo(const struct command *self, const struct call *c)
{
    const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    int64_t number;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (text_int(rest.at[0], strlen(rest.at[0]), 1, INT32_MAX, &number) != OK)
        return used_wrongly(self, "\"%s\" is no import's number", rest.at[0]);
    return change_data(c, undo, &number);
}
