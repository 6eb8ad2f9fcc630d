/* test_crash.c - the power goes at any instant: what was acknowledged is
 * stored, once, and the figures are those of what is stored.  CRASH_IMAGES and
 * CRASH_SEED say how many power cuts, and of which run. */
#include <sys/stat.h>

#include "tests/crash/ledger.h"
#include "tests/crash/power_cut.h"
#include "tests/crash/vfs.h"
#include "tests/unit/tracked.h"

#ifdef __SANITIZE_ADDRESS__
enum { IMAGES = 300 };
#else
enum { IMAGES = 2000 };
#endif

enum { AGAIN_EVERY = 20 }; /* images that are worked on, and cut again */

struct trial {
    struct ledger ledger;
    struct disk *disk; /* after the whole run */
    struct dice dice;
    char *answers; /* when everything is stored */
    struct arena *arena;
    int images, cut_again, lost;
};

static int number_of(const char *name, int otherwise)
{
    const char *said = getenv(name);

    return said ? (int)strtol(said, NULL, 10) : otherwise;
}

static void ledger_init(struct ledger *l)
{
    *l = (struct ledger){.journey_added = SIZE_MAX, .old_added = SIZE_MAX};
    (void)snprintf(l->dir, sizeof(l->dir), "%s/test-crash-XXXXXX",
                   tracked_temporary());
    assert_non_null(mkdtemp(l->dir));
    (void)snprintf(l->file, sizeof(l->file), "%s.in", l->dir);
}

static void remove_dir(const struct ledger *l)
{
    char key[240];

    (void)snprintf(key, sizeof(key), "%s/attempt.key", l->dir);
    (void)unlink(key);
    assert_int_equal(rmdir(l->dir), 0);
}

static void tell(struct trial *t, const char *when, size_t instant,
                 const char *wrong)
{
    if (t->lost++ < 10)
        print_message("image %d, %s at operation %zu: %s\n", t->images, when,
                      instant, wrong);
}

/* A ledger for what is done to an image: what was stored is, and stays. */
static struct ledger go_on(const struct ledger *l, size_t cut)
{
    struct ledger next = *l;
    size_t i;

    next.journey_added = l->journey_added <= cut ? 0 : SIZE_MAX;
    next.old_added = l->old_added <= cut ? 0 : SIZE_MAX;
    next.room = l->n;
    next.at = mem_new(l->n, sizeof(*next.at));
    for (i = 0; i < l->n; i++) {
        next.at[i] = l->at[i];
        next.at[i].sent = 0;
        next.at[i].acknowledged = l->at[i].stored ? 0 : SIZE_MAX;
        next.at[i].taken_from = next.at[i].taken_by = SIZE_MAX;
    }
    return next;
}

/* After the cut all is sent again: each event is there once.  And the power
 * may go meanwhile. */
static void work_on(struct trial *t, struct disk *image, size_t cut)
{
    struct ledger next = go_on(&t->ledger, cut);
    struct on_disk *o;
    size_t from, instant;
    struct disk *second;
    const char *wrong;
    char *answers;

    vfs_use(image);
    from = disk_instant(image);
    ledger_send_all(&next, image);
    answers = tracked_sorted(t->arena, ledger_answers(&next, t->arena));
    if (t->answers && strcmp(answers, t->answers) != 0)
        tell(t, "sent again", from, "the answers are other ones");
    t->answers = t->answers ? t->answers : answers;
    wrong = ledger_check(&next, t->arena, disk_instant(image));
    if (wrong)
        tell(t, "sent again", disk_instant(image), wrong);
    o = on_disk_new(image);
    instant = from + dice_below(&t->dice, disk_instant(image) - from);
    on_disk_go(o, instant);
    second = power_cut(o, &t->dice, false);
    vfs_use(second);
    wrong = ledger_check(&next, t->arena, instant);
    if (wrong)
        tell(t, "cut again", instant, wrong);
    t->cut_again++;
    on_disk_free(o);
    disk_free(second);
    free(next.at);
}

static void cut(struct trial *t, const struct on_disk *o, size_t instant)
{
    bool again = t->images % AGAIN_EVERY == 0;
    struct disk *image = power_cut(o, &t->dice, again);
    struct arena *a = arena_new();
    const char *wrong;

    vfs_use(image);
    wrong = ledger_check(&t->ledger, a, instant);
    if (wrong)
        tell(t, "cut", instant, wrong);
    else if (again)
        work_on(t, image, instant);
    vfs_use(NULL);
    disk_free(image);
    arena_free(a);
    t->images++;
}

static int by_size(const void *a, const void *b)
{
    const size_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Half of the cuts fall into what is done beside the events: it is short. */
static size_t instant_for(struct trial *t, size_t i)
{
    const struct beside *b;

    if (i % 2 == 0)
        return dice_below(&t->dice, t->disk->n_ops + 1);
    b = &t->ledger.besides[dice_below(&t->dice, t->ledger.n_besides)];
    return b->from + dice_below(&t->dice, b->until - b->from + 1);
}

static void cut_at_random(struct trial *t, size_t n)
{
    struct on_disk *o = on_disk_new(t->disk);
    size_t *at = mem_new(n, sizeof(*at)), i;

    for (i = 0; i < n; i++)
        at[i] = instant_for(t, i);
    qsort(at, n, sizeof(*at), by_size);
    for (i = 0; i < n; i++) {
        on_disk_go(o, at[i]);
        cut(t, o, at[i]);
    }
    free(at);
    on_disk_free(o);
}

/* The run is worth cutting: all of it was acknowledged, and the log was written
 * into the file while others went on, not only when the last one closed. */
static void assert_full_run(const struct trial *t)
{
    size_t told = 0, database = t->disk->ops[0].node, syncs = 0, i;

    for (i = 0; i < t->ledger.n; i++)
        told += t->ledger.at[i].acknowledged != SIZE_MAX;
    for (i = 0; i < t->disk->n_ops; i++)
        syncs +=
            t->disk->ops[i].kind == OP_SYNC && t->disk->ops[i].node == database;
    assert_int_equal(told, t->ledger.n);
    assert_true(syncs >= 5);
}

static void nothing_acknowledged_is_lost_when_the_power_goes(void **state)
{
    uint64_t seed = (uint64_t)number_of("CRASH_SEED", 4);
    struct trial t = {.dice = {seed}, .arena = *state};

    ledger_init(&t.ledger);
    t.disk = disk_new(true);
    vfs_use(t.disk);
    ledger_run(&t.ledger, t.disk, seed);
    vfs_use(NULL);
    assert_full_run(&t);
    cut_at_random(&t, (size_t)number_of("CRASH_IMAGES", IMAGES));

    print_message("%d power cuts among %zu operations and %zu events, %d of "
                  "them cut again: %d images are wrong\n",
                  t.images, t.disk->n_ops, t.ledger.n, t.cut_again, t.lost);
    assert_int_equal(t.lost, 0);
    disk_free(t.disk);
    ledger_release(&t.ledger);
    remove_dir(&t.ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(nothing_acknowledged_is_lost_when_the_power_goes),
    };

    return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
