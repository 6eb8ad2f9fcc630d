/* drawn.h - the drawings of the services' processes, and of hundreds rolled. */
#ifndef TESTS_UNIT_DRAWN_H
#define TESTS_UNIT_DRAWN_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "base/text.h"
#include "patterns/process/drawing.h"
#include "tests/unit/random_process.h"

enum { ROLLED = 200, TEXT_MAX = 256 * 1024 };

struct seen {
    const struct process *p;
    struct process_drawing d;
    const char *of; /* for a message */
    size_t crossings, on_lines;
};

typedef void check(struct seen *s);

static const char *id_of(const struct seen *s, size_t node)
{
    return s->p->nodes[node].id;
}

static inline bool is_inside(const struct process_box *in,
                             const struct process_box *b)
{
    return b->x >= in->x && b->y >= in->y &&
           b->x + b->width <= in->x + in->width &&
           b->y + b->height <= in->y + in->height;
}

static inline void for_each_rolled(void *arena, check *holds)
{
    char of[32];
    uint32_t seed;

    (void)arena;
    for (seed = 0; seed < ROLLED; seed++) {
        struct arena *a = arena_new();
        struct buf text;
        struct seen s = {.of = of};

        (void)snprintf(of, sizeof(of), "seed %u", seed);
        buf_init(&text, TEXT_MAX);
        random_process(seed, &text);
        s.p = read_process(a, text.text);
        s.d = process_draw(a, s.p);
        holds(&s);
        buf_release(&text);
        arena_free(a);
    }
}

/* Those that are shipped; there is at least one. */
static inline void for_each_of_ours(struct arena *a, check *holds)
{
    const struct embedded_file *f;
    size_t n = 0;

    for (f = embedded_all(); f->name; f++) {
        struct seen s = {.of = f->name};

        if (!text_ends(f->name, "/process.bpmn"))
            continue;
        s.p = read_process(a, f->text);
        s.d = process_draw(a, s.p);
        holds(&s);
        n++;
    }
    assert_true(n >= 1);
}

/* A test of that; it ends so that a semicolon may stand behind it. */
#define holds_for_all(name)                                                    \
    static void name##_in_any_drawing(void **state)                            \
    {                                                                          \
        for_each_of_ours(*state, name);                                        \
        for_each_rolled(*state, name);                                         \
    }                                                                          \
    struct seen

#endif
