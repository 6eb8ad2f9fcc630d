/*
 * ledger - send events to a server, and keep a book of them.
 *
 *   ledger send BOOK PORT KEY [--until N] [--refused N] [--signal PID SIGNAL]
 *   ledger check SENT-BOOK ACKNOWLEDGED-BOOK <export
 *   ledger get PORT PATH
 *
 * A request's events are in the book as sent before they are sent, and as
 * acknowledged after the answer; both lines are synced.  `send` first sends
 * what the book has as sent and not as acknowledged, then new events, from
 * several connections, until the server closes them, or N more events are
 * acknowledged, or N requests were refused with 503.  With --signal it then
 * sends the signal, at a random instant, and goes on.  An event is known by its
 * number, and has the time BASE_MS + number minutes: `check` reads that out of
 * an export.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    EVENTS_MAX = 4 * 1024 * 1024,
    REQUEST_EVENTS = 3, /* of a request, at most */
    PER_ATTEMPT = 5,
    CONNECTIONS = 8,
    MESSAGE_MAX = 16 * 1024,
    ANSWER_S = 20, /* to wait for an answer */
};

static const int64_t base_ms = INT64_C(1772445600000); /* 2026-03-02 */

/* What an event of that place in its attempt is. */
static const struct {
    const char *kind, *step;
} parts[PER_ATTEMPT] = {{"view", "start"},
                        {"view", "address"},
                        {"reject", "address"},
                        {"help", "address"},
                        {"view", "done"}};

static unsigned char sent[EVENTS_MAX], acknowledged[EVENTS_MAX];

/* Of `send`. */
static int book;
static const char *key;
static int port;
static long until = -1, refused_until = -1;
static pid_t target; /* of the signal; 0: none */
static int target_signal;
static atomic_long next_event, next_again, n_acknowledged, n_refused;
static long n_old; /* in the book at the start */
static atomic_bool ending, signalled;

static void die(const char *what)
{
    perror(what);
    exit(70);
}

static void write_in_book(char mark, long first, int n)
{
    char line[64];
    int size = snprintf(line, sizeof(line), "%c %ld %d\n", mark, first, n);

    if (write(book, line, (size_t)size) != size || fdatasync(book) < 0)
        die("the book");
}

/* Lines of one kind, or (0) of both; the highest event's number, and 1. */
static long read_book(const char *path, char which)
{
    FILE *f = fopen(path, "r");
    long first, highest = 0;
    char mark;
    int n;

    if (!f)
        return 0;
    while (fscanf(f, "%c %ld %d\n", &mark, &first, &n) == 3) {
        if (first < 0 || n < 1 || first + n > EVENTS_MAX) {
            errno = EINVAL;
            die(path);
        }
        if (which == 0 || which == mark)
            memset((mark == 's' ? sent : acknowledged) + first, 1, (size_t)n);
        highest = first + n > highest ? first + n : highest;
    }
    (void)fclose(f);
    return highest;
}

static int connect_to(int to_port)
{
    const struct timeval patience = {.tv_sec = ANSWER_S};
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)to_port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof(at)) < 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static bool send_whole(int fd, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = send(fd, text, n, MSG_NOSIGNAL);

        if (done <= 0)
            return false;
        text += done;
        n -= (size_t)done;
    }
    return true;
}

/* A whole answer, or false: the connection ended first.  An answer that does
 * not come in time is a fault of the server's. */
static bool receive(int fd, char *text, size_t room)
{
    size_t n = 0;

    for (;;) {
        ssize_t got = recv(fd, text + n, room - 1 - n, 0);
        const char *end, *length;

        if (got < 0 && errno == EAGAIN) {
            errno = ETIMEDOUT;
            die("no answer");
        }
        if (got <= 0)
            return false;
        n += (size_t)got;
        text[n] = '\0';
        end = strstr(text, "\r\n\r\n");
        length = strcasestr(text, "\r\nContent-Length: ");
        if (end && length &&
            n >= (size_t)(end + 4 - text) +
                     strtoul(length + strlen("\r\nContent-Length: "), NULL, 10))
            return true;
        if (n + 1 == room)
            return true;
    }
}

static size_t write_request(char *to, long first, int n)
{
    char body[MESSAGE_MAX / 2] = "[";
    size_t size = 1;
    int i;

    for (i = 0; i < n; i++) {
        long event = first + i;

        size += (size_t)snprintf(
            body + size, sizeof(body) - size,
            "%s{\"journey\":\"missed-bin\",\"attempt\":\"ledger-%06ld\","
            "\"seq\":%ld,\"kind\":\"%s\",\"step\":\"%s\",\"at\":%lld}",
            i ? "," : "", event / PER_ATTEMPT, event % PER_ATTEMPT,
            parts[event % PER_ATTEMPT].kind, parts[event % PER_ATTEMPT].step,
            (long long)(base_ms + event * 60000));
    }
    size += (size_t)snprintf(body + size, sizeof(body) - size, "]");
    return (size_t)snprintf(to, MESSAGE_MAX,
                            "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                            "Authorization: Bearer %s\r\n"
                            "Content-Type: application/json\r\n"
                            "Content-Length: %zu\r\n\r\n%s",
                            key, size, body);
}

static long number_in(const char *text, const char *name)
{
    const char *at = strstr(text, name);

    return at ? strtol(at + strlen(name), NULL, 10) : 0;
}

/* Are all acknowledged?  Anything but that and 503 is a fault. */
static bool is_acknowledged(const char *text, int n)
{
    if (strncmp(text, "HTTP/1.1 503", 12) == 0) {
        (void)atomic_fetch_add(&n_refused, 1);
        return false;
    }
    if (strncmp(text, "HTTP/1.1 202", 12) != 0 ||
        number_in(text, "\"accepted\":") + number_in(text, "\"duplicate\":") !=
            n) {
        (void)fprintf(stderr, "ledger: %d events were answered %.*s\n", n,
                      (int)strcspn(text, "\r\n"), text);
        exit(1);
    }
    return true;
}

/* At some instant of the next milliseconds. */
static void strike(void)
{
    struct timespec wait = {.tv_nsec = (long)(random() % 3000000)};

    if (!target || atomic_exchange(&signalled, true))
        return;
    (void)nanosleep(&wait, NULL);
    if (kill(target, target_signal) < 0)
        die("kill");
}

static bool has_enough(void)
{
    return (until >= 0 && atomic_load(&n_acknowledged) >= until) ||
           (refused_until >= 0 && atomic_load(&n_refused) >= refused_until);
}

/* The next events to send: those of the book first; 0: the book is full. */
static int take(long *ret_first, unsigned *dice)
{
    long again = atomic_fetch_add(&next_again, 1);
    int n = 1 + (int)((*dice = *dice * 1103515245u + 12345u) >> 16) %
                    REQUEST_EVENTS;

    for (; again < n_old; again = atomic_fetch_add(&next_again, 1))
        if (sent[again] && !acknowledged[again]) {
            *ret_first = again;
            return 1;
        }
    *ret_first = atomic_fetch_add(&next_event, n);
    return *ret_first + n <= EVENTS_MAX ? n : 0;
}

/* One request until it is acknowledged; false: the connection ended. */
static bool send_one(int fd, long first, int n)
{
    char text[MESSAGE_MAX];
    size_t size;

    write_in_book('s', first, n);
    do {
        size = write_request(text, first, n);
        if (!send_whole(fd, text, size) || !receive(fd, text, sizeof(text)))
            return false;
        if (is_acknowledged(text, n)) {
            write_in_book('a', first, n);
            (void)atomic_fetch_add(&n_acknowledged, n);
            return true;
        }
        if (has_enough() && !target)
            atomic_store(&ending, true);
    } while (!atomic_load(&ending));
    return true;
}

static void *send_many(void *self)
{
    unsigned dice = (unsigned)(uintptr_t)self;
    int fd = connect_to(port), n = 1;
    bool open = fd >= 0;
    long first;

    while (open && n && !atomic_load(&ending)) {
        n = take(&first, &dice);
        if (n)
            open = send_one(fd, first, n);
        if (has_enough()) {
            strike();
            atomic_store(&ending, !target);
        }
    }
    if (fd >= 0)
        (void)close(fd);
    return NULL;
}

static int run_send(int n, char **words)
{
    pthread_t threads[CONNECTIONS];
    int i;

    for (i = 3; i + 1 < n; i += 2) {
        if (strcmp(words[i], "--until") == 0)
            until = strtol(words[i + 1], NULL, 10);
        if (strcmp(words[i], "--refused") == 0)
            refused_until = strtol(words[i + 1], NULL, 10);
        if (strcmp(words[i], "--signal") == 0 && i + 2 < n) {
            target = (pid_t)strtol(words[i + 1], NULL, 10);
            target_signal = (int)strtol(words[i + 2], NULL, 10);
            i++;
        }
    }
    srandom((unsigned)getpid());
    n_old = read_book(words[0], 0);
    atomic_store(&next_event, n_old);
    book = open(words[0], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (book < 0)
        die(words[0]);
    port = (int)strtol(words[1], NULL, 10);
    key = words[2];
    for (i = 0; i < CONNECTIONS; i++)
        if (pthread_create(&threads[i], NULL, send_many,
                           (void *)(uintptr_t)(i + 1)) != 0)
            die("thread");
    for (i = 0; i < CONNECTIONS; i++)
        (void)pthread_join(threads[i], NULL);
    printf("acknowledged %ld refused %ld\n", atomic_load(&n_acknowledged),
           atomic_load(&n_refused));
    return 0;
}

static int run_get(char **words)
{
    char text[1024 * 1024];
    int fd = connect_to((int)strtol(words[0], NULL, 10));
    int n = snprintf(text, sizeof(text),
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                     "Connection: close\r\n\r\n",
                     words[1]);

    if (fd < 0 || !send_whole(fd, text, (size_t)n) ||
        !receive(fd, text, sizeof(text)))
        die("get");
    (void)close(fd);
    printf("%.3s\n", text + strlen("HTTP/1.1 "));
    return 0;
}

/* The number of the event on a line of an export; -1: it is none of ours. */
static long event_on(const char *line)
{
    const char *at = strstr(line, "\"at\":"),
               *kind = strstr(line, "\"kind\":\"");
    const char *step = strstr(line, "\"step\":\"");
    long long ms = at ? strtoll(at + 5, NULL, 10) - base_ms : -1;
    long event = (long)(ms / 60000);
    const char *want;

    if (ms < 0 || ms % 60000 || event >= EVENTS_MAX || !kind || !step ||
        number_in(line, "\"seq\":") != event % PER_ATTEMPT)
        return -1;
    want = parts[event % PER_ATTEMPT].kind;
    if (strncmp(kind + 8, want, strlen(want)) != 0)
        return -1;
    want = parts[event % PER_ATTEMPT].step;
    return strncmp(step + 8, want, strlen(want)) == 0 ? event : -1;
}

static int run_check(char **words)
{
    static unsigned char stored[EVENTS_MAX];
    long n_sent = 0, n_stored = 0, n_told = 0, twice = 0, strange = 0;
    long unsent = 0, missing = 0, attempts = 0, last = -1, i;
    char line[MESSAGE_MAX];

    (void)read_book(words[0], 's');
    (void)read_book(words[1], 'a');
    while (fgets(line, sizeof(line), stdin)) {
        long event = strstr(line, "\"attempt\":") ? event_on(line) : -2;

        strange += event == -1;
        if (event >= 0)
            twice += stored[event]++ > 0;
    }
    for (i = 0; i < EVENTS_MAX; i++) {
        n_sent += sent[i];
        n_told += acknowledged[i];
        n_stored += stored[i] > 0;
        unsent += stored[i] && !sent[i];
        missing += acknowledged[i] && !stored[i];
        attempts += stored[i] && i / PER_ATTEMPT != last;
        last = stored[i] ? i / PER_ATTEMPT : last;
    }
    printf("{\"sent\":%ld,\"acknowledged\":%ld,\"stored\":%ld,\"attempts\":%ld,"
           "\"missing\":%ld,\"unsent\":%ld,\"twice\":%ld,\"strange\":%ld}\n",
           n_sent, n_told, n_stored, attempts, missing, unsent, twice, strange);
    return missing || unsent || twice || strange;
}

int main(int n, char **words)
{
    if (n > 4 && strcmp(words[1], "send") == 0)
        return run_send(n - 2, words + 2);
    if (n == 4 && strcmp(words[1], "check") == 0)
        return run_check(words + 2);
    if (n == 4 && strcmp(words[1], "get") == 0)
        return run_get(words + 2);
    return 2; /* the head of this file says how it is used */
}
