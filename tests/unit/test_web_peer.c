/* test_web_peer.c - who sent a request, and who only says so. */
#include "tests/unit/test_web.h"

#include <arpa/inet.h>
#include <stdio.h>

#include "web/peer.h"

static struct peer peer_of(const char *text)
{
    struct peer p;

    if (!peer_read(text, strlen(text), &p))
        fail_msg("%s is no address", text);
    return p;
}

/* Both of 192.0.2.1 and 2001:db8::1 are ours. */
static void only_what_our_own_proxies_say_counts(void **state)
{
    static const struct {
        const char *direct, *said, *sender;
    } cases[] = {
        {"192.0.2.1", NULL, "192.0.2.1"},
        {"192.0.2.1", "", "192.0.2.1"},
        {"192.0.2.1", "203.0.113.9", "203.0.113.9"},
        {"192.0.2.1", "203.0.113.9:4711", "203.0.113.9"},
        {"192.0.2.1", " 203.0.113.9\t", "203.0.113.9"},
        {"192.0.2.1", "198.51.100.3, 203.0.113.9", "203.0.113.9"},
        {"192.0.2.1", "198.51.100.3,203.0.113.9,2001:db8::1", "203.0.113.9"},
        {"2001:db8::1", "198.51.100.3,203.0.113.9,192.0.2.1", "203.0.113.9"},
        {"192.0.2.1", "192.0.2.1,192.0.2.1", "192.0.2.1"},
        {"192.0.2.1", "2001:db8:9::5", "2001:db8:9::5"},
        {"192.0.2.1", "[2001:db8:9::5]:4711", "2001:db8:9::5"},
        {"192.0.2.1", "::ffff:203.0.113.9", "203.0.113.9"},
        {"203.0.113.50", "198.51.100.3", "203.0.113.50"},
        {"127.0.0.1", "198.51.100.3", "127.0.0.1"},
        {"192.0.2.1", "unknown", "192.0.2.1"},
        {"192.0.2.1", "203.0.113.9,unknown", "192.0.2.1"},
        {"192.0.2.1", "203.0.113.9,", "192.0.2.1"},
        {"192.0.2.1", ",,,", "192.0.2.1"},
        {"192.0.2.1", "[", "192.0.2.1"},
        {"192.0.2.1", "[]", "192.0.2.1"},
        {"192.0.2.1", ":", "192.0.2.1"},
        {"192.0.2.1", "203.0.113.999", "192.0.2.1"},
    };
    struct peer ours[2] = {peer_of("192.0.2.1"), peer_of("2001:db8::1")};
    const struct peers proxies = {2, ours};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct peer direct = peer_of(cases[i].direct);
        struct peer want = peer_of(cases[i].sender);
        struct peer got = peer_behind(&direct, &proxies, cases[i].said);

        if (memcmp(&got, &want, sizeof(got)) != 0)
            fail_msg("%s saying \"%s\" is not %s", cases[i].direct,
                     cases[i].said ? cases[i].said : "(nothing)",
                     cases[i].sender);
    }
}

static void a_list_without_end_is_read_once(void **state)
{
    enum { TIMES = 10000 };
    struct peer ours = peer_of("192.0.2.1"), got;
    const struct peers proxies = {1, &ours};
    struct buf list;
    int i;

    (void)state;
    buf_init(&list, 1 << 20);
    for (i = 0; i < TIMES; i++)
        buf_adds(&list, "192.0.2.1,");
    buf_adds(&list, "192.0.2.1");
    got = peer_behind(&ours, &proxies, list.text);

    assert_memory_equal(&got, &ours, sizeof(got));
    buf_release(&list);
}

static void this_machine_is_told_from_others(void **state)
{
    static const char *const here[] = {"127.0.0.1", "127.9.8.7", "::1",
                                       "::ffff:127.0.0.1"};
    static const char *const there[] = {
        "128.0.0.1", "::2", "::", "192.0.2.1", "fe80::1", "2001:db8::1"};
    size_t i;

    (void)state;
    assert_true(peer_is_local(&peer_here));
    for (i = 0; i < sizeof(here) / sizeof(here[0]); i++) {
        struct peer p = peer_of(here[i]);

        assert_true(peer_is_local(&p));
    }
    for (i = 0; i < sizeof(there) / sizeof(there[0]); i++) {
        struct peer p = peer_of(there[i]);

        assert_false(peer_is_local(&p));
    }
}

static bool are_one_network(const char *one, const char *other)
{
    struct peer a = peer_of(one), b = peer_of(other);
    struct peer first = peer_network(&a), second = peer_network(&b);

    return memcmp(&first, &second, sizeof(first)) == 0;
}

static void a_network_is_an_address_or_a_64(void **state)
{
    (void)state;
    assert_true(are_one_network("2001:db8::1", "2001:db8::ffff:0:0:7"));
    assert_false(are_one_network("2001:db8:0:1::1", "2001:db8:0:2::1"));
    assert_false(are_one_network("192.0.2.1", "192.0.2.2"));
    assert_true(are_one_network("192.0.2.1", "::ffff:192.0.2.1"));
}

static void a_socket_address_is_the_same_peer(void **state)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    struct peer want = peer_of("192.0.2.1"), got;

    (void)state;
    assert_int_equal(inet_pton(AF_INET, "192.0.2.1", &four.sin_addr), 1);
    got = peer_make((struct sockaddr *)&four);
    assert_memory_equal(&got, &want, sizeof(got));
    assert_int_equal(inet_pton(AF_INET6, "2001:db8::1", &six.sin6_addr), 1);
    got = peer_make((struct sockaddr *)&six);
    want = peer_of("2001:db8::1");
    assert_memory_equal(&got, &want, sizeof(got));
}

/* A proxy that adds a header of its own puts it last. */
static void the_last_of_several_headers_is_the_proxys(void **state)
{
    static const struct header headers[] = {
        {.name = "X-Forwarded-For", .value = "198.51.100.3"},
        {.name = "x-forwarded-for", .value = "203.0.113.9"},
    };
    struct message m = message_get("/");

    (void)state;
    m.headers = headers;
    m.n_headers = 2;
    assert_string_equal(message_last_header(&m, "X-Forwarded-For"),
                        "203.0.113.9");
    assert_null(message_last_header(&m, "Forwarded"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_our_own_proxies_say_counts),
        cmocka_unit_test(a_list_without_end_is_read_once),
        cmocka_unit_test(this_machine_is_told_from_others),
        cmocka_unit_test(a_network_is_an_address_or_a_64),
        cmocka_unit_test(a_socket_address_is_the_same_peer),
        cmocka_unit_test(the_last_of_several_headers_is_the_proxys),
    };

    return cmocka_run_group_tests_name("peers", tests, NULL, NULL);
}
