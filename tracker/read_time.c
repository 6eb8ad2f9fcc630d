#include "tracker/read_time.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { DAY_SIZE = 10, CLOCK_SIZE = 5, UTC_SIZE = 3, WRITTEN_MAX = 48 };

/* A time as it is written, and how far it was read. */
struct reading {
    const char *at, *end;
};

static size_t digits_at(const struct reading *r)
{
    size_t n = 0;

    while (r->at + n < r->end && isdigit((unsigned char)r->at[n]))
        n++;
    return n;
}

static bool is_at(const struct reading *r, const char *any)
{
    return r->at < r->end && *r->at && strchr(any, *r->at);
}

static void copy(struct reading *r, struct buf *out, size_t n)
{
    buf_add(out, r->at, n);
    r->at += n;
}

/* "2026-03-02" or "2026/03/02". */
static bool take_day(struct reading *r, struct buf *out)
{
    const char *s = r->at;

    if (r->end - s < DAY_SIZE || s[4] != s[7] || (s[4] != '-' && s[4] != '/'))
        return false;
    buf_add(out, s, 4);
    buf_adds(out, "-");
    buf_add(out, s + 5, 2);
    buf_adds(out, "-");
    buf_add(out, s + 8, 2);
    r->at += DAY_SIZE;
    return true;
}

/* "10:00", "10:00:00", "10:00:00.250" or "10:00:00,250". */
static bool take_clock(struct reading *r, struct buf *out)
{
    if (r->end - r->at < CLOCK_SIZE)
        return false;
    copy(r, out, CLOCK_SIZE);
    if (!is_at(r, ":")) {
        buf_adds(out, ":00");
        return true;
    }
    if (r->end - r->at < 3)
        return false;
    copy(r, out, 3);
    if (is_at(r, ".,")) {
        r->at++;
        buf_adds(out, ".");
        copy(r, out, digits_at(r));
    }
    return true;
}

/* Databases write the zone of their times as a word. */
static bool take_utc(struct reading *r)
{
    static const char *const words[] = {"UTC", "GMT"};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (r->end - r->at == UTC_SIZE &&
            memcmp(r->at, words[i], UTC_SIZE) == 0) {
            r->at += UTC_SIZE;
            return true;
        }
    return false;
}

/* "Z", "UTC", "+01:00", "+0100", "+01", with a blank before it or not; none at
 * all is a time of the zone. */
static bool take_offset(struct reading *r, struct buf *out, bool *ret_there)
{
    size_t n;

    if (is_at(r, " "))
        r->at++;
    *ret_there = r->at < r->end;
    if (is_at(r, "Zz")) {
        copy(r, out, 1);
        return true;
    }
    if (!*ret_there)
        return true;
    if (take_utc(r)) {
        buf_adds(out, "Z");
        return true;
    }
    if (!is_at(r, "+-"))
        return false;
    copy(r, out, 1);
    n = digits_at(r);
    if (n != 2 && n != 4)
        return false;
    copy(r, out, 2);
    buf_adds(out, ":");
    if (n == 2 && is_at(r, ":"))
        r->at++;
    if (digits_at(r) == 2)
        copy(r, out, 2);
    else
        buf_adds(out, "00");
    return true;
}

/* The same time as RFC 3339 writes it. */
static bool rewrite(struct reading *r, struct buf *out, bool *ret_offset)
{
    *ret_offset = false;
    if (!take_day(r, out))
        return false;
    buf_adds(out, "T");
    if (r->at == r->end) {
        buf_adds(out, "00:00:00");
        return true;
    }
    if (!is_at(r, "Tt "))
        return false;
    r->at++;
    return take_clock(r, out) && take_offset(r, out, ret_offset) &&
           r->at == r->end;
}

enum err read_time(const char *s, size_t n, const struct zone *zone,
                   int64_t *ret_ms)
{
    struct reading r = {s, s + n};
    struct buf out;
    int64_t ms = 0;
    bool has_offset;
    enum err e = text_int(s, n, TIME_MIN_MS, TIME_MAX_MS, ret_ms);

    if (!e)
        return OK;
    buf_init(&out, WRITTEN_MAX);
    if (rewrite(&r, &out, &has_offset) && buf_finish(&out) == OK)
        e = has_offset ? time_parse(out.text, out.len, &ms)
                       : time_parse_civil(out.text, out.len, &ms);
    buf_release(&out);
    if (e)
        return e;
    if (!has_offset)
        ms = zone_instant_ms(zone, ms);
    if (ms < TIME_MIN_MS || ms > TIME_MAX_MS)
        return ERR_INVALID;
    *ret_ms = ms;
    return OK;
}
