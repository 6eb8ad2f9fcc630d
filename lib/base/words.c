#include "base/words.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"

static char *one_unit(struct arena *a, int64_t n, const char *unit)
{
    return TEXT_CONCAT(a, text_count(a, n), NBSP, unit);
}

static char *two_units(struct arena *a, int64_t big, const char *big_unit,
                       int64_t small, const char *small_unit)
{
    if (small == 0)
        return one_unit(a, big, big_unit);
    return TEXT_CONCAT(a, text_count(a, big), NBSP, big_unit, NBSP,
                       text_count(a, small), NBSP, small_unit);
}

char *words_duration(struct arena *a, int64_t ms)
{
    int64_t seconds = (ms + 500) / 1000;
    int64_t minutes = (seconds + 30) / 60;
    int64_t hours = (minutes + 30) / 60;
    int64_t days = (hours + 12) / 24;

    if (ms < 1000)
        return arena_strdup(a, "under" NBSP "1" NBSP "s");
    if (seconds < 60)
        return one_unit(a, seconds, "s");
    if (seconds < 60 * 60)
        return two_units(a, seconds / 60, "min", seconds % 60, "s");
    if (minutes < 24 * 60)
        return two_units(a, minutes / 60, "h", minutes % 60, "min");
    if (hours < 10 * 24)
        return two_units(a, hours / 24, words_plural(hours / 24, "day", "days"),
                         hours % 24, "h");
    return one_unit(a, days, "days");
}

char *words_days(struct arena *a, int32_t from, int32_t until)
{
    char first[TIME_TEXT], last[TIME_TEXT];

    day_format_long(from, first);
    day_format_long(until, last);
    if (from == until)
        return arena_strdup(a, first);
    if (strcmp(strchr(first, ' '), strchr(last, ' ')) == 0)
        *strchr(first, ' ') = '\0';
    else if (strcmp(strrchr(first, ' '), strrchr(last, ' ')) == 0)
        *strrchr(first, ' ') = '\0';
    return TEXT_CONCAT(a, first, " to ", last);
}

const char *words_plural(int64_t n, const char *one, const char *several)
{
    return n == 1 ? one : several;
}
