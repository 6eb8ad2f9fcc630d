#include "patterns/shelf.h"

#include <fts.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/aside.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/seen.h"
#include "patterns/search.h"

/* A catalogue and its brands, and how many hold them. */
struct copy {
    struct catalogue *catalogue;
    struct brands *brands;
    int holders;
    struct copy *next; /* older */
};

struct shelf {
    pthread_mutex_t lock;
    pthread_cond_t read; /* there is a first copy */
    struct aside reader; /* of the first */
    struct arena *arena;
    char *folder, *brands; /* of the data folder */
    char *live;            /* NULL: nothing changes */
    struct copy *newest;
    uint64_t look; /* what the files were like; 0: nobody knows */
};

/* What files are like: one number of them all, and when the last changed. */
struct look {
    uint64_t sum;
    int64_t newest_ns;
};

#define BASIS UINT64_C(14695981039346656037)

/* Times of files move in steps of the kernel's clock, 10 ms at most. */
enum { MOMENT_NS = 50 * 1000 * 1000 };

static void mix(struct look *l, uint64_t n)
{
    /* FNV-1a of eight bytes at once: a change is to be seen, no more */
    l->sum = (l->sum ^ n) * UINT64_C(1099511628211);
}

/* Who may read it counts too, which only its second time tells. */
static void look_at_file(struct look *l, const struct stat *st)
{
    int64_t changed_ns = seen_ns(st->st_ctim);

    mix(l, (uint64_t)st->st_ino);
    mix(l, (uint64_t)st->st_size);
    mix(l, (uint64_t)seen_ns(st->st_mtim));
    mix(l, (uint64_t)changed_ns);
    if (changed_ns > l->newest_ns)
        l->newest_ns = changed_ns;
}

static void look_at_folder(struct look *l, char *dir)
{
    char *const dirs[] = {dir, NULL};
    FTS *tree = fts_open(dirs, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    FTSENT *f;

    mix(l, BASIS);
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): under the shelf's lock */
    while (tree && (f = fts_read(tree))) {
        if (f->fts_level > 0 && f->fts_name[0] == '.') {
            (void)fts_set(tree, f, FTS_SKIP); /* an editor's own files */
            continue;
        }
        if (f->fts_info != FTS_DP && f->fts_info != FTS_NS)
            look_at_file(l, f->fts_statp);
    }
    if (tree)
        (void)fts_close(tree);
}

static struct look look_now(const struct shelf *s)
{
    struct look l = {.sum = BASIS};

    /* one after the other: the first two may be one folder */
    look_at_folder(&l, s->live);
    look_at_folder(&l, s->folder);
    look_at_folder(&l, s->brands);
    return l;
}

/* What is written again in the same moment looks as it did: so what has only
 * just changed is no proof of anything. */
static uint64_t proof_of(const struct look *l)
{
    struct timespec now;
    int64_t age_ns;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    age_ns = seen_ns(now) - l->newest_ns;
    return age_ns > -MOMENT_NS && age_ns < MOMENT_NS ? 0 : l->sum;
}

static void free_copy(struct copy *c)
{
    catalogue_close(c->catalogue);
    brands_close(c->brands);
    free(c);
}

static void let_go(struct copy **at)
{
    struct copy *gone = *at;

    *at = gone->next;
    free_copy(gone);
}

static void tell(const struct problems *p)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        log_line("catalogue: %s: %s", p->at[i].place, p->at[i].message);
    if (p->total > p->n)
        log_line("catalogue: and %zu more like these", p->total - p->n);
}

/* What is not in order is left out, and whoever runs the program is told. */
static void read_again(struct shelf *s)
{
    struct copy *c = mem_new(1, sizeof(*c));

    *c = (struct copy){.catalogue = catalogue_open_live(s->folder, s->live),
                       .brands = brands_open(s->brands, s->live),
                       .next = s->newest};
    c->catalogue->search = search_new(c->catalogue);
    s->newest = c;
    (void)pthread_cond_broadcast(&s->read);
    if (c->next && c->next->holders == 0)
        let_go(&c->next);
    tell(&c->catalogue->problems);
    tell(&c->brands->problems);
}

static void read_first(void *shelf)
{
    struct shelf *s = shelf;

    (void)pthread_mutex_lock(&s->lock);
    read_again(s);
    (void)pthread_mutex_unlock(&s->lock);
}

struct shelf *shelf_open(const char *data, const char *live)
{
    struct shelf *s = mem_new(1, sizeof(*s));

    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->read, NULL);
    s->arena = arena_new();
    s->folder = arena_printf(s->arena, "%s/catalogue", data);
    s->brands = arena_printf(s->arena, "%s/brands", data);
    s->live = live ? arena_strdup(s->arena, live) : NULL;
    if (live) {
        struct look l = look_now(s);

        s->look = proof_of(&l);
    }
    aside_begin(&s->reader, read_first, s);
    return s;
}

void shelf_close(struct shelf *s)
{
    struct copy *c, *next;

    if (!s)
        return;
    aside_wait(&s->reader);
    for (c = s->newest; c; c = next) {
        next = c->next;
        free_copy(c);
    }
    pthread_cond_destroy(&s->read);
    pthread_mutex_destroy(&s->lock);
    arena_free(s->arena);
    free(s);
}

/* Nobody can take an older one any more: it goes with its last holder. */
static void give_back(struct shelf *s, const struct catalogue *held)
{
    struct copy **at = &s->newest;

    while (*at && (*at)->catalogue != held)
        at = &(*at)->next;
    if (*at && --(*at)->holders == 0 && *at != s->newest)
        let_go(at);
}

const struct catalogue *shelf_take(struct shelf *s,
                                   const struct catalogue *held,
                                   const struct brands **ret_brands)
{
    const struct catalogue *now;

    if (held && !s->live) { /* it is the only one */
        if (ret_brands)
            *ret_brands = s->newest->brands;
        return held;
    }
    (void)pthread_mutex_lock(&s->lock);
    while (!s->newest)
        (void)pthread_cond_wait(&s->read, &s->lock);
    now = s->newest->catalogue;
    if (ret_brands)
        *ret_brands = s->newest->brands;
    if (now != held) {
        s->newest->holders++;
        give_back(s, held);
    }
    (void)pthread_mutex_unlock(&s->lock);
    return now;
}

void shelf_look(struct shelf *s)
{
    struct look l;

    if (!s->live)
        return;
    (void)pthread_mutex_lock(&s->lock);
    l = look_now(s);
    if (l.sum != s->look) {
        s->look = proof_of(&l);
        read_again(s);
    }
    (void)pthread_mutex_unlock(&s->lock);
}
