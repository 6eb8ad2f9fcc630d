/*
 * patterns.h - the pattern library's pages, and what they are told from
 * outside: how each pattern does in live journeys.
 *
 *   struct patterns p = {catalogue, &evidence, brands, false};
 *   struct routes folders[] = {{patterns_routes, &p}, {NULL, NULL}};
 */
#ifndef PATTERNS_PATTERNS_H
#define PATTERNS_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "patterns/brands.h"
#include "patterns/catalogue.h"
#include "patterns/shelf.h"
#include "web/route.h"

/* n of m with a Wilson 95 % interval; fractions, which mean nothing unless
 * known.  Where n is hidden the interval holds for each that it may be, and
 * the rate is the greatest of theirs. */
struct pattern_share {
    int64_t n, m;
    bool known;
    double rate, low, high;
};

/* The medians of all steps of one kind that have enough attempts. */
struct pattern_peers {
    size_t n;       /* those steps; 0: nothing is known */
    double rate;    /* the share dropped */
    double rejects; /* for each attempt that came */
    size_t n_timed; /* those with enough visits that were timed, too */
    int64_t p50_ms; /* of those */
};

/*
 * One step of one journey that uses the pattern; all that is counted is of the
 * versions of the journey that name it there.  Everybody may read an entry, so
 * counts are as public_count() tells them, and shares are of those.
 */
struct pattern_use {
    const char *named; /* as the step names it: "radios@2" */
    const char *journey, *journey_title;
    const char *step, *step_title;
    const char *pattern_version; /* "2" of "radios@2", or "" */
    bool is_past;        /* only older versions of the journey name it there */
    bool has_days;       /* the journey has attempts ... */
    bool tells_days;     /* ... and not so few that their days are hidden: */
    int32_t from, until; /* the first and last day that has one */
    bool is_changing;    /* many attempts of the journey are just now */
    int64_t reached, rejects;
    struct pattern_share dropped;
    bool enough;   /* of the settled attempts, to say anything */
    int64_t timed; /* how many visits were */
    bool enough_timed;
    int64_t p50_ms; /* -1: of too few */
    struct pattern_peers peers;
};

/* Those of a step follow each other, and the steps of a journey. */
struct pattern_evidence {
    bool unavailable; /* it could not be read now */
    size_t n;
    struct pattern_use *at;
};

/* More rows nobody reads: past those, how many there are is told. */
enum { PATTERN_USES_SHOWN = 500 };

/* Who knows: of every step that names an entry of that slug, of whatever kind.
 * The texts go into the arena. */
struct pattern_evidence_source {
    enum err (*find)(void *self, struct arena *a, const char *slug,
                     int64_t now_ms, struct pattern_evidence *ret);
    void *self;
};

/* The guidance of the entry whose page was made last, as text: whoever makes
 * files of all entries asks for both, one after the other. */
struct pattern_words {
    const struct pattern *of; /* NULL: none yet */
    struct arena *arena;      /* of the text */
    const char *text;
};

/* The context of the routes: one for each worker, as its source is. */
struct patterns {
    const struct catalogue *catalogue;              /* borrowed */
    const struct pattern_evidence_source *evidence; /* NULL: there is none */
    const struct brands *brands;                    /* NULL: no colours */
    bool is_static; /* pages become files: one field of a query at most */
    struct pattern_words *words; /* NULL: an entry is asked for in one form */
};

extern const struct route patterns_routes[];

/* What a script needs to find in a catalogue what the search finds, as JSON
 * (search_index.c).  All of it is in the arena meanwhile. */
void pattern_search_index(struct arena *a, const struct catalogue *c,
                          struct buf *to);

#endif
