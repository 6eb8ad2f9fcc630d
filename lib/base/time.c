#include "base/time.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

static int64_t clock_ms(clockid_t which)
{
    struct timespec t;

    (void)clock_gettime(which, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t shift_ms;

void time_shift(int64_t now_ms)
{
    shift_ms = now_ms - clock_ms(CLOCK_REALTIME);
}

int64_t time_now_ms(void)
{
    return clock_ms(CLOCK_REALTIME) + shift_ms;
}

int64_t time_steady_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

int32_t day_from_civil(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

struct civil {
    int year, month, day;
};

static struct civil civil_from_day(int32_t days)
{
    int z = days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp + (mp < 10 ? 3 : -9);

    return (struct civil){yoe + era * 400 + (month <= 2), month,
                          doy - (153 * mp + 2) / 5 + 1};
}

int32_t day_add_months(int32_t day, int months)
{
    struct civil c = civil_from_day(day);
    int total = c.year * 12 + c.month - 1 + months;
    int year = total / 12, month = total % 12 + 1;
    int32_t first = day_from_civil(year, month, 1);
    int32_t next = day_from_civil(year + month / 12, month % 12 + 1, 1);

    return first + (c.day < next - first ? c.day : next - first) - 1;
}

/* Take exactly `digits` digits and move on; -1 if they are not there. */
static int take(const char **s, const char *end, int digits)
{
    int value = 0;

    for (; digits > 0; digits--, (*s)++) {
        if (*s == end || **s < '0' || **s > '9')
            return -1;
        value = value * 10 + (**s - '0');
    }
    return value;
}

static bool take_char(const char **s, const char *end, const char *any)
{
    if (*s == end || !strchr(any, **s) || **s == '\0')
        return false;
    (*s)++;
    return true;
}

static bool take_day(const char **s, const char *end, int32_t *ret_day)
{
    int year = take(s, end, 4), month, day;
    struct civil back;

    if (year < 1 || !take_char(s, end, "-"))
        return false;
    month = take(s, end, 2);
    if (month < 1 || month > 12 || !take_char(s, end, "-"))
        return false;
    day = take(s, end, 2);
    if (day < 1 || day > 31)
        return false;
    *ret_day = day_from_civil(year, month, day);
    back = civil_from_day(*ret_day);
    return back.month == month && back.day == day; /* no 30 February */
}

static bool take_fraction_ms(const char **s, const char *end, int *ret_ms)
{
    int scale = 100, ms = 0;

    *ret_ms = 0;
    if (!take_char(s, end, "."))
        return true;
    if (*s == end || **s < '0' || **s > '9')
        return false;
    for (; *s < end && **s >= '0' && **s <= '9'; (*s)++) {
        ms += scale * (**s - '0');
        scale /= 10;
    }
    *ret_ms = ms;
    return true;
}

static bool take_clock(const char **s, const char *end, int64_t *ret_ms)
{
    int hour = take(s, end, 2), minute, second, ms;

    if (hour < 0 || hour > 23 || !take_char(s, end, ":"))
        return false;
    minute = take(s, end, 2);
    if (minute < 0 || minute > 59 || !take_char(s, end, ":"))
        return false;
    second = take(s, end, 2);
    if (second < 0 || second > 60 || !take_fraction_ms(s, end, &ms))
        return false;
    if (second == 60) { /* a leap second */
        second = 59;
        ms = 999;
    }
    *ret_ms = ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + ms;
    return true;
}

static bool take_offset(const char **s, const char *end, int64_t *ret_ms)
{
    int sign, hour, minute;

    *ret_ms = 0;
    if (take_char(s, end, "Zz"))
        return true;
    if (*s == end || (**s != '+' && **s != '-'))
        return false;
    sign = **s == '-' ? -1 : 1;
    (*s)++;
    hour = take(s, end, 2);
    if (hour < 0 || hour > 23 || !take_char(s, end, ":"))
        return false;
    minute = take(s, end, 2);
    if (minute < 0 || minute > 59)
        return false;
    *ret_ms = sign * (hour * 60 + minute) * MS_PER_MINUTE;
    return true;
}

enum err time_parse_civil(const char *s, size_t n, int64_t *ret_ms)
{
    const char *end = s + n;
    int64_t clock;
    int32_t day;

    if (!take_day(&s, end, &day) || !take_char(&s, end, "Tt ") ||
        !take_clock(&s, end, &clock) || s != end)
        return ERR_INVALID;
    *ret_ms = day * MS_PER_DAY + clock;
    return OK;
}

enum err time_parse(const char *s, size_t n, int64_t *ret_ms)
{
    const char *end = s + n;
    int64_t clock, offset, ms;
    int32_t day;

    if (!take_day(&s, end, &day) || !take_char(&s, end, "Tt ") ||
        !take_clock(&s, end, &clock) || !take_offset(&s, end, &offset) ||
        s != end)
        return ERR_INVALID;
    ms = day * MS_PER_DAY + clock - offset;
    if (ms < TIME_MIN_MS || ms > TIME_MAX_MS)
        return ERR_INVALID;
    *ret_ms = ms;
    return OK;
}

enum err day_parse(const char *s, int32_t *ret_day)
{
    const char *end = s + strlen(s);

    return take_day(&s, end, ret_day) && s == end ? OK : ERR_INVALID;
}

int32_t day_utc(int64_t ms)
{
    return (int32_t)(ms / MS_PER_DAY - (ms % MS_PER_DAY < 0));
}

void time_format(int64_t ms, char ret_text[TIME_TEXT])
{
    int32_t day = day_utc(ms);
    struct civil c = civil_from_day(day);
    int left = (int)(ms - day * MS_PER_DAY);
    int n = snprintf(ret_text, TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d",
                     c.year, c.month, c.day, left / 3600000, left / 60000 % 60,
                     left / 1000 % 60);

    if (n < 0 || n >= TIME_TEXT - 6)
        return;
    if (left % 1000)
        (void)snprintf(ret_text + n, (size_t)(TIME_TEXT - n), ".%03dZ",
                       left % 1000);
    else
        (void)snprintf(ret_text + n, (size_t)(TIME_TEXT - n), "Z");
}

static char *two_digits(char *to, int n)
{
    to[0] = (char)('0' + n / 10);
    to[1] = (char)('0' + n % 10);
    return to + 2;
}

void day_format(int32_t day, char ret_text[TIME_TEXT])
{
    struct civil c = civil_from_day(day);
    char *at = ret_text;

    if (c.year < 0 || c.year > 9999) {
        (void)snprintf(ret_text, TIME_TEXT, "%04d-%02d-%02d", c.year, c.month,
                       c.day);
        return;
    }
    at = two_digits(at, c.year / 100);
    at = two_digits(at, c.year % 100);
    *at++ = '-';
    at = two_digits(at, c.month);
    *at++ = '-';
    at = two_digits(at, c.day);
    *at = '\0';
}

void day_format_long(int32_t day, char ret_text[TIME_TEXT])
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    struct civil c = civil_from_day(day);

    (void)snprintf(ret_text, TIME_TEXT, "%d %s %d", c.day, months[c.month - 1],
                   c.year);
}
