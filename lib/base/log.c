#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/repeats.h"
#include "base/text.h"
#include "base/time.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct repeats repeats; /* under the lock */

static void write_line(const char *line)
{
    int64_t missed;

    (void)pthread_mutex_lock(&lock);
    if (repeats_admit(&repeats, line, time_steady_ms(), &missed)) {
        (void)fprintf(stderr, "waymark: %s", line);
        if (missed)
            (void)fprintf(stderr, " (and %lld times since)", (long long)missed);
        (void)fputc('\n', stderr);
    }
    (void)pthread_mutex_unlock(&lock);
}

void log_line(const char *fmt, ...)
{
    char line[REPEATS_TEXT];
    va_list args;
    char *c;

    va_start(args, fmt);
    text_format(line, sizeof(line), fmt, args);
    va_end(args);
    for (c = line; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = '?';
    write_line(line);
}
