#include "tests/oracle/ask_tracker.h"

#include <ftw.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "tests/oracle/answers.h"
#include "tests/oracle/ask_inside.h"
#include "tests/oracle/making.h"
#include "tracker/folder.h"

static int remove_one(const char *path, const struct stat *st, int flag,
                      struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

/* In memory where that can be: no disk has to be waited for. */
static const char *temporary_folder(void)
{
    const char *said = getenv("TMPDIR");

    if (said)
        return said;
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

struct asked *asked_open(void)
{
    struct asked *t = mem_new(1, sizeof(*t));

    snprintf(t->dir, sizeof(t->dir), "%s/waymark-test-XXXXXX",
             temporary_folder());
    if (!mkdtemp(t->dir))
        abort();
    snprintf(t->file, sizeof(t->file), "%s/events.ndjson", t->dir);
    enum err e = tracker_open(t->dir, TRACKER_WRITE, &t->tracker);
    if (e) {
        printf("%s: %s\n", t->dir, err_text(e));
        abort();
    }
    return t;
}

void asked_close(struct asked *t)
{
    tracker_close(t->reader);
    tracker_close(t->tracker);
    nftw(t->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(t->imports);
    free(t);
}

const char *asked_fault(struct arena *a, const char *what, enum err e,
                        const struct problems *p)
{
    if (!p->n)
        return arena_printf(a, "%s: %s", what, err_text(e));
    return arena_printf(a, "%s: %s: %s: %s", what, err_text(e),
                        p->at[0].place ? p->at[0].place : "", p->at[0].message);
}

const char *asked_verify(struct arena *a, struct asked *t)
{
    struct problems p;
    int64_t attempts;

    problems_init(&p, a, 10);
    enum err e = tracker_verify(t->tracker, &p, &attempts);
    return e || p.n ? asked_fault(a, "verify", e, &p) : NULL;
}

static const char *reopen(struct arena *a, struct asked *t)
{
    struct problems none = {0};

    tracker_close(t->tracker);
    enum err e = tracker_open(t->dir, TRACKER_WRITE, &t->tracker);
    if (!e)
        t->tracker->watch = t->watch;
    return e ? asked_fault(a, "open again", e, &none) : NULL;
}

static void recount(void *self)
{
    struct asked *t = self;
    struct arena *a = arena_new();
    const char *d = *t->step_fault ? NULL : asked_verify(a, t);

    if (d)
        (void)snprintf(t->step_fault, sizeof(t->step_fault), "%s", d);
    arena_free(a);
}

void asked_in_steps(struct asked *t, bool many, bool recounted)
{
    t->watch = (struct change_watch){
        .each = recounted ? recount : NULL, .self = t, .most = many};
    t->tracker->watch = t->watch;
}

const char *asked_step_fault(struct arena *a, struct asked *t)
{
    const char *d = *t->step_fault
                        ? arena_printf(a, "after a step: %s", t->step_fault)
                        : NULL;

    t->step_fault[0] = '\0';
    return d;
}

const char *asked_add_version(struct arena *a, struct asked *t,
                              const json_t *history, size_t i)
{
    json_t *versions = json_object_get(history, "versions");
    json_t *v = json_copy(json_array_get(versions, i));
    struct problems p;
    struct addition added = {0};

    json_object_set_new(v, "id", json_string(t->journey));
    char *text = json_dumps(v, 0);
    problems_init(&p, a, 10);
    enum err e = tracker_add(t->tracker, text, strlen(text),
                             history_received_ms(history), &p, &added);
    free(text);
    json_decref(v);
    if (e)
        return asked_fault(a, "journey add", e, &p);
    if (added.version != (int64_t)i + 1)
        return arena_printf(a, "version %zu became number %d", i + 1,
                            (int)added.version);
    return NULL;
}

/* Evidence is taken of what an export holds: of attempts known by a hash.
 * The number of such an attempt gives it one. */
static void hash_browser_attempt(json_t *event)
{
    const char *name = json_string_value(json_object_get(event, "attempt"));
    char id[2 + 2 * HASH_SIZE + 1] = "h:";
    unsigned char hash[HASH_SIZE];
    struct dice d = {0};

    if (!text_starts(name, BROWSER_ATTEMPT))
        return;
    d.state = strtoull(name + strlen(BROWSER_ATTEMPT), NULL, 10);
    for (size_t i = 0; i < HASH_SIZE; i++)
        hash[i] = (unsigned char)dice_throw(&d);
    text_hex(hash, HASH_SIZE, id + 2);
    json_object_set_new(event, "attempt", json_string(id));
}

/* One event a line, under the journey's own name. */
static void write_file(struct asked *t, const json_t *events)
{
    FILE *f = fopen(t->file, "w");

    for (size_t i = 0; i < json_array_size(events); i++) {
        json_t *event = json_copy(json_array_get(events, i));
        json_object_set_new(event, "journey", json_string(t->journey));
        hash_browser_attempt(event);
        json_dumpf(event, f, JSON_COMPACT);
        putc('\n', f);
        json_decref(event);
    }
    fclose(f);
}

static const char *import_file(struct arena *a, struct asked *t,
                               const json_t *history, bool dry,
                               struct import_summary *ret_summary)
{
    const struct import_options options = {
        .journey = t->journey,
        .name = "events.ndjson",
        .read = {.format = READ_NDJSON},
        .dry_run = dry,
        .now_ms = history_received_ms(history),
    };
    struct input *in = NULL;
    struct problems p;

    problems_init(&p, a, 10);
    enum err e = input_open(t->file, &in);
    if (e)
        return asked_fault(a, "open", e, &p);
    e = tracker_import(t->tracker, in, &options, &p, ret_summary);
    input_close(in);
    return e ? asked_fault(a, "import", e, &p) : NULL;
}

/* One in `of` histories, those with that remainder. */
static bool is_one(const json_t *history, int of, int remainder)
{
    json_t *seed = json_object_get(history, "seed");

    return json_integer_value(seed) % of == remainder;
}

void asked_kill_imports(struct asked *t, int after_us)
{
    t->kill_after_us = after_us;
}

/* What the process does that is to be killed: SIGALRM ends it. */
static void import_and_exit(struct arena *a, struct asked *t,
                            const json_t *history)
{
    struct itimerval after = {.it_value = {0, t->kill_after_us}};
    struct import_summary s;

    setitimer(ITIMER_REAL, &after, NULL);
    if (!tracker_open(t->dir, TRACKER_WRITE, &t->tracker))
        import_file(a, t, history, false, &s);
    _exit(0);
}

static const char *import_killed(struct arena *a, struct asked *t,
                                 const json_t *history)
{
    struct problems none = {0};

    tracker_close(t->reader); /* no connection goes over to the child */
    t->reader = NULL;
    tracker_close(t->tracker);
    pid_t child = fork();
    if (child == 0)
        import_and_exit(a, t, history);
    if (child > 0)
        waitpid(child, NULL, 0);
    enum err e = tracker_open(t->dir, TRACKER_WRITE, &t->tracker);
    return e ? asked_fault(a, "open after a kill", e, &none)
             : asked_verify(a, t);
}

const char *asked_import(struct arena *a, struct asked *t,
                         const json_t *history, const json_t *events,
                         int64_t *ret_number)
{
    struct import_summary s = {0};
    const char *wrong = NULL;

    write_file(t, events);
    if (t->kill_after_us)
        wrong = import_killed(a, t, history);
    if (!wrong && is_one(history, 8, 1))
        wrong = import_file(a, t, history, true, &s);
    if (!wrong)
        wrong = import_file(a, t, history, false, &s);
    if (!wrong && is_one(history, 8, 2))
        wrong = reopen(a, t);
    if (wrong)
        return wrong;
    if (s.accepted + s.duplicates + s.refused !=
        (int64_t)json_array_size(events))
        return arena_printf(a,
                            "of %zu events %d were accepted, %d duplicates "
                            "and %d refused",
                            json_array_size(events), (int)s.accepted,
                            (int)s.duplicates, (int)s.refused);
    *ret_number = s.number;
    return NULL;
}

/* The versions but the first; each but the last one first gets its attempt. */
static const char *add_later_versions(struct arena *a, struct asked *t,
                                      const json_t *history)
{
    const json_t *versions = json_object_get(history, "versions");
    const char *wrong = NULL;

    for (size_t i = 1; i < json_array_size(versions) && !wrong; i++) {
        json_t *primer = json_pack("[o]", history_primer(history, i - 1));
        int64_t number;
        wrong = asked_import(a, t, history, primer, &number);
        json_decref(primer);
        if (!wrong)
            wrong = asked_add_version(a, t, history, i);
    }
    return wrong;
}

const char *asked_again(struct arena *a, struct asked *t, const json_t *history,
                        size_t batch)
{
    const json_t *batches = json_object_get(history, "batches");
    int64_t number = 0;
    const char *wrong =
        asked_import(a, t, history, json_array_get(batches, batch), &number);

    t->imports = mem_grow(t->imports, batch, &t->imports_room, sizeof(int64_t));
    t->imports[batch] = number;
    return wrong;
}

const char *asked_undo(struct arena *a, struct asked *t, size_t batch)
{
    struct problems none = {0};
    int64_t events;

    if (t->imports[batch] == 0)
        return NULL; /* it was empty */
    enum err e = tracker_undo(t->tracker, t->imports[batch], &events);
    return e ? asked_fault(a, "undo", e, &none) : NULL;
}

const char *asked_add(struct arena *a, struct asked *t, const json_t *history)
{
    const json_t *batches = json_object_get(history, "batches");
    size_t late = (size_t)json_integer_value(json_object_get(history, "late"));
    const char *wrong;

    snprintf(t->journey, sizeof(t->journey), "journey-%d", ++t->n);
    wrong = asked_add_version(a, t, history, 0);
    for (size_t i = 0; i <= json_array_size(batches) && !wrong; i++) {
        if (i == late || (late > json_array_size(batches) && i == 0))
            wrong = add_later_versions(a, t, history);
        if (!wrong && i < json_array_size(batches))
            wrong = asked_again(a, t, history, i);
    }
    return wrong;
}
