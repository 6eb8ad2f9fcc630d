#include "tracker/caselog.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/definition.h"

void caselog_init(struct caselog *log)
{
    *log = (struct caselog){.arena = arena_new()};
    map_init(&log->cases);
    map_init(&log->steps);
}

void caselog_release(struct caselog *log)
{
    map_release(&log->cases);
    map_release(&log->steps);
    free(log->titles);
    free(log->unsequenced);
    free(log->rows);
    arena_free(log->arena);
}

static uint32_t case_number(struct caselog *log, const struct event *e)
{
    char key[1 + ATTEMPT_ID_ROOM] = {e->hashed ? 'h' : 'i'};
    const void *id = e->hashed ? (const void *)e->hash.bytes : e->attempt;
    size_t n = e->hashed ? HASH_SIZE : e->attempt_size;
    int64_t *number;
    bool added;

    memcpy(key + 1, id, n);
    number = map_put(&log->cases, key, 1 + n, &added);
    if (added) {
        *number = (int64_t)log->n_cases;
        log->unsequenced = mem_grow(log->unsequenced, log->n_cases,
                                    &log->cases_room, sizeof(bool));
        log->unsequenced[log->n_cases++] = false;
    }
    return (uint32_t)*number;
}

static enum err step_number(struct caselog *log, const char *title,
                            uint16_t *ret_number)
{
    const int64_t *known = map_find(&log->steps, title, strlen(title));
    bool added;

    if (!known) {
        if (log->n_steps == STEPS_MAX)
            return ERR_TOO_BIG;
        log->titles = mem_grow(log->titles, log->n_steps, &log->steps_room,
                               sizeof(*log->titles));
        log->titles[log->n_steps] = arena_strdup(log->arena, title);
        *map_put(&log->steps, title, strlen(title), &added) =
            (int64_t)log->n_steps;
        *ret_number = (uint16_t)log->n_steps++;
        return OK;
    }
    *ret_number = (uint16_t)*known;
    return OK;
}

enum err caselog_add(struct caselog *log, const struct event *e)
{
    struct caselog_row row = {
        .at_ms = e->has_at ? e->at_ms : INT64_MAX,
        .arrival = (uint32_t)log->n_rows,
        .seq = (uint16_t)(e->seq < 0 ? 0 : e->seq),
        .dated = e->has_at,
    };
    enum err err;

    if (log->n_rows == CASELOG_ROWS_MAX)
        return ERR_TOO_BIG;
    err = step_number(log, e->step, &row.step);
    if (err)
        return err;
    row.case_no = case_number(log, e);
    if (e->seq < 0)
        log->unsequenced[row.case_no] = true;
    log->rows = mem_grow(log->rows, log->n_rows, &log->rows_room, sizeof(row));
    log->rows[log->n_rows++] = row;
    return OK;
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_case(const void *left, const void *right)
{
    const struct caselog_row *a = left, *b = right;
    int o = order(a->case_no, b->case_no);

    if (o == 0)
        o = a->sequenced ? order(a->seq, b->seq) : order(a->at_ms, b->at_ms);
    return o ? o : order(a->arrival, b->arrival);
}

void caselog_sort(struct caselog *log)
{
    size_t i;

    for (i = 0; i < log->n_rows; i++)
        log->rows[i].sequenced = !log->unsequenced[log->rows[i].case_no];
    if (log->n_rows > 0)
        qsort(log->rows, log->n_rows, sizeof(*log->rows), by_case);
}

size_t caselog_case_end(const struct caselog *log, size_t row)
{
    size_t end = row;

    while (end < log->n_rows &&
           log->rows[end].case_no == log->rows[row].case_no)
        end++;
    return end;
}
