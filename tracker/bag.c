#include "tracker/bag.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/varint.h"

uint64_t bag_key(enum metric m, size_t step, uint32_t sub)
{
    return (uint64_t)m << 48 | (uint64_t)(step & 0xFFFF) << 32 | sub;
}

enum metric bag_key_metric(uint64_t key)
{
    return (enum metric)(key >> 48);
}

size_t bag_key_step(uint64_t key)
{
    return key >> 32 & 0xFFFF;
}

uint32_t bag_key_sub(uint64_t key)
{
    return (uint32_t)key;
}

void bag_init(struct bag *b)
{
    *b = (struct bag){0};
}

void bag_release(struct bag *b)
{
    free(b->at);
    bag_init(b);
}

void bag_empty(struct bag *b)
{
    b->n = 0;
}

/* Halved without a branch: which half it is cannot be guessed. */
size_t bag_from(const struct bag *b, uint64_t key)
{
    const struct count *from = b->at;
    size_t n = b->n;

    if (n == 0 || from[n - 1].key < key)
        return n; /* what comes in order goes behind the rest */
    while (n > 1) {
        size_t half = n / 2;

        from += half & -(size_t)(from[half - 1].key < key);
        n -= half;
    }
    return (size_t)(from - b->at);
}

static void remove_at(struct bag *b, size_t i)
{
    b->n--;
    memmove(&b->at[i], &b->at[i + 1], (b->n - i) * sizeof(*b->at));
}

static void insert_at(struct bag *b, size_t i, struct count c)
{
    b->at = mem_grow(b->at, b->n, &b->room, sizeof(*b->at));
    memmove(&b->at[i + 1], &b->at[i], (b->n - i) * sizeof(*b->at));
    b->at[i] = c;
    b->n++;
}

/* i: where the key is, or would be. */
static void add_n_at(struct bag *b, size_t i, uint64_t key, int64_t n)
{
    if (i == b->n || b->at[i].key != key)
        insert_at(b, i, (struct count){key, n});
    else if (b->at[i].n + n == 0)
        remove_at(b, i);
    else
        b->at[i].n += n;
}

void bag_add(struct bag *b, uint64_t key, int64_t n)
{
    if (n)
        add_n_at(b, bag_from(b, key), key, n);
}

static void append(struct bag *b, uint64_t key, int64_t n)
{
    if (n)
        insert_at(b, b->n, (struct count){key, n});
}

/* Both in one pass. */
static void merge(struct bag *b, const struct bag *other, int64_t sign)
{
    struct bag sum;
    size_t i = 0, k = 0;

    bag_init(&sum);
    while (i < b->n || k < other->n) {
        if (k == other->n || (i < b->n && b->at[i].key < other->at[k].key)) {
            append(&sum, b->at[i].key, b->at[i].n);
            i++;
        } else if (i == b->n || other->at[k].key < b->at[i].key) {
            append(&sum, other->at[k].key, sign * other->at[k].n);
            k++;
        } else {
            append(&sum, b->at[i].key, b->at[i].n + sign * other->at[k].n);
            i++, k++;
        }
    }
    bag_release(b);
    *b = sum;
}

/* Where each is lies behind where the one before was. */
static void add_along(struct bag *b, const struct bag *other, int64_t sign)
{
    size_t i, at = 0;

    for (i = 0; i < other->n; i++) {
        uint64_t key = other->at[i].key;

        while (at < b->n && b->at[at].key < key)
            at++;
        add_n_at(b, at, key, sign * other->at[i].n);
    }
}

void bag_add_all(struct bag *b, const struct bag *other, int64_t sign)
{
    enum { MANY = 64, SHARE = 32 }; /* else it is quicker one by one */
    bool walks = b->n < SHARE * other->n;
    size_t i;

    if (walks && other->n > MANY)
        merge(b, other, sign);
    else if (walks)
        add_along(b, other, sign);
    else
        for (i = 0; i < other->n; i++)
            bag_add(b, other->at[i].key, sign * other->at[i].n);
}

int64_t bag_get(const struct bag *b, uint64_t key)
{
    size_t i = bag_from(b, key);

    return i < b->n && b->at[i].key == key ? b->at[i].n : 0;
}

/* Some counters at a time, since a busy row is written at every commit. */
void bag_write(const struct bag *b, struct buf *to)
{
    enum { ROOM = 1024 };
    unsigned char bytes[ROOM];
    uint64_t before = 0;
    size_t i, n = 0;

    for (i = 0; i < b->n; i++) {
        if (n > ROOM - 2 * VARINT_MOST) {
            buf_add(to, (const char *)bytes, n);
            n = 0;
        }
        n += varint_put(bytes + n, b->at[i].key - before);
        n += varint_put(bytes + n, varint_of_signed(b->at[i].n));
        before = b->at[i].key;
    }
    buf_add(to, (const char *)bytes, n);
}

/* Add to the key at place i, or to none there: it is put there. */
static enum err add_at(struct bag *b, size_t i, struct count c)
{
    int64_t sum;

    if (i == b->n || b->at[i].key != c.key)
        insert_at(b, i, c);
    else if (__builtin_add_overflow(b->at[i].n, c.n, &sum))
        return ERR_INVALID;
    else if (sum == 0)
        remove_at(b, i);
    else
        b->at[i].n = sum;
    return OK;
}

/* Keys rise and no count is 0: anything else was not written by us. */
enum err bag_read(struct bag *b, const void *bytes, size_t n)
{
    struct varint_reader r = varint_reader_make(bytes, n);
    struct count c = {0, 0};
    size_t i = 0;

    while (r.at < r.end) {
        uint64_t step = varint_read(&r);

        c.n = varint_read_signed(&r);
        if (r.bad || step == 0 || c.key + step < c.key || c.n == 0)
            return ERR_INVALID;
        c.key += step;
        while (i < b->n && b->at[i].key < c.key)
            i++;
        if (add_at(b, i, c) != OK)
            return ERR_INVALID;
    }
    return OK;
}
