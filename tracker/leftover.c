#include "tracker/leftover.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/time.h"
#include "tracker/folder.h"

enum { LOOK_MS = 2000, AGAIN_MS = 60000 };

static void end(struct leftover *l)
{
    if (l->is_left)
        change_run_release(&l->run);
    l->is_left = false;
}

void leftover_release(struct leftover *l)
{
    end(l);
    free(l->slug);
    l->slug = NULL;
}

static void begin(struct leftover *l, char *slug)
{
    free(l->slug);
    l->slug = slug;
    change_run_init(&l->run, l->tracker, l->slug);
    l->is_left = true;
}

/* Each journey in its turn, so that one that fails keeps no other waiting.
 * NULL: nothing is under way. */
static enum err find(struct leftover *l, char **ret_slug)
{
    struct rows r = rows_open(l->tracker->store, Q_CHANGE_LIST);
    bool is_next = false;
    char *slug = NULL;

    while (!is_next && rows_next(&r)) {
        is_next = l->slug && strcmp(rows_text(&r, 0), l->slug) > 0;
        if (slug && !is_next)
            continue;
        free(slug);
        slug = mem_strdup(rows_text(&r, 0));
    }
    *ret_slug = slug;
    return rows_close(&r);
}

static enum err look(struct leftover *l)
{
    int64_t state;
    char *slug;
    enum err e = tracker_state(l->tracker, &state);

    if (e || (l->looked && state == l->state && !l->any))
        return e;
    e = find(l, &slug);
    l->looked = !e;
    l->state = state; /* from before it was asked */
    l->any = slug != NULL;
    if (e || !slug || !change_try_hold(l->tracker)) {
        free(slug);
        return e;
    }
    change_let_go(l->tracker); /* of each step, for who comes meanwhile */
    begin(l, slug);
    return OK;
}

/* Once a minute it is logged. */
static void failed(struct leftover *l, enum err e)
{
    log_line("what was begun in %s could not be gone on with (%s); it will be "
             "tried again in a minute",
             l->slug ? l->slug : "some journey", err_text(e));
    l->look_ms = time_steady_ms() + AGAIN_MS;
}

bool leftover_look(struct leftover *l)
{
    int64_t now_ms = time_steady_ms();
    enum err e;

    if (l->is_left || now_ms < l->look_ms)
        return l->is_left;
    l->look_ms = now_ms + LOOK_MS;
    e = look(l);
    if (e)
        failed(l, e);
    return l->is_left;
}

void leftover_step(struct leftover *l)
{
    bool done = true;
    enum err e = OK;

    if (change_try_hold(l->tracker)) {
        e = change_step(&l->run, &done);
        change_let_go(l->tracker);
    }
    if (e)
        failed(l, e);
    if (e || done)
        end(l);
}
