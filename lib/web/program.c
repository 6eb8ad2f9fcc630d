#include "web/program.h"

#include <string.h>

#include "base/text.h"
#include "web/reply.h"
#include "web/values.h"

/* "dry-run, limit"; "" where there is none. */
static const char *names_of(struct arena *a, const struct route *route)
{
    const char *all = "";
    const struct field *f;

    for (f = route->fields; f && f->name; f++)
        all = text_join(a, all, ", ", f->name);
    return all;
}

/* A segment of the path may be declared too; in a query it is as good as
 * unknown, but no route of a PROGRAM has one. */
static void check_name(struct arena *a, const struct pair *sent,
                       const struct route *route, struct problems *problems)
{
    const char *name = text_shown(a, sent->name, strlen(sent->name));
    const char *known = names_of(a, route);

    if (strcmp(sent->name, "_") == 0)
        return;
    if (values_field(route, sent->name, strlen(sent->name))) {
        if (!*sent->value)
            problems_add(problems, name, "has no value");
    } else if (*known) {
        problems_add(problems, name,
                     "is not known here: the query takes %s and nothing else",
                     known);
    } else {
        problems_add(problems, name,
                     "is not known here: the query takes nothing");
    }
}

static void read_query(const struct request *rq, const struct route *route,
                       struct problems *problems)
{
    const char *query = request_query(rq);
    struct form form;
    size_t i;

    if (form_parse(rq->arena, query, strlen(query), &form) != OK) {
        problems_add(problems, "query",
                     "cannot be read: more than %d names, or a %% without two "
                     "hexadecimal digits behind it",
                     FORM_PAIRS_MAX);
        return;
    }
    for (i = 0; i < form.n; i++)
        check_name(rq->arena, &form.at[i], route, problems);
    values_read(rq, route, &form, problems);
}

enum err program_run(struct request *rq, struct reply *rp,
                     const struct route *route, refuser *refuse)
{
    struct problems problems;

    if (route->method != POST)
        return route->run(rq, rp);
    problems_init(&problems, rq->arena, VALUES_PROBLEMS_MAX);
    read_query(rq, route, &problems);
    if (!problems.n)
        return route->run(rq, rp);
    return refuse ? refuse(rq, rp, &problems) : reply_problems(rp, &problems);
}
