#include "dashboard/quality.h"

#include "base/text.h"
#include "dashboard/words.h"

static void add(struct arena *a, json_t *list, const char *name, int64_t n,
                const char *note)
{
    (void)json_array_append_new(list, json_pack("{s:s s:s s:s}", "name", name,
                                                "count", text_count(a, n),
                                                "note", note));
}

static json_t *attempts(struct arena *a, const struct figures *f)
{
    json_t *list = json_array();

    add(a, list, "Joined later", f->joined_later,
        "began at another step than the start");
    add(a, list, "Bots", f->apart[APART_BOT],
        "a program, not a person: known by its name, by fetching ahead, or by "
        "its speed");
    add(a, list, "Bursts", f->apart[APART_BURST],
        "began while far more began from there than usual");
    add(a, list, "In quarantine", f->apart[APART_QUARANTINE],
        "set aside by somebody, with a reason");
    return list;
}

static json_t *events(struct arena *a, const struct figures *f)
{
    json_t *list = json_array();

    add(a, list, "Duplicates", f->duplicates,
        "the same event again; it changed nothing");
    add(a, list, "Refused", f->refused, "did not fit; none of it is counted");
    add(a, list, "In conflict", f->conflicts,
        "of the refused: another event under a number already used");
    add(a, list, "Unmapped", f->unmapped,
        "at a step the definition does not know");
    add(a, list, "Cut in two", f->cut,
        "at most so many attempts, of pages that keep nothing, by a restart of "
        "the machine");
    return list;
}

const char *quality_of(struct arena *a, const struct quarantine *q)
{
    if (q->release)
        return arena_printf(a, "release %s", q->release);
    if (q->import)
        return arena_printf(a, "import %lld", (long long)q->import);
    return words_days(a, q->from, q->until);
}

static json_t *quarantines(struct arena *a, const struct figures *f)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < f->n_quarantines; i++) {
        const struct quarantine *q = &f->quarantines[i].quarantine;
        int64_t n = f->quarantines[i].attempts;

        (void)json_array_append_new(
            list, json_sprintf("%s %s of %s, because: %s", text_count(a, n),
                               words_plural(n, "attempt", "attempts"),
                               quality_of(a, q), q->reason));
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
        text = arena_printf(a, "%s%s“%s”", text, *text ? ", " : "",
                            f->steps[i].title);
        ++*ret_n;
    }
    return text;
}

json_t *quality_model(struct arena *a, const struct figures *f)
{
    int64_t n;
    const char *names = guessed(a, f, &n);
    const char *guesses = arena_printf(
        a,
        "%s %s guessed from the log, and nobody has confirmed %s: %s. Where "
        "people go on from there, more is counted as completed than was.",
        text_count(a, n), words_plural(n, "end was", "ends were"),
        words_plural(n, "it", "them"), names);

    return json_pack("{s:o s:o s:b s:o s:b s:s}", "attempts", attempts(a, f),
                     "events", events(a, f), "has_quarantines",
                     f->n_quarantines > 0, "quarantines", quarantines(a, f),
                     "has_guesses", n > 0, "guesses", n > 0 ? guesses : "");
}
