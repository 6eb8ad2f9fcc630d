/* mixed.h - one random history in which everything is mixed: what is there by
 * now, held against the oracle; and things done by a process that is killed. */
#ifndef TESTS_MIXED_H
#define TESTS_MIXED_H

#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "tests/oracle/agree.h"
#include "tests/oracle/ask_inside.h"
#include "tests/oracle/definition.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"
#include "tests/oracle/oracle.h"
#include "tests/unit.h"
#include "tracker/folder.h"
#include "tracker/leftover.h"

enum {
    MONTHS = 12, /* that trails are kept, where there is a retention */
    KILLED_WITHIN_US = 4000,
};

/* What is told of one history so far. */
struct mix {
    struct arena *arena;
    struct dice dice;
    struct asked *t;
    json_t *source; /* the history, as it was made */
    /* As it came to be: versions added, and of each import what is stored. */
    json_t *now;
    json_t *quarantines;   /* with their numbers */
    size_t imported;       /* of the source's batches */
    const char *kept_from; /* a day, of trails; or NULL */
    struct saved {
        char dir[256];
        json_t *now, *quarantines;
        int64_t *imports;
        const char *kept_from;
    } saved;           /* dir "": none */
    const char *log;   /* what was done */
    bool by_time;      /* kill by the clock, not after a step */
    int steps;         /* until it is killed */
    const char *wrong; /* while it was disturbed; or NULL */
};

static inline void note(struct mix *m, const char *text)
{
    m->log = arena_printf(m->arena, "%s, %s", m->log, text);
}

static inline json_t *batches(const struct mix *m)
{
    return json_object_get(m->now, "batches");
}

/* ---- what is under way ---- */

static inline struct change under_way(struct mix *m)
{
    struct tracker *t = m->t->tracker;
    struct change c = {.kind = CHANGE_NONE};
    struct journey *j;

    assert_ok(folder_begin(t));
    assert_ok(folder_journey(t, m->t->journey, &j));
    c = j->change;
    folder_end(t);
    return c;
}

static inline bool is_quiet(struct mix *m)
{
    return under_way(m).kind == CHANGE_NONE;
}

/* As a server does; all steps, or some. */
static inline void go_on(struct mix *m, int steps)
{
    struct leftover l = {.tracker = m->t->tracker};

    while (steps-- > 0 && leftover_look(&l)) {
        leftover_step(&l);
        l.look_ms = 0;
    }
    leftover_release(&l);
}

/* ---- comparing ---- */

/* Without the attempts of days before the trails that are kept. */
static inline json_t *of_days(const struct mix *m, const json_t *answer,
                              json_t *events)
{
    const json_t *attempts = json_object_get(answer, "attempts");
    json_t *some = json_array();

    for (size_t i = 0; i < json_array_size(events); i++) {
        json_t *e = json_array_get(events, i);
        const json_t *attempt = json_object_get(
            attempts, json_string_value(json_object_get(e, "attempt")));
        const char *day = json_string_value(json_object_get(attempt, "day"));
        if (!day || strcmp(day, m->kept_from) >= 0)
            json_array_append(some, e);
    }
    return some;
}

static inline json_t *expected(struct mix *m, const json_t *events)
{
    json_t *answer = oracle_expect_aside(
        json_object_get(m->now, "versions"), events,
        history_received_ms(m->now), history_now_ms(m->now), m->quarantines);
    json_t *figures = json_object_get(answer, "figures");

    json_object_del(figures, "duplicates");
    json_object_del(figures, "conflicts");
    return answer;
}

static inline const char *compared(struct mix *m)
{
    json_t *events = history_events_by_batch(m->now);
    json_t *answer = expected(m, events), *part = NULL, *some = NULL;
    const char *d = oracle_attempts_differ(m->arena, m->t, m->now, answer);

    if (m->kept_from) {
        some = of_days(m, answer, events);
        part = expected(m, some);
    }
    if (!d)
        d = oracle_part_differs(
            m->arena, m->t, m->now, (struct asked_part){.from = m->kept_from},
            json_object_get(part ? part : answer, "figures"));
    json_decref(part);
    json_decref(some);
    json_decref(answer);
    json_decref(events);
    return d;
}

static inline const char *looked_at(struct mix *m)
{
    struct asked_part all = {0};
    json_t *figures = NULL;
    const char *d = asked_verify(m->arena, m->t);

    if (!d && is_quiet(m))
        return compared(m);
    if (!d)
        d = asked_figures(m->arena, m->t, m->now, all, &figures);
    if (!d)
        d = oracle_law_broken(figures);
    json_decref(figures);
    return d;
}

/* ---- what is done, here and in a process that is killed ---- */

typedef const char *doing(struct mix *m, size_t which);

static inline void kill_self(void *self)
{
    struct mix *m = self;

    if (--m->steps == 0)
        (void)raise(SIGKILL);
}

static inline void do_and_exit(struct mix *m, doing *what, size_t which)
{
    struct itimerval after = {.it_value = {0, m->steps}};

    if (tracker_open(m->t->dir, TRACKER_WRITE, &m->t->tracker))
        _exit(70);
    if (m->by_time)
        setitimer(ITIMER_REAL, &after, NULL);
    else
        m->t->tracker->watch =
            (struct change_watch){.each = kill_self, .self = m, .most = 1};
    const char *d = what(m, which);
    if (d)
        (void)dprintf(STDERR_FILENO, "in the process to be killed: %s\n", d);
    _exit(d ? 71 : 0);
}

static inline void reopen(struct mix *m)
{
    tracker_close(m->t->reader);
    m->t->reader = NULL;
    tracker_close(m->t->tracker);
    m->t->tracker = NULL;
    assert_ok(tracker_open(m->t->dir, TRACKER_WRITE, &m->t->tracker));
    m->t->tracker->watch = m->t->watch;
}

/* By another process, which may be killed on the way; perhaps before it has
 * begun: then it is done again. */
static inline const char *do_killed(struct mix *m, doing *what, size_t which)
{
    bool begins = is_quiet(m);
    int status;

    m->by_time = dice_chance(&m->dice, 30);
    m->steps = m->by_time ? 1 + (int)dice_below(&m->dice, KILLED_WITHIN_US)
                          : 1 + (int)dice_below(&m->dice, 5);
    tracker_close(m->t->reader);
    m->t->reader = NULL;
    tracker_close(m->t->tracker);
    m->t->tracker = NULL;
    pid_t child = fork();
    if (child == 0)
        do_and_exit(m, what, which);
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_ok(tracker_open(m->t->dir, TRACKER_WRITE, &m->t->tracker));
    m->t->tracker->watch = m->t->watch;
    note(m, WIFEXITED(status) ? "not killed"
            : m->by_time      ? "killed in time"
                              : "killed after a step");
    if (WIFEXITED(status) && WEXITSTATUS(status))
        return "the process that was to be killed failed";
    if (WIFEXITED(status) || (begins && !m->by_time))
        return NULL;
    return what(m, which);
}

static inline const char *fault(struct mix *m, const char *what, enum err e)
{
    return e ? arena_printf(m->arena, "%s: %s", what, err_text(e)) : NULL;
}

static inline const char *undo_one(struct mix *m, size_t which)
{
    int64_t events;
    enum err e = tracker_undo(m->t->tracker, m->t->imports[which], &events);

    return e == ERR_CONFLICT ? NULL : fault(m, "undo", e);
}

static inline const char *give_back_one(struct mix *m, size_t which)
{
    struct quarantine_done done;
    enum err e = quarantine_remove(m->t->tracker, (int64_t)which, &done);

    return e == ERR_NOT_FOUND ? NULL : fault(m, "give back", e);
}

static inline const char *set_one_aside(struct mix *m, size_t which)
{
    const json_t *q = json_array_get(m->quarantines, which);
    bool applies;
    const char *d = asked_set_aside(m->arena, m->t, q, &applies);

    return d && strstr(d, "is set aside already") ? NULL : d;
}

static inline const char *add_one_version(struct mix *m, size_t which)
{
    return asked_add_version(m->arena, m->t, m->source, which);
}

#endif
