/* input_files.h - files to read, for the tests of input.h. */
#ifndef TESTS_UNIT_INPUT_FILES_H
#define TESTS_UNIT_INPUT_FILES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/input.h"
#include "tests/unit.h"

static char folder[] = "/tmp/test-input-XXXXXX";
static char path[64];

static inline int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/file", folder);
    return 0;
}

static inline int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static inline void write_file(const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static inline struct input *open_text(const char *text)
{
    struct input *in = NULL;

    write_file(text, strlen(text));
    assert_ok(input_open(path, &in));
    return in;
}

static inline struct input *open_bytes(const char *bytes, size_t n)
{
    struct input *in = NULL;

    write_file(bytes, n);
    assert_ok(input_open(path, &in));
    return in;
}

static inline void assert_line(struct input *in, int64_t number,
                               const char *text)
{
    struct line l;

    assert_true(input_line(in, &l));
    assert_int_equal(l.number, number);
    assert_int_equal(l.n, strlen(text));
    assert_string_equal(l.text, text);
    assert_false(l.cut);
}

static inline void assert_end(struct input *in, enum err fault)
{
    struct line l;
    char byte;

    assert_false(input_line(in, &l));
    assert_false(input_line(in, &l));
    assert_int_equal(input_bytes(in, &byte, 1), 0);
    assert_err(fault, input_fault(in));
    input_close(in);
}

#endif
