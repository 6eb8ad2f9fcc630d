#include "server/demo.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* One step of the way, and what happens there, in per cent. */
struct stage {
    const char *step;
    int median_s;             /* time taken, half of them less */
    int refused;              /* submits that are refused at first */
    int gives_up;             /* of those refused, leave there and then */
    int leaves;               /* leave without trying */
    int goes_back;            /* go back one step, and come again */
    int saves;                /* save for later; two in three come back */
    int telephones;           /* of those who leave, ring the council instead */
    const char *field, *rule; /* what is refused */
    const char *other_end;    /* a way out of the journey at this step */
    int other;                /* who take it */
};

static const struct stage stages[] = {
    {.step = "start", .median_s = 14, .leaves = 7},
    {.step = "address",
     .median_s = 38,
     .refused = 21,
     .gives_up = 24,
     .leaves = 4,
     .goes_back = 2,
     .telephones = 18,
     .field = "postcode",
     .rule = "not-found",
     .other_end = "not-ours",
     .other = 4},
    {.step = "which-bin",
     .median_s = 12,
     .refused = 5,
     .gives_up = 6,
     .leaves = 2,
     .goes_back = 3,
     .field = "bin",
     .rule = "required"},
    {.step = "when",
     .median_s = 27,
     .refused = 17,
     .gives_up = 16,
     .leaves = 4,
     .goes_back = 5,
     .telephones = 9,
     .field = "due",
     .rule = "future-date",
     .other_end = "too-early",
     .other = 6},
    {.step = "contact",
     .median_s = 33,
     .refused = 9,
     .gives_up = 11,
     .leaves = 5,
     .goes_back = 3,
     .saves = 3,
     .field = "email",
     .rule = "format"},
    {.step = "check",
     .median_s = 22,
     .leaves = 3,
     .goes_back = 7,
     .telephones = 5,
     .other_end = "problem",
     .other = 1},
};

enum { STAGES = sizeof(stages) / sizeof(stages[0]) };

static const char *const channels[] = {"self", "assisted-phone"};
static const char *const devices[] = {"mobile", "desktop", "tablet"};

/* One attempt being acted out. */
struct actor {
    FILE *to;
    uint64_t dice;
    int number, seq;
    int64_t at_ms, until_ms; /* nothing has happened yet after until */
    const char *channel, *device, *lang;
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
    if (a->at_ms >= a->until_ms)
        return;
    (void)fprintf(a->to,
                  "{\"journey\":\"report-a-missed-bin\",\"attempt\":"
                  "\"demo-%08d\",\"seq\":%d,\"at\":%lld,\"kind\":\"%s\","
                  "\"step\":\"%s\",\"channel\":\"%s\",\"device\":\"%s\","
                  "\"lang\":\"%s\"%s}\n",
                  a->number, a->seq++, (long long)a->at_ms, kind, step,
                  a->channel, a->device, a->lang, extra);
}

static void refuse(struct actor *a, const struct stage *s)
{
    char extra[96];

    (void)snprintf(extra, sizeof(extra), ",\"field\":\"%s\",\"rule\":\"%s\"",
                   s->field, s->rule);
    event(a, "reject", s->step, extra);
}

static bool leave(struct actor *a, const struct stage *s)
{
    if (chance(&a->dice, s->telephones)) {
        a->at_ms += 9000;
        event(a, "contact", s->step, ",\"to\":\"phone\"");
    }
    return false;
}

/* Submits, and is refused now and then.  false: gave up. */
static bool submit(struct actor *a, const struct stage *s)
{
    int per_cent = s->refused;

    a->at_ms += taking_ms(&a->dice, s->median_s);
    for (; chance(&a->dice, per_cent); per_cent /= 2) {
        refuse(a, s);
        if (chance(&a->dice, s->gives_up))
            return leave(a, s);
        a->at_ms += taking_ms(&a->dice, s->median_s / 2 + 4);
    }
    event(a, "accept", s->step, "");
    a->at_ms += 400;
    return true;
}

/* false: does not come back. */
static bool save(struct actor *a, const struct stage *s)
{
    a->at_ms += 8000;
    event(a, "save", s->step, "");
    if (chance(&a->dice, 34))
        return false;
    a->at_ms += (int64_t)(fraction(&a->dice) * 4 * (double)MS_PER_DAY);
    event(a, "resume", s->step, "");
    a->at_ms += 1500;
    event(a, "view", s->step, "");
    return true;
}

/* One step; false: the attempt ends there. */
static bool stay(struct actor *a, size_t i)
{
    const struct stage *s = &stages[i];

    event(a, "view", s->step, "");
    if (i > 0 && chance(&a->dice, s->goes_back)) {
        a->at_ms += taking_ms(&a->dice, 6);
        event(a, "back", stages[i - 1].step, "");
        a->at_ms += taking_ms(&a->dice, 9);
        event(a, "view", s->step, "");
    }
    if (chance(&a->dice, s->leaves))
        return leave(a, s);
    if (s->saves && chance(&a->dice, s->saves) && !save(a, s))
        return false;
    if (!submit(a, s))
        return false;
    if (s->other_end && chance(&a->dice, s->other)) {
        event(a, "view", s->other_end, "");
        return false;
    }
    return true;
}

static void act(struct actor *a)
{
    size_t i;

    for (i = 0; i < STAGES; i++)
        if (!stay(a, i))
            return;
    event(a, "end", "reported", "");
    if (chance(&a->dice, 12)) {
        static const char *const ratings[] = {",\"rating\":5", ",\"rating\":4",
                                              ",\"rating\":4", ",\"rating\":3",
                                              ",\"rating\":1"};

        a->at_ms += 15000;
        event(a, "rating", "reported", ratings[roll(&a->dice) % 5]);
    }
}

/* More on a Monday, few at the weekend, most in the evening. */
static int attempts_on(uint64_t *dice, int32_t day)
{
    static const int by_weekday[] = {52, 44, 40, 41, 47, 69, 60}; /* Thu... */
    int usual = by_weekday[day % 7];

    return usual - 8 + (int)(roll(dice) % 17);
}

static int64_t time_of_day_ms(uint64_t *dice)
{
    double hour = 7 + 15 * (fraction(dice) + fraction(dice)) / 2;

    return (int64_t)(hour * 3600000);
}

static struct actor enter(FILE *to, uint64_t *dice, int number)
{
    struct actor a = {.to = to, .dice = roll(dice), .number = number};
    bool assisted = chance(&a.dice, 7);

    a.channel = channels[assisted];
    a.device = assisted              ? devices[1]
               : chance(&a.dice, 64) ? devices[0]
               : chance(&a.dice, 85) ? devices[1]
                                     : devices[2];
    a.lang = chance(&a.dice, 3) ? "cy" : "en";
    return a;
}

enum err demo_write(FILE *to, const struct zone *zone, int32_t today)
{
    uint64_t dice = 2026;
    int number = 0, i, n;
    int32_t day;

    for (day = today - DEMO_DAYS; day < today; day++) {
        n = attempts_on(&dice, day);
        for (i = 0; i < n; i++) {
            struct actor a = enter(to, &dice, ++number);

            a.until_ms = zone_instant_ms(zone, today * MS_PER_DAY);
            a.at_ms = zone_instant_ms(zone, day * MS_PER_DAY +
                                                time_of_day_ms(&a.dice));
            act(&a);
        }
    }
    return ferror(to) ? ERR_IO : OK;
}
