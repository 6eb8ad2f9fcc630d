/* waymark process */
#include <stdio.h>
#include <string.h>

#include "patterns/process/process.h"
#include "server/commands.h"

enum { PROBLEMS_SHOWN = 50 };

/* What is asked for; the ordered text where nothing is. */
struct wanted {
    bool text, json, svg, with_diagram, anew;
};

static int print(struct arena *a, struct process *p, const struct wanted *w)
{
    struct buf out;
    enum err e;

    if (w->json)
        return print_json(process_data(a, p));
    if (w->anew)
        p->has_diagram = false;
    buf_init(&out, PROCESS_OUT_MAX);
    if (w->svg)
        e = process_svg(a, p, &out);
    else if (w->with_diagram)
        e = process_bpmn(p, &out);
    else
        e = process_text(a, p, &out);
    if (!e)
        (void)fwrite(out.text, 1, out.len, stdout);
    buf_release(&out);
    if (e)
        return failed(EXIT_SOME_REFUSED, "the process %s", err_text(e));
    return finish_output(EXIT_DONE);
}

static int run_with(struct arena *a, const char *file, const struct buf *text,
                    const struct wanted *w)
{
    struct problems problems;
    struct origin o = {.arena = a, .problems = &problems, .file = file};
    struct process *p;
    size_t i;
    enum err e;

    problems_init(&problems, a, PROBLEMS_SHOWN);
    e = process_read(&o, text->text, text->len, &p);
    if (!e)
        problems = p->notes;
    for (i = 0; i < problems.n; i++)
        say_error("%s: %s\n", problems.at[i].place, problems.at[i].message);
    if (e)
        return EXIT_SOME_REFUSED;
    return print(a, p, w);
}

int run_process(const struct command *self, const struct call *c)
{
    struct wanted w = {false};
    const struct option options[] = {
        {"--text", OPTION_FLAG, &w.text},
        {"--json", OPTION_FLAG, &w.json},
        {"--svg", OPTION_FLAG, &w.svg},
        {"--with-diagram", OPTION_FLAG, &w.with_diagram},
        {"--anew", OPTION_FLAG, &w.anew},
        {NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    struct arena *a;
    struct buf text;
    int status;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (w.text + w.json + w.svg + w.with_diagram > 1)
        return used_wrongly(self, "ask for one of --text, --json, --svg and "
                                  "--with-diagram");
    buf_init(&text, PROCESS_SIZE_MAX + 1);
    status = read_file(rest.at[0], &text);
    if (!status) {
        a = arena_new();
        status = run_with(a, rest.at[0], &text, &w);
        arena_free(a);
    }
    buf_release(&text);
    return status;
}
