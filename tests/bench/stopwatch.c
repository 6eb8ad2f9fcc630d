/*
 * stopwatch - how long a command takes, and how much memory at most.
 *
 *   stopwatch COMMAND...          until it ends; prints MS PEAK-KB
 *   stopwatch -u PATH COMMAND...  a server, which prints its address: until
 *                                 it has answered GET PATH with 200; prints
 *                                 MS, and ends it with SIGTERM
 *
 * What the command prints goes to standard error.  Ends with its status.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* With its standard output going to out_fd. */
static pid_t start(char **command, int out_fd)
{
    pid_t pid = fork();

    if (pid < 0)
        fail("fork");
    if (pid)
        return pid;
    (void)dup2(out_fd, STDOUT_FILENO);
    (void)execvp(command[0], command);
    fail(command[0]);
    return 0;
}

static int end(pid_t pid, struct rusage *ret_used)
{
    int status;

    if (wait4(pid, &status, 0, ret_used) != pid)
        fail("wait4");
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}

/* "Waymark is on http://127.0.0.1:41234 (stop it ...": 41234 */
static unsigned read_port(FILE *said)
{
    char line[256];
    const char *address =
        fgets(line, sizeof(line), said) ? strstr(line, "127.0.0.1:") : NULL;

    if (!address) {
        (void)fputs("stopwatch: it says no address\n", stderr);
        exit(EXIT_FAILURE);
    }
    return (unsigned)strtoul(address + strlen("127.0.0.1:"), NULL, 10);
}

static void get(unsigned port, const char *path)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    char answer[16] = "";

    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0)
        fail("connect");
    (void)dprintf(fd, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path);
    (void)recv(fd, answer, 12, MSG_WAITALL);
    (void)close(fd);
    if (strcmp(answer, "HTTP/1.1 200") != 0) {
        (void)fprintf(stderr, "stopwatch: %s: %s\n", path, answer);
        exit(EXIT_FAILURE);
    }
}

static int until_answer(char **command, const char *path)
{
    double from = now_ms();
    struct rusage used;
    int ends[2];
    FILE *said;
    pid_t pid;

    if (pipe(ends))
        fail("pipe");
    said = fdopen(ends[0], "r");
    pid = start(command, ends[1]);
    (void)close(ends[1]);
    get(read_port(said), path);
    printf("%.2f\n", now_ms() - from);
    (void)kill(pid, SIGTERM);
    return end(pid, &used);
}

int main(int argc, char **argv)
{
    double from = now_ms();
    struct rusage used;
    int status;

    if (argc > 3 && strcmp(argv[1], "-u") == 0)
        return until_answer(argv + 3, argv[2]);
    if (argc < 2)
        return 2;
    status = end(start(argv + 1, STDERR_FILENO), &used);
    printf("%.2f %ld\n", now_ms() - from, used.ru_maxrss);
    return status;
}
