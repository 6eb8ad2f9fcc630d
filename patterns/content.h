/*
 * content.h - content types: what an entry's content is made of.
 *
 * content.yml says which user need it serves and which fields it has;
 * content.example.json is one that holds to it.  The same rules are there as
 * JSON Schema (2020-12): a form that both hold a text against is one POSIX
 * regular expression, which JSON Schema reads the same way.
 */
#ifndef PATTERNS_CONTENT_H
#define PATTERNS_CONTENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "patterns/entry.h"
#include "patterns/pattern.h"

enum {
    CONTENT_FIELDS_MAX = 100,
    CONTENT_CHOICES_MAX = 200,
    CONTENT_CHOICE_MAX = 200,     /* bytes of one */
    CONTENT_SIZE_MAX = 64 * 1024, /* of what is checked */
    CONTENT_DEPTH_MAX = 8
};

/* X(name, key, form or NULL, what it must be) */
#define CONTENT_DAY                                                            \
    "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-"         \
    "(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
#define CONTENT_CLOCK "([01][0-9]|2[0-3]):[0-5][0-9]"
#define CONTENT_TYPE_MAP(X)                                                    \
    X(CONTENT_TEXT, "text", "^[^\r\n]+$", "a text of one line")                \
    X(CONTENT_PARAGRAPHS, "paragraphs", NULL, "a text, or a list of texts")    \
    X(CONTENT_DATE, "date", "^" CONTENT_DAY "$", "a day like 2026-03-02")      \
    X(CONTENT_TIME, "time", "^" CONTENT_CLOCK "$", "a time like 09:30")        \
    X(CONTENT_DATETIME, "datetime",                                            \
      "^" CONTENT_DAY "T" CONTENT_CLOCK "(:[0-5][0-9])?(Z|[+-]" CONTENT_CLOCK  \
      ")?$",                                                                   \
      "a day and time like 2026-03-02T09:30")                                  \
    X(CONTENT_URL, "url", "^(https?://[!-~]+|/[!-~]*)$",                       \
      "an address that begins with https:// or /")                             \
    X(CONTENT_EMAIL, "email", "^[!-?A-~]+@[!-?A-~]+[.][!-?A-~]+$",             \
      "an email address like name@example.com")                                \
    X(CONTENT_PHONE, "phone", "^[+]?[0-9][0-9 ()-]{4,24}$",                    \
      "a telephone number like 01632 960 001")                                 \
    X(CONTENT_NUMBER, "number", NULL, "a number")                              \
    X(CONTENT_YES_NO, "yes-no", NULL, "true or false")                         \
    X(CONTENT_CHOICE, "choice", NULL, "one of its choices")                    \
    X(CONTENT_LIST, "list", NULL, "a list")                                    \
    X(CONTENT_IMAGE, "image", NULL,                                            \
      "an object of \"file\" and \"alt\", both with words")

enum content_type {
#define X(name, key, form, says) name,
    CONTENT_TYPE_MAP(X)
#undef X
        CONTENT_TYPES
};

const char *content_type_key(enum content_type type);

/* What a value of that type must be in that field: "a day like 2026-03-02",
 * "one of its choices: blue, green", of which the first few are named. */
struct content_field;
const char *content_says(struct arena *a, const struct content_field *f,
                         enum content_type type, size_t few);

/* Whether max means something there. */
bool content_has_lid(enum content_type type);

struct content_field {
    const char *name, *title, *text; /* text may be "" */
    enum content_type type;
    enum content_type items; /* of a list */
    bool required;
    long max; /* characters, or items of a list; 0: no lid */
    struct pattern_texts choices;
};

struct content {
    const char *need;
    size_t n;
    struct content_field *fields;
    const json_t *example;
    const char *example_text; /* as it was written */
};

/* From content.yml and content.example.json; *ret_content is in the arena.
 * ERR_INVALID, told with file and line. */
MUST_USE enum err content_read(const struct origin *o, const struct file *f,
                               const struct file *example,
                               const struct content **ret_content);

/* What in a piece of content does not hold, each at its JSON path
 * ("$.dates[2]"), with what to do. */
void content_check(const struct content *c, struct arena *a, json_t *value,
                   struct problems *problems);

struct catalogue;
/* The entry whose content type has that name, a page before others; NULL:
 * there is none. */
const struct pattern *content_type_named(const struct catalogue *c,
                                         const char *name);

/* The same as JSON Schema; the caller's. */
json_t *content_schema(const struct content *c, const char *title);

#endif
