#include "base/hash.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit.h"

static char folder[] = "/tmp/test-hash-XXXXXX";
static char path[64];

static void write_key(const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void the_key_file_is_made_once_and_for_its_owner_only(void **state)
{
    struct hash_key first, again;
    struct stat s;

    (void)state;
    assert_ok(hash_key_open(path, &first));
    assert_ok(hash_key_open(path, &again));

    assert_memory_equal(&first, &again, sizeof(first));
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    assert_int_equal(s.st_size, HASH_KEY_SIZE);
    assert_int_equal(unlink(path), 0);
    assert_ok(hash_key_open(path, &again));
    assert_memory_not_equal(&first, &again, sizeof(first));
    assert_int_equal(unlink(path), 0);
}

static void a_key_file_that_is_no_key_is_refused_and_left_alone(void **state)
{
    static const size_t sizes[] = {0, 1, 15, 17, 100};
    struct hash_key key = {"untouched"};
    char bytes[100] = "k";
    struct stat s;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        write_key(bytes, sizes[i]);

        assert_err(ERR_INVALID, hash_key_open(path, &key));

        assert_int_equal(stat(path, &s), 0);
        assert_int_equal(s.st_size, sizes[i]);
        assert_string_equal(key.bytes, "untouched");
    }
    assert_int_equal(unlink(path), 0);
    assert_err(ERR_IO, hash_key_open("/no/such/folder/key", &key));
    assert_err(ERR_IO, hash_key_open(folder, &key));
}

/* One that waits for the start, opens the key, and writes it to a pipe. */
static void race(int start, int out)
{
    struct hash_key key = {{0}};
    char go;

    if (read(start, &go, 1) != 0)
        _exit(1);
    if (hash_key_open(path, &key) != OK)
        memset(&key, 0, sizeof(key));
    _exit(write(out, &key, sizeof(key)) != (ssize_t)sizeof(key));
}

static void who_races_to_make_the_key_gets_the_same_one(void **state)
{
    enum { ROUNDS = 100, RACERS = 8 };
    int round, i, start[2], out[2];

    (void)state;
    for (round = 0; round < ROUNDS; round++) {
        struct hash_key key, kept;

        assert_int_equal(pipe(start) | pipe(out), 0);
        for (i = 0; i < RACERS; i++)
            if (fork() == 0) {
                (void)close(start[1]);
                race(start[0], out[1]);
            }
        (void)close(start[0]);
        (void)close(start[1]); /* go */
        (void)close(out[1]);
        for (i = 0; i < RACERS; i++)
            (void)wait(NULL);
        assert_ok(hash_key_open(path, &kept));
        for (i = 0; i < RACERS; i++) {
            assert_int_equal(read(out[0], &key, sizeof(key)), sizeof(key));
            assert_memory_equal(&key, &kept, sizeof(key));
        }
        (void)close(out[0]);
        assert_int_equal(unlink(path), 0);
    }
}

static void nothing_else_stays_in_the_folder(void **state)
{
    (void)state;
    assert_int_equal(rmdir(folder), 0); /* it is empty */
    assert_int_equal(mkdir(folder, 0700), 0);
}

/* Appendix A of the SipHash paper, 64 bits: key 00..0f, input 00..0e. */
static void the_hash_is_siphash_2_4(void **state)
{
    struct hash_key key;
    unsigned char input[15];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(key.bytes); i++)
        key.bytes[i] = (unsigned char)i;
    for (i = 0; i < sizeof(input); i++)
        input[i] = (unsigned char)i;

    assert_true(hash_short(&key, input, sizeof(input)) ==
                UINT64_C(0xe545be4961ca29a1));
}

static void a_pair_is_not_another_pair_with_the_same_bytes(void **state)
{
    const struct hash_key *key = hash_key_of_process();
    struct hash ab = hash_pair(key, "journey", 7, "attempt", 7);
    struct hash moved = hash_pair(key, "journeya", 8, "ttempt", 6);
    struct hash turned = hash_pair(key, "attempt", 7, "journey", 7);
    struct hash none = hash_pair(key, "journeyattempt", 14, "", 0);
    struct hash again = hash_pair(key, "journey", 7, "attempt", 7);
    struct hash_key other = *key;
    struct hash keyed;

    (void)state;
    other.bytes[15] ^= 1;
    keyed = hash_pair(&other, "journey", 7, "attempt", 7);

    assert_memory_equal(&ab, &again, sizeof(ab));
    assert_memory_not_equal(&ab, &moved, sizeof(ab));
    assert_memory_not_equal(&ab, &turned, sizeof(ab));
    assert_memory_not_equal(&ab, &none, sizeof(ab));
    assert_memory_not_equal(&ab, &keyed, sizeof(ab));
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof(path), "%s/key", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_file_is_made_once_and_for_its_owner_only),
        cmocka_unit_test(a_key_file_that_is_no_key_is_refused_and_left_alone),
        cmocka_unit_test(who_races_to_make_the_key_gets_the_same_one),
        cmocka_unit_test(nothing_else_stays_in_the_folder),
        cmocka_unit_test(the_hash_is_siphash_2_4),
        cmocka_unit_test(a_pair_is_not_another_pair_with_the_same_bytes),
    };

    return cmocka_run_group_tests_name("hash", tests, make_folder,
                                       remove_folder);
}
