/*
 * load - ask one server as fast as it answers, on many connections at once.
 *
 *   load [-c 64] [-s 2] PORT get PATH
 *   load [-c 64] [-s 2] PORT fresh PATH     with "Cache-Control: no-cache"
 *   load [-c 64] [-s 2] [-k KEY] PORT post EVENTS PATH
 *
 * Each connection sends its next request when the one before is answered.
 * `post` sends EVENTS events a request, of new attempts with four and five
 * events in turn; an answer counts only if it says that all were accepted.
 * Prints
 *
 *   REQUESTS-PER-SECOND P50-US P99-US ANSWERED FAILED
 */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

enum {
    US_PER_SECOND = 1000000,
    SLOWEST_US = 4 * US_PER_SECOND, /* slower ones count as this */
    PATIENCE_MS = 10000,            /* for the last answers */
    ANSWER_MAX = 8192,              /* of which so much is looked at */
    REQUEST_MAX = 64 * 1024,
    EVENTS_MAX = 256, /* of a request; with its head they fit there */
    STEPS = 5         /* of the journey events are sent to */
};

/* One event; the capitals stand for what differs, always so many digits. */
static const char event_form[] =
    "{\"journey\":\"bench-01\",\"attempt\":\"AAAAAAAAAAAAAAAA\",\"seq\":S,"
    "\"kind\":\"view\",\"step\":\"step-T\",\"at\":MMMMMMMMMMMMM,"
    "\"lang\":\"en\",\"device\":\"mobile\"}\n";

enum {
    EVENT_SIZE = sizeof(event_form) - 1,
    ATTEMPT_DIGITS = 16,
    MS_DIGITS = 13
};

struct connection {
    int fd;
    int64_t sent_us;
    uint64_t attempt; /* the one it is in */
    unsigned step, steps;
    char answer[ANSWER_MAX + 1];
    size_t n;    /* of the answer, so far */
    size_t size; /* head and body; 0: not known yet */
};

struct load {
    const char *key, *path, *header; /* a line of the head, or "" */
    unsigned connections, events, port;
    double seconds;
    uint64_t attempt; /* the next */
    int epoll_fd;
    struct connection *at;
    char *request; /* the next */
    size_t request_n, body_at;
    size_t length_at, head_n; /* in the answer before: where its length stood,
                                 and where its head ended */
    char accepted[32];        /* what an answer must say */
    uint32_t *took_us;        /* how many took so long */
    uint64_t answered, failed, under_way;
};

static int64_t clock_us(clockid_t clock)
{
    struct timespec t;

    (void)clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * US_PER_SECOND + t.tv_nsec / 1000;
}

static int64_t now_us(void)
{
    return clock_us(CLOCK_MONOTONIC);
}

static void give_up(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* Its last n digits. */
static void put(char *to, uint64_t number, unsigned base, size_t n)
{
    while (n-- > 0) {
        to[n] = "0123456789abcdef"[number % base];
        number /= base;
    }
}

/* The connection's next event; its attempts have four and five in turn. */
static void write_event(struct load *l, struct connection *c, char *to,
                        uint64_t at_ms)
{
    if (c->step == c->steps) {
        c->attempt = l->attempt++;
        c->step = 0;
        c->steps = STEPS - (unsigned)(c->attempt % 2);
    }
    c->step++;
    put(to + (strchr(event_form, 'A') - event_form), c->attempt, 16,
        ATTEMPT_DIGITS);
    put(to + (strchr(event_form, 'S') - event_form), c->step - 1, 10, 1);
    put(to + (strchr(event_form, 'T') - event_form), c->step, 10, 1);
    put(to + (strchr(event_form, 'M') - event_form), at_ms, 10, MS_DIGITS);
}

static void write_events(struct load *l, struct connection *c)
{
    uint64_t at_ms = (uint64_t)clock_us(CLOCK_REALTIME) / 1000;
    size_t i;

    for (i = 0; i < l->events; i++)
        write_event(l, c, l->request + l->body_at + i * EVENT_SIZE, at_ms);
}

/* Once: to ask is to be little work beside answering. */
static void form_request(struct load *l)
{
    int n;
    size_t i;

    if (l->events)
        n = snprintf(l->request, REQUEST_MAX,
                     "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                     "Authorization: Bearer %s\r\nContent-Type: %s\r\n"
                     "Content-Length: %zu\r\n\r\n",
                     l->path, l->key,
                     l->events > 1 ? "application/x-ndjson"
                                   : "application/json",
                     l->events * (size_t)EVENT_SIZE);
    else
        n = snprintf(l->request, REQUEST_MAX,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n", l->path,
                     l->header);
    l->body_at = (size_t)n;
    for (i = 0; i < l->events; i++)
        memcpy(l->request + l->body_at + i * EVENT_SIZE, event_form,
               EVENT_SIZE);
    l->request_n = l->body_at + l->events * (size_t)EVENT_SIZE;
}

static void drop(struct load *l, struct connection *c)
{
    (void)close(c->fd);
    c->fd = -1;
    l->failed++;
    l->under_way--;
}

static void ask(struct load *l, struct connection *c)
{
    write_events(l, c);
    c->n = c->size = 0;
    c->sent_us = now_us();
    l->under_way++;
    if (send(c->fd, l->request, l->request_n, MSG_NOSIGNAL) !=
        (ssize_t)l->request_n)
        drop(l, c);
}

static const char length_name[] = "content-length:";

/* Whether the head is laid out as the one before was. */
static bool is_like_before(const struct load *l, const struct connection *c)
{
    return l->head_n && c->n >= l->head_n &&
           memcmp(c->answer + l->head_n - 4, "\r\n\r\n", 4) == 0 &&
           strncasecmp(c->answer + l->length_at, length_name,
                       sizeof(length_name) - 1) == 0;
}

static void find_size(struct load *l, struct connection *c)
{
    const char *end, *length;

    if (!is_like_before(l, c)) {
        end = strstr(c->answer, "\r\n\r\n");
        length = end ? strcasestr(c->answer, length_name) : NULL;
        if (!length || length >= end)
            return;
        l->head_n = (size_t)(end + 4 - c->answer);
        l->length_at = (size_t)(length - c->answer);
    }
    c->size =
        l->head_n +
        strtoul(c->answer + l->length_at + sizeof(length_name) - 1, NULL, 10);
}

static bool is_right(const struct load *l, const struct connection *c)
{
    if (!l->events)
        return strncmp(c->answer, "HTTP/1.1 200 ", 13) == 0;
    return strncmp(c->answer, "HTTP/1.1 202 ", 13) == 0 &&
           strstr(c->answer + l->head_n, l->accepted);
}

static void note(struct load *l, const struct connection *c)
{
    int64_t us = now_us() - c->sent_us;

    l->took_us[us < SLOWEST_US ? us : SLOWEST_US - 1]++;
    l->under_way--;
    if (is_right(l, c))
        l->answered++;
    else
        l->failed++;
}

/* Returns whether the answer is there now, whole. */
static bool receive(struct load *l, struct connection *c)
{
    static char beyond[1 << 16];
    bool fits = c->n < ANSWER_MAX;
    ssize_t n = recv(c->fd, fits ? c->answer + c->n : beyond,
                     fits ? ANSWER_MAX - c->n : sizeof(beyond), MSG_DONTWAIT);

    if (n < 0 && errno == EAGAIN)
        return false;
    if (n <= 0) {
        drop(l, c);
        return false;
    }
    c->n += (size_t)n;
    if (fits)
        c->answer[c->n] = '\0';
    if (!c->size)
        find_size(l, c);
    return c->size && c->n >= c->size;
}

static void join(struct load *l, struct connection *c)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)l->port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    int yes = 1;

    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&a, sizeof(a)) < 0)
        give_up("connect");
    (void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    if (epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, c->fd, &e) < 0)
        give_up("epoll_ctl");
}

static void answer_all(struct load *l, int64_t end_us, int timeout_ms)
{
    enum { AT_ONCE = 256 };
    struct epoll_event ready[AT_ONCE];
    int n = epoll_wait(l->epoll_fd, ready, AT_ONCE, timeout_ms), i;

    for (i = 0; i < n; i++) {
        struct connection *c = ready[i].data.ptr;

        if (!receive(l, c))
            continue;
        note(l, c);
        if (now_us() < end_us)
            ask(l, c);
    }
}

static double run(struct load *l)
{
    int64_t from_us, end_us, last_us;
    unsigned i;

    for (i = 0; i < l->connections; i++)
        join(l, &l->at[i]);
    from_us = now_us();
    end_us = from_us + (int64_t)(l->seconds * US_PER_SECOND);
    for (i = 0; i < l->connections; i++)
        ask(l, &l->at[i]);
    while (now_us() < end_us && l->under_way)
        answer_all(l, end_us, 100);
    last_us = now_us() + PATIENCE_MS * INT64_C(1000);
    while (l->under_way && now_us() < last_us)
        answer_all(l, 0, 100);
    l->failed += l->under_way;
    return (double)(now_us() - from_us) / US_PER_SECOND;
}

static unsigned percentile(const struct load *l, double part)
{
    double before = part * (double)(l->answered + l->failed);
    uint64_t n = 0;
    unsigned us = 0;

    while (us < SLOWEST_US - 1 && (double)(n += l->took_us[us]) < before)
        us++;
    return us;
}

static bool read_arguments(struct load *l, int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "c:s:k:")) != -1) {
        if (option == 'c')
            l->connections = (unsigned)strtoul(optarg, NULL, 10);
        else if (option == 's')
            l->seconds = strtod(optarg, NULL);
        else if (option == 'k')
            l->key = optarg;
        else
            return false;
    }
    if (argc - optind < 3)
        return false;
    l->port = (unsigned)strtoul(argv[optind], NULL, 10);
    l->path = argv[argc - 1];
    if (strcmp(argv[optind + 1], "fresh") == 0)
        l->header = "Cache-Control: no-cache\r\n";
    if (argc - optind == 4)
        l->events = (unsigned)strtoul(argv[optind + 2], NULL, 10);
    return l->connections > 0 && l->events <= EVENTS_MAX &&
           strlen(l->path) + strlen(l->key) < PATH_MAX;
}

int main(int argc, char **argv)
{
    struct load l = {.connections = 64, .seconds = 2, .key = "", .header = ""};
    double took;

    if (!read_arguments(&l, argc, argv)) {
        (void)fprintf(stderr, "usage: load [-c N] [-s SECONDS] [-k KEY] "
                              "PORT get|fresh PATH | post EVENTS PATH\n");
        return 2;
    }
    l.attempt = (uint64_t)clock_us(CLOCK_REALTIME); /* none was used before */
    l.epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    l.at = mem_new(l.connections, sizeof(*l.at));
    l.request = mem_new(1, REQUEST_MAX);
    l.took_us = mem_new(SLOWEST_US, sizeof(*l.took_us));
    (void)snprintf(l.accepted, sizeof(l.accepted), "\"accepted\":%u,",
                   l.events);
    form_request(&l);
    took = run(&l);
    printf("%.0f %u %u %" PRIu64 " %" PRIu64 "\n", (double)l.answered / took,
           percentile(&l, 0.5), percentile(&l, 0.99), l.answered, l.failed);
    free(l.at);
    free(l.request);
    free(l.took_us);
    return 0;
}
