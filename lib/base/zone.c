/* Time zones, read from TZif files (RFC 8536). */
#include "base/time.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { ZONES_MAX = 64, FILE_MAX = 256 * 1024, NAME_MAX_SIZE = 64 };

/* One end of summer time in the file's footer: "M10.5.0/2". */
struct rule {
    int month, week, weekday; /* week 5: the last */
    int32_t at_s;             /* seconds after local midnight */
};

struct zone {
    char name[NAME_MAX_SIZE];
    size_t n;
    int64_t *from_s;   /* instants of change, rising */
    int32_t *offset_s; /* from then on */
    int32_t first_s;   /* before the first of them */
    /* After the last of them: */
    int32_t standard_s, summer_s;
    bool has_summer;
    struct rule summer, standard;
};

static struct zone *zones[ZONES_MAX];
static size_t n_zones;
static pthread_mutex_t zones_lock = PTHREAD_MUTEX_INITIALIZER;

static int64_t big_endian(const unsigned char *p, int size)
{
    uint64_t v = p[0] & 0x80 ? UINT64_MAX : 0;
    int i;

    for (i = 0; i < size; i++)
        v = v << 8 | p[i];
    return (int64_t)v;
}

/* "GMT" or "<+03>" in the footer. */
static bool skip_name(const char **s)
{
    const char *from = *s;

    if (**s == '<') {
        *s = strchr(*s, '>');
        return *s ? (*s)++, true : false;
    }
    while ((**s >= 'A' && **s <= 'Z') || (**s >= 'a' && **s <= 'z'))
        (*s)++;
    return *s - from >= 3;
}

/* [+-]h[h][:mm[:ss]] in seconds. */
static bool take_hms(const char **s, int32_t *ret_s)
{
    int sign = 1, unit;
    int32_t total = 0;

    if (**s == '+' || **s == '-')
        sign = *(*s)++ == '-' ? -1 : 1;
    for (unit = 3600; unit > 0; unit /= 60) {
        char *end;
        long v = strtol(*s, &end, 10);

        if (end == *s || v < 0 || v > 167)
            return false;
        total += (int32_t)v * unit;
        *s = end;
        if (**s != ':')
            break;
        (*s)++;
    }
    *ret_s = sign * total;
    return true;
}

/* The number behind that letter: "M10" or ".5". */
static bool take_number(const char **s, char letter, int *ret_n)
{
    char *end;
    long n;

    if (**s != letter)
        return false;
    n = strtol(*s + 1, &end, 10);
    if (end == *s + 1 || n < 0 || n > 12)
        return false;
    *s = end;
    *ret_n = (int)n;
    return true;
}

static bool take_rule(const char **s, struct rule *r)
{
    r->at_s = 7200;
    if (**s != ',')
        return false;
    (*s)++;
    if (!take_number(s, 'M', &r->month) || !take_number(s, '.', &r->week) ||
        !take_number(s, '.', &r->weekday) || r->month < 1 || r->week < 1)
        return false;
    if (**s != '/')
        return true;
    (*s)++;
    return take_hms(s, &r->at_s);
}

/* The POSIX TZ text behind the table: "GMT0BST,M3.5.0/1,M10.5.0". */
static bool read_footer(struct zone *z, const char *s)
{
    int32_t west;

    if (!skip_name(&s) || !take_hms(&s, &west))
        return false;
    z->standard_s = z->summer_s = -west;
    if (*s == '\n')
        return true;
    if (!skip_name(&s))
        return false;
    z->summer_s = z->standard_s + 3600;
    if (*s != ',') {
        if (!take_hms(&s, &west))
            return false;
        z->summer_s = -west;
    }
    z->has_summer = true;
    return take_rule(&s, &z->summer) && take_rule(&s, &z->standard);
}

struct counts {
    size_t utc, std, leap, times, types, chars;
};

static bool read_header(const unsigned char *p, size_t left, struct counts *c)
{
    size_t *const fields[] = {&c->utc,   &c->std,   &c->leap,
                              &c->times, &c->types, &c->chars};
    size_t i;

    if (left < 44 || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
        return false;
    for (i = 0; i < 6; i++) {
        *fields[i] = (size_t)(uint32_t)big_endian(p + 20 + 4 * i, 4);
        if (*fields[i] > FILE_MAX)
            return false;
    }
    return c->types > 0;
}

static size_t body_size(const struct counts *c, size_t time_size)
{
    return c->times * (time_size + 1) + c->types * 6 + c->chars +
           c->leap * (time_size + 4) + c->std + c->utc;
}

static bool read_table(struct zone *z, const unsigned char *p,
                       const struct counts *c)
{
    const unsigned char *index = p + c->times * 8, *types = index + c->times;
    size_t i;

    z->n = c->times;
    z->from_s = mem_new(c->times, sizeof(*z->from_s));
    z->offset_s = mem_new(c->times, sizeof(*z->offset_s));
    z->first_s = (int32_t)big_endian(types, 4);
    for (i = 0; i < c->times; i++) {
        if (index[i] >= c->types)
            return false;
        z->from_s[i] = big_endian(p + i * 8, 8);
        z->offset_s[i] = (int32_t)big_endian(types + index[i] * 6, 4);
    }
    return true;
}

static bool zone_read(struct zone *z, const unsigned char *p, size_t size)
{
    const unsigned char *end = p + size; /* there is a NUL */
    struct counts c;

    if (!read_header(p, size, &c) || body_size(&c, 4) + 44 > size)
        return false;
    p += 44 + body_size(&c, 4); /* over the old 32-bit part */
    if (!read_header(p, (size_t)(end - p), &c))
        return false;
    p += 44;
    if (body_size(&c, 8) > (size_t)(end - p) || !read_table(z, p, &c))
        return false;
    p += body_size(&c, 8);
    return *p == '\n' && read_footer(z, (const char *)p + 1);
}

static void zone_free(struct zone *z)
{
    free(z->from_s);
    free(z->offset_s);
    free(z);
}

static FILE *zone_file(const char *name)
{
    const char *dir = getenv("TZDIR"); /* NOLINT(concurrency-mt-unsafe) */
    char path[512];
    int n = snprintf(path, sizeof(path), "%s/%s",
                     dir && *dir ? dir : "/usr/share/zoneinfo", name);

    errno = ENOENT;
    return n < 0 || (size_t)n >= sizeof(path) ? NULL : fopen(path, "rb");
}

static enum err zone_load(const char *name, struct zone **ret_zone)
{
    unsigned char *bytes;
    struct zone *z;
    FILE *f = zone_file(name);
    enum err e = OK;
    size_t size;

    if (!f && errno == ENOMEM)
        mem_none();
    if (!f && strcmp(name, "UTC") != 0)
        return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
    z = mem_new(1, sizeof(*z));
    (void)snprintf(z->name, sizeof(z->name), "%s", name);
    if (f) {
        bytes = mem_new(1, FILE_MAX + 1);
        size = fread(bytes, 1, FILE_MAX, f);
        e = ferror(f) && errno != EISDIR ? ERR_IO : OK;
        (void)fclose(f);
        if (!e && !zone_read(z, bytes, size))
            e = ERR_INVALID;
        free(bytes);
    }
    if (e)
        zone_free(z);
    else
        *ret_zone = z;
    return e;
}

static bool is_zone_name(const char *name)
{
    size_t n =
        strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                     "0123456789/_+-");

    return n > 0 && n < NAME_MAX_SIZE && name[n] == '\0' && name[0] != '/';
}

static struct zone *find_loaded(const char *name)
{
    size_t i;

    for (i = 0; i < n_zones; i++)
        if (strcmp(zones[i]->name, name) == 0)
            return zones[i];
    return NULL;
}

enum err zone_open(const char *name, const struct zone **ret_zone)
{
    struct zone *z;
    enum err e = OK;

    if (!is_zone_name(name))
        return ERR_INVALID;
    (void)pthread_mutex_lock(&zones_lock);
    z = find_loaded(name);
    if (!z)
        e = n_zones < ZONES_MAX ? zone_load(name, &z) : ERR_TOO_BIG;
    if (!e && !find_loaded(name))
        zones[n_zones++] = z;
    (void)pthread_mutex_unlock(&zones_lock);
    if (!e)
        *ret_zone = z;
    return e;
}

/* The instant, in UTC seconds, when that rule strikes in a year. */
static int64_t rule_instant_s(const struct rule *r, int year, int32_t before_s)
{
    int next_year = r->month == 12 ? year + 1 : year;
    int32_t first = day_from_civil(year, r->month, 1);
    int32_t end = day_from_civil(next_year, r->month % 12 + 1, 1);
    int weekday = (first + 4) % 7; /* 1970-01-01 was a Thursday */
    int32_t day;

    if (weekday < 0)
        weekday += 7;
    day = first + (r->weekday - weekday + 7) % 7 + 7 * (r->week - 1);
    while (day >= end)
        day -= 7;
    return day * INT64_C(86400) + r->at_s - before_s;
}

static int year_of(int64_t s)
{
    char text[TIME_TEXT];

    time_format(s * 1000, text);
    return (int)strtol(text, NULL, 10);
}

static int32_t footer_offset_s(const struct zone *z, int64_t s)
{
    int64_t on, off;
    int year;
    bool is_summer;

    if (!z->has_summer)
        return z->standard_s;
    year = year_of(s + z->standard_s);
    on = rule_instant_s(&z->summer, year, z->standard_s);
    off = rule_instant_s(&z->standard, year, z->summer_s);
    is_summer = on < off ? s >= on && s < off : s >= on || s < off;
    return is_summer ? z->summer_s : z->standard_s;
}

int32_t zone_offset_s(const struct zone *z, int64_t ms)
{
    int64_t s = ms / 1000 - (ms % 1000 < 0);
    size_t low = 0, high = z->n;

    if (z->n == 0 || s >= z->from_s[z->n - 1])
        return footer_offset_s(z, s);
    if (s < z->from_s[0])
        return z->first_s;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (z->from_s[middle] <= s)
            low = middle;
        else
            high = middle;
    }
    return z->offset_s[low];
}

int32_t zone_day(const struct zone *z, int64_t ms)
{
    return day_utc(ms + zone_offset_s(z, ms) * MS_PER_SECOND);
}

int64_t zone_instant_ms(const struct zone *z, int64_t civil_ms)
{
    /* The offset before any change near by gives the first of two equal
     * times, and moves a skipped one past its gap. */
    int32_t before = zone_offset_s(z, civil_ms - MS_PER_DAY);
    int64_t guess = civil_ms - before * MS_PER_SECOND;
    int32_t there = zone_offset_s(z, guess);

    if (there == before)
        return guess;
    if (there > before) /* skipped, or after the gap */
        return zone_offset_s(z, civil_ms - there * MS_PER_SECOND) == there
                   ? civil_ms - there * MS_PER_SECOND
                   : guess;
    return civil_ms - there * MS_PER_SECOND;
}
