/* Files to import, in each format: every row is an event that can be stored,
 * or is refused with a place and a reason. */
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tracker/read.h"

static enum err on_event(void *self, const struct event *e, int64_t line)
{
    (void)self;
    FUZZ_HOLDS(line >= 1);
    FUZZ_HOLDS(e->kind > KIND_NONE && e->kind < KINDS);
    FUZZ_HOLDS(e->hashed || (e->attempt && e->attempt_size >= 1 &&
                             e->attempt_size <= ATTEMPT_ID_ROOM));
    FUZZ_HOLDS(!e->step || strlen(e->step) <= EVENT_STEP_MAX);
    FUZZ_HOLDS(e->n_errors <= EVENT_ERRORS_MAX);
    FUZZ_HOLDS(e->seq >= -1 && e->seq <= EVENT_SEQ_MAX);
    return OK;
}

static void on_refused(void *self, int64_t line, const char *field,
                       const char *reason)
{
    (void)self;
    FUZZ_HOLDS(line >= 0 && field && reason && *reason);
}

static enum err on_definition(void *self, const json_t *json, int64_t line)
{
    (void)self;
    FUZZ_HOLDS(line >= 1 && json_is_object(json));
    return OK;
}

static const struct zone *zone; /* read once */

static void read_as(enum read_format format, const char *bytes, size_t n)
{
    const struct read_sink sink = {NULL, on_event, on_refused, on_definition};
    struct read_options o = {.format = format};
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    struct input *in;
    char path[32];
    enum err e;

    if (!zone)
        FUZZ_HOLDS(zone_open("Europe/London", &zone) == OK);
    o.zone = zone;
    FUZZ_HOLDS(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    FUZZ_HOLDS(input_open(path, &in) == OK);
    e = read_events(in, &o, &sink);
    FUZZ_HOLDS(e == OK || e == ERR_INVALID);
    input_close(in);
    (void)close(fd);
}

void fuzz_tsv(const char *bytes, size_t n)
{
    read_as(READ_TSV, bytes, n);
}

void fuzz_csv(const char *bytes, size_t n)
{
    read_as(READ_CSV, bytes, n);
}

void fuzz_xes(const char *bytes, size_t n)
{
    read_as(READ_XES, bytes, n);
}

void fuzz_ndjson(const char *bytes, size_t n)
{
    read_as(READ_NDJSON, bytes, n);
}
