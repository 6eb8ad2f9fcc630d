#include "tracker/pass.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parts.h"

enum { BATCH_BYTES = 256 * 1024, BATCH_CHUNKS = 64 };

/* A copy of some chunks, as they are stored. */
struct batch {
    struct batch *next;
    size_t n, len;
    struct copied {
        struct scanned of;
        size_t attempts, at, size; /* of its trails in bytes */
    } chunks[BATCH_CHUNKS];
    unsigned char bytes[BATCH_BYTES];
};

/* A pass under way.  What is behind the lock is shared. */
struct passing {
    const struct pass *pass;
    struct batch *filling; /* by the calling thread, which is workers[0] */
    size_t n_threads;      /* besides it */
    struct worker {
        struct passing *passing;
        void *part;
        struct expander expander;
        pthread_t thread;
    } workers[PASS_PARTS_MAX];
    pthread_mutex_t lock;
    pthread_cond_t news;
    struct batch *waiting, *spare;
    size_t n_waiting;
    bool over; /* nothing more will wait */
    enum err err;
};

size_t pass_parts(void)
{
    size_t cores = parts_cores();

    return cores < PASS_PARTS_MAX ? cores : PASS_PARTS_MAX;
}

static enum err work_chunk(const struct pass *p, struct worker *by,
                           const struct scanned *of, struct packed chunk)
{
    enum err e = packed_expand(&chunk, &by->expander);
    size_t i;

    for (i = 0; !e && i < chunk.n; i++)
        e = p->each(by->part, of, &chunk.trails);
    if (e == ERR_INVALID || (!e && chunk.trails.at != chunk.trails.end))
        return scan_damaged(p->journey, of);
    return e;
}

static enum err work(const struct pass *p, struct worker *by,
                     const struct batch *b)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < b->n; i++) {
        const struct copied *c = &b->chunks[i];

        e = work_chunk(p, by, &c->of,
                       (struct packed){.n = c->attempts,
                                       .bytes = b->bytes + c->at,
                                       .n_bytes = c->size});
    }
    return e;
}

/* NULL: nothing waits. */
static struct batch *take_waiting(struct passing *w)
{
    struct batch *b = w->waiting;

    if (b) {
        w->waiting = b->next;
        w->n_waiting--;
    }
    return b;
}

/* Work through a batch; the lock is held before and after. */
static void work_off(struct passing *w, struct worker *by, struct batch *b)
{
    enum err e;

    (void)pthread_mutex_unlock(&w->lock);
    e = work(w->pass, by, b);
    (void)pthread_mutex_lock(&w->lock);
    w->err = w->err ? w->err : e;
    b->next = w->spare;
    w->spare = b;
}

static void *help(void *of)
{
    struct worker *self = of;
    struct passing *w = self->passing;
    struct batch *b;

    (void)pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!(b = take_waiting(w)) && !w->over)
            (void)pthread_cond_wait(&w->news, &w->lock);
        if (!b)
            break;
        work_off(w, self, b);
    }
    (void)pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* As many as can be had; it also goes without. */
static void start_threads(struct passing *w)
{
    size_t i;

    for (i = 1; i < w->pass->n_parts; i++) {
        struct worker *h = &w->workers[i];

        *h = (struct worker){.passing = w, .part = w->pass->parts[i]};
        if (pthread_create(&h->thread, NULL, help, h) != 0)
            break;
        w->n_threads++;
    }
}

/* A full batch goes to those that wait, if they can soon be at it. */
static enum err hand_over(struct passing *w)
{
    struct batch *b = w->filling;
    enum err e;

    if (w->n_threads == 0)
        start_threads(w);
    (void)pthread_mutex_lock(&w->lock);
    if (w->n_waiting < w->n_threads) {
        b->next = w->waiting;
        w->waiting = b;
        w->n_waiting++;
        (void)pthread_cond_signal(&w->news);
    } else {
        work_off(w, &w->workers[0], b);
    }
    w->filling = w->spare;
    if (w->spare)
        w->spare = w->spare->next;
    e = w->err;
    (void)pthread_mutex_unlock(&w->lock);
    if (!w->filling)
        w->filling = mem_new(1, sizeof(*w->filling));
    w->filling->n = w->filling->len = 0;
    return e;
}

static enum err take_chunk(void *self, const struct scanned *s,
                           const struct packed *p)
{
    struct passing *w = self;
    struct batch *b = w->filling;
    enum err e;

    if (p->n_bytes > BATCH_BYTES)
        return work_chunk(w->pass, &w->workers[0], s, *p);
    if (b->n == BATCH_CHUNKS || b->len + p->n_bytes > BATCH_BYTES) {
        e = hand_over(w);
        if (e)
            return e;
        b = w->filling;
    }
    b->chunks[b->n++] = (struct copied){
        .of = *s, .attempts = p->n, .at = b->len, .size = p->n_bytes};
    memcpy(b->bytes + b->len, p->bytes, p->n_bytes);
    b->len += p->n_bytes;
    return OK;
}

static enum err take_one(void *self, const struct scanned *s,
                         struct varint_reader *bytes)
{
    struct passing *w = self;

    return w->pass->each(w->pass->parts[0], s, bytes);
}

/* What is left is worked off by whoever is free. */
static enum err finish(struct passing *w, enum err e)
{
    struct batch *b;
    size_t i;

    (void)pthread_mutex_lock(&w->lock);
    w->err = w->err ? w->err : e;
    w->over = true;
    (void)pthread_cond_broadcast(&w->news);
    if (!w->err)
        work_off(w, &w->workers[0], w->filling);
    else
        free(w->filling);
    while ((b = take_waiting(w)))
        work_off(w, &w->workers[0], b);
    (void)pthread_mutex_unlock(&w->lock);
    for (i = 1; i <= w->n_threads; i++)
        (void)pthread_join(w->workers[i].thread, NULL);
    for (i = 0; i <= w->n_threads; i++)
        expander_release(&w->workers[i].expander);
    while ((b = w->spare)) {
        w->spare = b->next;
        free(b);
    }
    return w->err;
}

enum err pass_run(const struct pass *p)
{
    struct passing w = {.pass = p,
                        .filling = mem_new(1, sizeof(*w.filling)),
                        .workers = {{.part = p->parts[0]}},
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .news = PTHREAD_COND_INITIALIZER};
    const struct scan_packed how = {.first = p->first,
                                    .last = p->last,
                                    .one = take_one,
                                    .chunk = take_chunk,
                                    .self = &w};

    return finish(&w, scan_packed(p->tracker, p->journey, &how));
}
