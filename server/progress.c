#include "server/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/time.h"

enum { BAR_WIDTH = 24, REDRAW_MS = 100 };

void progress_begin(struct progress *p)
{
    *p = (struct progress){.shown = isatty(STDERR_FILENO) != 0,
                           .began_ms = time_steady_ms()};
}

static void draw_bar(double share)
{
    int i, full = (int)(share * BAR_WIDTH);

    (void)fputc('[', stderr);
    for (i = 0; i < BAR_WIDTH; i++)
        (void)fputc(i < full ? '#' : '.', stderr);
    (void)fprintf(stderr, "] %3d %% ", (int)(share * 100));
}

static void draw_time_left(double share, int64_t spent_ms)
{
    int64_t left_s = (int64_t)((double)spent_ms * (1 - share) / share / 1000);

    (void)fprintf(stderr, ", %lld:%02lld left", (long long)(left_s / 60),
                  (long long)(left_s % 60));
}

void progress_tell(void *self, const struct input *in, int64_t events)
{
    struct progress *p = self;
    int64_t now_ms = time_steady_ms(), spent_ms = now_ms - p->began_ms;
    int64_t taken = input_taken(in), size = input_size(in);
    double share = size > 0 ? (double)taken / (double)size : 0;

    if (!p->shown || now_ms - p->told_ms < REDRAW_MS)
        return;
    p->told_ms = now_ms;
    (void)fputs("\r\033[K", stderr);
    if (size > 0)
        draw_bar(share);
    (void)fprintf(stderr, "%.1f MB, %lld events, %lld events/s",
                  (double)taken / 1e6, (long long)events,
                  (long long)(spent_ms ? events * 1000 / spent_ms : 0));
    if (share > 0)
        draw_time_left(share, spent_ms);
    (void)fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown && p->told_ms)
        (void)fputs("\r\033[K", stderr);
}
