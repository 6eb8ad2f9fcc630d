/* test_events_socket.c - events over sockets, to a server in a process of its
 * own.
 */
#include "tests/unit/served.h"

static void many_connections_are_answered_at_once(void **state)
{
    static struct client c[CONNECTIONS];
    struct served *s = *state;
    int told;

    serve(s);
    dial_all(s, c);
    told = talk(s, c, 5000);
    assert_int_equal(close_all(c), told);
    assert_int_equal(end(s, SIGTERM), 0);

    assert_true(told >= 5000);
    assert_int_equal(tracked_figure(s->w, "started"), told);
    tracked_assert_clean(s->w);
}

#define AGENT "User-Agent: " ENDPOINT_BROWSER "\r\n"

/* So many attempts begin on pages of an origin; how many were kept. */
static int loop(struct served *s, const char *origin, int enough)
{
    static struct client c[CONNECTIONS];
    int told;

    s->headers = arena_printf(s->arena, "Origin: %s\r\n" AGENT, origin);
    if (!s->pid)
        serve(s);
    dial_all(s, c);
    told = talk(s, c, enough);
    assert_int_equal(close_all(c), told);
    return told;
}

/* A page, as it comes over a connection of its own. */
static const char *page(struct served *s, const char *target)
{
    const char *ask = arena_printf(
        s->arena,
        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        target);
    const char *text = "";
    char part[TEXT];
    int fd = dial(s);
    ssize_t n;

    assert_int_equal(send(fd, ask, strlen(ask), MSG_NOSIGNAL), strlen(ask));
    while ((n = recv(fd, part, sizeof(part), 0)) > 0)
        text = arena_printf(s->arena, "%s%.*s", text, (int)n, part);
    (void)close(fd);
    return text;
}

static void a_loop_of_one_origin_does_not_count_and_others_do(void **state)
{
    struct served *s = *state;
    const char *shown;
    int looped, others;

    assert_ok(access_allow_origin(s->w->t, "own", "https://a.example.org"));
    assert_ok(access_allow_origin(s->w->t, "own", "https://b.example.org"));
    looped = loop(s, "https://a.example.org", 2000);
    others = loop(s, "https://b.example.org", 100);
    shown = page(s, "/dashboard/journeys/own?from=2026-03-02");
    assert_int_equal(end(s, SIGTERM), 0);

    assert_true(looped >= 2000 && others >= 100);
    assert_int_equal(tracked_figure(s->w, "started"), BURST_ORIGIN + others);
    shown = strstr(shown, "<dt>Bursts</dt>");
    assert_non_null(shown);
    assert_non_null(strstr(
        shown, arena_printf(s->arena, ">%s<",
                            text_count(s->arena, looped - BURST_ORIGIN))));
    assert_int_equal(tracked_apart(s->w, "burst"), looped - BURST_ORIGIN);
    tracked_assert_clean(s->w);
}

static void a_body_over_1_mib_is_413(void **state)
{
    static const char head[] =
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/json\r\nContent-Length: 1048577\r\n\r\n";
    static struct client c;
    struct served *s = *state;

    serve(s);
    c = (struct client){.fd = dial(s)};
    (void)send(c.fd, head, strlen(head), MSG_NOSIGNAL);
    assert_true(recv(c.fd, c.text, TEXT - 1, 0) > 0);
    (void)close(c.fd);

    assert_non_null(strstr(c.text, "HTTP/1.1 413 "));
    assert_int_equal(end(s, SIGTERM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_served(many_connections_are_answered_at_once),
        with_served(a_loop_of_one_origin_does_not_count_and_others_do),
        with_served(a_body_over_1_mib_is_413),
    };

    return cmocka_run_group_tests_name("events, sockets", tests, NULL, NULL);
}
