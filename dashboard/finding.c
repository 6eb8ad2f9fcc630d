#include "dashboard/finding.h"

#include "base/text.h"
#include "dashboard/words.h"

/* The step that dropped most but for `but`; of equal ones the first. */
static const struct step_figures *worst_step(const struct figures *f,
                                             const struct step_figures *but)
{
    const struct step_figures *worst = NULL;
    size_t i;

    for (i = 0; i < f->n_steps; i++) {
        const struct step_figures *s = &f->steps[i];

        if (s != but && s->dropped > 0 &&
            (!worst || s->dropped > worst->dropped))
            worst = s;
    }
    return worst;
}

static struct finding nothing_settled(void)
{
    return (struct finding){
        .rule = "nothing-settled",
        .claim = "No attempt has settled yet.",
        .figures = "",
        .note = "An attempt settles when it is completed, fails or is "
                "abandoned.",
        .brief = "Nothing settled yet",
    };
}

static struct finding too_few(struct arena *a, const struct share *given_up)
{
    return (struct finding){
        .rule = "too-few-settled",
        .claim = "Not enough data to say where people give up:",
        .figures = arena_printf(
            a, "%s of %s settled %s abandoned.", text_count(a, given_up->n),
            text_count(a, given_up->m),
            words_plural(given_up->m, "attempt was", "attempts were")),
        .note = "From 30 settled attempts on, the step that loses most is "
                "named here.",
        .brief = "Not enough data",
    };
}

static struct finding nobody(struct arena *a, const struct share *given_up)
{
    return (struct finding){
        .rule = "nobody-dropped",
        .claim = "Nobody gave up:",
        .figures = arena_printf(a, "%s settled attempts were abandoned.",
                                words_of(a, given_up)),
        .note = "",
        .brief = "Nobody gave up",
    };
}

static struct finding step_too_rare(struct arena *a,
                                    const struct step_figures *most)
{
    return (struct finding){
        .rule = "too-few-at-step",
        .claim = "Not enough data to say where people give up:",
        .figures = arena_printf(a, "“%s” lost most, %s settled attempts.",
                                most->title, words_of(a, &most->drop_off)),
        .note = "The interval of a share is too wide below 30.",
        .brief = "Not enough data",
        .most = most,
    };
}

static const char *claim_of(struct arena *a, const struct figures *f,
                            const struct step_figures *most,
                            const struct step_figures *next)
{
    struct share of_all = share_make(most->dropped, f->abandoned);

    if (of_all.low > 0.5)
        return arena_printf(
            a, "Most people who give up do so at “%s”:", most->title);
    if (next && next->dropped == most->dropped)
        return arena_printf(
            a, "No step loses more people than “%s”:", most->title);
    return arena_printf(
        a, "More people give up at “%s” than at any other step:", most->title);
}

/* Whether the two counts could be the same but for chance: the interval of
 * the greater's share of both reaches a half.  next: NULL for none. */
static bool too_close(const struct step_figures *most,
                      const struct step_figures *next)
{
    int64_t other = next ? next->dropped : 0;
    struct share s = share_make(most->dropped, most->dropped + other);

    return s.low <= 0.5;
}

static const char *note_next(struct arena *a, const struct step_figures *most,
                             const struct step_figures *next)
{
    if (!too_close(most, next))
        return "";
    if (!next)
        return " So few say little.";
    if (next->dropped == most->dropped)
        return arena_printf(a, " “%s” loses as many.", next->title);
    return arena_printf(
        a, " “%s” follows with %s, so close that the order may be chance.",
        next->title, text_count(a, next->dropped));
}

static const char *note_errors(struct arena *a, const struct step_figures *most)
{
    int64_t n = most->error_attributed;

    if (n == 0)
        return "";
    return arena_printf(a, " %s of these %s had just been refused an answer.",
                        text_count(a, n), text_count(a, most->dropped));
}

static const char *note_of(struct arena *a, const struct figures *f,
                           const struct step_figures *most,
                           const struct step_figures *next)
{
    return arena_printf(
        a, "In all, %s %s abandoned.%s%s", text_count(a, f->abandoned),
        words_plural(f->abandoned, "attempt was", "attempts were"),
        note_errors(a, most), note_next(a, most, next));
}

/* For a row of the list, where the note does not stand. */
static const char *brief_of(struct arena *a, const struct step_figures *most,
                            const struct step_figures *next)
{
    const char *says = TEXT_CONCAT(
        a, "“", most->title, "” loses most: ", words_of(a, &most->drop_off),
        " (", words_rate(a, &most->drop_off), ")");

    if (!too_close(most, next))
        return says;
    if (!next)
        return TEXT_CONCAT(a, says, "; so few say little");
    return TEXT_CONCAT(a, says, "; “", next->title,
                       next->dropped == most->dropped ? "” loses as many: "
                                                      : "” may lose as many: ",
                       words_of(a, &next->drop_off), " (",
                       words_rate(a, &next->drop_off), ")");
}

struct finding finding_make(struct arena *a, const struct figures *f)
{
    struct share given_up =
        share_make(f->abandoned, f->completed + f->failed + f->abandoned);
    const struct step_figures *most = worst_step(f, NULL);
    const struct step_figures *next = worst_step(f, most);

    if (given_up.m == 0)
        return nothing_settled();
    if (given_up.m < STATS_ENOUGH)
        return too_few(a, &given_up);
    if (!most)
        return nobody(a, &given_up);
    if (most->drop_off.m < STATS_ENOUGH)
        return step_too_rare(a, most);
    return (struct finding){
        .rule = "most-dropped",
        .claim = claim_of(a, f, most, next),
        .figures = words_share(a, &most->drop_off),
        .note = note_of(a, f, most, next),
        .brief = brief_of(a, most, next),
        .enough = true,
        .most = most,
    };
}
