/*
 * redact.h - takes out of a path what looks like something about a person.
 *
 * For logs of web servers: "/permit/EX1 1AA/zebedee%40example.org?ref=7" is
 * kept as "/permit/[postcode]/[email]".  Part by part:
 *   - query, fragment and ";parameters" are dropped, whatever they hold;
 *   - a part that is known (a word of the service's own addresses) passes
 *     unread: the list goes first, for no pattern knows names;
 *   - the rest is read decoded, up to three times over, wide forms of letters
 *     and digits as the plain ones; a part still encoded then is [unclear];
 *   - e-mail addresses, UUIDs, addresses of machines, postcodes, National
 *     Insurance numbers, registrations of vehicles, dates, telephone and NHS
 *     numbers, other numbers of six digits and more, and words of letters with
 *     five digits or of twenty characters with any (references, tokens) are
 *     replaced by their kind in brackets.
 * Passes: years and ranges of years, fewer digits, areas of postcodes ("sw1"),
 * words with a few digits ("p800refund", "step-2").  The outcome redacted again
 * is the same.  The time is linear in the size.
 */
#ifndef BASE_REDACT_H
#define BASE_REDACT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/map.h"

struct redacted {
    char *text; /* in the arena */
    size_t n;
    size_t findings; /* parts of it that were replaced */
    size_t steps;    /* bytes looked at, again and again: a bound for time */
};

/* known: the parts that pass unread, decoded; or NULL. */
struct redacted redact_path(struct arena *a, const char *path, size_t n,
                            const struct map *known);

#endif
