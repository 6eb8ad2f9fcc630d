#include "server/demo.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The making under way. */
struct making {
    const struct zone *zone;
    const struct demo_sink *to;
    uint64_t dice;
    int32_t today;
    int64_t attempts;
    enum err err; /* the sink's; nothing more is made */
};

/* One attempt being acted out. */
struct actor {
    struct making *m;
    const struct demo_journey *j;
    uint64_t dice;
    int64_t number;
    int seq;
    int64_t at_ms, until_ms; /* nothing has happened yet after until */
    bool assisted;
    const char *release, *device, *lang;
};

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
static uint64_t roll(uint64_t *dice)
{
    uint64_t z = *dice += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static double fraction(uint64_t *dice)
{
    return ((double)(roll(dice) >> 11) + 0.5) / 9007199254740992.0;
}

static bool chance(uint64_t *dice, int per_cent)
{
    return fraction(dice) * 100 < per_cent;
}

/* One of the places of a list of weights. */
static int pick(uint64_t *dice, const int *weights, int n)
{
    int i, sum = 0;
    double left;

    for (i = 0; i < n; i++)
        sum += weights[i];
    left = fraction(dice) * sum;
    for (i = 0; i < n - 1 && left >= weights[i]; i++)
        left -= weights[i];
    return i;
}

/* Log-normal about a median, as times people take are. */
static int64_t taking_ms(uint64_t *dice, int median_s)
{
    double u = sqrt(-2 * log(fraction(dice)));
    double normal = u * cos(6.283185307179586 * fraction(dice));
    double ms = median_s * 1000 * exp(0.7 * normal);

    return ms > 1200000 ? 1200000 : (int64_t)ms;
}

/* extra: more members, beginning with a comma, or "". */
static void event(struct actor *a, const char *kind, const char *step,
                  const char *extra)
{
    char line[512];
    int n;

    if (a->m->err || a->at_ms >= a->until_ms)
        return;
    n = snprintf(line, sizeof(line),
                 "{\"journey\":\"%s\",\"attempt\":\"demo-%08lld\",\"seq\":%d,"
                 "\"at\":%lld,\"kind\":\"%s\",\"step\":\"%s\",\"channel\":"
                 "\"%s\",\"device\":\"%s\",\"lang\":\"%s\",\"release\":\"%s\""
                 "%s}\n",
                 a->j->id, (long long)a->number, a->seq++, (long long)a->at_ms,
                 kind, step, a->assisted ? "assisted-phone" : "self", a->device,
                 a->lang, a->release, extra);
    a->m->err = a->m->to->event(a->m->to->self, line, (size_t)n);
}

static void refuse(struct actor *a, const struct demo_stage *s)
{
    const struct demo_rule *rule;
    int weights[DEMO_RULES], i;
    char extra[160];

    for (i = 0; i < DEMO_RULES; i++)
        weights[i] = s->rules[i].share;
    rule = &s->rules[pick(&a->dice, weights, DEMO_RULES)];
    (void)snprintf(extra, sizeof(extra), ",\"field\":\"%s\",\"rule\":\"%s\"",
                   rule->field, rule->rule);
    event(a, "reject", s->step, extra);
}

/* Somebody at the council helps: half of the troubles. */
static int trouble(const struct actor *a, int per_cent)
{
    return a->assisted ? per_cent / 2 : per_cent;
}

/* Always false: the attempt ends here. */
static bool leave(struct actor *a, const struct demo_stage *s)
{
    if (!a->assisted && chance(&a->dice, s->telephones)) {
        a->at_ms += 9000;
        event(a, "contact", s->step, ",\"to\":\"phone\"");
    }
    return false;
}

static int refused(const struct actor *a, const struct demo_stage *s)
{
    bool later = a->j->next && strcmp(a->release, a->j->next) == 0;

    return trouble(a,
                   later && s->refused_later ? s->refused_later : s->refused);
}

/* Submits, and is refused now and then.  false: gave up. */
static bool submit(struct actor *a, const struct demo_stage *s)
{
    int per_cent = refused(a, s);

    a->at_ms += taking_ms(&a->dice, s->median_s);
    for (; chance(&a->dice, per_cent); per_cent /= 2) {
        refuse(a, s);
        if (chance(&a->dice, trouble(a, s->gives_up)))
            return leave(a, s);
        a->at_ms += taking_ms(&a->dice, s->median_s / 2 + 4);
    }
    event(a, "accept", s->step, "");
    a->at_ms += 400;
    return true;
}

/* false: does not come back. */
static bool save(struct actor *a, const struct demo_stage *s)
{
    a->at_ms += 8000;
    event(a, "save", s->step, "");
    if (!chance(&a->dice, DEMO_COMES_BACK))
        return false;
    a->at_ms += (int64_t)(fraction(&a->dice) * 4 * (double)MS_PER_DAY);
    event(a, "resume", s->step, "");
    a->at_ms += 1500;
    event(a, "view", s->step, "");
    return true;
}

static void go_back(struct actor *a, const struct demo_stage *s)
{
    a->at_ms += taking_ms(&a->dice, 6);
    event(a, "back", s[-1].step, "");
    a->at_ms += taking_ms(&a->dice, 9);
    event(a, "view", s->step, "");
}

/* One step; false: the attempt ends there. */
static bool stay(struct actor *a, const struct demo_stage *s)
{
    int i;

    event(a, "view", s->step, "");
    if (s != a->j->way && chance(&a->dice, s->goes_back))
        go_back(a, s);
    if (chance(&a->dice, s->helps)) {
        a->at_ms += 4000;
        event(a, "help", s->step, "");
    }
    if (chance(&a->dice, trouble(a, s->leaves)))
        return leave(a, s);
    if (chance(&a->dice, s->saves) && !save(a, s))
        return false;
    if (!submit(a, s))
        return false;
    for (i = 0; i < DEMO_EXITS && s->exits[i].end; i++)
        if (chance(&a->dice, s->exits[i].share)) {
            event(a, "view", s->exits[i].end, "");
            return false;
        }
    return true;
}

static void act(struct actor *a)
{
    static const int stars[] = {6, 7, 14, 38, 35}; /* 1 to 5 */
    const struct demo_stage *s;
    char extra[32];

    for (s = a->j->way; s->step; s++)
        if (!stay(a, s))
            return;
    event(a, "end", a->j->end, "");
    if (!chance(&a->dice, DEMO_RATED))
        return;
    a->at_ms += 15000;
    (void)snprintf(extra, sizeof(extra), ",\"rating\":%d",
                   1 + pick(&a->dice, stars, 5));
    event(a, "rating", a->j->end, extra);
}

/* Monday is 0; day 0, in 1970, was a Thursday. */
static int weekday(int32_t day)
{
    return (day % 7 + 7 + 3) % 7;
}

/* The usual of that weekday, a tenth more or less. */
static int attempts_on(uint64_t *dice, const struct demo_journey *j,
                       int32_t day)
{
    double usual = j->a_day * demo_weekdays[weekday(day)] / 100.0;

    return (int)lround(usual * (0.9 + 0.2 * fraction(dice)));
}

static int64_t time_of_day_ms(struct actor *a)
{
    const int *hours = a->assisted ? demo_office_hours : demo_hours;
    int hour = pick(&a->dice, hours, 24);

    return (int64_t)((hour + fraction(&a->dice)) * 3600000);
}

static void attempt(struct making *m, const struct demo_journey *j, int day)
{
    int32_t date = m->today - DEMO_DAYS + day;
    struct actor a = {.m = m, .j = j, .dice = roll(&m->dice)};

    a.number = ++m->attempts;
    a.assisted = chance(&a.dice, DEMO_ASSISTED) && weekday(date) < 5;
    a.device =
        a.assisted || !chance(&a.dice, DEMO_MOBILE) ? "desktop" : "mobile";
    if (!a.assisted && strcmp(a.device, "desktop") == 0 &&
        !chance(&a.dice, DEMO_DESKTOP))
        a.device = "tablet";
    a.lang = chance(&a.dice, DEMO_WELSH) ? "cy" : "en";
    a.release = j->next && day >= DEMO_RELEASE_DAY ? j->next : j->release;
    a.until_ms = zone_instant_ms(m->zone, m->today * MS_PER_DAY);
    a.at_ms = zone_instant_ms(m->zone, date * MS_PER_DAY + time_of_day_ms(&a));
    act(&a);
}

enum err demo_make(const struct zone *zone, int32_t today,
                   const struct demo_sink *to, int64_t *ret_attempts)
{
    struct making m = {.zone = zone, .to = to, .dice = 2026, .today = today};
    const struct demo_journey *j;
    int day, i, n;

    for (day = 0; day < DEMO_DAYS && !m.err; day++) {
        for (j = demo_journeys; j->id && !m.err; j++) {
            n = attempts_on(&m.dice, j, today - DEMO_DAYS + day);
            for (i = 0; i < n && !m.err; i++)
                attempt(&m, j, day);
        }
        to->day(to->self, day + 1);
    }
    if (!m.err)
        *ret_attempts = m.attempts;
    return m.err;
}
