#include "dashboard/words.h"

#include <math.h>
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

static char *whole_percent(struct arena *a, double fraction)
{
    return TEXT_CONCAT(a, text_count(a, lround(fraction * 100)), NBSP "%");
}

/* To tenths or hundredths, without noughts at the end: "0.4 %". */
static char *fine_percent(struct arena *a, double fraction, int parts)
{
    long n = lround(fraction * 100 * parts), rest = n % parts;
    char decimals[] = ".00";

    if (rest == 0)
        return TEXT_CONCAT(a, text_count(a, n / parts), NBSP "%");
    rest *= 100 / parts;
    decimals[1] = (char)('0' + rest / 10);
    decimals[2] = (char)(rest % 10 ? '0' + rest % 10 : '\0');
    return TEXT_CONCAT(a, text_count(a, n / parts), decimals, NBSP "%");
}

/* How many parts of a per cent show that the interval has a width. */
static int parts_of(const struct share *s)
{
    int parts = 1;

    while (parts < 100 &&
           round(s->high * 100 * parts) - round(s->low * 100 * parts) < 2)
        parts *= 10;
    return parts;
}

char *words_rate(struct arena *a, const struct share *s)
{
    if (s->n > 0 && lround(s->rate * 100) == 0)
        return arena_strdup(a, "under" NBSP "1" NBSP "%");
    if (s->n < s->m && lround(s->rate * 100) == 100)
        return arena_strdup(a, "over" NBSP "99" NBSP "%");
    return whole_percent(a, s->rate);
}

char *words_of(struct arena *a, const struct share *s)
{
    return TEXT_CONCAT(a, text_count(a, s->n), " of ", text_count(a, s->m));
}

char *words_range(struct arena *a, const struct share *s)
{
    int parts = parts_of(s);

    return TEXT_CONCAT(a, fine_percent(a, s->low, parts), " to ",
                       fine_percent(a, s->high, parts));
}

char *words_share(struct arena *a, const struct share *s)
{
    static const char interval[] = ", 95" NBSP "% interval ";

    if (!s->known)
        return words_of(a, s);
    return TEXT_CONCAT(a, words_of(a, s), " (", words_rate(a, s), interval,
                       words_range(a, s), ")");
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

static double drawn(double fraction)
{
    return round(fraction * 10000) / 100;
}

double words_percent(int64_t part, int64_t whole)
{
    return whole > 0 ? drawn((double)part / (double)whole) : 0;
}

struct model words_count(struct arena *a, int64_t n)
{
    return model_text(text_count(a, n));
}

void words_add_count(struct arena *a, struct model *list, const char *name,
                     int64_t n, const char *note)
{
    model_append(a, list,
                 MODEL(a, {"name", model_text(name)},
                       {"count", words_count(a, n)},
                       {"note", model_text(note)}));
}

struct model words_share_model(struct arena *a, const struct share *s)
{
    const struct share none = {.n = s->n, .m = s->m};
    const struct share *shown = s->known ? s : &none;

    return MODEL(a, {"known", model_truth(s->known)},
                 {"enough", model_truth(s->m >= STATS_ENOUGH)},
                 {"rate", model_text(words_rate(a, shown))},
                 {"of", model_text(words_of(a, shown))},
                 {"range", model_text(words_range(a, shown))},
                 {"low_x", model_real(drawn(shown->low))},
                 {"span", model_real(drawn(shown->high - shown->low))},
                 {"rate_x", model_real(drawn(shown->rate))});
}
