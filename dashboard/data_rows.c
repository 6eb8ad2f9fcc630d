/* The figures as rows, for spreadsheets (data.h). */
#include "dashboard/data.h"

#include "base/text.h"
#include "base/time.h"
#include "dashboard/finding.h"
#include "dashboard/segments_model.h"

static void header(struct csv *c, const char *const *names)
{
    for (; *names; names++)
        csv_text(c, *names);
    csv_end_row(c);
}

static void rate_cells(struct csv *c, const struct share *s)
{
    int i;

    for (i = 0; i < 3 && !s->known; i++)
        csv_text(c, NULL);
    if (!s->known)
        return;
    csv_real(c, s->rate);
    csv_real(c, s->low);
    csv_real(c, s->high);
}

void data_share_cells(struct csv *c, const struct share *s)
{
    csv_count(c, s->m);
    rate_cells(c, s);
}

static void ms_cell(struct csv *c, int64_t ms)
{
    if (ms < 0)
        csv_text(c, NULL);
    else
        csv_count(c, ms);
}

static void day_cell(struct csv *c, bool has, int32_t day)
{
    char text[TIME_TEXT];

    day_format(day, text);
    csv_text(c, has ? text : NULL);
}

void data_choice_cells(struct arena *a, struct csv *c, const struct view *v)
{
    const struct choice *asked = &v->choice;
    const char *only = segments_words(a, asked);

    day_cell(c, asked->period.has_from, asked->period.from);
    day_cell(c, asked->period.has_until, asked->period.until);
    csv_text(c, *only ? only : NULL);
    csv_text(c, v->figures.from_trails ? "true" : NULL);
    csv_text(c, v->figures.under_way);
}

static const char *outcome_of(const struct step_figures *s)
{
    if (!s->is_end)
        return NULL;
    return s->outcome == OUTCOME_NONE ? "" : outcome_text(s->outcome);
}

static void empty_cells(struct csv *c, int n)
{
    while (n-- > 0)
        csv_text(c, NULL);
}

/* What stands behind the columns of a step, and is of the whole journey. */
enum { JOURNEY_CELLS = 22 };

static void journey_cells(struct csv *c, const struct figures *f)
{
    const int64_t states[] = {f->started,
                              f->completed,
                              f->failed,
                              f->abandoned,
                              f->saved,
                              f->open,
                              f->joined_later,
                              f->apart[APART_BOT],
                              f->apart[APART_BURST],
                              f->apart[APART_QUARANTINE]};
    const int64_t rest[] = {f->outcomes[OUTCOME_COMPLETED],
                            f->outcomes[OUTCOME_INELIGIBLE],
                            f->outcomes[OUTCOME_DUPLICATE],
                            f->outcomes[OUTCOME_REFERRED],
                            f->duplicates,
                            f->refused,
                            f->conflicts,
                            f->unmapped,
                            f->cut};
    size_t i;

    for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
        csv_count(c, states[i]);
    rate_cells(c, &f->completion);
    for (i = 0; i < sizeof(rest) / sizeof(rest[0]); i++)
        csv_count(c, rest[i]);
}

static void journey_row(struct arena *a, struct csv *c, const struct view *v)
{
    const struct figures *f = &v->figures;
    struct share dropped = share_make(f->abandoned, f->completion.m);

    csv_text(c, f->journey);
    csv_text(c, f->title);
    csv_text(c, "journey");
    csv_text(c, NULL);
    csv_count(c, f->started);
    csv_count(c, f->started);
    csv_count(c, f->abandoned);
    data_share_cells(c, &dropped);
    empty_cells(c, 10);
    journey_cells(c, f);
    data_choice_cells(a, c, v);
    csv_end_row(c);
}

static void step_row(struct arena *a, struct csv *c, const struct view *v,
                     const struct step_figures *s)
{
    csv_text(c, s->id);
    csv_text(c, s->title);
    csv_text(c, s->is_end ? "end" : "step");
    csv_text(c, outcome_of(s));
    csv_count(c, s->reached);
    csv_count(c, s->resting);
    csv_count(c, s->dropped);
    data_share_cells(c, &s->drop_off);
    csv_count(c, s->error_attributed);
    csv_count(c, s->rejects);
    csv_count(c, s->backs);
    csv_count(c, s->detours);
    csv_count(c, s->time.n);
    csv_count(c, s->paused);
    ms_cell(c, s->time.p50_ms);
    ms_cell(c, s->time.p75_ms);
    ms_cell(c, s->time.p90_ms);
    csv_text(c, text_list(a, " ", s->patterns, s->n_patterns));
    empty_cells(c, JOURNEY_CELLS);
    data_choice_cells(a, c, v);
    csv_end_row(c);
}

void data_steps(struct arena *a, struct csv *c, const struct view *v)
{
    /* clang-format off */
    static const char *const names[] = {
        "step", "title", "is", "outcome", "reached", "resting", "dropped",
        "mature", "rate", "low", "high", "errorAttributed", "rejects", "backs",
        "detours", "timed", "paused", "p50Ms", "p75Ms", "p90Ms", "patterns",
        "started", "completed", "failed", "abandoned", "saved", "open",
        "joinedLater", "bot", "burst", "quarantine", "completionRate",
        "completionLow", "completionHigh", "outcomeCompleted",
        "outcomeIneligible", "outcomeDuplicate", "outcomeReferred",
        "duplicates", "refused", "conflicts", "unmapped", "cut", "from",
        "until", "only", "fromTrails", "underWay", NULL};
    /* clang-format on */
    size_t i;

    header(c, names);
    journey_row(a, c, v);
    for (i = 0; i < v->figures.n_steps; i++)
        step_row(a, c, v, &v->figures.steps[i]);
}

void data_summary_header(struct csv *c)
{
    /* clang-format off */
    static const char *const names[] = {
        "journey", "title", "organisation", "from", "until", "started",
        "completed", "failed", "abandoned", "saved", "open", "joinedLater",
        "mature", "completionRate", "completionLow", "completionHigh", "bot",
        "burst", "quarantine", "losesMost", "finding", "underWay", NULL};
    /* clang-format on */

    header(c, names);
}

void data_summary_row(struct arena *a, struct csv *c, const struct view *v)
{
    const struct figures *f = &v->figures;
    struct finding found = finding_make(a, f);

    csv_text(c, f->journey);
    csv_text(c, f->title);
    csv_text(c, f->organisation);
    day_cell(c, v->choice.period.has_from, v->choice.period.from);
    day_cell(c, v->choice.period.has_until, v->choice.period.until);
    csv_count(c, f->started);
    csv_count(c, f->completed);
    csv_count(c, f->failed);
    csv_count(c, f->abandoned);
    csv_count(c, f->saved);
    csv_count(c, f->open);
    csv_count(c, f->joined_later);
    data_share_cells(c, &f->completion);
    csv_count(c, f->apart[APART_BOT]);
    csv_count(c, f->apart[APART_BURST]);
    csv_count(c, f->apart[APART_QUARANTINE]);
    csv_text(c, found.most ? found.most->id : NULL);
    csv_text(c, found.brief);
    csv_text(c, f->under_way);
    csv_end_row(c);
}
