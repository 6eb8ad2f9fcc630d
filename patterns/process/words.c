/* Words on a drawing: how wide they are, and where they break. */
#include <string.h>

#include "patterns/process/drawing.h"

enum { OTHER_WIDTH = 600, LINES_MAX = 40 };

/* How wide the letters from " " to "~" are in Helvetica and the typefaces cut
 * to its measure, in thousandths of their size. */
static const short widths[] = {
    278, 278, 355, 556, 556,  889, 667, 191, 333, 333, 389, 584, 278, 333,
    278, 278, 556, 556, 556,  556, 556, 556, 556, 556, 556, 556, 278, 278,
    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722,  778, 667, 778, 722, 667, 611, 722, 667, 944,
    667, 667, 611, 278, 278,  278, 469, 556, 333, 556, 556, 500, 556, 556,
    278, 556, 556, 222, 222,  500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500,  500, 500, 334, 260, 334, 584};

static bool is_continued(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Pixels that a text takes, a little more than it needs in most fonts. */
static int width_of(const char *text, size_t n)
{
    long sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c >= ' ' && c <= '~')
            sum += widths[c - ' '];
        else if (!is_continued(text[i]))
            sum += OTHER_WIDTH;
    }
    return (int)((sum * FONT_SIZE * 21 / 20 + 999) / 1000);
}

/* Bytes of the next line: whole words, or as much of one as fits. */
static size_t line_size(const char *text, int width)
{
    size_t n, fits = 0;

    for (n = 0; text[n]; n = n + 1 + strcspn(text + n + 1, " ")) {
        if (width_of(text, n) > width)
            break;
        fits = n;
    }
    if (!text[n] && width_of(text, n) <= width)
        return n;
    if (fits > 0)
        return fits;
    for (n = 1; text[n] && width_of(text, n + 1) <= width; n++)
        ;
    while (is_continued(text[n]))
        n++;
    return n;
}

static void wrap(const char *text, int width, struct process_label *l,
                 struct arena *a)
{
    l->n = 0;
    l->box.width = 0;
    while (*text && l->n < LINES_MAX) {
        size_t n = l->n + 1 < LINES_MAX ? line_size(text, width) : strlen(text);
        int w = width_of(text, n);

        if (a)
            l->lines[l->n] = arena_strndup(a, text, n);
        l->n++;
        l->box.width = w > l->box.width ? w : l->box.width;
        text += n;
        text += strspn(text, " ");
    }
}

int words_longest(const char *text)
{
    int most = 0;

    while (*text) {
        size_t n = strcspn(text, " ");
        int w = width_of(text, n);

        most = w > most ? w : most;
        text += n;
        text += strspn(text, " ");
    }
    return most;
}

void words_wrap(struct arena *a, const char *text, int width,
                struct process_label *ret_label)
{
    struct process_label tried = {.n = 0};
    int least = width, longest = words_longest(text);
    size_t n;

    wrap(text, width, &tried, NULL);
    n = tried.n;
    /* no narrower than needs another line: then all are about as long */
    while (least - 3 >= longest) {
        wrap(text, least - 3, &tried, NULL);
        if (tried.n != n || tried.box.width > least - 3)
            break;
        least -= 3;
    }
    ret_label->lines = arena_array(a, n, sizeof(*ret_label->lines));
    wrap(text, least, ret_label, a);
    ret_label->box.height = (int)n * LINE_HEIGHT;
}
