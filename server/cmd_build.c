/* waymark build: the library and the documentation as files of a folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "docs-site/docs.h"
#include "patterns/patterns.h"
#include "server/commands.h"
#include "server/evidence.h"
#include "server/static_list.h"
#include "server/static_search.h"
#include "server/static_site.h"
#include "server/static_stamp.h"
#include "web/server.h"

enum { FOLDERS = 3, ENDINGS = 6 };

/* What one thread has of its own. */
struct builder {
    struct tracker *tracker; /* NULL: there is no data */
    struct evidence evidence;
    struct pattern_evidence_source source;
    struct patterns patterns;
    struct pattern_words words;
    struct routes folders[FOLDERS + 1];
    struct router *router;
};

struct building {
    const struct call *call;
    const char *out;
    int64_t now_ms;
    struct arena *arena;
    bool has_data;
    int64_t from_ns; /* when it began */
    int32_t day;
    struct static_sources sources;
    const struct zone *zone;
    struct site *site;
    struct catalogue *catalogue;
    struct brands *brands;
    struct static_folder *folder;
    size_t n;
    struct builder builders[STATIC_THREADS_MAX];
    struct router *routers[STATIC_THREADS_MAX];
    struct problems problems;
};

static const char *below(const struct building *b, const char *name)
{
    return arena_printf(b->arena, "%s/%s", b->call->data, name);
}

/* What is refused is not in the site, and whoever builds again, when nothing
 * has changed, has to know it too. */
static void take_problems(struct building *b, const char *folder,
                          const struct problems *p)
{
    const char *whole = below(b, folder);
    size_t i;

    for (i = 0; i < p->n; i++) {
        const char *place = p->at[i].place;

        problems_add(&b->problems,
                     !*place || strcmp(place, whole) == 0
                         ? folder
                         : arena_printf(b->arena, "%s/%s", folder, place),
                     "%s", p->at[i].message);
    }
    b->problems.total += p->total - p->n;
}

static int open_site(struct building *b)
{
    struct fault fault;
    json_t *names =
        json_pack("{s:s s:b s:b}", "name", "Waymark", "docs", 1, "static", 1);

    if (site_new(names, b->zone, &b->site, &fault) != OK)
        return failed(EXIT_STORAGE, "a template is not in order: %s",
                      fault.text);
    b->catalogue =
        catalogue_open_seen(below(b, "catalogue"), &b->sources.folders[0]);
    b->brands = brands_open_seen(below(b, "brands"), &b->sources.folders[1]);
    take_problems(b, "catalogue", &b->catalogue->problems);
    take_problems(b, "brands", &b->brands->problems);
    return EXIT_DONE;
}

static int add_builder(struct building *b)
{
    struct builder *one = &b->builders[b->n];
    struct router_options options = {.folders = one->folders};
    int status = EXIT_DONE;

    if (b->has_data)
        status = open_data(b->call, TRACKER_READ, &one->tracker);
    if (status)
        return status;
    one->evidence = (struct evidence){.tracker = one->tracker, .zone = b->zone};
    one->source = evidence_source(&one->evidence);
    one->patterns =
        (struct patterns){.catalogue = b->catalogue,
                          .evidence = b->has_data ? &one->source : NULL,
                          .brands = b->brands,
                          .is_static = true,
                          .words = &one->words};
    one->words.arena = arena_new();
    one->folders[0] =
        (struct routes){.table = static_search_routes, .context = b->catalogue};
    one->folders[1] = (struct routes){.table = docs_routes};
    one->folders[2] =
        (struct routes){.table = patterns_routes, .context = &one->patterns};
    one->router = router_new(b->site, &options);
    b->routers[b->n++] = one->router;
    return EXIT_DONE;
}

/* Every entry, and what it can be had as besides: whatever links there are. */
static const char *const *addresses(const struct building *b)
{
    static const char *const endings[ENDINGS] = {"",     ".json", ".md",
                                                 ".txt", ".zip",  "/history"};
    const struct catalogue *c = b->catalogue;
    const char **list =
        arena_array(b->arena, c->n * ENDINGS + 1, sizeof(*list));
    size_t i, j, n = 0;

    for (i = 0; i < c->n; i++) {
        const char *address = pattern_address(b->arena, &c->at[i]);

        for (j = 0; j < ENDINGS; j++)
            list[n++] = arena_printf(b->arena, "%s%s", address, endings[j]);
    }
    return list;
}

static int folder_failed(const struct building *b, enum err e)
{
    if (e == ERR_CONFLICT)
        return failed(EXIT_CANNOT_CREATE,
                      "%s is not empty, and `waymark build` did not make it: "
                      "nothing in it was changed; name a new folder, or empty "
                      "that one",
                      b->out);
    if (e == ERR_INVALID)
        return failed(EXIT_CANNOT_CREATE, "\"%s\" is no folder: name a new one",
                      b->out);
    if (e == ERR_BUSY)
        return failed(EXIT_TRY_LATER,
                      "another `waymark build` is writing to %s: wait until it "
                      "has ended, or name another folder",
                      b->out);
    if (e == ERR_FORBIDDEN)
        return failed(EXIT_CANNOT_CREATE,
                      "may not write to %s: change who owns it, or name "
                      "another folder",
                      b->out);
    return failed(EXIT_CANNOT_CREATE,
                  "cannot write to %s: see that the folder it lies in is there "
                  "and its disk is not full",
                  b->out);
}

static void print_result(const struct building *b,
                         const struct static_made *made,
                         const struct static_counts *counts)
{
    struct arena *a = b->arena;

    say("%s pages and %s other files in %s: %s written, %s as they were, "
        "%s removed\n",
        text_count(a, (int64_t)made->pages),
        text_count(a, (int64_t)(made->files - made->pages)), b->out,
        text_count(a, (int64_t)counts->written),
        text_count(a, (int64_t)counts->unchanged),
        text_count(a, (int64_t)counts->removed));
    say("%s entries, %s\n", text_count(a, (int64_t)b->catalogue->n),
        b->has_data ? arena_printf(a, "with the figures of %s", b->call->data)
                    : arena_printf(a, "without figures: there is no data in %s",
                                   b->call->data));
}

/* Figures move with time: with them a build is no proof of the next. */
static bool take_stamp(const struct building *b, struct digest *ret_stamp)
{
    return !b->has_data &&
           static_stamp(&b->sources, b->day, b->from_ns, ret_stamp);
}

static int make(struct building *b)
{
    /* the index, which takes longest, before all that it could wait for */
    static const char *const first[] = {"/patterns/search-index.js",
                                        "/patterns/search",
                                        "/",
                                        "/patterns/",
                                        "/docs/",
                                        "/assets/favicon.svg",
                                        NULL};
    struct static_plan plan = {.routers = b->routers,
                               .threads = b->n,
                               .addresses = first,
                               .optional = addresses(b),
                               .forms = ENDINGS,
                               .now_ms = b->now_ms};
    struct static_made made = {0};
    struct static_counts counts = {0};
    struct digest stamp;
    enum err e = static_folder_begin(b->folder);

    if (!e)
        e = static_site_make(&plan, b->folder, &b->problems, &made);
    if (!e)
        e = static_folder_finish(b->folder,
                                 take_stamp(b, &stamp) ? &stamp : NULL,
                                 &b->sources, &b->problems, &counts);
    if (e)
        return folder_failed(b, e);
    print_problems(&b->problems, b->out);
    print_result(b, &made, &counts);
    return b->problems.total ? EXIT_SOME_REFUSED : EXIT_DONE;
}

static int build_all(struct building *b)
{
    size_t i, threads = server_cores();
    int status = open_site(b);

    for (i = 0; !status && i < threads && i < STATIC_THREADS_MAX; i++)
        status = add_builder(b);
    return status ? status : make(b);
}

/* Whether the last build was of the same, and how many files it made. */
static bool is_made(const struct building *b, size_t *ret_files,
                    const struct problems **ret_told)
{
    struct static_sources *last = static_folder_sources(b->folder);
    struct digest now;

    if (b->has_data || !last)
        return false;
    seen_again(&last->folders[0], below(b, "catalogue"));
    seen_again(&last->folders[1], below(b, "brands"));
    return static_stamp(last, b->day, b->from_ns, &now) &&
           static_folder_is_made_of(b->folder, &now, ret_files, ret_told);
}

/* What the site is made of says whether it would be the same. */
static int run(struct building *b)
{
    const struct problems *told;
    size_t files;
    enum err e;

    b->from_ns = static_stamp_now();
    if (zone_open("Europe/London", &b->zone) != OK)
        return failed(EXIT_STORAGE,
                      "this machine has no time zones: install tzdata");
    b->day = zone_day(b->zone, b->now_ms);
    b->has_data = access(below(b, "journeys.db"), F_OK) == 0;
    e = static_folder_open(b->out, &b->folder);
    if (e)
        return folder_failed(b, e);
    if (is_made(b, &files, &told)) {
        print_problems(told, b->out);
        say("Nothing has changed: %s has its %s files\n", b->out,
            text_count(b->arena, (int64_t)files));
        return told->total ? EXIT_SOME_REFUSED : EXIT_DONE;
    }
    return build_all(b);
}

static void release(struct building *b)
{
    size_t i;

    for (i = 0; i < STATIC_THREADS_MAX; i++) {
        router_free(b->builders[i].router);
        arena_free(b->builders[i].words.arena);
        evidence_release(&b->builders[i].evidence);
        tracker_close(b->builders[i].tracker);
    }
    static_folder_close(b->folder);
    static_sources_release(&b->sources);
    brands_close(b->brands);
    catalogue_close(b->catalogue);
    site_free(b->site);
    arena_free(b->arena);
    free(b);
}

/* Whether that path, as far as it is there, lies in the folder. */
static bool is_within(struct arena *a, const char *path, const char *folder)
{
    char *part = arena_strdup(a, path), *slash;
    char *real = realpath(part, NULL), *whole = realpath(folder, NULL);
    bool within;

    while (!real && (slash = strrchr(part, '/')) && slash > part) {
        *slash = '\0';
        real = realpath(part, NULL);
    }
    if (!real)
        real = realpath(*path == '/' ? "/" : ".", NULL);
    within = real && whole && text_starts(real, whole) &&
             (real[strlen(whole)] == '/' || !real[strlen(whole)]);
    free(real);
    free(whole);
    return within;
}

/* What is published has no data beside it, nor the data what is published. */
static int build_outside(const struct command *self, struct building *b)
{
    const char *data = b->call->data;

    if (is_within(b->arena, b->out, data))
        return used_wrongly(self,
                            "%s lies in the data folder, which is not for "
                            "publishing: name another folder",
                            b->out);
    if (access(data, F_OK) == 0 && is_within(b->arena, data, b->out))
        return used_wrongly(self,
                            "the data folder %s lies in %s, which is for "
                            "publishing: name another folder",
                            data, b->out);
    return run(b);
}

int run_build(const struct command *self, const struct call *c)
{
    struct building *b = mem_new(1, sizeof(*b));
    const struct option options[] = {{"--now", OPTION_TIME, &b->now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    int status = EXIT_USED_WRONGLY;

    b->call = c;
    b->arena = arena_new();
    b->now_ms = time_now_ms();
    problems_init(&b->problems, b->arena, STATIC_TOLD_MAX);
    if (args_read(self, c, options, 1, 1, &rest)) {
        b->out = rest.at[0];
        (void)umask(022); /* what is made is to be published */
        /* libzip looks for the zone of each file's time, unless it is told */
        (void)setenv("TZ", "UTC0", 0); /* NOLINT(concurrency-mt-unsafe) */
        status = build_outside(self, b);
    }
    release(b);
    return finish_output(status);
}
