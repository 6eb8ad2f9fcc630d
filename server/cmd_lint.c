/* waymark lint */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "patterns/lint/lint.h"
#include "server/commands.h"
#include "server/journey_lint.h"

static int print_rules(bool json)
{
    json_t *list = json_array();
    int rule;

    for (rule = 0; rule < LINT_RULES; rule++) {
        const char *key = lint_rule_key((enum lint_rule)rule);
        const char *why = lint_rule_why((enum lint_rule)rule);

        if (!json)
            say("%-18s %s\n", key, why);
        (void)json_array_append_new(
            list, json_pack("{s:s s:s}", "rule", key, "why", why));
    }
    if (json)
        return print_json(json_pack("{s:o}", "rules", list));
    json_decref(list);
    return finish_output(EXIT_DONE);
}

static json_t *report_json(const struct lint_report *r)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < r->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:i s:s s:s}", "file", r->at[i].file, "line",
                            r->at[i].line, "rule", lint_rule_key(r->at[i].rule),
                            "what", r->at[i].what));
    return json_pack("{s:i s:i s:i s:o}", "entries", (int)r->entries, "files",
                     (int)r->files, "found", (int)r->total, "findings", list);
}

static int print_report(const struct lint_report *r, bool json)
{
    size_t i;

    if (json)
        return print_json(report_json(r));
    for (i = 0; i < r->n; i++)
        say("%s:%d: %s [%s]\n", r->at[i].file, r->at[i].line, r->at[i].what,
            lint_rule_key(r->at[i].rule));
    if (r->n == LINT_FINDINGS_MAX && r->total > r->n)
        say("and more in other files: mend these first\n");
    say("%zu %s, %zu %s, %zu found\n", r->entries,
        r->entries == 1 ? "entry" : "entries", r->files,
        r->files == 1 ? "file" : "files", r->total);
    return finish_output(EXIT_DONE);
}

static int lint(struct lint_options *options, bool json)
{
    struct arena *a = arena_new();
    struct lint_report report;
    int status;

    if (lint_run(a, options, &report))
        status = failed(EXIT_NO_INPUT,
                        "%s is no folder of a catalogue (with pattern/, page/ "
                        "or the like in it), and no entry of one (…/KIND/NAME "
                        "with an index.md)",
                        options->dir);
    else
        status = print_report(&report, json);
    if (!status && report.total)
        status = EXIT_SOME_REFUSED;
    arena_free(a);
    return status;
}

int run_lint(const struct command *self, const struct call *c)
{
    bool json = false, rules = false;
    int64_t now_ms = time_now_ms();
    const struct option options[] = {{"--json", OPTION_FLAG, &json},
                                     {"--rules", OPTION_FLAG, &rules},
                                     {"--now", OPTION_TIME, &now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct lint_options asked = {.journey = journey_template_check};
    struct arena *a;
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 0, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (rules)
        return print_rules(json);
    a = arena_new();
    asked.dir = rest.n ? rest.at[0] : NULL;
    asked.data = arena_printf(a, "%s/catalogue", c->data);
    asked.today = (int32_t)(now_ms / MS_PER_DAY);
    status = lint(&asked, json);
    arena_free(a);
    return status;
}
