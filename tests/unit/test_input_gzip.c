#include "tests/unit/input_files.h"

#include <zlib.h>

enum { MEMBER_ROOM = 4 * 1024 * 1024 };

struct bytes {
    char *at;
    size_t n;
};

/* One gzip member, in the arena. */
static struct bytes zipped(struct arena *a, const char *text, size_t n)
{
    struct bytes b = {arena_alloc(a, MEMBER_ROOM), 0};
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8,
                                  Z_DEFAULT_STRATEGY),
                     Z_OK);
    z.next_in = (unsigned char *)arena_strndup(a, text, n);
    z.avail_in = (uInt)n;
    z.next_out = (unsigned char *)b.at;
    z.avail_out = MEMBER_ROOM;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b.n = MEMBER_ROOM - z.avail_out;
    deflateEnd(&z);
    return b;
}

static void gzip_is_told_by_its_bytes_and_may_have_many_members(void **state)
{
    char *both = arena_alloc(*state, 4096);
    struct bytes one = zipped(*state, "one\ntw", 6);
    struct bytes none = zipped(*state, "", 0);
    struct bytes two = zipped(*state, "o\nthree", 7);
    struct input *in;
    size_t n = 0;

    memcpy(both + n, one.at, one.n), n += one.n;
    memcpy(both + n, none.at, none.n), n += none.n;
    memcpy(both + n, two.at, two.n), n += two.n;
    n += 100; /* zeroes, as a tape pads */
    in = open_bytes(both, n);

    assert_int_equal(input_size(in), n);
    assert_int_equal(input_taken(in), 0);
    assert_line(in, 1, "one");
    assert_line(in, 2, "two");
    assert_line(in, 3, "three");
    assert_int_equal(input_taken(in), n);
    assert_end(in, OK);
}

/* Lines that do not shrink much, so that the zipped file has many pieces. */
static struct bytes many_lines(struct arena *a, size_t lines)
{
    struct bytes b = {arena_alloc(a, lines * 64), 0};
    uint64_t random = 88172645463325252u;
    size_t i;

    for (i = 0; i < lines; i++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        b.n += (size_t)snprintf(b.at + b.n, 64, "%zu\t%016llx%08llx\n", i,
                                (unsigned long long)random,
                                (unsigned long long)(random * 31 >> 32));
    }
    return b;
}

static void a_zipped_file_reads_like_the_plain_one(void **state)
{
    struct bytes plain = many_lines(*state, 50000);
    struct bytes zip = zipped(*state, plain.at, plain.n);
    struct input *in = open_bytes(zip.at, zip.n);
    const char *want = plain.at;
    struct line l;

    assert_true(zip.n > 4 * 65536);
    while (input_line(in, &l)) {
        assert_memory_equal(l.text, want, l.n);
        assert_int_equal(want[l.n], '\n');
        want += l.n + 1;
    }
    assert_ptr_equal(want, plain.at + plain.n);
    assert_end(in, OK);
}

static void what_is_good_of_a_cut_gzip_file_is_handed_out(void **state)
{
    struct bytes plain = many_lines(*state, 5000);
    struct bytes zip = zipped(*state, plain.at, plain.n);
    size_t keep;

    for (keep = 2; keep < zip.n; keep += keep < 40 ? 1 : 7919) {
        struct input *in = open_bytes(zip.at, keep);
        const char *want = plain.at;
        struct line l;

        /* Whole lines only: half a row would be taken for a row. */
        while (input_line(in, &l)) {
            assert_memory_equal(l.text, want, l.n);
            assert_int_equal(want[l.n], '\n');
            want += l.n + 1;
        }
        assert_err(ERR_INVALID, input_fault(in));
        input_close(in);
        if (keep > zip.n / 2)
            assert_true(want > plain.at + plain.n / 4);
    }
}

static void a_damaged_gzip_file_is_told(void **state)
{
    struct bytes zip = zipped(*state, "one\ntwo\n", 8);
    struct input *in;

    zip.at[zip.n - 5] ^= 1; /* its checksum */
    in = open_bytes(zip.at, zip.n);

    assert_line(in, 1, "one");
    assert_line(in, 2, "two");
    assert_end(in, ERR_INVALID);
}

static void what_follows_gzip_must_be_gzip(void **state)
{
    struct bytes zip = zipped(*state, "one\n", 4);
    struct input *in;

    memcpy(zip.at + zip.n, "rubbish", 7);
    in = open_bytes(zip.at, zip.n + 7);

    assert_line(in, 1, "one");
    assert_end(in, ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(gzip_is_told_by_its_bytes_and_may_have_many_members),
        with_arena(a_zipped_file_reads_like_the_plain_one),
        with_arena(what_is_good_of_a_cut_gzip_file_is_handed_out),
        with_arena(a_damaged_gzip_file_is_told),
        with_arena(what_follows_gzip_must_be_gzip),
    };

    return cmocka_run_group_tests_name("input, gzipped", tests, make_folder,
                                       remove_folder);
}
