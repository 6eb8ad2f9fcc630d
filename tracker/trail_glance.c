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
};

static inline uint64_t eight_bytes(const unsigned char *at)
{
    uint64_t v;

    memcpy(&v, at, sizeof(v));
    return le64toh(v);
}

/* A varint of up to eight bytes, without a branch on how many.  false: it is
 * longer. */
static inline bool quick_varint(const unsigned char **at, uint64_t *ret_v)
{
    uint64_t v = eight_bytes(*at), last = ~v & TOPS;

    if (last == 0)
        return false;
    *at += __builtin_ctzll(last) / 8 + 1;
    v &= last ^ (last - 1);
    /* Close the gaps between groups of 7 bits, then of 14, then of 28. */
    v = (v & 0x007F007F007F007F) | (v & 0x7F007F007F007F00) >> 1;
    v = (v & 0x00003FFF00003FFF) | (v & 0x3FFF00003FFF0000) >> 2;
    *ret_v = (v & 0x0FFFFFFF) | (v & 0x0FFFFFFF00000000) >> 4;
    return true;
}

/* Pass extras whose values are of one byte each.  false: they are others. */
static inline bool quick_extras(const unsigned char **at)
{
    uint64_t set;
    unsigned n = 0;

    if (!quick_varint(at, &set) || set & (EXTRA_ERRORS | EXTRA_EVIDENCE))
        return false;
    for (set &= ~(uint64_t)EXTRA_UNSTAMPED; set; set &= set - 1)
        n++;
    if (n >= 8 || (eight_bytes(*at) & TOPS & ((UINT64_C(1) << 8 * n) - 1)))
        return false;
    *at += n;
    return true;
}

static inline bool is_instant(int64_t ms)
{
    return ms >= TRAIL_AT_MIN_MS && ms <= TRAIL_AT_MAX_MS;
}

/* An event as nearly all are.  false: it is another, and nothing is changed. */
static inline bool quick_event(const unsigned char **at, struct before *b,
                               struct trail_glance *to)
{
    const unsigned char *p = *at;
    unsigned head = *p++, step = *p++;
    uint64_t delta, import;
    int64_t at_ms;

    if (head & SEQ_GIVEN || step >= 0x80 || !quick_varint(&p, &delta))
        return false;
    at_ms = b->at_ms + varint_sign(delta); /* of 57 bits: no overflow */
    if (!is_instant(at_ms) || (head & IMPORT_NEW && !quick_varint(&p, &import)))
        return false;
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

enum err trail_glance(struct varint_reader *r, struct trail_glance *to,
                      size_t *ret_n, bool *ret_plain)
{
    size_t i, head = varint_read(r), n = head >> 1;
    const unsigned char *at = r->at;
    bool by_seq = true, seqs_rise = true, times_rise = true;
    struct before b = {.seq = -1, .browser = head & 1};

    if (r->bad || n > ATTEMPT_EVENTS_MAX)
        return ERR_INVALID;
    for (i = 0; i < n; i++) {
        struct before old = b;

        if ((r->end - at < ROOM || !quick_event(&at, &b, &to[i])) &&
            other_event(&at, r->end, &b, &to[i]) != OK)
            return ERR_INVALID;
        by_seq &= b.seq >= 0;
        seqs_rise &= b.seq > old.seq;
        times_rise &= i == 0 || b.at_ms >= old.at_ms;
    }
    r->at = at;
    *ret_n = n;
    *ret_plain = (by_seq ? seqs_rise : times_rise) && !b.suspect &&
                 (!b.browser || (times_rise && !is_fast(to, n)));
    return OK;
}
