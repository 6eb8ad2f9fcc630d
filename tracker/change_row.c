/* What is stored of a change that is under way, and who has it in hand
 * (change.h). */
#include "tracker/change.h"

#include <errno.h>
#include <sys/file.h>

#include "tracker/folder.h"

enum err change_load(struct store *st, struct journey *j)
{
    struct rows r = rows_open(st, Q_CHANGE_GET);

    rows_bind_int(&r, ":journey", j->id);
    if (rows_next(&r))
        j->change = (struct change){.kind = (enum change_kind)rows_int(&r, 0),
                                    .number = rows_int(&r, 1),
                                    .from_ms = rows_int(&r, 2),
                                    .done = rows_int(&r, 3)};
    return rows_close(&r);
}

enum err change_begin(struct store *st, int64_t journey, enum change_kind kind,
                      int64_t number)
{
    struct rows r = rows_open(st, Q_CHANGE_ADD);

    rows_bind_int(&r, ":journey", journey);
    rows_bind_int(&r, ":kind", kind);
    rows_bind_int(&r, ":number", number);
    rows_bind_int(&r, ":from_ms", INT64_MAX);
    return rows_run(&r);
}

/* Nobody locks the file of the key for anything else. */
void change_hold(struct tracker *t)
{
    while (flock(t->key_file, LOCK_EX) != 0 && errno == EINTR)
        ;
}

bool change_try_hold(struct tracker *t)
{
    return flock(t->key_file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void change_let_go(struct tracker *t)
{
    (void)flock(t->key_file, LOCK_UN);
}
