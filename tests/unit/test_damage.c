/* test_damage.c - one bit of the file is another: verify or the opening says
 * so, or nothing that can be asked is answered differently. */
#include "tests/crash/ledger.h"
#include "tests/crash/vfs.h"
#include "tests/unit/tracked.h"

#ifdef __SANITIZE_ADDRESS__
enum { FLIPS = 300 };
#else
enum { FLIPS = 2000 };
#endif

struct damage {
    struct ledger ledger;
    unsigned char *bytes; /* of the whole file */
    size_t size;
    char path[220];
    struct arena *arena;
    const char *answers; /* of the file as it was */
};

/* Everything that can be asked; NULL: it could not be. */
static char *ask(struct tracker *t, struct arena *a)
{
    const struct figures_query q = {.journey = "own",
                                    .now_ms = LEDGER_LATER_MS};
    struct import_list imports;
    struct figures f;
    char *text = NULL, *all = NULL, *dump;
    size_t n, i;
    json_t *json;
    FILE *to = open_memstream(&text, &n);

    assert_non_null(to);
    if (tracker_export(t, NULL, to) == OK &&
        tracker_attempts(t, "own", NULL, LEDGER_LATER_MS, to) == OK &&
        tracker_imports(t, a, &imports) == OK &&
        tracker_figures(t, a, &q, &f) == OK) {
        json = figures_json(&f);
        dump = json_dumps(json, 0);
        (void)fputs(dump, to);
        free(dump);
        json_decref(json);
        for (i = 0; i < imports.n; i++)
            (void)fprintf(to, "%s %s %lld %lld %d\n", imports.at[i].journey,
                          imports.at[i].file, (long long)imports.at[i].accepted,
                          (long long)imports.at[i].refused,
                          imports.at[i].undone);
        assert_int_equal(fclose(to), 0);
        all = arena_strdup(a, text);
    } else {
        (void)fclose(to);
    }
    free(text);
    return all;
}

static struct disk *disk_with(const struct damage *d)
{
    struct disk *disk = disk_new(false);

    disk_write(disk, disk_make(disk, d->path), 0, d->bytes, d->size);
    return disk;
}

/* "told", "same" or what is wrong. */
static const char *look(struct damage *d, struct arena *a)
{
    struct tracker *t = NULL;
    const char *found = "told", *answers;
    struct problems p;
    int64_t attempts;

    problems_init(&p, a, 3);
    if (tracker_open(d->ledger.dir, TRACKER_READ, &t) != OK)
        return found;
    if (tracker_verify(t, &p, &attempts) == OK && p.total == 0) {
        answers = ask(t, a);
        found = !answers ? "verify told nothing, and it cannot be asked"
                : strcmp(answers, d->answers) == 0
                    ? "same"
                    : "verify told nothing, and the answers are other ones";
    }
    tracker_close(t);
    return found;
}

static void prepare(struct damage *d)
{
    struct ledger *l = &d->ledger;
    struct disk *disk = disk_new(false);
    const struct disk_node *node;
    struct tracker *t = NULL;

    (void)snprintf(l->dir, sizeof(l->dir), "%s/test-damage-XXXXXX",
                   tracked_temporary());
    assert_non_null(mkdtemp(l->dir));
    (void)snprintf(l->file, sizeof(l->file), "%s.in", l->dir);
    (void)snprintf(d->path, sizeof(d->path), "%s/journeys.db", l->dir);
    vfs_use(disk);
    ledger_run(l, disk, 4);
    assert_ok(tracker_open(l->dir, TRACKER_READ, &t));
    d->answers = ask(t, d->arena);
    assert_non_null(d->answers);
    tracker_close(t);
    node = disk->nodes[disk_find(disk, d->path)];
    d->size = node->size;
    d->bytes = mem_new(node->size, 1);
    memcpy(d->bytes, node->bytes, node->size);
    vfs_use(NULL);
    disk_free(disk);
}

static void no_bit_changes_an_answer_without_being_told(void **state)
{
    struct damage d = {.arena = *state};
    const char *seed = getenv("DAMAGE_SEED");
    struct dice dice = {seed ? strtoull(seed, NULL, 10) : 11};
    int i, told = 0, same = 0, wrong = 0;
    char key[240];

    prepare(&d);
    for (i = 0; i < FLIPS; i++) {
        size_t at = dice_below(&dice, d.size);
        unsigned char bit = (unsigned char)(1U << dice_below(&dice, 8));
        struct arena *a = arena_new();
        struct disk *disk;
        const char *found;

        d.bytes[at] ^= bit;
        disk = disk_with(&d);
        vfs_use(disk);
        found = look(&d, a);
        vfs_use(NULL);
        disk_free(disk);
        d.bytes[at] ^= bit;
        arena_free(a);
        told += strcmp(found, "told") == 0;
        same += strcmp(found, "same") == 0;
        if (found[0] == 'v' && ++wrong)
            print_message("bit %02x of byte %zu (page %zu): %s\n", bit, at,
                          at / 4096 + 1, found);
    }

    print_message("%d bits flipped: %d told, %d change no answer, %d wrong\n",
                  i, told, same, wrong);
    (void)snprintf(key, sizeof(key), "%s/attempt.key", d.ledger.dir);
    (void)unlink(key);
    assert_int_equal(rmdir(d.ledger.dir), 0);
    ledger_release(&d.ledger);
    free(d.bytes);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(no_bit_changes_an_answer_without_being_told),
    };

    return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
