/* A process in BPMN: it is refused by line, or everything that can be made of
 * it is made, and the diagram put into it can be read again. */
#include "patterns/process/process.h"
#include "tests/fuzz/fuzz.h"

static void write_all(struct arena *a, const struct origin *o,
                      const struct process *p)
{
    struct process *back;
    struct buf out;

    buf_init(&out, PROCESS_SIZE_MAX + PROCESS_OUT_MAX);
    FUZZ_HOLDS(process_text(a, p, &out) == OK);
    buf_reset(&out);
    FUZZ_HOLDS(process_svg(a, p, &out) == OK);
    buf_reset(&out);
    FUZZ_HOLDS(process_bpmn(p, &out) == OK);
    json_decref(process_data(a, p));
    if (out.len <= PROCESS_SIZE_MAX) {
        FUZZ_HOLDS(process_read(o, out.text, out.len, &back) == OK);
        FUZZ_HOLDS(back->n_nodes == p->n_nodes && back->n_flows == p->n_flows);
    }
    buf_release(&out);
}

void fuzz_bpmn(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct problems problems;
    const struct origin o = {
        .arena = a, .problems = &problems, .file = "process.bpmn"};
    struct process *p;
    enum err e;

    problems_init(&problems, a, 10);
    e = process_read(&o, bytes, n, &p);
    FUZZ_HOLDS(e == OK ||
               (e == ERR_INVALID && problems.n >= 1 &&
                strncmp(problems.at[0].place, "process.bpmn:", 13) == 0));
    if (e == OK)
        write_all(a, &o, p);
    arena_free(a);
}
