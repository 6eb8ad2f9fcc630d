/*
 * journey.h - a journey as the tracker knows it: versions and words.
 *
 * Events name steps by numbers that belong to the journey, not to a version,
 * so that a trail means the same under every version; each version says at
 * which of its places a numbered step is.
 */
#ifndef TRACKER_JOURNEY_H
#define TRACKER_JOURNEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problems.h"
#include "base/time.h"
#include "store/store.h"
#include "tracker/change.h"
#include "tracker/definition.h"
#include "tracker/names.h"
#include "tracker/quarantine.h"

struct version {
    int64_t number;
    int64_t from_ms;  /* not of the first, which reaches back for ever */
    const char *text; /* of the definition, JSON */
    struct definition *def;
    size_t n_places;
    int16_t *places; /* by step number: place in def->steps, or -1 */
};

struct journey {
    struct arena *arena;
    int64_t id;
    char *slug;
    const char *zone_name;
    const struct zone *zone;
    int64_t kept_from_day; /* trails of days before are gone */
    size_t n_versions;
    struct version *versions; /* by number */
    struct names names[NAME_KINDS];
    struct map steps;  /* ids and exact titles of every version: numbers */
    size_t n_unmapped; /* step names that are no version's */
    uint64_t meaning;  /* of its versions: another number, other steps */
    struct quarantines quarantines;
    struct change change; /* that is under way */
};

/* Load it.  ERR_NOT_FOUND. */
MUST_USE enum err journey_load(struct store *st, const char *slug,
                               struct journey **ret_journey);
void journey_free(struct journey *j);

/* Is a numbered step one of any version's? */
bool journey_knows(const struct journey *j, uint16_t step);

/* The index of the version in force at that instant, of all or of the first n.
 */
size_t journey_version_at(const struct journey *j, int64_t ms);
size_t journey_version_of(const struct journey *j, size_t n, int64_t ms);

/* The index of the version of that number; n_versions: there is none. */
size_t journey_version_index(const struct journey *j, int64_t number);

/* Whether the version of that index is what a question is about that asks for
 * one number, or for 0, which is all. */
static inline bool journey_asked(const struct journey *j, size_t index,
                                 int64_t number)
{
    return number == 0 || j->versions[index].number == number;
}

/* Where a numbered step is in a version; -1: not in it. */
int journey_place(const struct journey *j, size_t version, uint16_t step);

/* In an export, before a step's name that must not be taken for a title. */
#define STEP_NAME_MARK "name:"

/* Store a word that has no number yet.  In a transaction, as the next three. */
MUST_USE enum err journey_name_add(struct store *st, struct journey *j,
                                   enum name_kind kind, const char *word,
                                   uint16_t *ret_number);

/* The number of the step an event of that instant names: by its id, by its
 * exact title (in the version of then, else in the newest that has it), or as
 * an unmapped name; new unmapped names are stored.  In a transaction. */
MUST_USE enum err journey_step_number(struct store *st, struct journey *j,
                                      const char *step, int64_t at_ms,
                                      uint16_t *ret_number);

/* The same of a step's own name, never a title. */
MUST_USE enum err journey_name_number(struct store *st, struct journey *j,
                                      const char *name, uint16_t *ret_number);

/* The number of a word of another kind; new ones are stored. */
MUST_USE enum err journey_word_number(struct store *st, struct journey *j,
                                      enum name_kind kind, const char *word,
                                      uint16_t *ret_number);

/* Is it the id, or the exact title, of a step of some version? */
bool journey_has_step(const struct journey *j, const char *step);

/* The number of the step that a question names by its id or its exact title;
 * 0 if it is none, which p says. */
uint16_t journey_step_asked(const struct journey *j, const char *step,
                            struct problems *p);

/* A field and a rule as they were numbered; past the lid of pairs that are
 * told apart both become "other".  In a transaction. */
MUST_USE enum err journey_refusal(struct store *st, struct journey *j,
                                  uint16_t *field, uint16_t *rule);

/* Store a definition as the version of that number, in the place of one that is
 * there, with its organisation, service and journey if they are new.  In a
 * transaction. */
MUST_USE enum err journey_store(struct store *st, const struct definition *d,
                                const char *text, int64_t number,
                                int64_t from_ms);

#endif
