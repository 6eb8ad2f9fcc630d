/* fuzzer.c - one target as libFuzzer calls it: FUZZ_TARGET=fuzz_form. */
#include "tests/fuzz/fuzz.h"

#ifndef FUZZ_TARGET
#define FUZZ_TARGET fuzz_form
#endif

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n <= FUZZ_MAX)
        FUZZ_TARGET((const char *)bytes, n);
    return 0;
}
