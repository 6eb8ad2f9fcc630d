/*
 * model.h - what a template is filled with, where pages are asked for often.
 *
 * A model of jansson's is a table of copies; this one is plain values in an
 * arena, borrowed texts among them, and costs a tenth.  An object is a list of
 * members, looked at one after another: best in the order in which a template
 * asks for them.
 *
 *   model = MODEL(a, {"title", model_text(title)}, {"n", model_int(3)});
 */
#ifndef WEB_MODEL_H
#define WEB_MODEL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

enum model_kind {
    MODEL_ABSENT, /* no such member */
    MODEL_NULL,
    MODEL_TEXT,
    MODEL_INT,
    MODEL_REAL,
    MODEL_TRUTH,
    MODEL_LIST,
    MODEL_OBJECT,
    MODEL_JSON, /* a list or an object of jansson's */
};

struct model {
    enum model_kind kind;
    size_t n; /* bytes of the text; items; members */
    union {
        const char *text;
        int64_t integer;
        double real;
        bool truth;
        struct model *items;
        const struct member *members;
        json_t *json;
    };
};

struct member {
    const char *name; /* not empty */
    struct model value;
};

/* Borrows the text, which is UTF-8; NULL: no text at all. */
static inline struct model model_text(const char *text)
{
    if (!text)
        return (struct model){.kind = MODEL_NULL};
    return (struct model){.kind = MODEL_TEXT, .n = strlen(text), .text = text};
}

static inline struct model model_int(int64_t n)
{
    return (struct model){.kind = MODEL_INT, .integer = n};
}

/* It is finite. */
static inline struct model model_real(double x)
{
    return (struct model){.kind = MODEL_REAL, .real = x};
}

static inline struct model model_truth(bool truth)
{
    return (struct model){.kind = MODEL_TRUTH, .truth = truth};
}

/* Borrowed; NULL is MODEL_ABSENT. */
struct model model_json(json_t *json);

/* The same, and the arena drops it. */
struct model model_own(struct arena *a, json_t *json);

/* Empty, for model_append(). */
static inline struct model model_list(void)
{
    return (struct model){.kind = MODEL_LIST};
}

void model_append(struct arena *a, struct model *list, struct model item);

/* In the arena; the names are borrowed. */
struct model model_object(struct arena *a, const struct member *members,
                          size_t n);
#define MODEL(a, ...)                                                          \
    model_object((a), (const struct member[]){__VA_ARGS__},                    \
                 sizeof((const struct member[]){__VA_ARGS__}) /                \
                     sizeof(struct member))

/* An object with the members of both. */
struct model model_join(struct arena *a, struct model one, struct model other);

/* MODEL_ABSENT if it is no object, or has no such member. */
struct model model_get(const struct model *object, const char *name);

/* The same, for who asks for members mostly in their order: *at is 0 at first,
 * and then the place of the one found last, from which on is looked. */
struct model model_near(const struct model *object, const char *name,
                        size_t *at);

/* The same as jansson has it; the caller's. */
json_t *model_as_json(const struct model *m);

/* What sections go by: see template.h. */
bool model_is_true(const struct model *m);

#endif
