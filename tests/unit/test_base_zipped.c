/* Zip files we write, read by libzip. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

#include "base/zipped.h"
#include "tests/unit.h"

enum { MAX = 1 << 20 };

/* Words of a few letters, the same every time. */
static void fill(char *text, size_t n)
{
    unsigned seed = 7;
    size_t i;

    for (i = 0; i < n; i++) {
        seed = seed * 1103515245 + 12345;
        text[i] = (char)(' ' + (seed >> 16) % 11);
    }
}

/* What libzip finds of a file. */
static void assert_found(zip_t *zip, const char *name, const char *text,
                         size_t n)
{
    char *found = calloc(1, n + 2);
    zip_file_t *f = zip_fopen(zip, name, 0);
    zip_stat_t st;

    assert_non_null(f);
    assert_int_equal(zip_fread(f, found, n + 1), (zip_int64_t)n);
    assert_memory_equal(found, text, n);
    assert_int_equal(zip_stat(zip, name, 0, &st), 0);
    assert_int_equal(st.size, n);
    assert_true(st.comp_size <= n);
    (void)zip_fclose(f);
    free(found);
}

static zip_t *opened(const struct buf *b)
{
    zip_source_t *source = zip_source_buffer_create(b->text, b->len, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

    assert_non_null(zip);
    return zip;
}

/* Around what each of zlib's tables holds. */
static const size_t sizes[] = {0,     1,     3,     249,   250,   251,
                               762,   3833,  3834,  3835,  32505, 32506,
                               32507, 65536, 70000, 500000};

enum { SIZES = sizeof(sizes) / sizeof(sizes[0]) };

static void every_file_comes_out_of_a_zip_as_it_went_in(void **state)
{
    char *text = calloc(1, MAX), name[32];
    struct zipped z;
    struct buf out;
    zip_t *zip;
    size_t i;

    (void)state;
    fill(text, MAX);
    buf_init(&out, MAX);
    zipped_begin(&z, &out);
    for (i = 0; i < SIZES; i++) {
        (void)snprintf(name, sizeof(name), "d/\xc3\xb1-%zu.txt", sizes[i]);
        assert_ok(zipped_add(&z, name, text, sizes[i]));
    }
    assert_ok(zipped_end(&z));

    zip = opened(&out);
    assert_int_equal(zip_get_num_entries(zip, 0), SIZES);
    for (i = 0; i < SIZES; i++) {
        (void)snprintf(name, sizeof(name), "d/\xc3\xb1-%zu.txt", sizes[i]);
        assert_found(zip, name, text, sizes[i]);
    }
    zip_discard(zip);
    buf_release(&out);
    free(text);
}

/* A pack of an older release and one of this are the same file. */
static void a_text_is_deflated_as_with_tables_of_full_size(void **state)
{
    char *text = calloc(1, MAX), *whole = calloc(1, MAX);
    size_t i;

    (void)state;
    fill(text, MAX);
    for (i = 3; i < SIZES; i++) {
        z_stream s = {.next_in = (Bytef *)text,
                      .avail_in = (uInt)sizes[i],
                      .next_out = (Bytef *)whole,
                      .avail_out = MAX};
        struct zipped z;
        struct buf out;

        assert_int_equal(deflateInit2(&s, 9, Z_DEFLATED, -15, 9, 0), Z_OK);
        assert_int_equal(deflate(&s, Z_FINISH), Z_STREAM_END);
        buf_init(&out, MAX);
        zipped_begin(&z, &out);
        assert_ok(zipped_add(&z, "x", text, sizes[i]));
        assert_int_equal(out.len, 31 + s.total_out);
        assert_memory_equal(out.text + 31, whole, s.total_out);
        (void)deflateEnd(&s);
        assert_ok(zipped_end(&z));
        buf_release(&out);
    }
    free(whole);
    free(text);
}

static void what_cannot_be_in_a_zip_is_refused(void **state)
{
    char name[ZIPPED_NAME_MAX + 2], bytes[1000] = "";
    struct zipped z;
    struct buf out;

    (void)state;
    memset(name, 'x', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    buf_init(&out, 500);
    zipped_begin(&z, &out);
    assert_err(ERR_INVALID, zipped_add(&z, name, "", 0));
    assert_err(ERR_INVALID, zipped_add(&z, "\xff", "", 0));
    assert_err(ERR_TOO_BIG, zipped_add(&z, "x", bytes, sizeof(bytes)));
    assert_ok(zipped_end(&z));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_comes_out_of_a_zip_as_it_went_in),
        cmocka_unit_test(a_text_is_deflated_as_with_tables_of_full_size),
        cmocka_unit_test(what_cannot_be_in_a_zip_is_refused),
    };

    return cmocka_run_group_tests_name("zipped", tests, NULL, NULL);
}
