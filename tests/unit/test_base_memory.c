#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/checksum.h"
#include "base/embedded.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/problems.h"
#include "tests/unit.h"

static void a_buf_keeps_what_it_is_given_up_to_its_lid(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 10);
    assert_string_equal(b.text, "");

    buf_adds(&b, "12345");
    buf_addf(&b, "%d", 67890);

    assert_ok(buf_finish(&b));
    assert_string_equal(b.text, "1234567890");
    buf_release(&b);
}

static void
a_buf_past_its_lid_swallows_everything_and_says_so_at_the_end(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 4);
    buf_adds(&b, "123");
    buf_adds(&b, "45"); /* too much */
    buf_adds(&b, "6");  /* would fit, but comes after */
    buf_addf(&b, "%d", 7);

    assert_err(ERR_TOO_BIG, buf_finish(&b));
    assert_string_equal(b.text, "123");

    buf_reset(&b);
    buf_adds(&b, "abcd");
    assert_ok(buf_finish(&b));
    assert_string_equal(b.text, "abcd");
    buf_release(&b);
}

static void a_buf_takes_bytes_of_any_kind_and_size(void **state)
{
    struct buf b;
    size_t i;

    (void)state;
    buf_init(&b, 1 << 20);
    for (i = 0; i < 100000; i++)
        buf_add(&b, "\0x", 2);
    buf_add(&b, NULL, 0);

    assert_ok(buf_finish(&b));
    assert_int_equal(b.len, 200000);
    for (i = 0; i < b.len; i++)
        assert_int_equal(b.text[i], i % 2 ? 'x' : 0);
    buf_release(&b);
    assert_string_equal(b.text, "");
    buf_release(&b);
}

static void html_is_escaped_for_texts_and_attributes_alike(void **state)
{
    const char *raw = "<a href=\"x\" title='y'>&amp;</a>";
    struct buf b;

    (void)state;
    buf_init(&b, 1000);
    buf_add_html(&b, raw, strlen(raw));

    assert_string_equal(b.text, "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;"
                                "&amp;amp;&lt;/a&gt;");
    buf_release(&b);
}

/* Byte by byte, as the rules of HTML name them. */
static void add_slowly(struct buf *b, const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (s[i] == '&')
            buf_adds(b, "&amp;");
        else if (s[i] == '<')
            buf_adds(b, "&lt;");
        else if (s[i] == '>')
            buf_adds(b, "&gt;");
        else if (s[i] == '"')
            buf_adds(b, "&quot;");
        else if (s[i] == '\'')
            buf_adds(b, "&#39;");
        else if (iscntrl((unsigned char)s[i]) && s[i] != '\t' && s[i] != '\n' &&
                 s[i] != '\r')
            buf_adds(b, "\xEF\xBF\xBD"); /* U+FFFD: nothing of theirs */
        else
            buf_add(b, &s[i], 1);
    }
}

static void every_byte_is_escaped_wherever_it_stands(void **state)
{
    enum { LONGEST = 40 };
    char text[LONGEST];
    struct buf b, want;
    size_t n, i;
    int c;

    (void)state;
    buf_init(&b, 1000);
    buf_init(&want, 1000);
    for (n = 1; n <= LONGEST; n++)
        for (i = 0; i < n; i++)
            for (c = 0; c < 256; c++) {
                memset(text, 'x', n);
                text[i] = (char)c;
                buf_reset(&b);
                buf_reset(&want);
                buf_add_html(&b, text, n);
                add_slowly(&want, text, n);
                assert_int_equal(b.len, want.len);
                assert_memory_equal(b.text, want.text, want.len);
            }
    buf_release(&want);
    buf_release(&b);
}

static char order[8], letters[] = "123";

static void note(void *letter)
{
    order[strlen(order)] = *(char *)letter;
}

static void what_an_arena_owns_goes_last_in_first_out(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    arena_own(a, note, &letters[0]);
    arena_own(a, note, &letters[1]);
    (void)arena_alloc(a, 100000);
    arena_own(a, note, &letters[2]);
    arena_free(a);

    assert_string_equal(order, "321");
    arena_free(NULL);
}

static void an_emptied_arena_hands_out_zeroed_room_again(void **state)
{
    enum { ROUNDS = 3, PIECES = 200, MOST = 3000 };
    struct arena *a = arena_new();
    int round, i, k;

    (void)state;
    for (round = 0; round < ROUNDS; round++) {
        for (i = 0; i < PIECES; i++) {
            int n = 1 + i * 37 % MOST;
            char *at = arena_alloc(a, (size_t)n);

            for (k = 0; k < n; k++)
                assert_int_equal(at[k], 0);
            memset(at, 0xFF, (size_t)n);
        }
        arena_empty(a);
        assert_int_equal(arena_size(a), 0);
    }
    arena_free(a);
}

/* What lies in a held arena is there until its last holder goes. */
static void an_arena_that_is_held_outlives_its_owner(void **state)
{
    struct arena *first = arena_new(), *second = arena_new();
    struct arena *other = arena_new();
    const char *text = arena_strdup(other, "still here");

    (void)state;
    memset(order, 0, sizeof(order));
    arena_own(other, note, &letters[0]);
    arena_hold(first, other);
    arena_hold(second, other);
    arena_free(other);
    arena_empty(first);
    assert_string_equal(order, "");
    assert_string_equal(text, "still here");
    arena_free(second);
    assert_string_equal(order, "1");
    arena_free(first);
}

static void an_arena_hands_out_zeroed_room_of_its_own(void **state)
{
    unsigned char *at[500];
    size_t i, k;

    for (i = 0; i < 500; i++) {
        at[i] = arena_alloc(*state, i * 37 % 1000);
        assert_int_equal((uintptr_t)at[i] % _Alignof(max_align_t), 0);
        for (k = 0; k < i * 37 % 1000; k++)
            assert_int_equal(at[i][k], 0);
        memset(at[i], (int)(i % 251), i * 37 % 1000);
    }
    for (i = 0; i < 500; i++)
        for (k = 0; k < i * 37 % 1000; k++)
            assert_int_equal(at[i][k], i % 251);
    assert_string_equal(arena_printf(*state, "%s-%d", "x", 7), "x-7");
    assert_string_equal(arena_strndup(*state, "abc", 2), "ab");
}

static void a_map_finds_each_of_ten_thousand_keys_and_no_other(void **state)
{
    enum { KEYS = 10000 };
    struct map m;
    bool added;
    int64_t i;

    (void)state;
    map_init(&m);
    assert_null(map_find(&m, "x", 1));
    for (i = 0; i < KEYS; i++) {
        *map_put(&m, &i, sizeof(i), &added) = 3 * i;
        assert_true(added);
    }
    for (i = 0; i < KEYS; i++) {
        assert_int_equal(*map_find(&m, &i, sizeof(i)), 3 * i);
        assert_int_equal(*map_put(&m, &i, sizeof(i), &added), 3 * i);
        assert_false(added);
    }
    for (i = KEYS; i < 2 * KEYS; i++)
        assert_null(map_find(&m, &i, sizeof(i)));
    assert_int_equal(m.n, KEYS);
    map_release(&m);
    assert_null(map_find(&m, &i, sizeof(i)));
    map_release(&m);
}

static void a_maps_keys_are_bytes_of_any_length(void **state)
{
    static const char bytes[40] = "aa\0aa\0aa";
    struct map m;
    bool added;
    size_t n;

    (void)state;
    map_init(&m);
    for (n = 0; n < sizeof(bytes); n++)
        *map_put(&m, bytes, n, &added) = (int64_t)n + 1;
    for (n = 0; n < sizeof(bytes); n++)
        assert_int_equal(*map_find(&m, bytes, n), n + 1);
    map_release(&m);
}

static void problems_past_the_lid_are_only_counted(void **state)
{
    struct problems p;

    problems_init(&p, *state, 2);
    problems_add(&p, NULL, "first");
    problems_add(&p, "line 2", "second %d", 2);
    problems_add(&p, "line 3", "third");

    assert_int_equal(p.n, 2);
    assert_int_equal(p.total, 3);
    assert_string_equal(p.at[0].place, "");
    assert_string_equal(p.at[1].place, "line 2");
    assert_string_equal(p.at[1].message, "second 2");
}

static void every_file_of_the_program_is_found_in_it_whole(void **state)
{
    const struct embedded_file *f;
    struct embedded_file found;
    size_t n = 0;

    for (f = embedded_all(); f->name; f++, n++) {
        assert_ok(embedded_find(*state, f->name, &found));
        assert_ptr_equal(found.text, f->text);
        assert_int_equal(found.text[found.size], 0);
        assert_int_equal(strlen(found.text), found.size);
        assert_true(found.size > 0);
    }
    assert_true(n > 1);
    assert_ok(embedded_find(*state, "tracker/migrations/0001.sql", &found));
    assert_non_null(strstr(found.text, "CREATE TABLE live"));
    assert_err(ERR_NOT_FOUND, embedded_find(*state, "no/such.file", &found));
    assert_err(ERR_NOT_FOUND, embedded_find(*state, "", &found));
}

static void live_files_are_those_of_the_source_tree(void **state)
{
    struct embedded_file built, live;

    assert_ok(embedded_find(*state, "tracker/migrations/0001.sql", &built));
    embedded_live(".");
    assert_true(embedded_is_live());
    assert_ok(embedded_find(*state, "tracker/migrations/0001.sql", &live));
    embedded_live(NULL);

    assert_false(embedded_is_live());
    assert_int_equal(built.size, live.size);
    assert_memory_equal(built.text, live.text, live.size + 1);
    assert_ptr_not_equal(built.text, live.text);
}

/* Kilobytes of files that are in memory because this process looked there. */
static long files_in_memory(void)
{
    FILE *f = fopen("/proc/self/status", "r");
    char line[200];
    long kb = -1;

    assert_non_null(f);
    while (kb < 0 && fgets(line, sizeof(line), f))
        if (strncmp(line, "RssFile:", 8) == 0)
            kb = strtol(line + 8, NULL, 10);
    (void)fclose(f);
    return kb;
}

static uint32_t sum_of_all_files(size_t *ret_n)
{
    const struct embedded_file *f;
    uint32_t sum = 0;

    for (*ret_n = 0, f = embedded_all(); f->name; f++) {
        sum = checksum_add(sum, f->text, f->size);
        *ret_n += f->size;
    }
    return sum;
}

static void what_was_read_to_begin_gives_its_memory_back_once(void **state)
{
    size_t n;
    uint32_t sum = sum_of_all_files(&n);
    long before = files_in_memory(), after;

    (void)state;
    mem_rest();
    after = files_in_memory();

    assert_true(before - after > (long)n / 1024 / 2);
    assert_int_equal(sum_of_all_files(&n), sum);
    mem_rest(); /* what is read again is needed */
    assert_true(files_in_memory() - after > (long)n / 1024 / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buf_keeps_what_it_is_given_up_to_its_lid),
        cmocka_unit_test(
            a_buf_past_its_lid_swallows_everything_and_says_so_at_the_end),
        cmocka_unit_test(a_buf_takes_bytes_of_any_kind_and_size),
        cmocka_unit_test(html_is_escaped_for_texts_and_attributes_alike),
        cmocka_unit_test(every_byte_is_escaped_wherever_it_stands),
        cmocka_unit_test(what_an_arena_owns_goes_last_in_first_out),
        with_arena(an_arena_hands_out_zeroed_room_of_its_own),
        cmocka_unit_test(an_emptied_arena_hands_out_zeroed_room_again),
        cmocka_unit_test(an_arena_that_is_held_outlives_its_owner),
        cmocka_unit_test(a_map_finds_each_of_ten_thousand_keys_and_no_other),
        cmocka_unit_test(a_maps_keys_are_bytes_of_any_length),
        with_arena(problems_past_the_lid_are_only_counted),
        with_arena(every_file_of_the_program_is_found_in_it_whole),
        cmocka_unit_test(what_was_read_to_begin_gives_its_memory_back_once),
        with_arena(live_files_are_those_of_the_source_tree),
    };

    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
