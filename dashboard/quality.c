#include "dashboard/quality.h"

#include "base/text.h"
#include "dashboard/words.h"

enum { STRAYS_TOLD = 10 };

static struct model attempts(struct arena *a, const struct figures *f)
{
    struct model list = model_list();

    words_add_count(a, &list, "Joined later", f->joined_later,
                    "began at another step than the start");
    words_add_count(
        a, &list, "Bots", f->apart[APART_BOT],
        "a program, not a person: known by its name, by fetching ahead, or by "
        "its speed");
    words_add_count(a, &list, "Bursts", f->apart[APART_BURST],
                    "began while far more began from there than usual");
    words_add_count(a, &list, "In quarantine", f->apart[APART_QUARANTINE],
                    "set aside by somebody, with a reason");
    return list;
}

/* With the names that came, so that somebody can mend the sender or the
 * definition. */
static const char *unmapped_note(struct arena *a, const struct figures *f)
{
    const char *names = "";
    size_t i;

    for (i = 0; i < f->n_strays && i < STRAYS_TOLD; i++)
        names =
            text_join(a, names, ", ", TEXT_CONCAT(a, "“", f->strays[i], "”"));
    return TEXT_CONCAT(a, "at a step the definition does not know",
                       *names ? "; names that came: " : "", names,
                       i < f->n_strays ? " and more" : "");
}

static struct model events(struct arena *a, const struct figures *f)
{
    struct model list = model_list();

    words_add_count(a, &list, "Duplicates", f->duplicates,
                    "the same event again; it changed nothing");
    words_add_count(a, &list, "Refused", f->refused,
                    "did not fit; none of it is counted");
    words_add_count(
        a, &list, "In conflict", f->conflicts,
        "of the refused: another event under a number already used");
    words_add_count(a, &list, "Unmapped", f->unmapped, unmapped_note(a, f));
    words_add_count(
        a, &list, "Cut in two", f->cut,
        "at most so many attempts, of pages that keep nothing, by a restart of "
        "the machine");
    return list;
}

bool quality_any(const struct figures *f)
{
    int64_t n = f->duplicates + f->refused + f->unmapped;
    int apart;

    for (apart = 0; apart < APARTS; apart++)
        n += f->apart[apart];
    return n > 0;
}

const char *quality_of(struct arena *a, const struct quarantine *q)
{
    if (q->release)
        return arena_printf(a, "release %s", q->release);
    if (q->import)
        return arena_printf(a, "import %lld", (long long)q->import);
    return words_days(a, q->from, q->until);
}

static struct model quarantines(struct arena *a, const struct figures *f)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < f->n_quarantines; i++) {
        const struct quarantine *q = &f->quarantines[i].quarantine;
        int64_t n = f->quarantines[i].attempts;

        model_append(a, &list,
                     model_text(TEXT_CONCAT(
                         a, text_count(a, n), " ",
                         words_plural(n, "attempt", "attempts"), " of ",
                         quality_of(a, q), ", because: ", q->reason)));
    }
    return list;
}

/* "“Done”, “Sent”": ends that were guessed from a log. */
static const char *guessed(struct arena *a, const struct figures *f,
                           int64_t *ret_n)
{
    const char *text = "";
    size_t i;

    for (*ret_n = 0, i = 0; i < f->n_steps; i++) {
        if (!f->steps[i].is_guess)
            continue;
        text = text_join(a, text, ", ",
                         TEXT_CONCAT(a, "“", f->steps[i].title, "”"));
        ++*ret_n;
    }
    return text;
}

static const char *guesses(struct arena *a, const struct figures *f)
{
    int64_t n;
    const char *names = guessed(a, f, &n);

    if (n == 0)
        return "";
    return arena_printf(
        a,
        "%s %s guessed from the log, and nobody has confirmed %s: %s. Where "
        "people go on from there, more is counted as completed than was.",
        text_count(a, n), words_plural(n, "end was", "ends were"),
        words_plural(n, "it", "them"), names);
}

struct model quality_model(struct arena *a, const struct figures *f)
{
    const char *says = guesses(a, f);

    return MODEL(a, {"attempts", attempts(a, f)}, {"events", events(a, f)},
                 {"has_quarantines", model_truth(f->n_quarantines > 0)},
                 {"quarantines", quarantines(a, f)},
                 {"has_guesses", model_truth(*says != '\0')},
                 {"guesses", model_text(says)});
}
