/* cases.h - worked cases from a file, put to whoever can answer them. */
#ifndef TESTS_ORACLE_CASES_H
#define TESTS_ORACLE_CASES_H

#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"

#define ORACLE_GOLDEN "../shared/data/golden-attempts.json"
#define ORACLE_OWN    "tests/cases/oracle.json"

/*
 * A case of the file: its versions ("versions", or the one "journey" of the
 * case or else of the file), all events received at "received" (now if
 * absent).
 */
struct oracle_case {
    const char *name;
    json_t *versions, *events, *expect;
    int64_t received_ms, now_ms;
};

/* Sets *ret_answer, in the shape of oracle_expect() and owned by the caller;
 * returns NULL, or what went wrong. */
typedef const char *oracle_answer(struct arena *a, const struct oracle_case *c,
                                  json_t **ret_answer);

/*
 * How many cases of the file are answered otherwise than expected; each is
 * printed.  Where the file is absent (the golden ones are kept outside the
 * repository) that is printed, and the number is 0.
 */
int oracle_cases_run(struct arena *a, const char *path, oracle_answer *answer);

#endif
