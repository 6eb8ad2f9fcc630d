/*
 * fuzz.h - what reads bytes from outside, made ready to be given any bytes.
 *
 * A target aborts where something does not hold.  `make fuzz` lets libFuzzer
 * look for such bytes; tests/unit/test_fuzz.c gives each target the files of
 * tests/fuzz/corpus/NAME/ in every run of the tests.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FUZZ_MAX = 64 * 1024 };

typedef void fuzz_target(const char *bytes, size_t n);

fuzz_target fuzz_event_scan, fuzz_body, fuzz_form, fuzz_tsv, fuzz_csv, fuzz_xes,
    fuzz_ndjson, fuzz_trail, fuzz_redact, fuzz_peer, fuzz_bpmn, fuzz_views,
    fuzz_sheet, fuzz_picture, fuzz_definition, fuzz_entry, fuzz_guidance,
    fuzz_list, fuzz_markdown, fuzz_markup, fuzz_pack, fuzz_palette,
    fuzz_request, fuzz_yaml;

#define FUZZ_HOLDS(claim)                                                      \
    do {                                                                       \
        if (!(claim)) {                                                        \
            (void)fprintf(stderr, "does not hold: %s\n", #claim);              \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif
