#include "tracker/trail_format.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void trail_init(struct trail *t)
{
    *t = (struct trail){0};
}

void trail_release(struct trail *t)
{
    free(t->at);
    free(t->errors);
    trail_init(t);
}

void trail_empty(struct trail *t)
{
    t->n = 0;
    t->n_errors = 0;
}

void trail_add(struct trail *t, struct trail_event e,
               const struct trail_error *errors)
{
    size_t i;

    e.errors_at = (uint32_t)t->n_errors;
    for (i = 0; i < e.n_errors; i++) {
        t->errors = mem_grow(t->errors, t->n_errors, &t->errors_room,
                             sizeof(*t->errors));
        t->errors[t->n_errors++] = errors[i];
    }
    t->at = mem_grow(t->at, t->n, &t->room, sizeof(*t->at));
    t->at[t->n++] = e;
}

const struct trail_error *trail_errors(const struct trail *t,
                                       const struct trail_event *e)
{
    return e->n_errors ? &t->errors[e->errors_at] : NULL;
}

size_t trail_drop_import(struct trail *t, uint32_t import)
{
    size_t i, kept = 0, dropped;

    for (i = 0; i < t->n; i++)
        if (t->at[i].import != import)
            t->at[kept++] = t->at[i];
    dropped = t->n - kept;
    t->n = kept;
    return dropped;
}

static bool same_errors(const struct trail_error *a,
                        const struct trail_error *b, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (a[i].field != b[i].field || a[i].rule != b[i].rule)
            return false;
    return true;
}

/* The key of an event without seq, but for its time. */
static bool alike(const struct trail *t, const struct trail_event *a,
                  const struct trail_event *b,
                  const struct trail_error *b_errors)
{
    return a->seq < 0 && a->kind == b->kind && a->step == b->step &&
           a->outcome == b->outcome && a->to == b->to &&
           a->rating == b->rating && a->n_errors == b->n_errors &&
           same_errors(trail_errors(t, a), b_errors, b->n_errors);
}

enum trail_standing trail_standing(const struct trail *t,
                                   const struct trail_event *e,
                                   const struct trail_error *errors)
{
    size_t i;

    for (i = t->n; i-- > 0;) {
        const struct trail_event *old = &t->at[i];

        if (e->seq >= 0 && old->seq == e->seq)
            return old->kind == e->kind && old->step == e->step
                       ? TRAIL_DUPLICATE
                       : TRAIL_CONFLICT;
        if (e->seq < 0 && old->at_ms == e->at_ms && alike(t, old, e, errors))
            return TRAIL_DUPLICATE;
    }
    return TRAIL_NEW;
}

int64_t trail_free_instant(const struct trail *t, const struct trail_event *e,
                           const struct trail_error *errors)
{
    struct trail_event probe = *e;
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->at[i].unstamped && t->at[i].at_ms > probe.at_ms)
            probe.at_ms = t->at[i].at_ms;
    while (trail_standing(t, &probe, errors) != TRAIL_NEW)
        probe.at_ms++;
    return probe.at_ms;
}

static unsigned extras_of(const struct trail_event *e,
                          const struct trail_event *before)
{
    unsigned extras = 0;

    extras |= e->unstamped ? EXTRA_UNSTAMPED : 0;
    extras |= e->n_errors ? EXTRA_ERRORS : 0;
    extras |= e->outcome ? EXTRA_OUTCOME : 0;
    extras |= e->to ? EXTRA_TO : 0;
    extras |= e->rating ? EXTRA_RATING : 0;
    extras |= e->channel != before->channel ? EXTRA_CHANNEL : 0;
    extras |= e->device != before->device ? EXTRA_DEVICE : 0;
    extras |= e->lang != before->lang ? EXTRA_LANG : 0;
    extras |= e->release != before->release ? EXTRA_RELEASE : 0;
    extras |= e->variant != before->variant ? EXTRA_VARIANT : 0;
    extras |= e->evidence != before->evidence ? EXTRA_EVIDENCE : 0;
    return extras;
}

static void write_errors(const struct trail_error *errors, size_t n,
                         struct buf *to)
{
    size_t i;

    varint_write(to, n);
    for (i = 0; i < n; i++) {
        varint_write(to, errors[i].field);
        varint_write(to, errors[i].rule);
    }
}

static void write_extras(const struct trail *t, const struct trail_event *e,
                         unsigned extras, struct buf *to)
{
    const struct {
        unsigned extra;
        unsigned value;
    } plain[] = {
        {EXTRA_OUTCOME, e->outcome},   {EXTRA_TO, e->to},
        {EXTRA_RATING, e->rating},     {EXTRA_CHANNEL, e->channel},
        {EXTRA_DEVICE, e->device},     {EXTRA_LANG, e->lang},
        {EXTRA_RELEASE, e->release},   {EXTRA_VARIANT, e->variant},
        {EXTRA_EVIDENCE, e->evidence},
    };
    size_t i;

    varint_write(to, extras);
    if (extras & EXTRA_ERRORS)
        write_errors(trail_errors(t, e), e->n_errors, to);
    for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
        if (extras & plain[i].extra)
            varint_write(to, plain[i].value);
}

struct trail_event trail_nothing(bool browser)
{
    return (struct trail_event){.seq = -1,
                                .evidence = browser ? EVIDENCE_BROWSER : 0};
}

void trail_write(const struct trail *t, struct buf *to)
{
    bool browser = t->n && t->at[0].evidence & EVIDENCE_BROWSER;
    const struct trail_event first = trail_nothing(browser), *before = &first;
    size_t i;

    varint_write(to, t->n << 1 | browser);
    for (i = 0; i < t->n; i++) {
        const struct trail_event *e = &t->at[i];
        unsigned extras = extras_of(e, before), head = e->kind;
        char byte;

        if (e->seq >= 0)
            head |= e->seq == before->seq + 1 ? SEQ_NEXT : SEQ_GIVEN;
        head |= extras ? EXTRAS : 0;
        head |= e->import != before->import ? IMPORT_NEW : 0;
        byte = (char)head;
        buf_add(to, &byte, 1);
        varint_write(to, e->step);
        varint_write_signed(to, e->at_ms - before->at_ms);
        if (head & SEQ_GIVEN)
            varint_write(to, (uint64_t)e->seq);
        if (head & IMPORT_NEW)
            varint_write(to, e->import);
        if (extras)
            write_extras(t, e, extras, to);
        before = e;
    }
}

/* A number up to max; larger ones are damage. */
static uint64_t read_up_to(struct varint_reader *r, uint64_t max)
{
    uint64_t v = varint_read(r);

    if (v <= max)
        return v;
    r->bad = true;
    return 0;
}

static void read_errors(struct varint_reader *r, struct trail_event *e,
                        struct trail_error *errors)
{
    size_t i, n = read_up_to(r, EVENT_ERRORS_MAX);

    for (i = 0; i < n; i++) {
        errors[i].field = (uint16_t)read_up_to(r, UINT16_MAX);
        errors[i].rule = (uint16_t)read_up_to(r, UINT16_MAX);
    }
    e->n_errors = (uint8_t)n;
}

static void read_extras(struct varint_reader *r, struct trail_event *e,
                        struct trail_error *errors)
{
    unsigned extras = (unsigned)read_up_to(r, EXTRAS_ALL);

    e->unstamped = extras & EXTRA_UNSTAMPED;
    if (extras & EXTRA_ERRORS)
        read_errors(r, e, errors);
    if (extras & EXTRA_OUTCOME)
        e->outcome = (uint8_t)read_up_to(r, OUTCOMES - 1);
    if (extras & EXTRA_TO)
        e->to = (uint8_t)read_up_to(r, TOS - 1);
    if (extras & EXTRA_RATING)
        e->rating = (uint8_t)read_up_to(r, 5);
    if (extras & EXTRA_CHANNEL)
        e->channel = (uint8_t)read_up_to(r, CHANNELS - 1);
    if (extras & EXTRA_DEVICE)
        e->device = (uint8_t)read_up_to(r, DEVICES - 1);
    if (extras & EXTRA_LANG)
        e->lang = (uint16_t)read_up_to(r, UINT16_MAX);
    if (extras & EXTRA_RELEASE)
        e->release = (uint16_t)read_up_to(r, UINT16_MAX);
    if (extras & EXTRA_VARIANT)
        e->variant = (uint16_t)read_up_to(r, UINT16_MAX);
    if (extras & EXTRA_EVIDENCE)
        e->evidence = (uint8_t)read_up_to(r, EVIDENCE_ALL);
}

/* The time of an event, from that of the event before. */
static int64_t read_at(struct varint_reader *r, int64_t before_ms)
{
    int64_t at_ms = 0;

    if (__builtin_add_overflow(before_ms, varint_read_signed(r), &at_ms) ||
        at_ms < TRAIL_AT_MIN_MS || at_ms > TRAIL_AT_MAX_MS)
        r->bad = true;
    return r->bad ? before_ms : at_ms;
}

void trail_read_event(struct varint_reader *r, struct trail_event *e,
                      struct trail_error *errors)
{
    unsigned head = r->at < r->end ? *r->at++ : 0;

    e->kind = head & KIND_BITS;
    r->bad |= e->kind == KIND_NONE || e->kind >= KINDS;
    e->step = (uint16_t)read_up_to(r, UINT16_MAX);
    e->at_ms = read_at(r, e->at_ms);
    if (head & SEQ_GIVEN)
        e->seq = (int32_t)read_up_to(r, EVENT_SEQ_MAX);
    else
        e->seq = head & SEQ_NEXT ? e->seq + 1 : -1;
    r->bad |= e->seq > EVENT_SEQ_MAX;
    if (head & IMPORT_NEW)
        e->import = (uint32_t)read_up_to(r, UINT32_MAX);
    e->unstamped = false;
    e->outcome = e->to = e->rating = 0;
    e->n_errors = 0;
    if (head & EXTRAS)
        read_extras(r, e, errors);
}

static enum err read_trail(struct trail *t, struct varint_reader *r)
{
    uint64_t i, head = varint_read(r), n = head >> 1;
    struct trail_event e = trail_nothing(head & 1);
    struct trail_error errors[EVENT_ERRORS_MAX];

    if (n > ATTEMPT_EVENTS_MAX)
        r->bad = true;
    for (i = 0; i < n && !r->bad; i++) {
        trail_read_event(r, &e, errors);
        if (t && !r->bad)
            trail_add(t, e, errors);
    }
    return r->bad ? ERR_INVALID : OK;
}

enum err trail_read(struct trail *t, struct varint_reader *r)
{
    enum err e;

    trail_empty(t);
    e = read_trail(t, r);
    if (e)
        trail_empty(t);
    return e;
}

enum err trail_skip(struct varint_reader *r)
{
    return read_trail(NULL, r);
}
