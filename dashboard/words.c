#include "dashboard/words.h"

#include <math.h>

#include "base/text.h"

static char *whole_percent(struct arena *a, double fraction)
{
    return TEXT_CONCAT(a, text_count(a, lround(fraction * 100)), NBSP "%");
}

/* To tenths or hundredths, without noughts at the end: "0.4". */
static char *fine_number(struct arena *a, double fraction, int parts)
{
    long n = lround(fraction * 100 * parts), rest = n % parts;
    char decimals[] = ".00";

    if (rest == 0)
        return text_count(a, n / parts);
    rest *= 100 / parts;
    decimals[1] = (char)('0' + rest / 10);
    decimals[2] = (char)(rest % 10 ? '0' + rest % 10 : '\0');
    return TEXT_CONCAT(a, text_count(a, n / parts), decimals);
}

/* How many parts of a per cent show that the interval has a width. */
static int parts_of(double low, double high)
{
    int parts = 1;

    while (parts < 100 &&
           round(high * 100 * parts) - round(low * 100 * parts) < 2)
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
    int parts = parts_of(s->low, s->high);

    return TEXT_CONCAT(a, fine_number(a, s->low, parts), NBSP "% to ",
                       fine_number(a, s->high, parts), NBSP "%");
}

char *words_points(struct arena *a, double low, double high)
{
    int parts = parts_of(low, high);

    return TEXT_CONCAT(a, fine_number(a, low, parts), " to ",
                       fine_number(a, high, parts), NBSP "points");
}

char *words_share(struct arena *a, const struct share *s)
{
    static const char interval[] = ", 95" NBSP "% interval ";

    if (!s->known)
        return words_of(a, s);
    return TEXT_CONCAT(a, words_of(a, s), " (", words_rate(a, s), interval,
                       words_range(a, s), ")");
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
