/*
 * access.h - who may send events of which service's journeys.
 *
 * A server sends a write key ("wm_" and 64 hex digits), of which only a hash
 * is kept; a browser page is told by its origin.  With neither, only a
 * demonstration takes events, and only from this machine.
 */
#ifndef TRACKER_ACCESS_H
#define TRACKER_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"

struct tracker;

enum { WRITE_KEY_SIZE = 3 + 64 + 1 }; /* with its NUL */

/* Who is asking. */
struct sender {
    const char *key;    /* what follows "Bearer "; NULL: none */
    const char *origin; /* "https://forms.example.org"; NULL: none */
    bool local;         /* on a loopback address */
};

enum access {
    ACCESS_GRANTED,
    ACCESS_NO_JOURNEY,   /* there is no such journey */
    ACCESS_UNKNOWN_KEY,  /* the key is nobody's */
    ACCESS_OTHER_KEY,    /* the key is another service's */
    ACCESS_OTHER_ORIGIN, /* the origin is not on the service's list */
    ACCESS_NOTHING_SHOWN /* neither key nor origin */
};

/* Whoever may no longer send may be let in for so long. */
enum { ACCESS_HOLDS_MS = 100 };

/* May the sender send events of that journey?  In a transaction (folder.h).
 * A grant is remembered as long as the generation holds. */
bool access_remembers(const struct tracker *t, const char *journey,
                      const struct sender *s);
MUST_USE enum err access_ask(struct tracker *t, const char *journey,
                             const struct sender *s, enum access *ret_access);

/* Is the origin on any service's list?  For answers to browsers. */
MUST_USE enum err access_knows_origin(struct tracker *t, const char *origin,
                                      bool *ret_known);

/* What a person should do about it: a sentence, constant. */
const char *access_reason(enum access a);

/*
 * Changing who may.  service is "organisation/service", or "service" where
 * only one organisation has it.  ERR_NOT_FOUND: no such service; ERR_CONFLICT:
 * several have it.
 */
MUST_USE enum err access_add_key(struct tracker *t, const char *service,
                                 int64_t now_ms, char ret_key[WRITE_KEY_SIZE],
                                 int64_t *ret_id);

/* ERR_INVALID: not an origin ("https://host" or "http://host:port"). */
MUST_USE enum err access_allow_origin(struct tracker *t, const char *service,
                                      const char *origin);
MUST_USE enum err access_deny_origin(struct tracker *t, const char *service,
                                     const char *origin);

/* ERR_NOT_FOUND: no such key. */
MUST_USE enum err access_remove_key(struct tracker *t, int64_t id);

struct access_entry {
    int64_t id;          /* of a key; 0: an origin */
    const char *service; /* "exampleton/missed-bin" */
    const char *shown;   /* a key's first characters, or the origin */
};

struct access_list {
    size_t n;
    struct access_entry *at;
};

/* In the arena. */
MUST_USE enum err access_list(struct tracker *t, struct arena *a,
                              struct access_list *ret_list);

/* Mark the folder as a demonstration. */
MUST_USE enum err access_mark_demo(struct tracker *t);

#endif
