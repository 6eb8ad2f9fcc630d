/*
 * figures.h - what a journey's attempts came to, over days.
 *
 * Every number is of the attempts that started in the period (cohorts), of
 * started attempts only, and of the instant asked for: what the sentences of
 * docs-site/figures.md say.  Nothing here is stored; it is the sum of the
 * daily figures, less the attempts that are still open or saved.
 */
#ifndef TRACKER_FIGURES_H
#define TRACKER_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tracker/apart.h"
#include "tracker/event.h"
#include "tracker/period.h"
#include "tracker/quarantine.h"
#include "tracker/stats.h"

/* Only attempts of these segments; NULL: of any. */
struct segments {
    const char *channel, *device, *lang, *release, *variant;
};

/* How many of them are asked for.  Of several at once no figures of days are
 * kept: they are counted from the trails. */
static inline int segments_asked(const struct segments *s)
{
    return (s->channel != NULL) + (s->device != NULL) + (s->lang != NULL) +
           (s->release != NULL) + (s->variant != NULL);
}

/* What is asked. */
struct figures_query {
    const char *journey;
    struct period period;
    int64_t version; /* 0: all of them */
    struct segments segments;
    int64_t now_ms;
};

/* Durations by nearest rank, within 4 %; -1 when there are none. */
struct times {
    int64_t n, p50_ms, p75_ms, p90_ms;
};

/* Answers refused at a step; NULL: none was given. */
struct refusals {
    const char *field, *rule;
    int64_t n;
};

/* What attempts did at a step in the versions that name a pattern there. */
struct pattern_figures {
    const char *name; /* as they name it: "radios@2" */
    bool is_past;     /* the newest version asked for does not */
    int64_t reached, rejects;
    struct share drop_off;
    struct times time;
};

struct step_figures {
    const char *id, *title, *kind;
    bool is_end;
    bool is_guess; /* an end guessed from a log, which nobody confirmed */
    enum outcome outcome;
    const char *
        *patterns; /* that it names, in the newest version that has it */
    size_t n_patterns;
    struct pattern_figures *uses; /* of any version, newest first */
    size_t n_uses;
    int64_t reached, mature, resting, dropped;
    struct share drop_off; /* dropped of mature */
    int64_t error_attributed, rejects, backs, detours, paused;
    int64_t left_by[TOS]; /* of saved, failed and abandoned, resting there */
    size_t n_refusals;
    struct refusals *refusals; /* most often first */
    struct times time;
};

/* What is in quarantine, and how many of the attempts asked for it holds. */
struct quarantine_figures {
    struct quarantine quarantine;
    int64_t attempts;
};

struct figures {
    const char *journey, *title, *organisation, *service;
    int64_t version;     /* 0: of several */
    bool has_days;       /* there is at least one attempt */
    int32_t from, until; /* the first and last day that has one */
    bool ever;           /* there is a day at all, whatever was asked for ... */
    int32_t first, last; /* ... and these are the first and last of all */
    int64_t started, completed, failed, abandoned, saved, open;
    int64_t outcomes[OUTCOMES]; /* of completed ones */
    int64_t joined_later, unmapped;
    const char *
        *strays; /* names of steps that came, on whatever day, and that
                    no version defines; none where nothing is unmapped */
    size_t n_strays;
    size_t n_quarantines;
    struct quarantine_figures *quarantines;
    int64_t apart[APARTS];                  /* held apart, by enum apart */
    int64_t duplicates, refused, conflicts; /* by the day received */
    int64_t cut; /* at most so many were cut in two, by the day of it */
    struct share completion;  /* completed of mature */
    struct segments segments; /* as asked for */
    const char *under_way;    /* a sentence about what changes them just now
                                 (change.h); NULL: nothing does */
    bool from_trails;         /* of several at once no daily figures are kept */
    int64_t until_ms;         /* it is so until then, if nobody writes */
    int64_t settles_ms; /* by then whoever is open or saved will have settled,
                           if nobody goes on; 0: nobody is, or from trails */
    size_t n_steps;
    struct step_figures *steps; /* in the definition's order */
};

#endif
