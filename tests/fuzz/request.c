/* A request for anything the site has, over the library that is built in and a
 * journey: "GET /patterns/?q=…", its headers, an empty line, a body. */
#include <ftw.h>
#include <stdlib.h>

#include "dashboard/dashboard.h"
#include "docs-site/docs.h"
#include "patterns/catalogue.h"
#include "patterns/patterns.h"
#include "patterns/search.h"
#include "server/client.h"
#include "server/notice_page.h"
#include "server/opt_out.h"
#include "tests/fuzz/asked.h"
#include "tracker/tracker.h"
#include "web/guard.h"

enum { HEADERS_MAX = 20 };

static const char journey[] =
    "{\"waymark\":\"journey/1\",\"id\":\"own\",\"organisation\":\"exampleton\","
    "\"start\":\"a\",\"steps\":[{\"id\":\"a\",\"kind\":\"start\",\"patterns\":"
    "[\"radios\"]},{\"id\":\"b\",\"kind\":\"end\",\"outcome\":\"completed\"}]}";

/* All of it for the whole run. */
static struct fixture {
    struct dashboard dashboard;
    struct patterns patterns;
    struct routes folders[7];
    struct router *router;
} * f;

static char dir[] = "/tmp/fuzz-request-XXXXXX";

static void add_journey(struct tracker *t)
{
    struct arena *a = arena_new();
    struct addition done;
    struct problems p;

    problems_init(&p, a, 10);
    FUZZ_HOLDS(tracker_add(t, journey, strlen(journey), ASKED_NOW_MS, &p,
                           &done) == OK);
    arena_free(a);
}

static int remove_one(const char *path, const struct stat *st, int type,
                      struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static void remove_all(void)
{
    (void)nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void set_up(void)
{
    static struct fixture fixture;
    struct router_options options = {.folders = fixture.folders};
    struct catalogue *c = catalogue_open(NULL);

    FUZZ_HOLDS(mkdtemp(dir) && atexit(remove_all) == 0);
    FUZZ_HOLDS(tracker_open(dir, TRACKER_WRITE, &fixture.dashboard.tracker) ==
               OK);
    add_journey(fixture.dashboard.tracker);
    c->search = search_new(c);
    fixture.dashboard.catalogue = fixture.patterns.catalogue = c;
    fixture.folders[0] = (struct routes){.table = dashboard_routes,
                                         .context = &fixture.dashboard};
    fixture.folders[1] =
        (struct routes){.table = patterns_routes, .context = &fixture.patterns};
    fixture.folders[2] = (struct routes){.table = docs_routes};
    fixture.folders[3] = (struct routes){.table = client_routes};
    fixture.folders[4] = (struct routes){.table = opt_out_routes};
    fixture.folders[5] = (struct routes){.table = notice_routes};
    fixture.router = router_new(asked_site(), &options);
    f = &fixture;
}

/* The next line, without its end; NULL: there is none, or it is empty. */
static char *take_line(char **at)
{
    char *line = *at, *end = strchr(line, '\n');

    if (!end)
        return NULL;
    *at = end + 1;
    if (end > line && end[-1] == '\r')
        end--;
    *end = '\0';
    return *line ? line : NULL;
}

/* As the server hands it on. */
static bool read_request(char *text, struct header headers[HEADERS_MAX],
                         struct message *m)
{
    char *line = take_line(&text), *target = line ? strchr(line, ' ') : NULL;

    if (!target)
        return false;
    *target++ = '\0';
    *m = message_get(target);
    m->method = line;
    m->headers = headers;
    while ((line = take_line(&text)) && m->n_headers < HEADERS_MAX) {
        char *value = strchr(line, ':');

        if (!value)
            return false;
        *value++ = '\0';
        value += strspn(value, " \t");
        headers[m->n_headers++] =
            (struct header){line, value, strlen(line), strlen(value)};
    }
    m->body = text;
    m->n_body = strlen(text);
    return true;
}

void fuzz_request(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct header headers[HEADERS_MAX];
    struct message m;
    const char *refusal;

    if (!f)
        set_up();
    if (!memchr(bytes, '\0', n) &&
        read_request(arena_strndup(a, bytes, n), headers, &m)) {
        refusal = guard_refusal(a, &m);
        FUZZ_HOLDS(!refusal || *refusal);
        if (!refusal)
            (void)asked(f->router, a, &m);
    }
    arena_free(a);
}
