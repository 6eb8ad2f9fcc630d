/*
 * event.h - one thing that happened in one attempt, as it came in.
 *
 * The closed vocabulary of the event protocol, version 1 (docs: events).
 * Texts are borrowed from whoever read them; an event lives no longer than
 * the line or request it came with.
 */
#ifndef TRACKER_EVENT_H
#define TRACKER_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "tracker/evidence.h"

#define KIND_MAP(X)                                                            \
    X(KIND_VIEW, "view")                                                       \
    X(KIND_ACCEPT, "accept")                                                   \
    X(KIND_REJECT, "reject")                                                   \
    X(KIND_BACK, "back")                                                       \
    X(KIND_SAVE, "save")                                                       \
    X(KIND_RESUME, "resume")                                                   \
    X(KIND_HELP, "help")                                                       \
    X(KIND_CONTACT, "contact")                                                 \
    X(KIND_END, "end")                                                         \
    X(KIND_ERROR, "error")                                                     \
    X(KIND_RATING, "rating")

#define OUTCOME_MAP(X)                                                         \
    X(OUTCOME_COMPLETED, "completed")                                          \
    X(OUTCOME_INELIGIBLE, "ineligible")                                        \
    X(OUTCOME_DUPLICATE, "duplicate")                                          \
    X(OUTCOME_REFERRED, "referred")                                            \
    X(OUTCOME_ERROR, "error")

#define TO_MAP(X)                                                              \
    X(TO_PHONE, "phone")                                                       \
    X(TO_EMAIL, "email")                                                       \
    X(TO_VISIT, "visit")                                                       \
    X(TO_CHAT, "chat")                                                         \
    X(TO_POST, "post")

#define CHANNEL_MAP(X)                                                         \
    X(CHANNEL_SELF, "self")                                                    \
    X(CHANNEL_ASSISTED_PHONE, "assisted-phone")                                \
    X(CHANNEL_ASSISTED_FACE, "assisted-face")                                  \
    X(CHANNEL_ON_BEHALF, "on-behalf")                                          \
    X(CHANNEL_FIELD, "field")                                                  \
    X(CHANNEL_KIOSK, "kiosk")

#define DEVICE_MAP(X)                                                          \
    X(DEVICE_MOBILE, "mobile")                                                 \
    X(DEVICE_TABLET, "tablet")                                                 \
    X(DEVICE_DESKTOP, "desktop")                                               \
    X(DEVICE_OTHER, "other")

/* Numbers are stored: new words go to the end.  0 means "none given". */
#define X(name, word) name,
enum kind { KIND_NONE, KIND_MAP(X) KINDS };
enum outcome { OUTCOME_NONE, OUTCOME_MAP(X) OUTCOMES };
enum to { TO_NONE, TO_MAP(X) TOS };
enum channel { CHANNEL_NONE, CHANNEL_MAP(X) CHANNELS };
enum device { DEVICE_NONE, DEVICE_MAP(X) DEVICES };
#undef X

enum {
    EVENT_ERRORS_MAX = 20, /* refusals of one submit */
    EVENT_SEQ_MAX = 65535,
    EVENT_STEP_MAX = 512, /* bytes of a step's name */
    ATTEMPT_ID_MIN = 8,   /* characters, from a sending service */
    ATTEMPT_ID_MAX = 128, /* of a case in a log: bytes */
    ATTEMPT_ID_ROOM = 4 * ATTEMPT_ID_MAX, /* bytes of so many characters */
    ATTEMPT_EVENTS_MAX = 4096,
};

struct refusal {
    const char *field; /* keys; NULL when not given */
    const char *rule;
};

struct event {
    const char *journey; /* NULL: the one the import is for */
    const char *attempt; /* bytes, not only text; NULL if hashed */
    size_t attempt_size;
    bool hashed; /* "h:<32 hex>": hash below is the attempt's */
    struct hash hash;
    int seq; /* -1: none */
    enum kind kind;
    const char *step; /* id or exact title; NULL: none */
    bool has_at;
    int64_t at_ms;
    enum outcome outcome;
    enum to to;
    enum channel channel;
    enum device device;
    const char *lang, *release, *variant; /* NULL: none */
    int rating;                           /* 1 to 5; 0: none */
    unsigned evidence;                    /* enum evidence_bit */
    bool test;
    size_t n_errors;
    struct refusal *errors; /* n_errors; whose its texts are */
};

/* What is wrong with an event; both texts are constant or in the arena. */
struct event_fault {
    const char *field; /* the key at fault, or "" for the whole */
    const char *reason;
};

const char *kind_text(enum kind k);

/* Does an event of that kind move its attempt?  Help, ratings and contacts
 * accompany it.  kind: an enum kind, as stored. */
bool kind_moves(unsigned kind);

const char *outcome_text(enum outcome o);
const char *to_text(enum to t);
const char *channel_text(enum channel c);
const char *device_text(enum device d);

/* CHANNEL_NONE, DEVICE_NONE: there is no such word. */
enum channel channel_find(const char *word);
enum device device_find(const char *word);

/* Is a whole number a time of 2001 to 2100 in seconds?  In milliseconds it
 * would be a day of early 1970, and hardly anybody means that. */
bool event_at_like_seconds(int64_t at);

/* An event with nothing in it: seq -1, the rest 0. */
void event_init(struct event *e);

/*
 * Read one JSON object of the protocol.  Texts are borrowed from object or in
 * the arena.  imported: an attempt's id may be "h:<32 hex>", the hash itself,
 * and the event may have "evidence".  One that is not may have no attempt at
 * all (attempt NULL), as pages that keep nothing send it.
 * ERR_INVALID with *ret_fault set when it is not an event.
 */
MUST_USE enum err event_read(struct arena *a, json_t *object, bool imported,
                             struct event *ret_event,
                             struct event_fault *ret_fault);

#endif
