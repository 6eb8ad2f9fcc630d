#include "tracker/pass.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

enum { BATCH_BYTES = 256 * 1024, BATCH_CHUNKS = 64 };

/* A copy of some chunks. */
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
    struct batch *filling; /* by the calling thread, which has the part 0 */
    size_t n_threads;
    struct helper {
        struct passing *passing;
        void *part;
        pthread_t thread;
    } helpers[PASS_PARTS_MAX - 1];
    pthread_mutex_t lock;
    pthread_cond_t news;
    struct batch *waiting, *spare;
    size_t n_waiting;
    bool over; /* nothing more will wait */
    enum err err;
};

size_t pass_parts(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (cores < 1)
        return 1;
    return cores < PASS_PARTS_MAX ? (size_t)cores : PASS_PARTS_MAX;
}

static enum err work_chunk(const struct pass *p, void *part,
                           const struct scanned *of, size_t attempts,
                           struct varint_reader bytes)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < attempts; i++)
        e = p->each(part, of, &bytes);
    if (e == ERR_INVALID || (!e && bytes.at != bytes.end))
        return scan_damaged(p->journey, of);
    return e;
}

static enum err work(const struct pass *p, void *part, const struct batch *b)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < b->n; i++) {
        const struct copied *c = &b->chunks[i];

        e = work_chunk(p, part, &c->of, c->attempts,
                       varint_reader_make(b->bytes + c->at, c->size));
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
static void work_off(struct passing *w, void *part, struct batch *b)
{
    enum err e;

    (void)pthread_mutex_unlock(&w->lock);
    e = work(w->pass, part, b);
    (void)pthread_mutex_lock(&w->lock);
    w->err = w->err ? w->err : e;
    b->next = w->spare;
    w->spare = b;
}

static void *help(void *self)
{
    struct helper *h = self;
    struct passing *w = h->passing;
    struct batch *b;

    (void)pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!(b = take_waiting(w)) && !w->over)
            (void)pthread_cond_wait(&w->news, &w->lock);
        if (!b)
            break;
        work_off(w, h->part, b);
    }
    (void)pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* As many as can be had; it also goes without. */
static void start_helpers(struct passing *w)
{
    size_t i;

    for (i = 0; i + 1 < w->pass->n_parts; i++) {
        struct helper *h = &w->helpers[i];

        *h = (struct helper){.passing = w, .part = w->pass->parts[i + 1]};
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
        start_helpers(w);
    (void)pthread_mutex_lock(&w->lock);
    if (w->n_waiting < w->n_threads) {
        b->next = w->waiting;
        w->waiting = b;
        w->n_waiting++;
        (void)pthread_cond_signal(&w->news);
    } else {
        work_off(w, w->pass->parts[0], b);
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
        return work_chunk(w->pass, w->pass->parts[0], s, p->n, p->trails);
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
        work_off(w, w->pass->parts[0], w->filling);
    else
        free(w->filling);
    while ((b = take_waiting(w)))
        work_off(w, w->pass->parts[0], b);
    (void)pthread_mutex_unlock(&w->lock);
    for (i = 0; i < w->n_threads; i++)
        (void)pthread_join(w->helpers[i].thread, NULL);
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
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .news = PTHREAD_COND_INITIALIZER};
    const struct scan_packed how = {.first = p->first,
                                    .last = p->last,
                                    .one = take_one,
                                    .chunk = take_chunk,
                                    .self = &w};

    return finish(&w, scan_packed(p->tracker, p->journey, &how));
}
