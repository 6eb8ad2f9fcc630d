/* Reading of each event only what all have (trail.h). */
#include <endian.h>
#include <string.h>

#include "tracker/apart.h"
#include "tracker/trail_format.h"

/* A quick event is read by looking at so many bytes. */
enum { ROOM = 40 };

/* Set in each byte of a varint but its last. */
#define TOPS UINT64_C(0x8080808080808080)

/* What is known behind an event, and the next is told by. */
struct before {
    int64_t at_ms;
    int32_t seq;
    bool browser; /* the first is a browser's, and so all, unless */
    bool suspect; /* ... one has other evidence */
    bool by_seq, seqs_rise, times_rise; /* so far */
};

static inline uint64_t eight_bytes(const unsigned char *at)
{
    uint64_t v;

    memcpy(&v, at, sizeof(v));
    return le64toh(v);
}

static inline bool is_instant(int64_t ms)
{
    return ms >= TRAIL_AT_MIN_MS && ms <= TRAIL_AT_MAX_MS;
}

/* Pass extras whose values are of one byte each.  false: they are others. */
static inline bool quick_extras(const unsigned char **at)
{
    enum { MOST = 8 }; /* bytes that are looked at at once */
    const unsigned char *p = *at;
    unsigned set = *p++, n = 0;

    if (set >= 0x80)
        set = (set & 0x7F) | (unsigned)*p++ << 7;
    if (set >= 0x80 << 7 || set & EXTRA_EVIDENCE)
        return false;
    if (set & EXTRA_ERRORS)
        n = 1 + 2U * *p; /* their number, and pairs */
    for (set &= EXTRAS_ALL ^ (EXTRA_UNSTAMPED | EXTRA_ERRORS); set;
         set &= set - 1)
        n++;
    if (n >= MOST || (eight_bytes(p) & TOPS & ((UINT64_C(1) << 8 * n) - 1)))
        return false;
    *at = p + n;
    return true;
}

/* An event as nearly all are.  false: it is another, and nothing is changed. */
static inline bool quick_event(const unsigned char **at, struct before *b,
                               struct trail_glance *to)
{
    const unsigned char *p = *at;
    unsigned head = *p++, step = *p++;
    uint64_t delta;
    int64_t at_ms;

    if (head & SEQ_GIVEN || step >= 0x80 || !varint_quick(&p, &delta))
        return false;
    at_ms = b->at_ms + varint_sign(delta); /* of 57 bits: no overflow */
    if (!is_instant(at_ms))
        return false;
    if (head & IMPORT_NEW && *p++ >= 0x80 && *p++ >= 0x80)
        return false; /* of more than two bytes */
    if (head & EXTRAS && !quick_extras(&p))
        return false;
    *at = p;
    b->at_ms = at_ms;
    b->seq = head & SEQ_NEXT ? b->seq + 1 : -1;
    *to = (struct trail_glance){at_ms, (uint16_t)step, head & KIND_BITS};
    return true;
}

/* Any event, as trail_read() reads it. */
static enum err other_event(const unsigned char **at, const unsigned char *end,
                            struct before *b, struct trail_glance *to)
{
    struct varint_reader r = {*at, end, false};
    struct trail_error errors[EVENT_ERRORS_MAX];
    struct trail_event e = trail_nothing(b->browser);
    unsigned evidence = e.evidence;

    e.at_ms = b->at_ms;
    e.seq = b->seq;
    trail_read_event(&r, &e, errors);
    *at = r.at;
    b->at_ms = e.at_ms;
    b->seq = e.seq;
    b->suspect |= e.evidence != evidence;
    *to = (struct trail_glance){e.at_ms, e.step, e.kind};
    return r.bad ? ERR_INVALID : OK;
}

/* Could it be that answers came too fast?  Of a browser's; the accepts, if
 * times do not go back, are looked at in a row. */
static bool is_fast(const struct trail_glance *at, size_t n)
{
    int64_t accepts[APART_VISITS];
    size_t i, k = 0;

    for (i = 0; i < n; i++) {
        if (at[i].kind != KIND_ACCEPT)
            continue;
        accepts[k++ % APART_VISITS] = at[i].at_ms;
        if (k >= APART_VISITS &&
            at[i].at_ms - accepts[k % APART_VISITS] < APART_WITHIN_MS)
            return true;
    }
    return false;
}

/* What the head and the step of a lean event are looked at by. */
enum {
    LEAN_LOOK = SEQ_NEXT | SEQ_GIVEN | EXTRAS | IMPORT_NEW | 0x80 << 8,
    LEAN_BYTES = 2 + 4,
};

/* So far from the ends of time that lean events cannot reach them. */
static inline bool is_well_within(int64_t ms)
{
    const int64_t most = (INT64_C(1) << 27) * ATTEMPT_EVENTS_MAX;

    return is_instant(ms - most) && is_instant(ms + most);
}

/*
 * All but the first of most attempts: events with a seq as the one before has,
 * the next or none; with neither import nor extras; a step of one byte and a
 * time of up to four.  As many as follow, up to n; how many they were.
 */
static inline size_t lean_events(const unsigned char **at,
                                 const unsigned char *end, struct before *b,
                                 struct trail_glance *to, size_t n)
{
    const unsigned look = b->seq < 0 ? 0 : SEQ_NEXT;
    const unsigned char *p = *at;
    int64_t at_ms = b->at_ms;
    uint32_t backs = 0;
    size_t i;

    if (end - p < ROOM || !is_well_within(at_ms))
        return 0;
    for (i = 0, end -= LEAN_BYTES; i < n && p <= end; i++) {
        unsigned head = p[0] | (unsigned)p[1] << 8;
        uint32_t v, last;

        memcpy(&v, p + 2, sizeof(v));
        v = le32toh(v);
        last = ~v & (uint32_t)TOPS;
        if ((head & LEAN_LOOK) != look || !last)
            break;
        v &= last ^ (last - 1); /* as varint_quick() */
        v = (v & 0x007F007F) | (v & 0x7F007F00) >> 1;
        v = (v & 0x00003FFF) | (v & 0x3FFF0000) >> 2;
        at_ms += varint_sign(v);
        backs |= v;
        p += 3 + (unsigned)__builtin_ctz(last) / 8;
        to[i].at_ms = at_ms;
        to[i].step = (uint16_t)(head >> 8);
        to[i].kind = head & KIND_BITS;
    }
    *at = p;
    b->at_ms = at_ms;
    b->seq += look ? (int32_t)i : 0;
    b->times_rise &= !(backs & 1);
    return i;
}

/* An event of any kind. */
static enum err full_event(const unsigned char **at, const unsigned char *end,
                           struct before *b, bool first,
                           struct trail_glance *to)
{
    const struct before old = *b;

    if ((end - *at < ROOM || !quick_event(at, b, to)) &&
        other_event(at, end, b, to) != OK)
        return ERR_INVALID;
    b->by_seq &= b->seq >= 0;
    b->seqs_rise &= b->seq > old.seq;
    b->times_rise &= first || b->at_ms >= old.at_ms;
    return OK;
}

enum err trail_glance(struct varint_reader *r, struct trail_glance *to,
                      size_t *ret_n, bool *ret_plain)
{
    size_t i, head = varint_read(r), n = head >> 1;
    const unsigned char *at = r->at;
    struct before b = {.seq = -1,
                       .browser = head & 1,
                       .by_seq = true,
                       .seqs_rise = true,
                       .times_rise = true};

    if (r->bad || n > ATTEMPT_EVENTS_MAX)
        return ERR_INVALID;
    for (i = 0; i < n; i += lean_events(&at, r->end, &b, &to[i], n - i)) {
        if (full_event(&at, r->end, &b, i == 0, &to[i]) != OK)
            return ERR_INVALID;
        i++;
    }
    r->at = at;
    *ret_n = n;
    *ret_plain = (b.by_seq ? b.seqs_rise : b.times_rise) && !b.suspect &&
                 (!b.browser || (b.times_rise && !is_fast(to, n)));
    return OK;
}
