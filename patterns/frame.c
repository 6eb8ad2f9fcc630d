/* How tall the frame of an example is, where nobody has said. */
#include <ctype.h>
#include <string.h>

#include "patterns/entry.h"

/* In a frame about 1,000 pixels wide, and a pixel for each word: found by
 * measuring the examples of the library and of GOV.UK Frontend. */
enum { AROUND = 110 };

static const struct {
    const char *mark;
    int pixels;
} parts[] = {
    {"<h1", 50},
    {"<h2", 65},
    {"<h3", 30},
    {"<p", 37},
    {"<li", 10},
    {"<button", 40},
    {"<label", 40},
    {"<input", 20},
    {"<textarea", 80},
    {"<img", 110},
    {"<tr", 47},
    {"<dt", 41},
    {"govuk-error-summary\"", 40},
    {"govuk-task-list__item", 20},
};

/* Sizes and their heights in patterns.css, in pixels. */
static const struct {
    const char *size;
    int until;
} sizes[] = {{"s", 152},  {"sm", 236}, {"m", 320},
             {"ml", 404}, {"l", 496},  {"lx", 616}};

static int count_words(const char *html)
{
    bool in_tag = false, in_word = false;
    int n = 0;

    for (; *html; html++) {
        if (*html == '<')
            in_tag = true;
        n += !in_tag && !in_word && !isspace((unsigned char)*html);
        in_word = !in_tag && !isspace((unsigned char)*html);
        if (*html == '>')
            in_tag = false;
    }
    return n;
}

static int count(const char *html, const char *mark)
{
    int n = 0;

    for (; (html = strstr(html, mark)); html += strlen(mark))
        n++;
    return n;
}

const char *frame_size(const char *html)
{
    int pixels = AROUND + count_words(html);
    size_t i;

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        pixels += parts[i].pixels * count(html, parts[i].mark);
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
        if (pixels <= sizes[i].until)
            return sizes[i].size;
    return "xl";
}
